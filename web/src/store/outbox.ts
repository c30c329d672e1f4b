/* Sends what was written, in order, until it is there. In memory only. */
import { signal } from '@preact/signals';
import { backoff } from '../api/backoff';
import { ApiError, type Word } from '../api/http';
import { api } from '../api/routes';
import { type Letter, type Letters, again, due, failed, started, without } from './outbox_rules';
import { dispatch, phase, room } from './store';

export const letters = signal<Letters>([]);

let timer: ReturnType<typeof setTimeout> | undefined;
let onSent: (space: string) => void = () => undefined;
let onPatientData: (letter: Letter, error: ApiError) => void = () => undefined;

/** drafts.ts asks to be told when a letter is no longer only here. */
export function whenSent(f: (space: string) => void): void {
  onSent = f;
}

/** It was not taken as it is: drafts.ts puts the words back where they were written. */
export function whenPatientData(f: (letter: Letter, error: ApiError) => void): void {
  onPatientData = f;
}

export function postLetter(space: string, body: string, replyTo: string | null, word: Word | null = null): void {
  const afterNo = room(space)?.space.post_no ?? 0;
  const letter = {
    key: crypto.randomUUID(),
    space,
    body,
    replyTo,
    word,
    at: Date.now(),
    afterNo,
    state: 'waiting' as const,
    code: null,
    tries: 0,
  };
  letters.value = [...letters.value, letter];
  pump();
}

export function retryLetter(key: string): void {
  letters.value = again(letters.value, key);
  pump();
}

export function dropLetter(key: string): void {
  const space = letters.value.find((l) => l.key === key)?.space;
  letters.value = without(letters.value, key);
  if (space) {
    onSent(space);
  }
}

export function dropLettersOf(space: string): void {
  letters.value = letters.value.filter((l) => l.space !== space);
}

/** Sends everything that may go now; called after writing, when the line is back, and after unlocking. */
export function pump(): void {
  clearTimeout(timer);
  if (phase.peek() === 'in') {
    due(letters.peek()).forEach((l) => void deliver(l.key));
  }
}

async function deliver(key: string): Promise<void> {
  letters.value = started(letters.value, key);
  const letter = letters.value.find((l) => l.key === key)!;
  try {
    const post = await api.postAdd(letter.space, key, letter.body, letter.replyTo, letter.word);
    dispatch({ t: 'posts', space: letter.space, posts: [post], people: [] });
    letters.value = without(letters.value, key);
    onSent(letter.space);
    pump();
  } catch (e) {
    const error = e instanceof ApiError ? e : new ApiError(0, 'offline');
    letters.value = failed(letters.value, key, error.status, error.code);
    if (error.more.places) {
      onPatientData(letter, error);
    }
    plan(error);
  }
}

function plan(error: ApiError): void {
  const waiting = letters.value.filter((l) => l.state === 'waiting');
  if (waiting.length > 0) {
    const tries = Math.min(...waiting.map((l) => l.tries));
    const pause = error.retryAfter ? error.retryAfter * 1000 : backoff(tries, Math.random());
    clearTimeout(timer);
    timer = setTimeout(pump, pause);
  }
}
