/* Which people of the ledger are shown: on the screen, and on paper the same. */
import { signal } from '@preact/signals';
import type { LedgerPerson } from '../../api/types.gen';

export type Missing = 'education' | 'factor' | 'pledge' | 'points' | 'training';
export interface LedgerFilter {
  words: string;
  profession: string;
  state: string;
  missing: string;
}

const nothing: LedgerFilter = { words: '', profession: '', state: '', missing: '' };
export const ledgerFilter = signal<LedgerFilter>(nothing);

export function filterLedger(part: Partial<LedgerFilter>): void {
  ledgerFilter.value = { ...ledgerFilter.peek(), ...part };
}

/** Width and case do not matter, nor a space more or less. */
function plain(words: string): string {
  return words.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** Of those who work there: who has left lacks nothing any more. */
export function lacks(p: LedgerPerson, what: Missing): boolean {
  if (p.state === 'ended') {
    return false;
  }
  switch (what) {
    case 'education':
      return p.education_due;
    case 'factor':
      return !p.factor;
    case 'pledge':
      return p.pledge === null;
    case 'points':
      return !p.newest;
    case 'training':
      return p.training === null;
  }
}

export function matchesLedger(p: LedgerPerson, f: LedgerFilter): boolean {
  const words = plain(f.words);
  return (
    [p.person.name, p.person.kana, p.login].some((w) => plain(w).includes(words)) &&
    (f.profession === '' || p.person.profession === f.profession) &&
    (f.state === '' || p.state === f.state) &&
    (f.missing === '' || lacks(p, f.missing as Missing))
  );
}
