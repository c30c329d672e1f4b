import { expect, test } from 'vitest';
import type { LedgerPerson } from '../../api/types.gen';
import { type LedgerFilter, lacks, matchesLedger } from './filter';

const all: LedgerFilter = { words: '', profession: '', state: '', missing: '' };
const one = (more: object = {}): LedgerPerson =>
  ({
    person: { name: '髙橋 由美子', kana: 'たかはし ゆみこ', profession: 'nurse' },
    login: 'takahashi', state: 'active', pledge: null, newest: false, training: null, factor: false, education_due: true,
    ...more,
  }) as unknown as LedgerPerson;

test('found by name, reading or login name, whatever their width and spaces', () => {
  for (const words of ['', '由美', 'たかはしゆ', 'ＴＡＫＡ', '髙橋由美子']) {
    expect(matchesLedger(one(), { ...all, words }), words).toBe(true);
  }
  expect(matchesLedger(one(), { ...all, words: '佐藤' })).toBe(false);
});

test('by profession, state and what is missing, all of them together', () => {
  expect(matchesLedger(one(), { ...all, profession: 'nurse', state: 'active', missing: 'pledge' })).toBe(true);
  expect(matchesLedger(one(), { ...all, profession: 'helper' })).toBe(false);
  expect(matchesLedger(one(), { ...all, state: 'ended' })).toBe(false);
  expect(matchesLedger(one({ pledge: 'signed' }), { ...all, missing: 'pledge' })).toBe(false);
});

test('who has left lacks nothing', () => {
  for (const what of ['education', 'factor', 'pledge', 'points', 'training'] as const) {
    expect(lacks(one(), what)).toBe(true);
    expect(lacks(one({ state: 'ended' }), what)).toBe(false);
  }
});
