/* A part of the client that comes over the line when it is first shown, so that signing in does not wait for it. */
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const AGAIN_MS = 2000;

type Component<P> = (props: P) => JSX.Element;

export function later<P extends object>(load: () => Promise<ComponentType<P>>, Meanwhile: () => JSX.Element): Component<P> {
  let part: ComponentType<P> | null = null;
  return function Later(props: P) {
    const [, shown] = useState(part !== null);
    useEffect(() => {
      let timer = 0;
      const get = () =>
        load().then(
          (got) => {
            part = got;
            shown(true);
          },
          () => {
            timer = window.setTimeout(get, AGAIN_MS); /* the line is lost */
          },
        );
      if (!part) {
        void get();
      }
      return () => clearTimeout(timer);
    }, []);
    const Part = part;
    return Part ? <Part {...props} /> : <Meanwhile />;
  };
}
