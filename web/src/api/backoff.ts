/* When to try again: doubling with jitter, so that a whole town does not come back in the same second. */

export const BACKOFF_FIRST_MS = 1000;
export const BACKOFF_MAX_MS = 30_000;
const RESTART_SPREAD_MS = 5000;

/** The pause before try number `tries` (0 = the first one after a loss). random in [0,1). */
export function backoff(tries: number, random: number): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(tries, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

export type AfterClose = { act: 'retry'; ms: number } | { act: 'locked' } | { act: 'ended' };

/** What a closed socket asks of us, by its close code. */
export function afterClose(code: number, tries: number, random: number): AfterClose {
  switch (code) {
    case 4401:
    case 4403:
      return { act: 'ended' };
    case 4423:
      return { act: 'locked' };
    case 1012:
      return { act: 'retry', ms: tries === 0 ? Math.round(RESTART_SPREAD_MS * random) : backoff(tries, random) };
    default:
      return { act: 'retry', ms: backoff(tries, random) };
  }
}
