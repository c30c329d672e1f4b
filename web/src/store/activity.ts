/* Real input of a person keeps the session open; without it the screen locks. Pings and arriving posts are not input. */
import { signal } from '@preact/signals';
import { api } from '../api/routes';
import { saveAll } from './drafts';
import { now } from './store';
import { sayActive } from './sync';
import { hearTabs, tellTabs } from './tabs';

const REPORT_EVERY_MS = 60_000;
const WARN_MS = 60_000;
const LOOK_MS = 2000;

export interface ActivityOptions {
  limitMs: number;
  lockAt: number;
  lock: () => Promise<void>;
}

/** The screen is about to lock. */
export const lockSoon = signal(false);

let options: ActivityOptions | null = null;
let lastInput = 0;
let lastReport = 0;
let dirty = false;
let lockAt = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export function startActivity(o: ActivityOptions): void {
  stopActivity();
  options = o;
  lastInput = lastReport = Date.now();
  lockAt = o.lockAt;
  timer = setInterval(look, LOOK_MS);
}

export function stopActivity(): void {
  options = null;
  lockSoon.value = false;
  clearInterval(timer);
}

/** The server's word on when it will lock; another tab may be in use. */
export function setLockAt(at: number): void {
  lockAt = at;
}

/** Milliseconds until the screen locks, by the later of own input and what the server knows of other tabs. */
export function untilLock(clock: { now: number; lastInput: number; limitMs: number; lockAt: number; serverNow: number }): number {
  return Math.max(clock.lastInput + clock.limitMs - clock.now, clock.lockAt - clock.serverNow);
}

function look(): void {
  if (!options) {
    return;
  }
  if (dirty && Date.now() - lastReport >= REPORT_EVERY_MS) {
    report();
  }
  const left = untilLock({ now: Date.now(), lastInput, limitMs: options.limitMs, lockAt, serverNow: now() });
  const soon = left <= Math.min(WARN_MS, options.limitMs / 3);
  if (soon && !lockSoon.value) {
    void saveAll();
  }
  lockSoon.value = soon;
  if (left <= 0) {
    void options.lock();
  }
}

function input(e: Event): void {
  if (!options || !e.isTrusted) {
    return;
  }
  lastInput = Date.now();
  dirty = true;
  if (lockSoon.value || lastInput - lastReport >= REPORT_EVERY_MS) {
    lockSoon.value = false;
    report();
  }
}

function report(): void {
  dirty = false;
  lastReport = Date.now();
  tellTabs({ t: 'input', at: lastReport });
  if (!sayActive()) {
    void api.activity().catch(() => undefined);
  }
}

for (const kind of ['keydown', 'pointerdown', 'touchstart', 'wheel']) {
  addEventListener(kind, input, { capture: true, passive: true });
}
document.addEventListener('visibilitychange', look);
hearTabs((message) => {
  if (message.t === 'input') {
    lastInput = Math.max(lastInput, message.at);
  }
});
