/* トラブル連絡 on the phone: what happened, what was done, sent. The kind decides what is asked. */
import { useState } from 'preact/hooks';
import { gateApi } from '../../api/gate';
import { type First, type IncidentKind, incidentApi } from '../../api/trouble';
import { now, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Check, Choose, Field, TextArea } from '../../ui/field';
import { ScreenedFailure, useScreened } from '../circle/screened';
import { focusFirstWrong } from '../common/form';
import { useLoad } from '../panels/load';
import { momentOf } from './common';

export const KINDS: readonly IncidentKind[] = ['lost_device', 'wrong_recipient', 'wrong_patient', 'intrusion', 'other'];
const FIRST: Record<IncidentKind, readonly First[]> = {
  lost_device: ['searched', 'locked', 'police', 'phoned'],
  wrong_recipient: ['removed', 'asked', 'phoned'],
  wrong_patient: ['removed', 'asked', 'phoned'],
  intrusion: ['unplugged', 'phoned'],
  other: ['phoned'],
};
const SIGNS_OUT: readonly IncidentKind[] = ['lost_device', 'intrusion'];

interface Filled {
  kind: IncidentKind | '';
  noticedAt: string;
  words: string;
  first: readonly First[];
  signOut: boolean;
  about: string;
}

/* A 施設管理者 may report for somebody who cannot sign in any more. */
function About({ value, onValue }: { value: string; onValue: (hat: string) => void }) {
  const t = text.value.trouble.incident;
  const load = useLoad(gateApi.staff, []);
  const people = (load.data?.staff ?? []).filter((s) => !s.own && !s.invited);
  const options = [['self', t.aboutSelf] as const, ...people.map((s) => [s.person.hat, s.person.name] as const)];
  return <Choose label={t.about} value={value || 'self'} options={options} onValue={(v) => onValue(v === 'self' ? '' : v)} />;
}

function Kind({ value, onPick, error }: { value: string; onPick: (kind: IncidentKind) => void; error?: string | undefined }) {
  const t = text.value.trouble.incident;
  return (
    <fieldset class="choices" data-invalid={error ? true : undefined}>
      <legend>{t.kind}</legend>
      {KINDS.map((k) => (
        <label key={k} class="check">
          <input type="radio" name="incident-kind" checked={value === k} onChange={() => onPick(k)} />
          <span>{t.kinds[k]}</span>
        </label>
      ))}
      {error && <p class="field-error">{error}</p>}
    </fieldset>
  );
}

interface FirstProps {
  kind: IncidentKind;
  filled: Filled;
  onFilled: (part: Partial<Filled>) => void;
}

function FirstActs({ kind, filled, onFilled }: FirstProps) {
  const t = text.value.trouble.incident;
  const without = (one: First) => filled.first.filter((f) => f !== one);
  const set = (one: First, on: boolean) => onFilled({ first: on ? [...filled.first, one] : without(one) });
  return (
    <>
      <fieldset class="choices">
        <legend>{t.firstTitle}</legend>
        {FIRST[kind].map((one) => (
          <Check key={one} label={t.first[one]} value={filled.first.includes(one)} onValue={(on) => set(one, on)} />
        ))}
      </fieldset>
      {SIGNS_OUT.includes(kind) && (
        <div class="note">
          <Check
            label={filled.about ? t.signOutAbout : t.signOut}
            value={filled.signOut}
            onValue={(signOut) => onFilled({ signOut })}
          />
        </div>
      )}
    </>
  );
}

const atOf = (filled: Filled) => new Date(filled.noticedAt).getTime();
const EMPTY = { kind: '', words: '', first: [], signOut: true, about: '' } as const;

function useReport(onSent: (id: string, signedOut: boolean) => void) {
  const [key] = useState(() => crypto.randomUUID());
  const [filled, setFilled] = useState<Filled>(() => ({ ...EMPTY, noticedAt: momentOf(now()) }));
  const [tried, setTried] = useState(false);
  const s = useScreened();
  const late = !(atOf(filled) <= now() + 60_000);
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    const { kind, words, about } = filled;
    if (kind === '' || words.trim() === '' || late) {
      focusFirstWrong();
      return;
    }
    const first = filled.first.filter((f) => FIRST[kind].includes(f));
    const signOut = filled.signOut && SIGNS_OUT.includes(kind);
    const report = { key, kind, noticedAt: atOf(filled), words: words.trim(), about: about || null, signOut, first };
    await s.run(async () => onSent((await incidentApi.report(report)).id, signOut));
  };
  return { filled, put: (part: Partial<Filled>) => setFilled({ ...filled, ...part }), tried, late, s, submit };
}

export function IncidentForm({ onSent, onList }: { onSent: (id: string, signedOut: boolean) => void; onList: () => void }) {
  const t = text.value.trouble.incident;
  const { filled, put, tried, late, s, submit } = useReport(onSent);
  const { kind } = filled;
  return (
    <form class="dialog-form" onSubmit={(e) => void submit(e)} noValidate>
      <p>{t.line}</p>
      <Kind value={kind} onPick={(k) => put({ kind: k })} error={tried && kind === '' ? t.kindMissing : undefined} />
      {session.value?.facility_admin && <About value={filled.about} onValue={(about) => put({ about })} />}
      <TextArea
        label={t.words}
        value={filled.words}
        onValue={(words) => put({ words })}
        maxLength={2000}
        hint={t.wordsHint}
        error={tried && filled.words.trim() === '' ? t.wordsMissing : undefined}
      />
      <Field
        label={t.noticedAt}
        kind="datetime-local"
        value={filled.noticedAt}
        max={momentOf(now())}
        onValue={(noticedAt) => put({ noticedAt })}
        autocomplete="off"
        error={tried && late ? t.noticedWrong : undefined}
      />
      {kind !== '' && <FirstActs kind={kind} filled={filled} onFilled={put} />}
      <ScreenedFailure error={s.error} words={{ words: filled.words.trim() }} onWord={() => undefined} />
      <div class="dialog-foot">
        <Button onClick={onList}>{t.toList}</Button>
        <Button look="main" submit disabled={s.busy}>
          {t.submit}
        </Button>
      </div>
    </form>
  );
}
