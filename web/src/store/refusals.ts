/*
 * Words that a free group, a つながり or the board did not take, as they hold a patient's data. They stay in the composer, in this
 * page's memory only, until what was marked is gone from them.
 */
import { signal } from '@preact/signals';
import type { Word } from '../api/http';
import type { Place } from '../api/types.gen';

export interface Refusal {
  /** What stood at the places, each once. */
  marked: string[];
  /** What the writer may answer for; null: no word helps. */
  word: Word | null;
}

export const refusals = signal<ReadonlyMap<string, Refusal>>(new Map());
/** What stood in words that are not kept as a draft, for they may be patient data: not sent again while it stands there. */
export const withheld = signal<ReadonlyMap<string, readonly string[]>>(new Map());

export function markedIn(text: string, places: readonly Place[]): string[] {
  return [...new Set(places.map((p) => text.slice(p.from, p.to)))].filter((w) => w.trim() !== '');
}

const without = <T>(map: ReadonlyMap<string, T>, space: string) => new Map([...map].filter(([id]) => id !== space));

export function refuse(space: string, refusal: Refusal): void {
  refusals.value = new Map(refusals.peek()).set(space, refusal);
  withheld.value = without(withheld.peek(), space);
}

export function withhold(space: string, marked: readonly string[]): void {
  withheld.value = new Map(withheld.peek()).set(space, marked);
}

/** The words are being corrected: over when nothing of what was marked is left in them. */
export function corrected(space: string, body: string): void {
  const marked = refusals.peek().get(space)?.marked ?? withheld.peek().get(space);
  if (marked && !marked.some((w) => body.includes(w))) {
    forgive(space);
  }
}

export function forgive(space: string): void {
  refusals.value = without(refusals.peek(), space);
  withheld.value = without(withheld.peek(), space);
}
