/*
 * The wrong-patient guard: words for one patient's timeline that name another of one's own patients are asked about before they
 * go. It knows those names only, so it tells nobody anything.
 */
import type { Space } from '../api/types';

const HONORIFIC = '(?:様|さま|さん|氏|殿|ちゃん)';
const KANJI = /[\p{Script=Han}々]/u;

/** One form for comparing: widths alike, katakana as hiragana, no spaces. */
function folded(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/[\s・]/gu, '')
    .replace(/[ァ-ヶ]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
}

function parts(name: string): string[] {
  return name.normalize('NFKC').trim().split(/\s+/u).map(folded);
}

function escape(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/* Not the end of a longer name: 山田 in 大山田様. */
function stands(text: string, pattern: string): boolean {
  return [...text.matchAll(new RegExp(pattern, 'gu'))].some(({ index }) => index === 0 || !KANJI.test(text[index - 1]!));
}

function names(text: string, name: string, own: readonly string[], colleagues: ReadonlySet<string>): boolean {
  const [surname = '', given = ''] = parts(name);
  if (given !== '' && stands(text, escape(surname + given))) {
    return true;
  }
  const lone = [surname, given].filter((w) => w !== '' && !own.includes(w) && !colleagues.has(w));
  return lone.some((w) => stands(text, escape(w) + HONORIFIC));
}

/** Another of one's own patients whom these words name; colleagues: names of the members, who may be spoken of. */
export function otherPatient(body: string, here: Space, all: readonly Space[], colleagues: readonly string[]): Space | null {
  const patient = here.patient;
  if (!patient) {
    return null;
  }
  const text = folded(body);
  const own = [...parts(patient.name), ...parts(patient.kana)];
  const staff = new Set(colleagues.flatMap(parts));
  const same = (s: Space) => s.patient!.id === patient.id || folded(s.patient!.name) === folded(patient.name);
  const named = (s: Space) => [s.patient!.name, s.patient!.kana].some((name) => names(text, name, own, staff));
  return all.find((s) => s.patient && !same(s) && named(s)) ?? null;
}
