/* What the screens about people share: a person in one line, a day, and acts that may fail. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import type { Person } from '../../api/types';
import type { Absence } from '../../api/types.gen';
import { minute } from '../../store/store';
import { errorText, text } from '../../text';
import { dayFull } from '../../text/time';
import { Badge, Belonging } from '../../ui/person';

export function PersonLine({ person, children }: { person: Person; children?: ComponentChildren }) {
  return (
    <div class="person-line">
      <Badge person={person} />
      <div class="person-words">
        <strong>{person.name}</strong>
        <Belonging person={person} />
        {children}
      </div>
    </div>
  );
}

export function day(at: number): string {
  return dayFull(at, minute.value, text.value);
}

/** '2026-03-05' as people say it. */
export function dateOf(words: string): string {
  return day(new Date(`${words}T12:00:00`).getTime());
}

/** 休職中, with the day of return where it is known. */
export function AwayTag({ absence }: { absence: Absence | null | undefined }) {
  const t = text.value.people;
  return absence ? <span class="tag">{absence.until ? t.awayUntil(dateOf(absence.until)) : t.away}</span> : null;
}

export interface Act {
  busy: boolean;
  code: string | null;
  /** The field that the server names. */
  field: string | null;
  /** True when it was done. */
  run: (what: () => Promise<unknown>) => Promise<boolean>;
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const [field, setField] = useState<string | null>(null);
  const run = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setCode(null);
    try {
      await what();
      setBusy(false);
      return true;
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
      setField(e instanceof ApiError ? (e.more.field ?? null) : null);
      setBusy(false);
      return false;
    }
  };
  return { busy, code, field, run };
}

export function Failure({ act, gone }: { act: Act; gone?: string }) {
  return (
    <div role="alert">{act.code && <p class="error">{act.code === 'not_found' && gone ? gone : errorText(act.code)}</p>}</div>
  );
}
