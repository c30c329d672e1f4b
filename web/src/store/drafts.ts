/*
 * Words being written, one draft a space, kept on the server: saved a moment after the last key, on leaving the field, and before
 * the lock. What could not be saved stays here and is marked as such.
 */
import { computed, signal } from '@preact/signals';
import { ApiError, type Word } from '../api/http';
import { api } from '../api/routes';
import { dropLetter, letters, postLetter, whenPatientData, whenSent } from './outbox';
import { wordsToKeep } from './outbox_rules';
import { corrected, forgive, markedIn, refusals, refuse, withheld, withhold } from './refusals';
import { model, phase } from './store';

export const SAVE_AFTER_MS = 1500;
const RETRY_MS = 6000;
/** A draft equal to a post of one's own is that post, also when it was saved this much later: its emptying got lost. */
const ECHO_MS = 60_000;
export const BODY_MAX = 10_000;

export interface Words {
  body: string;
  replyTo: string | null;
  /** As last known on the server; null = never read. */
  kept: { body: string; replyTo: string | null; at: number } | null;
  saving: boolean;
  /** There was a draft that cannot be opened any more, and nothing has been kept since. */
  lost: boolean;
}

const NONE: Words = { body: '', replyTo: null, kept: null, saving: false, lost: false };
export const drafts = signal<ReadonlyMap<string, Words>>(new Map());
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** Savings on their way: one a space at a time, so that the newer words arrive later. */
const onTheWay = new Map<string, Promise<void>>();

export function lengthOf(body: string): number {
  return [...body].length;
}

export function wordsOf(space: string): Words {
  return drafts.value.get(space) ?? NONE;
}

function set(space: string, change: Partial<Words>): void {
  const words = drafts.peek().get(space) ?? NONE;
  drafts.value = new Map(drafts.peek()).set(space, { ...words, ...change });
}

function toKeep(space: string, words: Words): { body: string; replyTo: string | null } {
  const body = refusals.peek().has(space) ? '' : words.body; /* patient data in the words of a group or tie: in this page only */
  return { body: wordsToKeep(letters.peek(), space, body), replyTo: words.replyTo };
}

function isKept(space: string, words: Words): boolean {
  const { body, replyTo } = toKeep(space, words);
  if (!words.kept) {
    return body === '';
  }
  return words.kept.body === body && (body === '' || words.kept.replyTo === replyTo);
}

export type Saved = 'none' | 'kept' | 'unsaved' | 'withheld';

export function savedOf(space: string): Saved {
  const words = drafts.value.get(space);
  if (!words || words.body === '') {
    return 'none';
  }
  void letters.value;
  if (withheld.value.has(space)) {
    return 'withheld';
  }
  return isKept(space, words) && !refusals.value.has(space) ? 'kept' : 'unsaved';
}

/** True while words would be lost by closing the page. */
export const unsaved = computed(() => {
  const open = letters.value.length > 0 || refusals.value.size > 0;
  return open || [...drafts.value].some(([space, words]) => !isKept(space, words));
});

export function write(space: string, body: string, replyTo: string | null): void {
  corrected(space, body);
  set(space, { body, replyTo });
  plan(space, SAVE_AFTER_MS);
}

function plan(space: string, ms: number): void {
  clearTimeout(timers.get(space));
  timers.set(
    space,
    setTimeout(() => void save(space), ms),
  );
}

export async function save(space: string): Promise<void> {
  clearTimeout(timers.get(space));
  while (onTheWay.has(space)) {
    await onTheWay.get(space);
  }
  const words = drafts.peek().get(space);
  if (!words || phase.peek() !== 'in' || isKept(space, words) || withheld.peek().has(space)) {
    return;
  }
  const what = toKeep(space, words);
  if (lengthOf(what.body) <= BODY_MAX) {
    const done = put(space, what).finally(() => onTheWay.delete(space));
    onTheWay.set(space, done);
    await done;
  }
}

/* Unless the words were dropped meanwhile. */
function settle(space: string, change: Partial<Words>, againMs: number): void {
  if (drafts.peek().has(space)) {
    set(space, change);
    plan(space, againMs);
  }
}

