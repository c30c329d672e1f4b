/* Regular education (Art. 15): whose last one is long ago, what was held; a reminder, never a gate. */
import { useState } from 'preact/hooks';
import { ledgerApi } from '../../api/ledger';
import type { Education, EducationPerson, Educations } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { now } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { dayOf } from '../common/form';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';
import { slashed } from './facts';

interface PeopleProps {
  staff: readonly EducationPerson[];
  chosen: Set<string>;
  onChosen: (chosen: Set<string>) => void;
}

function People({ staff, chosen, onChosen }: PeopleProps) {
  const t = text.value.ledger.education;
  const whole = staff.every((s) => chosen.has(s.person.hat));
  const set = (hat: string, there: boolean) => {
    const next = new Set(chosen);
    if (there) {
      next.add(hat);
    } else {
      next.delete(hat);
    }
    onChosen(next);
  };
  return (
    <fieldset class="choose-people">
      <legend>{t.people}</legend>
      <Button onClick={() => onChosen(new Set(whole ? [] : staff.map((s) => s.person.hat)))}>
        {whole ? t.nobody : t.everybody}
      </Button>
      {staff.map((s) => (
        <Check key={s.person.hat} label={s.person.name} value={chosen.has(s.person.hat)} onValue={(v) => set(s.person.hat, v)} />
      ))}
    </fieldset>
  );
}

function RecordDialog({ staff, onDone }: { staff: readonly EducationPerson[]; onDone: (changed: boolean) => void }) {
  const t = text.value.ledger.education;
  const [key] = useState(() => crypto.randomUUID());
  const [title, setTitle] = useState('');
  const [on, setOn] = useState('');
  const [chosen, setChosen] = useState(new Set<string>());
  const [tried, setTried] = useState(false);
  const act = useAct();
  const today = dayOf(now());
  const dayError = on === '' ? t.dayMissing : on > today ? t.dayAhead : undefined;
  const save = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (title.trim() === '' || dayError || chosen.size === 0) {
      return;
    }
    if (await act.run(() => ledgerApi.educationRecord(key, { title: title.trim(), held_on: on, people: [...chosen] }))) {
      onDone(true);
    }
  };
  return (
    <Dialog title={t.record} onClose={() => onDone(false)}>
      <form class="dialog-form" onSubmit={(e) => void save(e)} noValidate>
        <Field
          label={t.title}
          value={title}
          onValue={setTitle}
          autocomplete="off"
          maxLength={120}
          hint={t.titleHint}
          error={tried && title.trim() === '' ? t.titleMissing : undefined}
        />
        <Field
          label={t.heldOn}
          kind="date"
          max={today}
          value={on}
          onValue={setOn}
          autocomplete="off"
          error={tried ? dayError : undefined}
        />
        <People staff={staff} chosen={chosen} onChosen={setChosen} />
        <div role="alert">{tried && chosen.size === 0 && <p class="field-error">{t.peopleMissing}</p>}</div>
        <Failure act={act} />
        <div class="dialog-foot">
          <Button onClick={() => onDone(false)}>{text.value.cancel}</Button>
          <Button look="main" submit disabled={act.busy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Staff({ data }: { data: Educations }) {
  const t = text.value.ledger.education;
  return (
    <section>
      <h3>{t.staff}</h3>
      <ul class="people">
        {data.staff.map((s) => (
          <li key={s.person.hat} class="waiting-row">
            <PersonLine person={s.person} />
            <p class="gate-marks">
              <span class={s.last_on && !s.due ? 'tag strong' : 'tag'}>{s.last_on ? t.last(slashed(s.last_on)) : t.never}</span>
              {s.due && <span class="tag">{t.due(data.months)}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Held({ held, onWithdraw }: { held: readonly Education[]; onWithdraw: (e: Education) => void }) {
  const t = text.value.ledger.education;
  return (
    <section class="cards">
      <h3>{t.held}</h3>
      {held.length === 0 && <p class="soft">{t.noneHeld}</p>}
      <ul>
        {held.map((e) => (
          <li key={e.id} class="card">
            <p class="card-title words-of-people">
              <strong>{e.title}</strong> <span class="soft">{slashed(e.held_on)}</span>
            </p>
            <p>
              {t.there(e.people.length)}：{e.people.map((p) => p.name).join('、')}
            </p>
            <p class="soft">{t.by(e.by.name)}</p>
            <p class="row-acts">
              <Button onClick={() => onWithdraw(e)}>
                {t.withdraw}
                <span class="for-sr">：{e.title}</span>
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function EducationView() {
  const t = text.value.ledger.education;
  const [recording, setRecording] = useState(false);
  const [wrong, setWrong] = useState<Education | null>(null);
  const act = useAct();
  const load = useLoad(ledgerApi.education, []);
  const changed = () => {
    load.again();
    void readInbox();
  };
  const done = (made: boolean) => {
    setRecording(false);
    if (made) {
      changed();
    }
  };
  const withdraw = async (e: Education) => {
    setWrong(null);
    await act.run(() => ledgerApi.educationWithdraw(e.id));
    changed();
  };
  return (
    <>
      <LoadState load={load} />
      <Failure act={act} />
      {load.data && (
        <>
          <p>{t.line(load.data.months)}</p>
          <p>
            <Button look="main" onClick={() => setRecording(true)}>
              {t.record}
            </Button>
          </p>
          <Staff data={load.data} />
          <Held held={load.data.held} onWithdraw={setWrong} />
          {recording && <RecordDialog staff={load.data.staff} onDone={done} />}
        </>
      )}
      {wrong && (
        <Confirm
          title={t.withdrawTitle}
          line={t.withdrawLine}
          yes={t.withdraw}
          onYes={() => void withdraw(wrong)}
          onNo={() => setWrong(null)}
        />
      )}
    </>
  );
}
