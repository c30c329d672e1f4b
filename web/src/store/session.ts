/* Signing in, locking, ending: what the screen may show at all. */
import { backoff } from '../api/backoff';
import { ApiError, watchAnswers, watchFailures } from '../api/http';
import { api } from '../api/routes';
import type { Session } from '../api/types';
import { setLockAt, startActivity, stopActivity } from './activity';
import { forgetCursors } from './cursors';
import { forgetInbox } from './inbox';
import { dropAllWords, saveAll } from './drafts';
import { pump } from './outbox';
import { editing } from './posts';
import { dispatch, loaded, notice, phase, session, setClock } from './store';
import { doubtLine, loadState, startSync, stopSync, trustLine } from './sync';
import { hearTabs, tellTabs } from './tabs';

const SAVE_BEFORE_LOCK_MS = 2000;

/** Whose words wait in memory while nobody is signed in. */
let wordsOwner = '';
let tries = 0;
let retry: ReturnType<typeof setTimeout> | undefined;

function ownerOf(s: Session): string {
  return `${s.account.id} ${s.hat.hat}`;
}

/* Nothing of the content stays in memory but unsent words, which nobody can see. */
function hide(): void {
  clearTimeout(retry);
  stopSync();
  stopActivity();
  dispatch({ t: 'forget' });
  forgetCursors();
  forgetInbox();
  loaded.value = false;
}

function dropWords(): void {
  dropAllWords();
  editing.value = null;
}

async function enter(s: Session): Promise<void> {
  clearTimeout(retry);
  if (wordsOwner !== ownerOf(s)) {
    dropWords();
    hide();
    wordsOwner = ownerOf(s);
  }
  session.value = s;
  setClock(s.now);
  if (s.state === 'locked') {
    return showLock();
  }
  notice.value = null;
  startActivity({ limitMs: s.idle_limit * 1000, lockAt: s.lock_at, lock });
  if (!s.admitted) {
    phase.value = 'gate';
    return;
  }
  phase.value = 'in';
  await begin();
}

/* Reads the snapshot until it can be had; then the line opens. */
async function begin(): Promise<void> {
  try {
    if (!(await loadState())) {
      return;
    }
    startSync({
      locked: showLock,
      ended: () => void afterEnd(),
      refused: () => void check(),
      lockAt: setLockAt,
      renamed: () => void readSession(),
    });
    pump();
    tries = 0;
  } catch {
    if (phase.peek() === 'in') {
      clearTimeout(retry);
      retry = setTimeout(() => void begin(), backoff(tries++, Math.random()));
    }
  }
}

function showLock(): void {
  hide();
  phase.value = 'locked';
}

function showEnd(): void {
  if (phase.peek() !== 'out') {
    notice.value = phase.peek() === 'boot' ? null : { code: 'ended' };
  }
  hide();
  session.value = null;
  phase.value = 'out';
}

/* The line was closed for good. Another tab may have changed the hat: then a new session is already there. */
async function afterEnd(): Promise<void> {
  hide();
  phase.value = 'boot';
  try {
    await enter(await api.session());
  } catch {
    phase.value = 'in';
    showEnd();
  }
}

/** The first question of the page: who is here? */
export async function boot(): Promise<void> {
  try {
    await enter(await api.session());
  } catch (e) {
    if (e instanceof ApiError && e.status === 401) {
      return showEnd();
    }
    phase.value = 'unreachable';
    clearTimeout(retry);
    retry = setTimeout(() => void boot(), backoff(tries++, Math.random()));
  }
}

/** What the session says of its owner has changed. */
export async function readSession(): Promise<void> {
  session.value = await api.session().catch(() => session.peek());
}

/** A gate was passed: perhaps the last one. */
export async function passGate(): Promise<void> {
  await enter(await api.session());
}

/** Asks again who is here; another tab may have locked, resumed, left or come in as somebody else. */
async function check(): Promise<void> {
  const s = await api.session().catch(() => null);
  const was = session.peek();
  if (!s) {
    return;
  }
  setLockAt(s.lock_at);
  const same = was && ownerOf(was) === ownerOf(s);
  const relocked = (s.state === 'locked') !== (phase.peek() === 'locked');
  if (!same || s.admitted !== was.admitted || (relocked && (s.state === 'active' || s.state === 'locked'))) {
    await enter(s);
  }
}

export async function signIn(login: string, password: string, code?: string): Promise<void> {
  const s = await api.signIn(login, password, code);
  tellTabs({ t: 'session' });
  await enter(s);
}

export async function resume(password: string): Promise<void> {
  const s = await api.resume(password);
  tellTabs({ t: 'session' });
  await enter(s);
}

/* The server closes the line of a session that ends, which is no news then. If it does not come to that, the line comes back. */
async function endingLine<T>(ask: () => Promise<T>): Promise<T> {
  stopSync();
  try {
    return await ask();
  } catch (e) {
    if (phase.peek() === 'in') {
      void begin();
    }
    throw e;
  }
}

export async function wearHat(hat: string): Promise<void> {
  await saveAll();
  const s = await endingLine(() => api.hat(hat));
  tellTabs({ t: 'session' });
  await enter(s);
}

/** Locks: words are saved first, as far as that works quickly; the screen is empty in any case. */
export async function lock(): Promise<void> {
  await Promise.race([saveAll(), new Promise((done) => setTimeout(done, SAVE_BEFORE_LOCK_MS))]);
  showLock();
  await api.lock().catch(() => undefined);
  tellTabs({ t: 'session' });
}

export async function signOut(everywhere: boolean): Promise<void> {
  await saveAll();
  await endingLine<object>(everywhere ? api.signOutAll : api.signOut);
  dropWords();
  wordsOwner = '';
  hide();
  session.value = null;
  phase.value = 'out';
  notice.value = { code: everywhere ? 'signed_out_all' : 'signed_out' };
  history.replaceState({}, '', '/');
  dispatchEvent(new PopStateEvent('popstate'));
  tellTabs({ t: 'session' });
}

watchFailures((e) => {
  if (e.status === 0) {
    doubtLine();
  } else if (e.status === 423 && (phase.peek() === 'in' || phase.peek() === 'gate')) {
    showLock();
  } else if (e.code === 'gate_closed' && phase.peek() === 'in') {
    void check();
  } else if (e.code === 'session_none' && phase.peek() !== 'boot' && phase.peek() !== 'out') {
    showEnd();
  }
});

watchAnswers(trustLine);

hearTabs((message) => {
  if (message.t === 'session') {
    void check();
  }
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && phase.peek() !== 'boot') {
    void check();
  }
});

addEventListener('online', () => {
  if (phase.peek() === 'unreachable') {
    void boot();
  }
  pump();
});

/* A page that comes back from the browser's memory shows nothing until it is known who is here. */
addEventListener('pageshow', (e) => {
  if (e.persisted) {
    location.reload();
  }
});
