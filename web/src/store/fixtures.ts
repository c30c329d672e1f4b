/* For tests: believable nouns, and a small model of the server that writes a history and its events. */
import type { LiveEvent, Member, Person, Post, PostsAnswer, Space, StateAnswer } from '../api/types';

export function personOf(hat: string): Person {
  return { hat, name: hat, kana: hat, profession: 'nurse', facility: null, kind: 'staff', ended: false };
}

export function memberOf(hat: string, more: Partial<Member> = {}): Member {
  return {
    hat,
    person: personOf(hat),
    relation: '',
    role: 'member',
    from_at: 0,
    to_at: null,
    history: 'all',
    delivered_no: 0,
    opened_no: 0,
    added_by: null,
    instruction: null,
    absence: null,
    ...more,
  };
}

export function spaceOf(more: Partial<Space>): Space {
  return {
    id: 's1',
    kind: 'care',
    title: '山田 花子 様',
    patient: { id: 'pt', name: '山田 花子', kana: 'ヤマダ ハナコ', birth: '1938-04-02', sex: 'female' },
    facility: { id: 'f', name: 'みどり診療所', kind: 'clinic', outside: false, phone_day: null, phone_night: null },
    peer: null,
    peer_gone: false,
    unreadable: [],
    attending: { hat: null, name: '', phone: null },
    state: 'open',
    role: 'member',
    consent: 'recorded',
    instruction: 'own',
    attending_pending: false,
    attending_at: null,
    handover: null,
    read_until: null,
    entry: 'invitation',
    archived: null,
    archive_proposal: null,
    agreement: null,
    seq: 0,
    post_no: 0,
    opened_no: 0,
    delivered_no: 0,
    unread: 0,
    last_at: null,
    members: 3,
    may: ['post', 'react', 'reply'],
    may_own: ['edit', 'delete'],
    ...more,
  };
}

export function postOf(more: Partial<Post> & { id: string; no: number; seq: number }): Post {
  return {
    space: 's1',
    author: 'hat-2',
    at: 1000 + more.no,
    body: `text ${more.no}`,
    reply_to: null,
    replies: 0,
    version: 1,
    edited_at: null,
    deleted: null,
    reactions: [],
    reported: false,
    receipt: { of: 2, delivered: 0, opened: 0 },
    ...more,
  };
}

export function randomOf(seed: number): () => number {
  let x = (seed * 2654435761) % 4294967296;
  return () => {
    x = (x * 1664525 + 1013904223) % 4294967296;
    return x / 4294967296;
  };
}

const HATS = ['hat-1', 'hat-2', 'hat-3'];

export class ServerModel {
  private posts: Post[] = [];
  private seq = 0;
  private members = 3;
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!;
  }

  state(me: string): StateAnswer {
    const space = spaceOf({
      seq: this.seq,
      post_no: this.posts.length,
      members: this.members,
      last_at: this.posts.at(-1)?.at ?? null,
      unread: this.posts.filter((p) => p.author !== me && !p.deleted).length,
    });
    return { now: 0, hat: me, spaces: [space], unread: space.unread };
  }

  page(): PostsAnswer {
    const people = HATS.map(personOf);
    return { posts: structuredClone(this.posts), people, more_before: false, more_after: false, seq: this.seq };
  }

  run(steps: number, me: string): LiveEvent[] {
    return Array.from({ length: steps }, () => this.step(me));
  }

  /** As run; yet the posts in the events are rendered only at the end, as they stand then. */
  runRenderedLate(steps: number, me: string): LiveEvent[] {
    return this.run(steps, me).map((e) =>
      'post' in e && e.post ? { ...e, post: structuredClone(this.posts.find((p) => p.id === e.post.id)!) } : e,
    );
  }

  private step(me: string): LiveEvent {
    this.seq += 1;
    const hat = this.random() < 0.3 ? me : this.pick(HATS);
    const base = { t: 'event' as const, space: 's1', seq: this.seq, at: 1000 + this.seq, hat };
    const living = this.posts.filter((p) => !p.deleted);
    const dice = this.random();
    if (dice < 0.5 || living.length === 0) {
      return { ...base, kind: 'post', post: structuredClone(this.add(hat)), people: [personOf(hat)] };
    }
    if (dice < 0.58) {
      this.members += 1;
      return { ...base, kind: 'member_add', member: memberOf(`new-${this.seq}`) };
    }
    const post = this.pick(living);
    post.seq = this.seq;
    if (dice < 0.72) {
      Object.assign(post, { body: `edited ${this.seq}`, version: post.version + 1, edited_at: base.at });
      post.reactions = post.reactions.map((r) => ({ ...r, lapsed: true }));
      return { ...base, kind: 'edit', post: structuredClone(post), people: [] };
    }
    if (dice < 0.82) {
      Object.assign(post, { body: null, deleted: { hat, at: base.at, reason: null } });
      const root = this.posts.find((p) => p.id === post.reply_to?.id);
      if (root) {
        root.replies -= 1;
      }
      return { ...base, kind: 'delete', post: structuredClone(post), people: [] };
    }
    post.reactions = [...post.reactions.filter((r) => r.hat !== hat), { hat, kind: 'thanks', at: base.at, lapsed: false }];
    return { ...base, kind: 'reaction', post: structuredClone(post), people: [personOf(hat)] };
  }

  private add(hat: string): Post {
    const no = this.posts.length + 1;
    const roots = this.posts.filter((p) => !p.reply_to && !p.deleted);
    const root = roots.length > 0 && this.random() < 0.4 ? this.pick(roots) : null;
    const post = postOf({
      id: `p${no}`,
      no,
      seq: this.seq,
      author: hat,
      at: 1000 + this.seq,
      reply_to: root ? { id: root.id, no: root.no } : null,
    });
    if (root) {
      root.replies += 1;
    }
    this.posts.push(post);
    return post;
  }
}
