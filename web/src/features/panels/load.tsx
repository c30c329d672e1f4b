import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';

export interface Load<T> {
  data: T | null;
  code: string | null;
  again: () => void;
}

/** Reads something for a panel; reads it again when a dependency changes, keeping what is shown. */
export function useLoad<T>(read: () => Promise<T>, deps: readonly unknown[]): Load<T> {
  const [data, setData] = useState<T | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let here = true;
    read().then(
      (d) => {
        if (here) {
          setData(() => d);
          setCode(null);
        }
      },
      (e: unknown) => {
        if (here) {
          setCode(e instanceof ApiError ? e.code : 'offline');
        }
      },
    );
    return () => {
      here = false;
    };
  }, [...deps, tries]);
  return { data, code, again: () => setTries(tries + 1) };
}

export function LoadState({ load }: { load: Load<unknown> }) {
  const t = text.value;
  if (load.code) {
    return (
      <div role="alert">
        <p class="error">{errorText(load.code)}</p>
        <Button onClick={load.again}>{t.again}</Button>
      </div>
    );
  }
  return load.data === null ? (
    <p class="soft" role="status">
      {t.loading}
    </p>
  ) : null;
}
