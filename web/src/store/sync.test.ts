import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameIn, FrameOut, StateAnswer } from '../api/types';
import { ServerModel, spaceOf } from './fixtures';

interface Wire {
  frame: (f: FrameIn) => void;
  state: (s: string) => void;
}
const wire = vi.hoisted(() => ({ options: null as unknown, sent: [] as unknown[] }));
const state = vi.hoisted(() => vi.fn());

vi.mock('../api/live', () => ({
  Live: class {
    constructor(options: unknown) {
      wire.options = options;
    }
    start() {}
    stop() {}
    send(f: unknown) {
      wire.sent.push(f);
      return true;
    }
  },
}));
vi.mock('../api/routes', () => ({ api: { state } }));
const drafts = vi.hoisted(() => ({
  draftChanged: vi.fn(),
  dropDraftOf: vi.fn(),
  loadDraft: vi.fn(),
  saveAll: () => Promise.resolve(),
}));
vi.mock('./drafts', () => drafts);
vi.mock('./inbox', () => ({ readInbox: () => Promise.resolve() }));
vi.mock('./outbox', () => ({ dropLettersOf: vi.fn(), pump: vi.fn() }));
vi.mock('./route', () => ({ leaveSpace: vi.fn(), route: { peek: () => ({ space: null }) } }));
vi.mock('./tabs', () => ({ tellTabs: vi.fn() }));
vi.mock('./timeline', () => ({ forgetTimeline: vi.fn(), readAgain: vi.fn() }));

const { startSync, stopSync } = await import('./sync');
const { arrived, forgetCursors, reportAgain } = await import('./cursors');
const { dispatch, loaded, model, phase } = await import('./store');

const live = () => wire.options as Wire;
const of = (t: string) => (wire.sent as FrameOut[]).filter((f) => f.t === t);
const ready: FrameIn = { t: 'ready', now: 1, lock_at: 2, end_at: 3 } as FrameIn;

function holding(...ids: string[]): StateAnswer {
  const answer = new ServerModel(1).state('hat-1');
  return { ...answer, spaces: ids.map((id) => spaceOf({ id, post_no: 1 })) };
}

/** An answer of GET state that comes when it is told to. */
function later(): { come: (a: StateAnswer) => void; fail: () => void } {
  const open = { come: (_: StateAnswer) => {}, fail: () => {} };
  state.mockReturnValueOnce(
    new Promise<StateAnswer>((done, fail) => {
      open.come = done;
      open.fail = () => fail(new Error('423'));
    }),
  );
  return open;
}

describe('what comes while the snapshot is on its way', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    state.mockReset();
    stopSync();
    forgetCursors();
    dispatch({ t: 'forget' });
    loaded.value = false;
    phase.value = 'in';
    startSync({ locked: vi.fn(), ended: vi.fn(), refused: vi.fn(), lockAt: vi.fn(), renamed: vi.fn() });
    live().state('open');
    live().frame(ready);
    wire.sent.length = 0;
  });

  it('a space that is told of meanwhile is joined with the snapshot that has it', async () => {
    const first = later();
    const second = later();
    live().frame({ t: 'space', space: 'x' });
    await vi.advanceTimersByTimeAsync(0);
    live().frame({ t: 'space', space: 'y' });
    first.come(holding('x'));
    second.come(holding('x', 'y'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(of('join').flatMap((f) => Object.keys((f as { spaces: object }).spaces))).toEqual(['x', 'y']);
  });

  it('a space that is gone meanwhile does not come back with the older answer', async () => {
    const first = later();
    const second = later();
    live().frame({ t: 'space', space: 'x' });
    await vi.advanceTimersByTimeAsync(0);
    live().frame({ t: 'gone', space: 'x' });
    first.come(holding('x'));
    await vi.advanceTimersByTimeAsync(0);
    expect([...model.peek().rooms.keys()]).toEqual([]);
    second.come(holding());
    await vi.advanceTimersByTimeAsync(10_000);
    expect([...model.peek().rooms.keys()]).toEqual([]);
  });

  it('one that is gone and back meanwhile is joined', async () => {
    const first = later();
    const second = later();
    live().frame({ t: 'space', space: 'x' });
    await vi.advanceTimersByTimeAsync(0);
    live().frame({ t: 'gone', space: 'x' });
    live().frame({ t: 'space', space: 'x' });
    first.come(holding('x'));
    second.come(holding('x'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(of('join').length).toBeGreaterThan(0);
    expect([...model.peek().rooms.keys()]).toEqual(['x']);
  });

  it('a reset that is newer than the snapshot on its way is read again', async () => {
    dispatch({ t: 'state', answer: holding('x', 'y') });
    const first = later();
    const second = later();
    live().frame({ t: 'reset', space: 'x' });
    await vi.advanceTimersByTimeAsync(0);
    live().frame({ t: 'reset', space: 'y' });
    first.come(holding('x', 'y'));
    second.come(holding('x', 'y'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.mock.calls.length).toBe(2);
  });

  it('a screen that is locked meanwhile gets nothing, and asks no more', async () => {
    const first = later();
    live().frame({ t: 'space', space: 'x' });
    await vi.advanceTimersByTimeAsync(0);
    stopSync();
    first.come(holding('x'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([model.peek().rooms.size, loaded.peek(), state.mock.calls.length]).toEqual([0, false, 1]);
  });

  it('nor when the answer is a refusal', async () => {
    const first = later();
    live().frame({ t: 'space', space: 'x' });
    await vi.advanceTimersByTimeAsync(0);
    stopSync();
    first.fail();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.mock.calls.length).toBe(1);
  });
});

describe('cursors after the line has come back', () => {
  it('go out some at a time, and not again for every ready', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `s${i}`);
    dispatch({ t: 'state', answer: holding(...ids) });
    ids.forEach((id) => arrived(id, 1));
    await vi.advanceTimersByTimeAsync(60_000);
    wire.sent.length = 0;
    live().state('connecting');
    live().state('open');
    live().frame(ready);
    expect(of('cursor').length).toBe(20);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(of('cursor').length).toBe(50);
    live().frame(ready);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(of('cursor').length).toBe(50);
    reportAgain();
    expect(of('cursor').length).toBe(70);
  });
});
