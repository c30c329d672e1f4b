/* Of one person of the own facility: name and profession, absence, the duty of 施設管理者. Each change is 様式3 too. */
import { useState } from 'preact/hooks';
import type { GatePerson } from '../../api/types.gen';
import { staffApi } from '../../api/staff';
import { withProof } from '../../store/proof';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Choose, Field } from '../../ui/field';
import { type Act, Failure, PersonLine, useAct } from '../people/person';

export interface About {
  one: GatePerson;
  onDone: () => void;
  onBack: () => void;
}

/** The words that a refusal has here; what is not among them has its own everywhere. */
export function Refused({ act, words }: { act: Act; words: Record<string, string> }) {
  const here = act.code ? words[act.code] : undefined;
  return here ? (
    <p class="error" role="alert">
      {here}
    </p>
  ) : (
    <Failure act={act} />
  );
}

export function ChangeForm({ one, onDone, onBack }: About) {
  const t = text.value;
  const { person, version } = one;
  const [who, setWho] = useState({ name: person.name, kana: person.kana, profession: person.profession as string });
  const act = useAct();
  const words = { conflict: t.staff.change.taken, attending_stays: t.staff.change.attending };
  const empty = (value: string, missing: string) => (value.trim() === '' ? missing : undefined);
  const submit = async (e: Event) => {
    e.preventDefault();
    const there = Object.values(who).every((v) => v.trim() !== '');
    const sent = { version, ...who, name: who.name.trim(), kana: who.kana.trim() };
    if (there && !act.busy && (await act.run(() => staffApi.change(person.hat, sent)))) {
      onDone();
    }
  };
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <Field
        label={t.gate.invite.name}
        value={who.name}
        onValue={(name) => setWho({ ...who, name })}
        autocomplete="off"
        maxLength={100}
        error={empty(who.name, t.gate.invite.nameMissing)}
      />
      <Field
        label={t.gate.invite.kana}
        value={who.kana}
        onValue={(kana) => setWho({ ...who, kana })}
        autocomplete="off"
        maxLength={100}
        error={empty(who.kana, t.gate.invite.kanaMissing)}
      />
      <Choose
        label={t.gate.invite.profession}
        value={who.profession}
        options={Object.entries(t.professions)}
        onValue={(profession) => setWho({ ...who, profession })}
        error={empty(who.profession, t.gate.invite.professionMissing)}
      />
      <p class="soft">{t.staff.sent}</p>
      <Refused act={act} words={words} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.staff.change.save}
        </Button>
      </div>
    </form>
  );
}

interface AskedProps extends About {
  line: string;
  yes: string;
  words: Record<string, string>;
  run: () => Promise<unknown>;
}

/* What happens at once, asked back. */
function Asked({ one, line, yes, words, run, onDone, onBack }: AskedProps) {
  const t = text.value;
  const act = useAct();
  return (
    <>
      <PersonLine person={one.person} />
      <p>{line}</p>
      <p class="soft">{t.staff.sent}</p>
      <Refused act={act} words={words} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void act.run(run).then((ok) => ok && onDone())}>
          {yes}
        </Button>
      </div>
    </>
  );
}

/** A leave begins, or its day of return is told anew. */
export function AbsenceView({ one, onDone, onBack }: About) {
  const t = text.value.staff;
  const begins = one.absent_since === null;
  const [until, setUntil] = useState(one.absent_until ?? '');
  const act = useAct();
  const submit = async (e: Event) => {
    e.preventDefault();
    if (!act.busy && (await act.run(() => staffApi.absence(one.person.hat, true, until)))) {
      onDone();
    }
  };
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <PersonLine person={one.person} />
      <p>{begins ? t.absence.beginLine : t.absence.untilLine}</p>
      <Field
        label={t.absence.until}
        kind="date"
        value={until}
        onValue={setUntil}
        autocomplete="off"
        hint={t.absence.untilHint}
        error={act.field === 'until' ? t.absence.untilPast : undefined}
      />
      {begins && <p class="soft">{t.sent}</p>}
      {act.field !== 'until' && <Refused act={act} words={{ conflict: t.absence.same, admin_needed: t.needed }} />}
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" submit disabled={act.busy}>
          {begins ? t.absence.begin : t.absence.untilSave}
        </Button>
      </div>
    </form>
  );
}

export function ReturnView(about: About) {
  const t = text.value.staff;
  return (
    <Asked
      {...about}
      line={t.absence.endLine}
      yes={t.absence.end}
      words={{ conflict: t.absence.same }}
      run={() => staffApi.absence(about.one.person.hat, false, '')}
    />
  );
}

export function AdminOverView(about: About) {
  const t = text.value.staff;
  return (
    <Asked
      {...about}
      line={t.admin.overLine}
      yes={about.one.own ? t.admin.overOwn : t.admin.over}
      words={{ admin_needed: t.needed }}
      run={() => withProof(() => staffApi.adminOver(about.one.person.hat))}
    />
  );
}

/* Two-sided: nothing changes before the person accepts. */
export function AdminView({ one, onDone, onBack }: About) {
  const t = text.value;
  const [way, setWay] = useState<'beside' | 'stead'>('beside');
  const act = useAct();
  const send = () => act.run(() => withProof(() => staffApi.admin(one.person.hat, way === 'stead')));
  return (
    <>
      <PersonLine person={one.person} />
      <p>{t.staff.admin.line}</p>
      <Choices
        legend={t.staff.admin.way}
        value={way}
        options={Object.entries(t.staff.admin.ways) as ['beside' | 'stead', string][]}
        onPick={setWay}
      />
      <Refused act={act} words={{ conflict: t.staff.admin.asked }} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void send().then((ok) => ok && onDone())}>
          {t.staff.admin.send}
        </Button>
      </div>
    </>
  );
}
