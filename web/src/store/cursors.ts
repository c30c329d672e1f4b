/* Reports what arrived and what was opened, at most once a second a space, and tells the other tabs. */
import { advance } from './cursor_rules';
import type { Room } from './model';
import { dispatch, live, model, room } from './store';
import { tellTabs } from './tabs';

const EVERY_MS = 1000;
/** Reports in one go: the server takes some thirty frames a second, of all pages of a session together. */
const AT_ONCE = 20;

export interface Report {
  space: string;
  delivered_no: number;
  opened_no: number;
}

const seen = new Map<string, Set<number>>();
const waiting = new Set<string>();
const reported = new Map<string, Report>();
let timer: ReturnType<typeof setTimeout> | undefined;
let send: (report: Report) => boolean = () => false;

/** sync.ts hands in how a report leaves. */
export function reportWith(f: (report: Report) => boolean): void {
  send = f;
}

function freeIn(r: Room, hat: string): (no: number) => boolean {
  const free = new Set<number>();
  for (const { post } of r.entries.values()) {
    if (post.author === hat || post.deleted) {
      free.add(post.no);
    }
  }
  return (no) => free.has(no);
}

/** These posts were on the screen of a page that was looked at. */
export function opened(space: string, nos: Iterable<number>): void {
  const set = seen.get(space) ?? new Set();
  seen.set(space, set);
  for (const no of nos) {
    set.add(no);
  }
  settle(space);
}

/** Moves the own cursors of a space as far as what arrived and was seen allows. */
export function settle(space: string): void {
  const r = room(space);
  if (!r) {
    return;
  }
  const { hat } = model.peek();
  const { post_no, opened_no, delivered_no } = r.space;
  const to = advance(opened_no, post_no, seen.get(space) ?? new Set(), freeIn(r, hat));
  const here = new Set([...r.entries.values()].map((e) => e.post.no));
  const arrived = Math.max(
    to,
    advance(delivered_no, post_no, here, () => false),
  );
  if (to > opened_no || arrived > delivered_no) {
    move({ space, opened_no: to, delivered_no: arrived });
  }
}

function move(report: Report): void {
  dispatch({ t: 'cursor', ...report });
  tellTabs({ t: 'cursor', ...report });
  const set = seen.get(report.space);
  set?.forEach((no) => {
    if (no <= report.opened_no) {
      set.delete(no);
    }
  });
  reported.set(report.space, report);
  waiting.add(report.space);
  timer ??= setTimeout(flush, EVERY_MS);
}

/** An event brought a post of a space whose posts are not on hand: it did arrive. */
export function arrived(space: string, no: number): void {
  const r = room(space);
  if (r && !r.span && no === r.space.delivered_no + 1) {
    move({ space, delivered_no: no, opened_no: r.space.opened_no });
  } else {
    settle(space);
  }
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (live.peek() !== 'open') {
    return;
  }
  for (const space of [...waiting].slice(0, AT_ONCE)) {
    const report = reported.get(space);
    if (!report || send(report)) {
      waiting.delete(space);
    }
  }
  if (waiting.size > 0) {
    timer = setTimeout(flush, EVERY_MS);
  }
}

/** After a reconnection: what was reported on the lost line may not have arrived. */
export function reportAgain(): void {
  reported.forEach((_, space) => waiting.add(space));
  flush();
}

export function forgetCursorsOf(space: string): void {
  seen.delete(space);
  waiting.delete(space);
  reported.delete(space);
}

export function forgetCursors(): void {
  seen.clear();
  waiting.clear();
  reported.clear();
}
