/* What the client knows of the server, as one immutable value. Only apply.ts makes new ones. */
import type { LiveEvent, Member, Person, Post, Space } from '../api/types';

/** A post and the space's seq up to which it is known to be right. */
export interface Entry {
  post: Post;
  asOf: number;
}

/** The posts on hand without a hole: numbers from..to (empty when from > to). */
export interface Span {
  from: number;
  to: number;
  moreBefore: boolean;
  moreAfter: boolean;
}

export interface Room {
  space: Space;
  people: ReadonlyMap<string, Person>;
  members: readonly Member[] | null;
  membersPast: readonly Member[];
  entries: ReadonlyMap<string, Entry>;
  span: Span | null;
  /** The last events, so that a page read a moment before them can be brought up to date. */
  recent: readonly LiveEvent[];
  /** An event was missed: what is here must be read again. */
  stale: boolean;
}

export interface Model {
  hat: string;
  rooms: ReadonlyMap<string, Room>;
}

export const EMPTY: Model = { hat: '', rooms: new Map() };

export function roomOf(space: Space): Room {
  return { space, people: new Map(), members: null, membersPast: [], entries: new Map(), span: null, recent: [], stale: false };
}

/** The posts of the timeline, ascending, without those known only for quotes and threads. */
export function timelineOf(room: Room): Entry[] {
  const span = room.span;
  if (!span) {
    return [];
  }
  return [...room.entries.values()]
    .filter((e) => e.post.no >= span.from && e.post.no <= span.to)
    .sort((a, b) => a.post.no - b.post.no);
}

export function threadOf(room: Room, root: string): Entry[] {
  return [...room.entries.values()].filter((e) => e.post.reply_to?.id === root).sort((a, b) => a.post.no - b.post.no);
}

const sortName = (space: Space): string => space.patient?.kana ?? space.peer?.kana ?? space.title;

/** Newest first; those without a post last, by name. */
export function spacesOf(model: Model): Space[] {
  return [...model.rooms.values()]
    .map((r) => r.space)
    .sort((a, b) => (b.last_at ?? 0) - (a.last_at ?? 0) || sortName(a).localeCompare(sortName(b), 'ja'));
}

/** In the 保管リスト: off the daily list, silent. */
export function isStored(space: Space): boolean {
  return space.archived !== null;
}

export function unreadOf(model: Model): number {
  let sum = 0;
  for (const room of model.rooms.values()) {
    sum += isStored(room.space) ? 0 : room.space.unread;
  }
  return sum;
}

export interface Counts {
  of: number;
  delivered: number;
  opened: number;
}

/**
 * Delivered and opened of an own post. Posts that came live have no figures of the server: there the cursors on hand count, which
 * move on; a page read later brings the server’s, and the higher figure holds.
 */
export function receiptOf(room: Room, post: Post, hat: string): Counts {
  const told = post.receipt ?? { of: 0, delivered: 0, opened: 0 };
  if (post.author !== hat || post.deleted) {
    return told;
  }
  const all = [...(room.members ?? []), ...room.membersPast];
  const recipients = all.filter((m) => m.hat !== post.author && m.from_at <= post.at && (m.to_at === null || m.to_at > post.at));
  if (post.receipt && recipients.length !== post.receipt.of) {
    return told;
  }
  return {
    of: recipients.length,
    delivered: Math.max(told.delivered, recipients.filter((m) => m.delivered_no >= post.no).length),
    opened: Math.max(told.opened, recipients.filter((m) => m.opened_no >= post.no).length),
  };
}

export function may(room: Room, what: Space['may'][number]): boolean {
  return room.space.may.includes(what);
}
