import { describe, expect, it } from 'vitest';
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS, afterClose, backoff } from './backoff';

describe('backoff', () => {
  it('doubles up to a ceiling, and jitter is between half and whole', () => {
    expect(backoff(0, 0)).toBe(BACKOFF_FIRST_MS / 2);
    expect(backoff(0, 1)).toBe(BACKOFF_FIRST_MS);
    expect(backoff(3, 1)).toBe(BACKOFF_FIRST_MS * 8);
    expect(backoff(100, 1)).toBe(BACKOFF_MAX_MS);
    expect(backoff(100, 0)).toBe(BACKOFF_MAX_MS / 2);
  });
  it('reads the close code', () => {
    expect(afterClose(4401, 0, 0.5)).toEqual({ act: 'ended' });
    expect(afterClose(4403, 0, 0.5)).toEqual({ act: 'ended' }); // the gate: asks who is here
    expect(afterClose(4423, 0, 0.5)).toEqual({ act: 'locked' });
    expect(afterClose(1013, 0, 0)).toEqual({ act: 'retry', ms: BACKOFF_FIRST_MS / 2 });
    expect(afterClose(1006, 2, 1)).toEqual({ act: 'retry', ms: BACKOFF_FIRST_MS * 4 });
  });
  it('spreads a whole town over the seconds after a restart', () => {
    expect(afterClose(1012, 0, 0)).toEqual({ act: 'retry', ms: 0 });
    expect(afterClose(1012, 0, 0.9)).toEqual({ act: 'retry', ms: 4500 });
    expect(afterClose(1012, 1, 0)).toEqual({ act: 'retry', ms: BACKOFF_FIRST_MS });
  });
});
