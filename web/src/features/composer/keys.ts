/* What a key means in a field for words. During conversion (変換) none of ours means anything: Enter only takes the conversion. */

export interface Key {
  key: string;
  keyCode: number;
  isComposing: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}
export type KeyAct = 'send' | 'none';

/** Some browsers say 'composing' by the old key code only. */
const COMPOSING_CODE = 229;

export function keyAct(key: Key): KeyAct {
  if (key.isComposing || key.keyCode === COMPOSING_CODE) {
    return 'none';
  }
  return key.key === 'Enter' && (key.ctrlKey || key.metaKey) && !key.altKey && !key.shiftKey ? 'send' : 'none';
}
