/* What a person likes on this device: language and type size. The only thing kept in the browser. */
import { signal } from '@preact/signals';

export type Language = 'ja' | 'en';
export type TypeSize = '100' | '125' | '150' | '200';
export const LANGUAGES: readonly Language[] = ['ja', 'en'];
export const TYPE_SIZES: readonly TypeSize[] = ['100', '125', '150', '200'];

function kept(key: string): string | null {
  try {
    return localStorage.getItem(`tasuki.${key}`);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`tasuki.${key}`, value);
  } catch {
    /* A browser that keeps nothing: the choice holds until the page is closed. */
  }
}

export function languageFrom(kept: string | null, browser: readonly string[]): Language {
  if (kept === 'ja' || kept === 'en') {
    return kept;
  }
  const first = browser.find((l) => /^(ja|en)\b/.test(l));
  return first && !first.startsWith('ja') ? 'en' : 'ja';
}

export const language = signal<Language>(languageFrom(kept('language'), navigator.languages));
export const typeSize = signal<TypeSize>(TYPE_SIZES.find((s) => s === kept('size')) ?? '100');

function show(): void {
  document.documentElement.lang = language.value;
  document.documentElement.dataset.size = typeSize.value;
}

export function setLanguage(value: Language): void {
  language.value = value;
  keep('language', value);
  show();
}

export function setTypeSize(value: TypeSize): void {
  typeSize.value = value;
  keep('size', value);
  show();
}

show();
