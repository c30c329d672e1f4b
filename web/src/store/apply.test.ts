import { describe, expect, it } from 'vitest';
import type { LiveEvent, Post, PostsAnswer } from '../api/types';
import { apply } from './apply';
import { SPAN_MAX } from './apply_posts';
import { EMPTY, type Model, receiptOf, roomOf, timelineOf, unreadOf } from './model';
import { ServerModel, memberOf, postOf, spaceOf } from './fixtures';

const ME = 'hat-1';

function fresh(server: ServerModel): Model {
  const model = apply({ t: 'state', answer: server.state(ME) }, EMPTY);
  return apply({ t: 'page', space: 's1', how: 'replace', answer: server.page() }, model);
}

function view(model: Model) {
  const room = model.rooms.get('s1')!;
  return { space: room.space, posts: timelineOf(room).map((e) => e.post), unread: unreadOf(model), stale: room.stale };
}

const event = (model: Model, e: LiveEvent) => apply({ t: 'event', event: e }, model);

describe('old snapshot + events = fresh snapshot', () => {
  for (let seed = 1; seed <= 30; seed++) {
    it(`holds for a random history ${seed}`, () => {
      const server = new ServerModel(seed);
      server.run(10, ME);
      let model = fresh(server);
      const events = server.run(40, ME);
      for (const e of events) {
        model = event(model, e);
        expect(model.rooms.get('s1')!.stale).toBe(false);
      }
      expect(view(model)).toEqual(view(fresh(server)));
    });
    it(`holds when the events of a batch are rendered after all of them ${seed}`, () => {
      const server = new ServerModel(seed);
      server.run(10, ME);
      let model = fresh(server);
      for (let batch = 0; batch < 5; batch++) {
        model = server.runRenderedLate(8, ME).reduce(event, model);
      }
      expect(view(model)).toEqual(view(fresh(server)));
    });
    it(`holds when a page and the events cross on the way, and when events come twice ${seed}`, () => {
      const server = new ServerModel(seed);
      server.run(10, ME);
      let model = apply({ t: 'state', answer: server.state(ME) }, EMPTY);
      const page = server.page();
      const events = server.run(15, ME);
      for (const e of events) {
        model = event(model, e);
      }
      model = apply({ t: 'page', space: 's1', how: 'replace', answer: page }, model);
      for (const e of events) {
        model = event(model, e);
      }
      expect(view(model)).toEqual(view(fresh(server)));
    });
  }
});

describe('gaps', () => {
  it('an event out of order changes nothing and marks the room stale; reading again heals', () => {
    const server = new ServerModel(7);
    server.run(5, ME);
    const before = fresh(server);
    const events = server.run(3, ME);
    let model = event(before, events[2]!);
    expect(view(model)).toEqual({ ...view(before), stale: true });
    model = apply({ t: 'state', answer: server.state(ME) }, model);
    model = apply({ t: 'page', space: 's1', how: 'replace', answer: server.page() }, model);
    expect(view(model)).toEqual(view(fresh(server)));
  });
  it('a page older than the header, with events unknown, leaves the room stale', () => {
    const server = new ServerModel(8);
    server.run(5, ME);
    const page = server.page();
    server.run(2, ME);
    let model = apply({ t: 'state', answer: server.state(ME) }, EMPTY);
    model = apply({ t: 'page', space: 's1', how: 'replace', answer: page }, model);
    expect(model.rooms.get('s1')!.stale).toBe(true);
  });
});

