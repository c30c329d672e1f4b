/* The outbox as pure rules: words on their way, each with the key that makes sending twice harmless. */
import type { Word } from '../api/http';

export interface Letter {
  key: string;
  space: string;
  body: string;
  replyTo: string | null;
  /** What the writer has answered for. */
  word: Word | null;
  at: number;
  /** The newest post when it was written: its own post has a higher number. */
  afterNo: number;
  state: 'waiting' | 'sending' | 'refused';
  /** Why the last try failed; null before the first one. */
  code: string | null;
  tries: number;
}

export type Letters = readonly Letter[];

/** True when the same words may be taken another time: the line, the server or the session was the trouble, not the words. */
export function retryable(status: number): boolean {
  return status === 0 || status === 401 || status === 408 || status === 423 || status === 429 || status >= 500;
}

/** The letters that may go now: in each space the first that waits, unless one is already on its way. */
export function due(letters: Letters): Letter[] {
  const busy = new Set(letters.filter((l) => l.state === 'sending').map((l) => l.space));
  return letters.filter((l) => {
    const go = l.state === 'waiting' && !busy.has(l.space);
    if (go) {
      busy.add(l.space);
    }
    return go;
  });
}

function change(letters: Letters, key: string, f: (l: Letter) => Letter): Letters {
  return letters.map((l) => (l.key === key ? f(l) : l));
}

export function started(letters: Letters, key: string): Letters {
  return change(letters, key, (l) => ({ ...l, state: 'sending' }));
}

export function failed(letters: Letters, key: string, status: number, code: string): Letters {
  return change(letters, key, (l) => ({ ...l, state: retryable(status) ? 'waiting' : 'refused', code, tries: l.tries + 1 }));
}

/** By hand: a refused one may be tried again as well. */
export function again(letters: Letters, key: string): Letters {
  return change(letters, key, (l) => (l.state === 'refused' ? { ...l, state: 'waiting' } : l));
}

export function without(letters: Letters, key: string): Letters {
  return letters.filter((l) => l.key !== key);
}

/** True when the post is this letter, arrived by the socket before the answer to its sending. */
export function isPostOf(
  letter: Letter,
  post: { author: string; body: string | null; no: number; reply_to: { id: string } | null },
  hat: string,
): boolean {
  return post.author === hat && post.no > letter.afterNo && post.body === letter.body;
}

/** What the server should keep as draft: words on their way, then those being written. */
export function wordsToKeep(letters: Letters, space: string, written: string): string {
  return [...letters.filter((l) => l.space === space).map((l) => l.body), written].filter((w) => w.trim() !== '').join('\n\n');
}
