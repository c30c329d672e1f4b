import { describe, expect, it } from 'vitest';
import { spaceOf } from '../../store/fixtures';
import { matches } from './filter';

describe('finding a patient in the list', () => {
  const space = spaceOf({});

  it.each(['', ' ', '山田', '山田花子', 'やまだ', 'ヤマダ', 'ﾔﾏﾀﾞ', 'はな', 'みどり診療', '花子 様'])('%j finds 山田 花子 様', (words) => {
    expect(matches(space, words)).toBe(true);
  });

  it.each(['山本', 'やまもと', 'x'])('%j does not', (words) => {
    expect(matches(space, words)).toBe(false);
  });
});
