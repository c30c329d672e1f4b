import { describe, expect, it } from 'vitest';
import { en } from './en';
import { ja } from './ja';
import { ageOf, dayLine, sameDay, when, whenFull, whenShort } from './time';

const at = (y: number, m: number, d: number, h = 12, min = 5) => new Date(y, m - 1, d, h, min).getTime();
const now = at(2026, 11, 22, 15, 0);

describe('times', () => {
  it('are a clock today', () => {
    expect(when(at(2026, 11, 22, 9, 5), now, ja)).toBe('9:05');
    expect(when(at(2026, 11, 22, 0, 0), now, ja)).toBe('0:00');
    expect(when(at(2026, 11, 22, 15, 1), now, ja)).toBe('15:01');
  });
  it('are 昨日 with a clock yesterday, even a minute before midnight', () => {
    expect(when(at(2026, 11, 21, 23, 59), at(2026, 11, 22, 0, 0), ja)).toBe('昨日 23:59');
    expect(when(at(2026, 11, 21, 0, 0), now, en)).toBe('Yesterday 0:00');
  });
  it('are a date before, with the year when it is another', () => {
    expect(when(at(2026, 11, 20), now, ja)).toBe('11/20 12:05');
    expect(when(at(2025, 12, 31), now, ja)).toBe('2025/12/31 12:05');
    expect(when(at(2025, 12, 31), now, en)).toBe('31 Dec 2025 12:05');
  });
  it('are short in the list', () => {
    expect(whenShort(at(2026, 11, 22, 8, 0), now, ja)).toBe('8:00');
    expect(whenShort(at(2026, 11, 21), now, ja)).toBe('昨日');
    expect(whenShort(at(2026, 1, 2), now, ja)).toBe('1/2');
  });
  it('name days between posts', () => {
    expect(dayLine(now, now, ja)).toBe('今日');
    expect(dayLine(at(2026, 11, 21), now, ja)).toBe('昨日');
    expect(dayLine(at(2026, 11, 20), now, ja)).toBe('11月20日（金）');
    expect(dayLine(at(2025, 11, 20), now, ja)).toBe('2025年11月20日（木）');
    expect(dayLine(at(2026, 11, 20), now, en)).toBe('Friday, 20 November');
    expect(whenFull(at(2026, 11, 20), ja)).toBe('2026年11月20日（金） 12:05');
  });
  it('tell whether two are of one day', () => {
    expect(sameDay(at(2026, 11, 22, 0, 0), at(2026, 11, 22, 23, 59))).toBe(true);
    expect(sameDay(at(2026, 11, 21, 23, 59), at(2026, 11, 22, 0, 0))).toBe(false);
  });
  it('give the age in passed birthdays', () => {
    expect(ageOf('1938-11-22', now)).toBe(88);
    expect(ageOf('1938-11-23', now)).toBe(87);
  });
});
