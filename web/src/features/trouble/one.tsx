/* One トラブル連絡: what it is, its clock, its history, and what this hat may do now. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { incidentApi } from '../../api/trouble';
import type { Incident, IncidentStep } from '../../api/types.gen';
import { openDesk } from '../../store/desk';
import { inboxTick, readInbox } from '../../store/inbox';
import { minute, now, session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { facilityName } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';
import { lasting } from './common';
import { type Ask, WordsForm } from './words';

type Doing = 'note' | 'close' | 'reopen' | null;

function Line({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="paper-line">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function clockOf(i: Incident): string {
  const t = text.value.trouble.incident.clock;
  void minute.value; /* it goes on */
  const { answered_at: at } = i;
  const answered = at === null ? t.waits(whenFull(i.answer_by, text.value)) : t.answered(lasting(at - i.at));
  return i.state === 'closed' ? answered : `${t.open(lasting(now() - i.open_since))}、${answered}`;
}

function doneOf(i: Incident): string {
  const t = text.value.trouble.incident;
  const done = [...i.first.map((f) => t.first[f]), ...(i.signed_out ? [t.signedOut] : [])];
  return done.length === 0 ? t.nothingFirst : done.join('\n');
}

function Step({ step }: { step: IncidentStep }) {
  const t = text.value.trouble.incident;
  return (
    <li class="waiting-row">
      <p>
        <span class="tag">{t.steps[step.kind]}</span> <span class="stamp">{whenFull(step.at, text.value)}</span>
      </p>
      <PersonLine person={step.by} />
      {step.words && (
        <p class="words-of-people">
          {step.kind === 'closed' && `${t.done}：`}
          {step.words}
        </p>
      )}
      {step.prevention && <p class="words-of-people">{`${t.prevention}：${step.prevention}`}</p>}
    </li>
  );
}

/** The sheet: on the screen and on paper the same. */
function Sheet({ i }: { i: Incident }) {
  const t = text.value.trouble.incident;
  return (
    <section class="printable incident-sheet">
      <h3>
        {t.title} <span class="tag strong">{t.states[i.state]}</span> {i.overdue && <span class="tag alarm">{t.overdue}</span>}
      </h3>
      <dl class="incident-facts">
        <Line label={t.fields.no}>{i.no}</Line>
        <Line label={t.fields.kind}>{t.kinds[i.kind]}</Line>
        <Line label={t.fields.facility}>{facilityName(i.by.facility)}</Line>
        <Line label={t.fields.by}>{i.by.name}</Line>
        {i.about && <Line label={t.fields.about}>{i.about.name}</Line>}
        <Line label={t.fields.noticedAt}>{whenFull(i.noticed_at, text.value)}</Line>
        <Line label={t.fields.at}>{whenFull(i.at, text.value)}</Line>
        <Line label={t.fields.clock}>{clockOf(i)}</Line>
        <Line label={t.fields.words}>
          <span class="words-of-people">{i.words}</span>
        </Line>
        <Line label={t.fields.first}>{doneOf(i)}</Line>
      </dl>
      <h4>{t.history}</h4>
      <ul class="people">
        {i.steps.map((step, n) => (
          <Step key={n} step={step} />
        ))}
      </ul>
      <p class="print-only">{t.printed(whenFull(now(), text.value), session.value?.hat.name ?? '')}</p>
    </section>
  );
}

interface ActingProps {
  i: Incident;
  doing: NonNullable<Doing>;
  onDone: () => void;
  again: () => void;
}

function Acting({ i, doing, onDone, again }: ActingProps) {
  const t = text.value.trouble.incident;
  const office = session.value?.hat.kind === 'office';
  const asks: Record<NonNullable<Doing>, readonly Ask[]> = {
    note: [{ name: 'words', label: t.noteLabel, missing: t.noteMissing }],
    close: [
      { name: 'done', label: t.done, missing: t.doneMissing },
      { name: 'prevention', label: t.prevention, missing: t.preventionMissing },
    ],
    reopen: [{ name: 'words', label: t.reopenLabel, missing: t.reopenMissing }],
  };
  const send = async (words: Record<string, string>) => {
    await (doing === 'close'
      ? incidentApi.close(i.id, i.version, words.done!, words.prevention!)
      : incidentApi[doing](i.id, i.version, words.words!));
    onDone();
  };
  return (
    <section class="group">
      <h3>{doing === 'note' ? t.note : doing === 'close' ? t.closeTitle : t.reopenTitle}</h3>
      <WordsForm
        asks={asks[doing]}
        line={doing === 'note' && office && i.state === 'reported' ? t.noteOffice : undefined}
        submit={t[doing]}
        onSend={send}
        onConflict={again}
        onBack={onDone}
      />
    </section>
  );
}

function Acts({ i, onDoing, again }: { i: Incident; onDoing: (doing: Doing) => void; again: () => void }) {
  const t = text.value.trouble.incident;
  const act = useAct();
  const handle = async () => {
    await act.run(() => incidentApi.handle(i.id, i.version));
    again();
  };
  return (
    <>
      <Failure act={act} />
      <p class="card-foot">
        {i.may.includes('note') && <Button onClick={() => onDoing('note')}>{t.note}</Button>}
        {i.may.includes('reopen') && <Button onClick={() => onDoing('reopen')}>{t.reopen}</Button>}
        {i.may.includes('close') && <Button onClick={() => onDoing('close')}>{t.close}</Button>}
        {session.value?.hat.kind !== 'staff' && i.state !== 'closed' && (
          <Button onClick={() => openDesk('stops')}>{text.value.trouble.stop.put}</Button>
        )}
        {i.may.includes('handle') && (
          <Button look="main" disabled={act.busy} onClick={() => void handle()}>
            {t.handle}
          </Button>
        )}
      </p>
    </>
  );
}

export function IncidentOne({ id, onBack }: { id: string; onBack: () => void }) {
  const t = text.value.trouble.incident;
  const [doing, setDoing] = useState<Doing>(null);
  const load = useLoad(() => incidentApi.show(id), [id, inboxTick.value]);
  const again = () => {
    load.again();
    void readInbox();
  };
  const i = load.data;
  return (
    <>
      <p class="card-foot">
        <Button onClick={onBack}>{t.back}</Button>
        {i && <Button onClick={() => print()}>{t.print}</Button>}
      </p>
      <LoadState load={load} />
      {i && !doing && <Acts i={i} onDoing={setDoing} again={again} />}
      {i && doing && (
        <Acting
          i={i}
          doing={doing}
          again={again}
          onDone={() => {
            setDoing(null);
            again();
          }}
        />
      )}
      {i && <Sheet i={i} />}
    </>
  );
}
