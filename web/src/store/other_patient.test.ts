import { describe, expect, it } from 'vitest';
import { spaceOf } from './fixtures';
import { otherPatient } from './other_patient';

const birth = '1940-01-01';
const of = (id: string, name: string, kana: string) => spaceOf({ id, patient: { id, name, kana, birth, sex: 'female' } });
const hanako = of('a', '山田 花子', 'やまだ はなこ');
const kiyoshi = of('b', '加藤 清', 'かとう きよし');
const takashi = of('c', '山田 隆', 'やまだ たかし');
const all = [hanako, kiyoshi, takashi];
const found = (body: string, colleagues: string[] = []) => otherPatient(body, hanako, all, colleagues)?.id ?? null;

describe('the wrong-patient guard', () => {
  it('asks about another patient of mine: full names in any writing, or with an honorific', () => {
    expect(found('加藤清様、血圧128/74。')).toBe('b');
    expect(found('加藤　清 様')).toBe('b');
    expect(found('ｶﾄｳ ｷﾖｼさん')).toBe('b');
    expect(found('加藤様のお薬です')).toBe('b');
    expect(found('隆さんも一緒でした')).toBe('c');
  });
  it('not about the patient here, nor about a name that is hers as well', () => {
    expect(found('山田花子様、お変わりありません')).toBe(null);
    expect(found('山田様、花子さん')).toBe(null);
    expect(found('お変わりありません')).toBe(null);
  });
  it('not about a colleague, nor about a longer name', () => {
    expect(found('加藤さんに電話しました', ['加藤 健'])).toBe(null);
    expect(found('佐加藤様')).toBe(null);
    expect(found('加藤清様', ['加藤 健'])).toBe('b');
  });
  it('a surname without an honorific says nothing', () => {
    expect(found('加藤薬局から届きました')).toBe(null);
  });
  it('nothing is asked where it is about no patient', () => {
    expect(otherPatient('加藤清様', spaceOf({ kind: 'circle', patient: null }), all, [])).toBe(null);
  });
});
