import { describe, expect, it } from 'vitest';
import type { Space } from '../../api/types';
import { spaceOf } from '../../store/fixtures';
import { roomOf, unreadOf } from '../../store/model';
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

it('what is in storage asks nobody to read it', () => {
  const unread = (archived: Space['archived']) => {
    const space = spaceOf({ unread: 3, archived });
    return unreadOf({ hat: 'h', rooms: new Map([[space.id, roomOf(space)]]) });
  };
  expect(unread(null)).toBe(3);
  expect(unread({ at: 1, reason: 'death', by: null, died_on: null })).toBe(0);
});
