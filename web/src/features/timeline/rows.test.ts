import { describe, expect, it } from 'vitest';
import type { Entry } from '../../store/model';
import { postOf } from '../../store/fixtures';
import { rowsOf, unreadAround } from './rows';

const ME = 'hat-1';
const day = (d: number) => new Date(2026, 0, d, 9).getTime();
const entry = (no: number, author: string, at = day(1)): Entry => ({
  post: postOf({ id: `p${no}`, no, seq: no, author, at }),
  asOf: no,
});

describe('rows', () => {
  it('put a line before each day and the mark before the first unread post of others', () => {
    const rows = rowsOf([entry(1, 'a'), entry(2, ME), entry(3, 'a', day(2)), entry(4, 'a', day(2))], 1, ME);
    expect(rows.map((r) => r.key)).toEqual(['day 1', 'p1', 'p2', 'day 3', 'mark', 'p3', 'p4']);
  });
  it('have no mark when nothing is unread or only own posts follow', () => {
    expect(rowsOf([entry(1, 'a'), entry(2, ME)], 1, ME).some((r) => r.kind === 'mark')).toBe(false);
    expect(rowsOf([entry(1, 'a')], null, ME).some((r) => r.kind === 'mark')).toBe(false);
  });
});

describe('unread around the window', () => {
  const entries = [entry(5, 'a'), entry(6, 'a'), entry(7, ME), entry(8, 'a'), entry(9, 'a')];
  it('is counted above and below', () => {
    expect(unreadAround(entries, ME, 4, { first: 6, last: 7 }, 4)).toEqual({ above: 1, below: 2, firstBelow: 8 });
    expect(unreadAround(entries, ME, 8, { first: 5, last: 6 }, 1)).toEqual({ above: 0, below: 1, firstBelow: 9 });
  });
  it('counts what is not on hand on the side where it lies', () => {
    expect(unreadAround(entries, ME, 4, { first: 8, last: 9 }, 10)).toEqual({ above: 2, below: 6, firstBelow: null });
    expect(unreadAround(entries, ME, 1, { first: 8, last: 9 }, 7)).toEqual({ above: 5, below: 0, firstBelow: null });
  });
});
