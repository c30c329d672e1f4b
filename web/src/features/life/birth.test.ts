import { describe, expect, it } from 'vitest';
import { type Era, dateOfBirth, eraOf } from './birth';

const born = (era: Era, year: string, month: string, day: string) => dateOfBirth({ era, year, month, day });

describe('a day of birth', () => {
  it('is understood in the era in which people say it', () => {
    expect(born('showa', '13', '4', '2')).toBe('1938-04-02');
    expect(born('taisho', '１５', '１２', '２４')).toBe('1926-12-24');
    expect(born('showa', '元', '12', '25')).toBe('1926-12-25');
    expect(born('western', '1938', '4', '2')).toBe('1938-04-02');
    expect(born('reiwa', '1', '5', '1')).toBe('2019-05-01');
  });
  it('is none when it is no day, or lies outside the era', () => {
    expect(born('showa', '64', '1', '8')).toBeNull();
    expect(born('showa', '64', '1', '7')).toBe('1989-01-07');
    expect(born('taisho', '15', '12', '25')).toBeNull();
    expect(born('showa', '13', '2', '30')).toBeNull();
    expect(born('showa', '13', '2', '')).toBeNull();
    expect(born('western', '38', '4', '2')).toBeNull();
    expect(born('showa', '0', '4', '2')).toBeNull();
    expect(born('showa', '一三', '4', '2')).toBeNull();
  });
  it('is said with its era', () => {
    expect(eraOf('1938-04-02')).toEqual({ era: 'showa', year: 13 });
    expect(eraOf('1912-07-29')).toEqual({ era: 'meiji', year: 45 });
    expect(eraOf('1912-07-30')).toEqual({ era: 'taisho', year: 1 });
    expect(eraOf('1800-01-01')).toEqual({ era: 'western', year: 1800 });
  });
});
