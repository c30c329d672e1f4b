/* Arrow keys, Home and End move the focus through a list of things. */

const STEPS: Record<string, (i: number, n: number) => number> = {
  ArrowDown: (i, n) => Math.min(i + 1, n - 1),
  ArrowUp: (i) => Math.max(i - 1, 0),
  Home: () => 0,
  End: (_, n) => n - 1,
};

/** True when the key moved the focus. Only keys pressed on one of the things themselves count, not in a field inside of it. */
export function moveFocus(e: KeyboardEvent, list: HTMLElement | null, selector: string): boolean {
  const step = STEPS[e.key];
  if (!step || !list || e.ctrlKey || e.metaKey || e.altKey || !(e.target instanceof HTMLElement) || !e.target.matches(selector)) {
    return false;
  }
  const items = [...list.querySelectorAll<HTMLElement>(selector)];
  const at = items.indexOf(e.target);
  const next = items[step(at, items.length)];
  e.preventDefault();
  next?.focus();
  return true;
}
