import { describe, expect, it } from 'vitest';
import { advance, isVisible } from './cursor_rules';
import { type Letter, again, due, failed, isPostOf, retryable, started, without, wordsToKeep } from './outbox_rules';

const letter = (key: string, more: Partial<Letter> = {}): Letter => ({
  key,
  space: 's',
  body: key,
  replyTo: null,
  word: null,
  at: 0,
  afterNo: 0,
  state: 'waiting',
  code: null,
  tries: 0,
  ...more,
});

describe('outbox', () => {
  it('sends one at a time in each space, in order', () => {
    const letters = [letter('a'), letter('b'), letter('c', { space: 't' })];
    expect(due(letters).map((l) => l.key)).toEqual(['a', 'c']);
    expect(due(started(letters, 'a')).map((l) => l.key)).toEqual(['c']);
    expect(due(without(letters, 'a')).map((l) => l.key)).toEqual(['b', 'c']);
  });
  it('keeps the key over failures and waits again when the words were not at fault', () => {
    for (const status of [0, 401, 408, 423, 429, 500, 503, 507]) {
      expect(retryable(status)).toBe(true);
      const [l] = failed(started([letter('a')], 'a'), 'a', status, 'busy');
      expect(l).toMatchObject({ key: 'a', state: 'waiting', code: 'busy', tries: 1 });
    }
  });
  it('stops at a refusal until asked again, and lets the next one through', () => {
    for (const status of [400, 403, 404, 409, 413]) {
      expect(retryable(status)).toBe(false);
    }
    const letters = failed([letter('a'), letter('b')], 'a', 409, 'space_read_only');
    expect(due(letters).map((l) => l.key)).toEqual(['b']);
    expect(due(again(letters, 'a')).map((l) => l.key)).toEqual(['a']);
  });
  it('knows its own post when the socket was faster than the answer', () => {
    const l = letter('a', { body: 'x', afterNo: 4 });
    const post = { author: 'me', body: 'x', no: 5, reply_to: null };
    expect(isPostOf(l, post, 'me')).toBe(true);
    expect(isPostOf(l, { ...post, no: 4 }, 'me')).toBe(false);
    expect(isPostOf(l, { ...post, author: 'you' }, 'me')).toBe(false);
    expect(isPostOf(l, { ...post, body: 'y' }, 'me')).toBe(false);
  });
  it('keeps unsent words in the draft, before those being written', () => {
    const letters = [letter('first'), letter('other', { space: 't' }), letter('second')];
    expect(wordsToKeep(letters, 's', 'new')).toBe('first\n\nsecond\n\nnew');
    expect(wordsToKeep([], 's', '')).toBe('');
    expect(wordsToKeep([], 's', ' \n')).toBe('');
  });
});

describe('cursor', () => {
  const none = () => false;
  it('goes over what was seen and stops at the first that was not', () => {
    expect(advance(3, 9, new Set([4, 5, 7]), none)).toBe(5);
    expect(advance(3, 9, new Set([5]), none)).toBe(3);
    expect(advance(9, 9, new Set([10]), none)).toBe(9);
  });
  it('goes over own and deleted posts', () => {
    expect(advance(3, 8, new Set([5, 7]), (no) => no % 2 === 0)).toBe(8);
  });
  it('counts a post as opened when half of it is in the window, or it fills half of the window', () => {
    const view = { top: 100, bottom: 500 };
    expect(isVisible({ top: 120, bottom: 220 }, view)).toBe(true);
    expect(isVisible({ top: 40, bottom: 140 }, view)).toBe(false);
    expect(isVisible({ top: 50, bottom: 150 }, view)).toBe(true);
    expect(isVisible({ top: 480, bottom: 600 }, view)).toBe(false);
    expect(isVisible({ top: -2000, bottom: 2000 }, view)).toBe(true);
    expect(isVisible({ top: 350, bottom: 2000 }, view)).toBe(false);
    expect(isVisible({ top: 0, bottom: 0 }, { top: 0, bottom: 0 })).toBe(false);
  });
});
