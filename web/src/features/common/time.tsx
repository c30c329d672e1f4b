import { minute } from '../../store/store';
import { text } from '../../text';
import { when, whenFull, whenShort } from '../../text/time';

export function Time({ at, short = false }: { at: number; short?: boolean }) {
  const t = text.value;
  return (
    <time dateTime={new Date(at).toISOString()} title={whenFull(at, t)}>
      {(short ? whenShort : when)(at, minute.value, t)}
    </time>
  );
}