describe('paging', () => {
  const page = (from: number, to: number, last: number): PostsAnswer => ({
    posts: Array.from({ length: to - from + 1 }, (_, i) => postOf({ id: `p${from + i}`, no: from + i, seq: from + i })),
    people: [],
    more_before: from > 1,
    more_after: to < last,
    seq: last,
  });
  const start = (): Model => ({ hat: ME, rooms: new Map([['s1', roomOf(spaceOf({ post_no: 900, seq: 900 }))]]) });

  it('joins pages before and after, and lets go of the far end', () => {
    let model = apply({ t: 'page', space: 's1', how: 'replace', answer: page(500, 549, 900) }, start());
    model = apply({ t: 'page', space: 's1', how: 'before', answer: page(450, 499, 900) }, model);
    model = apply({ t: 'page', space: 's1', how: 'after', answer: page(550, 599, 900) }, model);
    expect(timelineOf(model.rooms.get('s1')!).map((e) => e.post.no)).toEqual(Array.from({ length: 150 }, (_, i) => 450 + i));
    for (let from = 600; from < 900; from += 50) {
      model = apply({ t: 'page', space: 's1', how: 'after', answer: page(from, from + 49, 900) }, model);
    }
    const room = model.rooms.get('s1')!;
    expect(room.span).toEqual({ from: 900 - SPAN_MAX, to: 899, moreBefore: true, moreAfter: true });
    expect(room.entries.size).toBe(SPAN_MAX);
  });
  it('a new post does not join a timeline that does not reach to the end', () => {
    let model = apply({ t: 'page', space: 's1', how: 'replace', answer: page(500, 549, 900) }, start());
    model = event(model, {
      t: 'event',
      kind: 'post',
      space: 's1',
      seq: 901,
      at: 5,
      hat: 'hat-2',
      people: [],
      post: postOf({ id: 'n', no: 901, seq: 901 }),
    });
    expect(timelineOf(model.rooms.get('s1')!)).toHaveLength(50);
    expect(model.rooms.get('s1')!.space.post_no).toBe(901);
  });
  it('a root known only for a quote stays out of the timeline', () => {
    let model = apply({ t: 'page', space: 's1', how: 'replace', answer: page(500, 549, 900) }, start());
    model = apply({ t: 'posts', space: 's1', posts: [postOf({ id: 'root', no: 3, seq: 3 })], people: [] }, model);
    expect(model.rooms.get('s1')!.entries.has('root')).toBe(true);
    expect(timelineOf(model.rooms.get('s1')!)).toHaveLength(50);
  });
});

describe('cursors and leaving', () => {
  const server = new ServerModel(3);
  server.run(20, ME);
  const model = fresh(server);
  const { space } = model.rooms.get('s1')!;

  it('own cursors only go forward and take unread down to nothing', () => {
    let next = apply({ t: 'cursor', space: 's1', delivered_no: space.post_no, opened_no: space.post_no }, model);
    expect(unreadOf(next)).toBe(0);
    next = apply({ t: 'cursor', space: 's1', delivered_no: 1, opened_no: 1 }, next);
    expect(next.rooms.get('s1')!.space).toMatchObject({ opened_no: space.post_no, delivered_no: space.post_no });
  });
  it('part of the way leaves the rest unread', () => {
    const others = timelineOf(model.rooms.get('s1')!)
      .map((e) => e.post)
      .filter((p) => p.author !== ME && !p.deleted);
    const next = apply({ t: 'cursor', space: 's1', delivered_no: 0, opened_no: others[0]!.no }, model);
    expect(unreadOf(next)).toBe(others.length - 1);
  });
  it('receipts of the own hat on another device count as well', () => {
    const cursors = [{ hat: ME, delivered_no: space.post_no, opened_no: space.post_no, at: 1 }];
    expect(unreadOf(apply({ t: 'receipts', space: 's1', cursors }, model))).toBe(0);
  });
  it('a space that is gone leaves nothing', () => {
    expect(apply({ t: 'gone', space: 's1' }, model).rooms.size).toBe(0);
    expect(apply({ t: 'forget' }, model)).toBe(EMPTY);
  });
});

describe('receipts of a post', () => {
  it('count members at posting time by their cursors', () => {
    const post = postOf({ id: 'p1', no: 4, seq: 4, author: ME, at: 100, receipt: { of: 2, delivered: 0, opened: 0 } });
    const room = {
      ...roomOf(spaceOf({})),
      members: [
        memberOf(ME, { from_at: 0, opened_no: 4, delivered_no: 4 }),
        memberOf('a', { from_at: 0, opened_no: 4, delivered_no: 5 }),
        memberOf('b', { from_at: 0, opened_no: 3, delivered_no: 4 }),
        memberOf('late', { from_at: 200, opened_no: 9, delivered_no: 9 }),
      ],
    };
    expect(receiptOf(room, post, ME)).toEqual({ of: 2, delivered: 2, opened: 1 });
    expect(receiptOf({ ...room, members: null }, post, ME)).toEqual(post.receipt);
    expect(receiptOf(room, { ...post, receipt: null }, ME)).toEqual({ of: 2, delivered: 2, opened: 1 });
    expect(receiptOf(room, { ...post, receipt: null }, 'a')).toEqual({ of: 0, delivered: 0, opened: 0 });
  });
});

it('a change for an unknown space changes nothing', () => {
  const post = postOf({ id: 'x', no: 1, seq: 1 }) as Post;
  expect(apply({ t: 'posts', space: 'nowhere', posts: [post], people: [] }, EMPTY)).toBe(EMPTY);
});
