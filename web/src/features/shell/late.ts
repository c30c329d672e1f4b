import { useEffect, useState } from 'preact/hooks';

const AFTER_MS = 2500;

/** True once the trouble has lasted a while: a short one is not worth a word. */
export function useLate(trouble: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!trouble) {
      setLate(false);
      return undefined;
    }
    const timer = setTimeout(() => setLate(true), navigator.onLine ? AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [trouble]);
  return late && trouble;
}
