/* What forms share. */

const WRONG = '.dialog [aria-invalid], .dialog [data-invalid] input, .gate-card [aria-invalid]';

/** After what is missing was marked: the focus goes to the first of it, on every try. */
export function focusFirstWrong(): void {
  setTimeout(() => document.querySelector<HTMLElement>(WRONG)?.focus());
}

/** 'YYYY-MM-DD' of a moment, by the calendar of the device. */
export function dayOf(at: number): string {
  const d = new Date(at);
  return [String(d.getFullYear()), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
