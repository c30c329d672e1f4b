import { expect, it } from 'vitest';
import { monthsUpTo } from './months';

it('the twelve months up to now are those of Japan, over the turn of the year', () => {
  const months = monthsUpTo(Date.parse('2026-01-31T15:00:00Z')); /* the first of February there */
  expect(months).toHaveLength(12);
  expect([months[0], months[10], months[11]]).toEqual(['2025-03', '2026-01', '2026-02']);
});
