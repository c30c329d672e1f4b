/* The words of the chosen language. Both files have the same keys; en.ts is checked against ja.ts, and comes if it is chosen. */
import { computed, effect, signal } from '@preact/signals';
import { language } from './prefs';
import { ja } from './ja';

export type Text = typeof ja;

const AGAIN_MS = 2000;
const english = signal<Text | null>(null);

export const text = computed<Text>(() => (language.value === 'en' && english.value) || ja);

/** The chosen words are here. */
export async function wordsCame(): Promise<void> {
  while (language.peek() === 'en' && !english.peek()) {
    const file = await import('./en').catch(() => null);
    if (file) {
      english.value = file.en;
    } else {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS)); /* the line is lost */
    }
  }
}

effect(() => {
  if (language.value === 'en') {
    void wordsCame();
  }
});

/** Plain words for an error code of the server. */
export function errorText(code: string): string {
  return text.value.errors[code] ?? text.value.errors.internal!;
}
