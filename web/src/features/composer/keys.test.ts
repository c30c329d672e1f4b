import { describe, expect, it } from 'vitest';
import { type Key, keyAct } from './keys';

const key = (more: Partial<Key>): Key => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('composer keys', () => {
  it('Enter alone is a new line', () => {
    expect(keyAct(key({}))).toBe('none');
    expect(keyAct(key({ shiftKey: true }))).toBe('none');
  });
  it('Ctrl or ⌘ with Enter sends', () => {
    expect(keyAct(key({ ctrlKey: true }))).toBe('send');
    expect(keyAct(key({ metaKey: true }))).toBe('send');
  });
  it('nothing sends during conversion, whichever way the browser says so', () => {
    for (const modifier of [{}, { ctrlKey: true }, { metaKey: true }]) {
      expect(keyAct(key({ ...modifier, isComposing: true }))).toBe('none');
      expect(keyAct(key({ ...modifier, keyCode: 229 }))).toBe('none');
    }
  });
  it('other keys mean nothing', () => {
    expect(keyAct(key({ key: 's', ctrlKey: true, keyCode: 83 }))).toBe('none');
    expect(keyAct(key({ ctrlKey: true, altKey: true }))).toBe('none');
  });
});
