/* What a patient's timeline still waits for, and whether it is this hat who can do it. Pure. */
import type { Space } from '../../api/types';

export type Step = 'consent' | 'consent_again' | 'instruction' | 'instruction_again';

export interface Waiting {
  step: Step;
  /** The server lets this hat do it. */
  mine: boolean;
}

const RESTING: readonly Space['state'][] = ['archived', 'closed', 'erased', 'erasing'];

/** In the order in which they are told: first what is nearest to the patient. */
export function waitingOf(space: Space): Waiting[] {
  const { kind, state, consent, instruction, may } = space;
  if (kind !== 'care' || RESTING.includes(state)) {
    return [];
  }
  const all: [boolean, Step, boolean][] = [
    [consent === 'none', 'consent', may.includes('consent_record')],
    [consent === 'withdrawn', 'consent_again', may.includes('consent_record')],
    [instruction === 'waiting', 'instruction', false],
    [instruction === 'withdrawn', 'instruction_again', may.includes('instruction_renew')],
  ];
  return all.filter(([waits]) => waits).map(([, step, mine]) => ({ step, mine }));
}
