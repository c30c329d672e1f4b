import { expect, it } from 'vitest';
import { spaceOf } from '../../store/fixtures';
import { waitingOf } from './steps';

const steps = (more: Parameters<typeof spaceOf>[0]) => waitingOf(spaceOf(more)).map((w) => w.step);

it('a timeline waits for consent and for the 主治医, each by itself', () => {
  expect(steps({ state: 'draft', consent: 'none', instruction: 'waiting' })).toEqual(['consent', 'instruction']);
  expect(steps({ state: 'open', consent: 'recorded', instruction: 'waiting' })).toEqual(['instruction']);
  expect(steps({ state: 'draft', consent: 'prior', instruction: 'withdrawn' })).toEqual(['instruction_again']);
  expect(steps({ state: 'locked', consent: 'withdrawn' })).toEqual(['consent_again']);
  expect(steps({})).toEqual([]);
});

it('it is mine to do exactly when the server allows it; the 主治医 answers in the inbox, never here', () => {
  const draft = { state: 'draft', consent: 'none', instruction: 'waiting' } as const;
  expect(waitingOf(spaceOf({ ...draft, may: ['consent_record'] })).map((w) => w.mine)).toEqual([true, false]);
  expect(waitingOf(spaceOf({ ...draft, may: [] })).map((w) => w.mine)).toEqual([false, false]);
});

it('what rests waits for nothing, nor does a free group', () => {
  expect(steps({ state: 'archived', consent: 'withdrawn' })).toEqual([]);
  expect(steps({ kind: 'circle', consent: 'not_needed' })).toEqual([]);
});
