/* The signals everything reads, and the only ways to change the model. */
import { computed, signal } from '@preact/signals';
import type { LiveState } from '../api/live';
import type { Session } from '../api/types';
import { type Change, apply } from './apply';
import { EMPTY, type Model, type Room, spacesOf, unreadOf } from './model';

export type Phase = 'boot' | 'unreachable' | 'out' | 'locked' | 'gate' | 'in';
export type NoticeCode = 'ended' | 'failed' | 'removed' | 'removed_circle' | 'signed_out' | 'signed_out_all';
export interface Notice {
  code: NoticeCode;
  detail?: string;
}

export const phase = signal<Phase>('boot');
export const session = signal<Session | null>(null);
export const model = signal<Model>(EMPTY);
export const loaded = signal(false);
export const live = signal<LiveState>('off');
export const notice = signal<Notice | null>(null);
/** Ticks, so that 'today' becomes 'yesterday' while the page is open. */
export const minute = signal(Date.now());

export const unread = computed(() => unreadOf(model.value));
export const spaces = computed(() => spacesOf(model.value));
/** Physicians and dentists can be 主治医. */
export const isPhysician = computed(() => ['physician', 'dentist'].includes(session.value?.hat.profession ?? ''));
export const myHat = computed(() => model.value.hat);
/** Of the patient's side: sees the notebook, and nothing of who has read what. */
export const kin = computed(() => session.value?.hat.kind === 'kin');

let skew = 0;

/** The server's clock. */
export function now(): number {
  return Date.now() + skew;
}

export function setClock(serverNow: number): void {
  skew = serverNow - Date.now();
  minute.value = now();
}

export function dispatch(change: Change): void {
  model.value = apply(change, model.peek());
}

export function room(space: string): Room | undefined {
  return model.peek().rooms.get(space);
}

setInterval(() => {
  minute.value = now();
}, 20_000);
