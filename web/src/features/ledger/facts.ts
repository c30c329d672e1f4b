/* What the ledger says of somebody, in words: on the screen and on paper the same. */
import type { LedgerPerson } from '../../api/types.gen';
import { text } from '../../text';

export type Fact = Exclude<keyof typeof text.value.ledger.fields, 'name'>;

/** A day as the ledger says it: always with the year. */
export function slashed(words: string | null): string {
  return words?.replaceAll('-', '/') ?? '';
}

function points(p: LedgerPerson): string {
  const t = text.value.ledger;
  if (p.edition === null) {
    return '';
  }
  const older = p.newest || p.state === 'ended' ? '' : t.older;
  return `${t.edition(p.edition)} ${slashed(p.confirmed_on)}${older}`;
}

/** '' where nothing is recorded. */
export function factWords(p: LedgerPerson, fact: Fact): string {
  const t = text.value.ledger;
  const present = p.state !== 'ended';
  switch (fact) {
    case 'login':
      return p.login;
    case 'days':
      return t.since(slashed(p.from_on), p.ended_on && slashed(p.ended_on));
    case 'pledge':
      return p.pledge ? `${t.pledge[p.pledge]} ${slashed(p.pledged_on)}` : '';
    case 'points':
      return points(p);
    case 'training':
      return p.training ? `${t.training[p.training]} ${slashed(p.trained_on)}` : '';
    case 'factor':
      return present ? (p.factor ? t.factor : t.noFactor) : '';
    case 'used':
      return slashed(p.used_on);
    case 'education':
      return [slashed(p.educated_on), p.education, present && p.education_due && t.due].filter(Boolean).join(' ');
    case 'incidents':
      return p.incidents > 0 ? t.incidents(p.incidents) : '';
  }
}

export const facts: readonly Fact[] = [
  'login', 'days', 'pledge', 'points', 'training', 'factor', 'used', 'education', 'incidents',
];
