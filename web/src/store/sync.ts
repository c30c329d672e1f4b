/* Keeps the model equal with the server: snapshot, events, and reading again where something was missed. */
import { Live } from '../api/live';
import { api } from '../api/routes';
import type { FrameIn } from '../api/types';
import { arrived, forgetCursorsOf, reportAgain, reportWith, settle } from './cursors';
import { draftChanged, dropDraftOf, loadDraft, saveAll } from './drafts';
import { readInbox } from './inbox';
import { dropLettersOf, pump } from './outbox';
import { leaveSpace, route } from './route';
import { dispatch, live, loaded, model, notice, phase, room, setClock } from './store';
import { forgetTimeline, readAgain } from './timeline';

const AGAIN_MS = 1000;

export interface SyncHooks {
  locked: () => void;
  ended: () => void;
  refused: () => void;
  lockAt: (at: number) => void;
  renamed: () => void;
}

let socket: Live | null = null;
let hooks: SyncHooks;
let healing: ReturnType<typeof setTimeout> | undefined;
/** One number from a start to the next stop: what was asked for before a stop is not taken after it. */
let life = 0;
/** The line is new, and what it missed is not all in yet. */
let fresh = true;

export function startSync(h: SyncHooks): void {
  hooks = h;
  socket ??= new Live({
    hello: () => Object.fromEntries([...model.peek().rooms].map(([id, r]) => [id, r.space.seq])),
    frame: take,
    state: (state) => {
      live.value = state;
      fresh ||= state !== 'open';
    },
    locked: () => hooks.locked(),
    ended: () => hooks.ended(),
    refused: () => hooks.refused(),
  });
  reportWith((report) => socket!.send({ t: 'cursor', ...report }));
  socket.start();
}

export function stopSync(): void {
  life++;
  clearTimeout(healing);
  healing = undefined;
  wholeState = false;
  joining.clear();
  gone.clear();
  socket?.stop();
}

/** A request got no answer: perhaps the line is dead too and does not know it yet. */
export function doubtLine(): void {
  socket?.probe();
}

/** The server answered a request: a lost line can come back now. */
export function trustLine(): void {
  socket?.hurry();
}

export function sayActive(): boolean {
  return live.peek() === 'open' && socket!.send({ t: 'active' });
}

let watched: string | null = null;

/** Everybody's cursors of this space are wanted: a panel shows them. */
export function watch(space: string | null): void {
  watched = space;
  watchAgain();
}

function watchAgain(): void {
  socket?.send({ t: 'watch', space: watched });
}

/** The snapshot of everything; throws when it cannot be had. False: the screen was locked meanwhile; nothing was taken. */
export async function loadState(): Promise<boolean> {
  const mine = life;
  asking++;
  const answer = await api.state().finally(() => asking--);
  if (mine !== life || phase.peek() !== 'in') {
    return false;
  }
  setClock(answer.now);
  const before = [...model.peek().rooms.keys()];
  dispatch({ t: 'state', answer });
  before.filter((id) => !model.peek().rooms.has(id)).forEach(dropSpace);
  leftMeanwhile();
  loaded.value = true;
  return true;
}

/* What was gone while an answer was on its way may stand in it: it goes at once, and a newer answer says whether it is back. */
function leftMeanwhile(): void {
  const held = [...gone].filter((id) => model.peek().rooms.has(id));
  held.forEach((space) => dispatch({ t: 'gone', space }));
  if (asking === 0) {
    gone.clear();
  }
  if (held.length > 0) {
    healSoon(0, true);
  }
}

function take(frame: FrameIn): void {
  switch (frame.t) {
    case 'ready':
      setClock(frame.now);
      hooks.lockAt(frame.lock_at);
      if (fresh) {
        fresh = false;
        back();
      }
      return undefined;
    case 'event':
      return takeEvent(frame);
    case 'receipts':
      return dispatch({ t: 'receipts', space: frame.space, cursors: frame.cursors });
    case 'draft':
      return draftChanged(frame.space, frame.at);
    case 'reset':
      dispatch({ t: 'stale', space: frame.space });
      return healSoon(0, true);
    case 'space':
      joining.add(frame.space);
      gone.delete(frame.space);
      return healSoon(0, true);
    case 'gone':
      if (asking > 0) {
        gone.add(frame.space);
      }
      return dropSpace(frame.space);
    case 'inbox':
      return void readInbox();
    case 'names':
      return namesChanged();
    case 'pong':
      return;
    case 'error':
      /* What was said of a space one has just been taken from. */
      if (frame.error === 'not_found') {
        return;
      }
      console.warn(`the server did not understand a frame: ${frame.error}`);
  }
}

/* The line is back and all missed events are in. */
function back(): void {
  void readInbox();
  watchAgain();
  reportAgain();
  pump();
  const space = route.peek().space;
  void saveAll().then(() => (space && room(space) ? loadDraft(space) : undefined));
}

function takeEvent(event: Extract<FrameIn, { t: 'event' }>): void {
  dispatch({ t: 'event', event });
  const r = room(event.space);
  if (!r || r.stale) {
    return healSoon(0, !r || healing !== undefined); /* a snapshot on its way may be older than this */
  }
  if (event.kind === 'post') {
    arrived(event.space, event.post.no);
  } else {
    settle(event.space);
  }
}

/* Names stand everywhere: on the own hat, in the snapshot, in open rooms, in the lists of the desk. */
function namesChanged(): void {
  hooks.renamed();
  model.peek().rooms.forEach((r) => r.span !== null && dispatch({ t: 'stale', space: r.space.id }));
  healSoon(0, true);
  void readInbox();
}

let wholeState = false;
/** Snapshots on their way. */
let asking = 0;
const gone = new Set<string>();
const joining = new Set<string>();

/* Spaces the server said are new: now that their snapshot is here, the line may carry them. */
function join(): void {
  const known = [...joining].flatMap((id) => {
    const r = room(id);
    return r ? [[id, r.space.seq] as const] : [];
  });
  known.forEach(([id]) => joining.delete(id)); /* a newer one waits for a newer snapshot */
  if (known.length > 0) {
    socket?.send({ t: 'join', spaces: Object.fromEntries(known) });
  }
}

/* Reads again what is stale, once for many gaps, and not more than once a second. */
function healSoon(ms: number, state = false): void {
  wholeState ||= state;
  healing ??= setTimeout(() => void heal(), ms);
}

async function heal(): Promise<void> {
  const stale = () => [...model.peek().rooms.values()].filter((r) => r.stale);
  if (!wholeState && stale().length === 0) {
    healing = undefined;
    return;
  }
  wholeState = false;
  const mine = life;
  try {
    if (await loadState()) {
      join();
      await Promise.all(stale().map((r) => readAgain(r.space.id)));
    }
  } catch {
    wholeState ||= mine === life;
  }
  if (mine !== life) {
    return;
  }
  healing = undefined;
  if (wholeState || stale().length > 0) {
    healSoon(AGAIN_MS * (1 + Math.random()));
  }
}

/** One is no member any more: nothing of it stays, not even unsent words. */
export function dropSpace(space: string): void {
  const room = model.peek().rooms.get(space);
  const known = room !== undefined || route.peek().space === space;
  dispatch({ t: 'gone', space });
  dropDraftOf(space);
  forgetCursorsOf(space);
  dropLettersOf(space);
  forgetTimeline(space);
  if (known) {
    notice.value = { code: room?.space.kind === 'circle' ? 'removed_circle' : 'removed' };
  }
  leaveSpace(space);
}
