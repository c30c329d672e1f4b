/* Finding a space in one's own list: by a part of a name, its reading or the facility. Width, case and kana do not matter. */
import type { Space } from '../../api/types';

export const FILTER_FROM = 8;

function plain(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
    .replace(/\s+/g, '');
}

/** A part of one of the names. */
export function includes(names: readonly (string | null | undefined)[], words: string): boolean {
  const wanted = plain(words);
  return wanted === '' || names.some((w) => w !== undefined && w !== null && plain(w).includes(wanted));
}

export function matches(space: Space, words: string): boolean {
  return includes([space.title, space.patient?.kana, space.facility?.name, space.peer?.name, space.peer?.kana], words);
}
