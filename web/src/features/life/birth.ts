/* A day of birth as people say it, 昭和13年4月2日, and as the server has it, 1938-04-02. Pure. */

export type Era = 'showa' | 'taisho' | 'heisei' | 'reiwa' | 'meiji' | 'western';

/** In the order in which they are offered: most patients were born in 昭和. */
export const ERAS: readonly Era[] = ['showa', 'taisho', 'heisei', 'reiwa', 'meiji', 'western'];

/* The first day of each, newest first. */
const FIRST: readonly (readonly [Exclude<Era, 'western'>, string])[] = [
  ['reiwa', '2019-05-01'],
  ['heisei', '1989-01-08'],
  ['showa', '1926-12-25'],
  ['taisho', '1912-07-30'],
  ['meiji', '1868-10-23'],
];

export interface Birth {
  era: Era;
  year: string;
  month: string;
  day: string;
}

const yearOf = (date: string) => Number(date.slice(0, 4));
const number = (words: string) => (/^\d{1,4}$/.test(plain(words)) ? Number(plain(words)) : Number.NaN);

function plain(words: string): string {
  return words.normalize('NFKC').trim();
}

/** The era a day lies in, and its year there; before 明治 the western one. */
export function eraOf(date: string): { era: Era; year: number } {
  const found = FIRST.find(([, first]) => date >= first);
  return found ? { era: found[0], year: yearOf(date) - yearOf(found[1]) + 1 } : { era: 'western', year: yearOf(date) };
}

function existing(y: number, m: number, d: number): string | null {
  const at = new Date(Date.UTC(y, m - 1, d));
  const good = y >= 1000 && at.getUTCFullYear() === y && at.getUTCMonth() === m - 1 && at.getUTCDate() === d;
  return good ? at.toISOString().slice(0, 10) : null;
}

/** 'YYYY-MM-DD', or null: not complete, no such day, or not in that era. 元年 counts as 1. */
export function dateOfBirth({ era, year, month, day }: Birth): string | null {
  const said = plain(year) === '元' ? 1 : number(year);
  const first = FIRST.find(([name]) => name === era)?.[1];
  const date = existing(first ? yearOf(first) + said - 1 : said, number(month), number(day));
  return date !== null && (first === undefined || eraOf(date).era === era) ? date : null;
}
