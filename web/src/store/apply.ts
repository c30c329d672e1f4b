/*
 * The one place where what the server says becomes what the client knows: apply(change, model) is pure. Its promise, tested in
 * apply.test.ts: an old snapshot with the events since equals a fresh snapshot. An event that does not follow on the last one
 * changes nothing but marks the room stale.
 */
import type {
  Attending,
  Cursor,
  LiveEvent,
  Member,
  Person,
  Post,
  PostsAnswer,
  Space,
  SpaceAnswer,
  StateAnswer,
} from '../api/types';
import { absorb, applyPage, putPost, remember, withPeople } from './apply_posts';
import { EMPTY, type Model, type Room, roomOf } from './model';

export type Change =
  | { t: 'state'; answer: StateAnswer }
  | { t: 'detail'; answer: SpaceAnswer }
  | { t: 'page'; space: string; how: 'replace' | 'before' | 'after'; answer: PostsAnswer }
  | { t: 'posts'; space: string; posts: Post[]; people: Person[] }
  | { t: 'event'; event: LiveEvent }
  | { t: 'receipts'; space: string; cursors: Cursor[] }
  | { t: 'cursor'; space: string; delivered_no: number; opened_no: number }
  | { t: 'close'; space: string }
  | { t: 'gone'; space: string }
  | { t: 'stale'; space: string }
  | { t: 'forget' };

export function apply(change: Change, model: Model): Model {
  switch (change.t) {
    case 'forget':
      return EMPTY;
    case 'state':
      return applyState(change.answer, model);
    case 'gone':
      return { ...model, rooms: new Map([...model.rooms].filter(([id]) => id !== change.space)) };
    case 'detail':
      return inRoom(model, change.answer.space.id, (room) => applyDetail(change.answer, room));
    case 'event':
      return inRoom(model, change.event.space, (room) => applyEvent(change.event, room, model.hat));
    default:
      return inRoom(model, change.space, (room) => applyInRoom(change, room, model.hat));
  }
}

type InRoom = Extract<Change, { t: 'page' | 'posts' | 'receipts' | 'cursor' | 'close' | 'stale' }>;

function applyInRoom(change: InRoom, room: Room, hat: string): Room {
  switch (change.t) {
    case 'page':
      return applyPage(change.how, change.answer, room);
    case 'posts':
      return change.posts.reduce((r, post) => putPost(post, post.seq, r), withPeople(change.people, room));
    case 'receipts':
      return change.cursors.reduce((r, cursor) => applyCursor(cursor, r, hat), room);
    case 'cursor':
      return { ...room, space: forward(room, hat, change.delivered_no, change.opened_no) };
    case 'close':
      return { ...room, entries: new Map(), span: null };
    case 'stale':
      return room.stale ? room : { ...room, stale: true };
  }
}

function inRoom(model: Model, id: string, f: (room: Room) => Room): Model {
  const room = model.rooms.get(id);
  if (!room) {
    return model;
  }
  const next = f(room);
  return next === room ? model : { ...model, rooms: new Map(model.rooms).set(id, next) };
}

function applyState(answer: StateAnswer, model: Model): Model {
  const old = model.hat === answer.hat ? model.rooms : EMPTY.rooms;
  const rooms = new Map<string, Room>();
  for (const space of answer.spaces) {
    const room = old.get(space.id);
    rooms.set(space.id, room ? withHeader(space, room, answer.hat) : roomOf(space));
  }
  return { hat: answer.hat, rooms };
}

/* A header read anew: later events than it knows stay, and cursors only move forward. */
function withHeader(space: Space, room: Room, hat: string): Room {
  if (space.seq < room.space.seq) {
    return room;
  }
  const missed = space.seq > room.space.seq && room.span !== null;
  const next = { ...room, space, stale: room.span !== null && (room.stale || missed) };
  return { ...next, space: forward(next, hat, room.space.delivered_no, room.space.opened_no) };
}

function applyDetail(answer: SpaceAnswer, room: Room): Room {
  const people = [...answer.members, ...answer.members_past].map((m) => m.person);
  const headed = answer.space.seq > room.space.seq ? { ...room, stale: room.span !== null || room.stale } : room;
  const space = answer.space.seq >= room.space.seq ? { ...answer.space, ...ahead(room.space, answer.space) } : room.space;
  return withPeople(people, { ...headed, space, members: answer.members, membersPast: answer.members_past });
}

