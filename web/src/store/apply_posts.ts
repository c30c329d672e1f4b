/* The part of apply.ts that deals with the posts on hand. */
import type { LiveEvent, Person, Post, PostsAnswer } from '../api/types';
import type { Entry, Room, Span } from './model';

/** Posts kept in one timeline; beyond it the far end is let go (and can be paged in again). */
export const SPAN_MAX = 400;
const RECENT_MAX = 40;

export function withPeople(people: readonly Person[], room: Room): Room {
  if (people.length === 0) {
    return room;
  }
  const all = new Map(room.people);
  people.forEach((p) => all.set(p.hat, p));
  return { ...room, people: all };
}

export function remember(event: LiveEvent, recent: readonly LiveEvent[]): readonly LiveEvent[] {
  return [...recent.slice(1 - RECENT_MAX), event];
}

/* Of two editions of a post the later one stays. */
function newer(old: Entry | undefined, post: Post, asOf: number): Entry {
  if (!old) {
    return { post, asOf };
  }
  if (old.post.seq > post.seq || (old.post.seq === post.seq && old.asOf > asOf)) {
    return old;
  }
  /* Events are the same for everybody and hold no receipt: the one read before still counts. */
  return { post: { ...post, receipt: post.receipt ?? old.post.receipt }, asOf: Math.max(old.asOf, asOf) };
}

/* An edition is rendered later than its event and may count replies that the stream still brings: the count on hand stays. */
function edition(old: Entry | undefined, post: Post, asOf: number): Entry {
  return newer(old, old ? { ...post, replies: old.post.replies } : post, asOf);
}

/** Takes a post in; it joins the timeline when it follows on its end. */
export function putPost(post: Post, asOf: number, room: Room): Room {
  const entries = new Map(room.entries).set(post.id, edition(room.entries.get(post.id), post, asOf));
  const span = room.span;
  const follows = span && !span.moreAfter && post.no === span.to + 1;
  return follows ? trimmed({ ...room, entries, span: { ...span, to: post.no } }, 'before') : { ...room, entries };
}

/* A post that is not on hand is not taken in by a change to it. */
function changePost(post: Post, seq: number, room: Room): Room {
  const old = room.entries.get(post.id);
  if (!old || old.post.seq > post.seq) {
    return room;
  }
  return { ...room, entries: new Map(room.entries).set(post.id, edition(old, post, seq)) };
}

/* The root's own count goes up or down, unless it was read after that. */
function countReply(post: Post, seq: number, by: 1 | -1, room: Room): Room {
  const root = post.reply_to && room.entries.get(post.reply_to.id);
  if (!root || root.asOf >= seq) {
    return room;
  }
  const counted = { post: { ...root.post, replies: Math.max(0, root.post.replies + by) }, asOf: seq };
  return { ...room, entries: new Map(room.entries).set(root.post.id, counted) };
}

/** What an event means for the posts on hand. */
export function absorb(event: LiveEvent, room: Room): Room {
  if (!room.span) {
    return room;
  }
  switch (event.kind) {
    case 'post': {
      const put = putPost({ ...event.post, replies: 0 }, event.seq, withPeople(event.people, room));
      return countReply(event.post, event.seq, 1, put);
    }
    case 'delete':
      return countReply(event.post, event.seq, -1, changePost(event.post, event.seq, withPeople(event.people ?? [], room)));
    case 'edit':
    case 'reaction':
    case 'report':
      return changePost(event.post, event.seq, withPeople(event.people ?? [], room));
    default:
      return room;
  }
}

function spanOf(answer: PostsAnswer, room: Room): Span {
  const first = answer.posts[0];
  const last = answer.posts[answer.posts.length - 1];
  const end = room.space.post_no;
  return { from: first?.no ?? end + 1, to: last?.no ?? end, moreBefore: answer.more_before, moreAfter: answer.more_after };
}

function joined(how: 'replace' | 'before' | 'after', page: Span, old: Span | null): Span {
  if (how === 'replace' || !old) {
    return page;
  }
  if (how === 'before') {
    return { ...old, from: Math.min(old.from, page.from), moreBefore: page.moreBefore };
  }
  return { ...old, to: Math.max(old.to, page.to), moreAfter: page.moreAfter };
}

/** A page of posts. Events later than the page are applied to it again; if not all are on hand, the room is stale. */
export function applyPage(how: 'replace' | 'before' | 'after', answer: PostsAnswer, room: Room): Room {
  const afresh = how === 'replace' || !room.span;
  const entries = new Map(afresh ? [] : room.entries);
  for (const post of answer.posts) {
    entries.set(post.id, newer(entries.get(post.id), post, answer.seq));
  }
  const span = joined(how, spanOf(answer, room), room.span);
  const later = room.recent.filter((e) => e.seq > answer.seq);
  const missed = answer.seq + later.length < room.space.seq;
  const base = withPeople(answer.people, { ...room, entries, span, stale: missed || (room.stale && !afresh) });
  return trimmed(
    later.reduce((r, e) => absorb(e, r), base),
    how === 'before' ? 'after' : 'before',
  );
}

/* Lets go of the posts at one end when there are too many. */
function trimmed(room: Room, end: 'before' | 'after'): Room {
  const span = room.span;
  if (!span || span.to - span.from < SPAN_MAX) {
    return room;
  }
  const cut =
    end === 'before'
      ? { ...span, from: span.to - SPAN_MAX + 1, moreBefore: true }
      : { ...span, to: span.from + SPAN_MAX - 1, moreAfter: true };
  const outside = (no: number) => no < cut.from || no > cut.to;
  const was = (no: number) => no >= span.from && no <= span.to;
  const entries = new Map([...room.entries].filter(([, e]) => !(was(e.post.no) && outside(e.post.no))));
  return { ...room, entries, span: cut };
}
