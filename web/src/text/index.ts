/* The words of the chosen language. Both files have the same keys: en.ts is checked against the type of ja.ts. */
import { computed } from '@preact/signals';
import { language } from './prefs';
import { en } from './en';
import { ja } from './ja';

export type Text = typeof ja;

export const text = computed<Text>(() => (language.value === 'ja' ? ja : en));

/** Plain words for an error code of the server. */
export function errorText(code: string): string {
  return text.value.errors[code] ?? text.value.errors.internal!;
}
