/* Finding a patient in one's own list: by a part of the name, its reading or the facility. Width, case and kana do not matter. */
import type { Space } from '../../api/types';

export const FILTER_FROM = 8;

function plain(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
    .replace(/\s+/g, '');
}

export function matches(space: Space, words: string): boolean {
  const wanted = plain(words);
  const names = [space.title, space.patient?.kana, space.facility?.name];
  return wanted === '' || names.some((w) => w !== undefined && plain(w).includes(wanted));
}
