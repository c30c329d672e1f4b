import { beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../api/types.gen';
import { corrected, forgive, markedIn, refusals, refuse } from './refusals';

const place = (from: number, to: number): Place => ({ field: 'body', from, to, kind: 'name', certainty: 'certain' });

describe('what a free group did not take', () => {
  beforeEach(() => forgive('s'));

  it('places count UTF-16 units; a word that stands there twice is marked once', () => {
    expect(markedIn('😀山田様、山田様', [place(2, 4), place(6, 8)])).toEqual(['山田']);
  });
  it('it is over when the last marked word is gone, not before', () => {
    refuse('s', { marked: ['山田花子', '090-1'], word: null });
    corrected('s', '090-1 に電話');
    expect(refusals.value.has('s')).toBe(true);
    corrected('t', '');
    expect(refusals.value.has('s')).toBe(true);
    corrected('s', '電話');
    expect(refusals.value.has('s')).toBe(false);
  });
});