async function put(space: string, { body, replyTo }: { body: string; replyTo: string | null }): Promise<void> {
  set(space, { saving: true });
  try {
    const { at } = await api.draftPut(space, body, replyTo);
    settle(space, { saving: false, lost: false, kept: { body, replyTo, at } }, SAVE_AFTER_MS);
  } catch (e) {
    if (e instanceof ApiError && e.code === 'patient_data') {
      withhold(space, markedIn(body, e.more.places ?? []));
      corrected(space, wordsOf(space).body);
    }
    settle(space, { saving: false }, RETRY_MS);
  }
}

export async function saveAll(): Promise<void> {
  await Promise.allSettled([...drafts.peek().keys()].map(save));
}

/** Reads the draft; words written here in the meantime win. */
export async function loadDraft(space: string): Promise<void> {
  const before = drafts.peek().get(space) ?? NONE;
  if (!isKept(space, before) || refusals.peek().has(space)) {
    return;
  }
  const draft = await api.draft(space).catch(() => null);
  const words = drafts.peek().get(space) ?? NONE;
  if (!draft || words.body !== before.body || words.saving) {
    return;
  }
  const kept = { body: draft.body, replyTo: draft.reply_to, at: draft.at ?? 0 };
  const lost = draft.unreadable === true;
  const begun = words.body === '' && draft.body === '' ? words.replyTo : null; /* a reply of which no word is written yet */
  const own = alreadyPosted(space, draft.body, kept.at) ? {} : { body: draft.body, replyTo: begun ?? draft.reply_to };
  set(space, { ...own, kept, lost });
  plan(space, SAVE_AFTER_MS);
}

/* The page was closed between posting and emptying the draft: it must not tempt to post again. */
function alreadyPosted(space: string, body: string, at: number): boolean {
  const { hat, rooms } = model.peek();
  const entries = rooms.get(space)?.entries.values() ?? [];
  return body !== '' && [...entries].some(({ post }) => post.author === hat && post.body === body && post.at >= at - ECHO_MS);
}

/** The server says the own draft changed: elsewhere, unless it is the echo of our own saving. */
export function draftChanged(space: string, at: number): void {
  const words = drafts.peek().get(space);
  if (words && !words.saving && at > (words.kept?.at ?? 0)) {
    void loadDraft(space);
  }
}

export function submit(space: string, word: Word | null = null): void {
  const { body, replyTo } = wordsOf(space);
  if (body.trim() !== '' && lengthOf(body) <= BODY_MAX) {
    forgive(space);
    postLetter(space, body, replyTo, word);
    set(space, { body: '', replyTo: null });
  }
}

/** Takes a letter that would not go back into the composer, before what is there. */
export function takeBack(key: string): void {
  const letter = letters.peek().find((l) => l.key === key);
  if (letter) {
    const words = wordsOf(letter.space);
    const body = [letter.body, words.body].filter((w) => w !== '').join('\n\n');
    dropLetter(key);
    write(letter.space, body, letter.replyTo ?? words.replyTo);
  }
}

/** What a free group did not take goes where it belongs, before what is written there. */
export async function moveWords(from: string, to: string): Promise<void> {
  await loadDraft(to);
  const there = wordsOf(to);
  const body = [wordsOf(from).body, there.body].filter((w) => w !== '').join('\n\n');
  write(to, body, there.replyTo);
  forgive(from);
  write(from, '', null);
}

export function dropDraftOf(space: string): void {
  forgive(space);
  clearTimeout(timers.get(space));
  drafts.value = new Map([...drafts.peek()].filter(([id]) => id !== space));
}

/** Forgets all words: another person signs in, or this one signed out. */
export function dropAllWords(): void {
  [...drafts.peek().keys()].forEach(dropDraftOf);
  letters.value = [];
}

whenPatientData((letter, error) => {
  const places = error.more.places ?? [];
  refuse(letter.space, { marked: markedIn(letter.body, places), word: error.more.word ?? null });
  takeBack(letter.key);
});

whenSent((space) => {
  if (drafts.peek().has(space)) {
    void save(space);
  }
});