function ahead(old: Space, fresh: Space): Partial<Space> {
  const delivered_no = Math.max(old.delivered_no, fresh.delivered_no);
  return old.opened_no > fresh.opened_no ? { delivered_no, opened_no: old.opened_no, unread: old.unread } : { delivered_no };
}

/* Own cursors forward; unread goes down by the posts of others between. */
function forward(room: Room, hat: string, delivered: number, opened: number): Space {
  const space = room.space;
  const delivered_no = Math.max(space.delivered_no, delivered);
  const opened_no = Math.max(space.opened_no, opened);
  if (opened_no === space.opened_no) {
    return delivered_no === space.delivered_no ? space : { ...space, delivered_no };
  }
  let passed = opened_no - space.opened_no;
  for (const { post } of room.entries.values()) {
    if ((post.author === hat || post.deleted) && post.no > space.opened_no && post.no <= opened_no) {
      passed -= 1;
    }
  }
  return { ...space, delivered_no, opened_no, unread: opened_no >= space.post_no ? 0 : Math.max(0, space.unread - passed) };
}

function applyCursor(cursor: Cursor, room: Room, hat: string): Room {
  const move = (m: Member): Member =>
    m.hat !== cursor.hat
      ? m
      : {
          ...m,
          delivered_no: Math.max(m.delivered_no, cursor.delivered_no),
          opened_no: Math.max(m.opened_no, cursor.opened_no),
        };
  const space = cursor.hat === hat ? forward(room, hat, cursor.delivered_no, cursor.opened_no) : room.space;
  return { ...room, space, members: room.members?.map(move) ?? null };
}

function applyEvent(event: LiveEvent, room: Room, hat: string): Room {
  if (event.seq <= room.space.seq) {
    return room;
  }
  if (event.seq > room.space.seq + 1) {
    return { ...room, stale: true };
  }
  const next = absorb(event, applyKind(event, room, hat));
  return { ...next, space: { ...next.space, seq: event.seq }, recent: remember(event, room.recent) };
}

function applyKind(event: LiveEvent, room: Room, hat: string): Room {
  switch (event.kind) {
    case 'post':
      return { ...room, space: countPost(event.post, room.space, hat) };
    case 'delete':
      return { ...room, space: uncountPost(event.post, room.space, hat) };
    case 'member_add':
      return addMember(event.member, room);
    case 'member_remove':
      return { ...removeMember(event.member, event.at, room), stale: room.stale || event.member === room.space.attending?.hat };
    case 'role':
    case 'space':
      return { ...room, stale: true };
    case 'attending': /* what one may do can depend on it */
      return { ...applyAttending(event.attending, room), stale: true };
    default:
      return room;
  }
}

function countPost(post: Post, space: Space, hat: string): Space {
  const unseen = post.author !== hat && post.no > space.opened_no;
  return {
    ...space,
    post_no: Math.max(space.post_no, post.no),
    last_at: Math.max(space.last_at ?? 0, post.at),
    unread: space.unread + (unseen ? 1 : 0),
  };
}

/* A deleted post asks nobody to read it. */
function uncountPost(post: Post, space: Space, hat: string): Space {
  const wasUnread = post.author !== hat && post.no > space.opened_no;
  return wasUnread ? { ...space, unread: Math.max(0, space.unread - 1) } : space;
}

function addMember(member: Member, room: Room): Room {
  const others = room.members?.filter((m) => m.hat !== member.hat);
  const next = {
    ...room,
    space: { ...room.space, members: room.space.members + 1 },
    members: others ? [...others, member] : null,
  };
  return withPeople([member.person], next);
}

function removeMember(hat: string, at: number, room: Room): Room {
  const left = room.members?.find((m) => m.hat === hat);
  return {
    ...room,
    space: { ...room.space, members: Math.max(0, room.space.members - 1) },
    members: room.members?.filter((m) => m.hat !== hat) ?? null,
    membersPast: left ? [...room.membersPast, { ...left, to_at: at }] : room.membersPast,
  };
}

function applyAttending(attending: Attending | null, room: Room): Room {
  const members = room.members?.map((m): Member => {
    if (m.hat === attending?.hat) {
      return { ...m, role: 'attending' };
    }
    return m.role === 'attending' ? { ...m, role: 'member' } : m;
  });
  const unreadable = room.space.unreadable.filter((w) => w !== 'attending');
  return { ...room, space: { ...room.space, attending, unreadable }, members: members ?? null };
}
