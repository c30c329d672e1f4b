/* What waits for this hat: read at the start, whenever the line comes back, and when the server says so. */
import { computed, signal } from '@preact/signals';
import { peopleApi } from '../api/people';
import type { Inbox } from '../api/types.gen';

export const inbox = signal<Inbox | null>(null);
/** Goes up whenever something may have changed that waits for anybody: lists on the screen read again. */
export const inboxTick = signal(0);
export const waiting = computed(() => countOf(inbox.value));

let reading = false;
let again = false;
let life = 0;

/** Every list counts: one that is added to the inbox later too. */
export function countOf(i: Inbox | null): number {
  return i === null ? 0 : Object.values(i).reduce((sum, list) => sum + (list as unknown[]).length, 0);
}

/** One question at a time; what comes meanwhile asks once more. */
export async function readInbox(): Promise<void> {
  inboxTick.value++;
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  const mine = life;
  try {
    do {
      again = false;
      const answer = await peopleApi.inbox();
      if (mine === life) {
        inbox.value = answer;
      }
    } while (again);
  } catch {
    /* The line comes back and asks again. */
  }
  reading = false;
}

/** The screen shows nothing any more: not even an answer that is still on its way. */
export function forgetInbox(): void {
  life++;
  inbox.value = null;
}
