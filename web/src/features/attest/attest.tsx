/* 在籍の確認: a 施設管理者 says of each person whether they still work there, and brings back what was stopped. */
import { useState } from 'preact/hooks';
import { ledgerApi } from '../../api/ledger';
import type { Attest, AttestPerson } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { dialog, openDialog } from '../dialogs/dialogs';
import { slashed } from '../ledger/facts';
import { LoadState, useLoad } from '../panels/load';
import { type Act, Failure, PersonLine, day, useAct } from '../people/person';

interface OneProps {
  p: AttestPerson;
  act: Act;
  onRun: (what: () => Promise<unknown>) => void;
}

function Marks({ p }: { p: AttestPerson }) {
  const t = text.value.ledger.attest;
  return (
    <p class="gate-marks">
      {p.own && <span class="tag">{t.own}</span>}
      {p.facility_admin && <span class="tag">{text.value.ledger.admin}</span>}
      {p.answer && <span class={p.answer === 'stays' ? 'tag strong' : 'tag'}>{t.said[p.answer]}</span>}
      {p.stopped_at && <span class="tag">{t.stoppedAt(day(p.stopped_at))}</span>}
      <span class="soft">{p.used_on ? t.used(slashed(p.used_on)) : t.unused}</span>
      {p.risk && <span class="tag">{t.risk}</span>}
    </p>
  );
}

function Answers({ p, act, onRun }: OneProps) {
  const t = text.value.ledger.attest;
  const [again, setAgain] = useState(false);
  const { hat, name } = p.person;
  const say = (answer: 'stays' | 'left') => {
    setAgain(false);
    onRun(() => ledgerApi.attestSay(hat, answer));
  };
  if (p.answer && !again) {
    return (
      <>
        {p.by && <p class="soft">{t.by(p.by)}</p>}
        {p.answer === 'left' && <p>{t.leave}</p>}
        <p class="row-acts">
          {p.answer === 'left' && (
            <Button look="main" onClick={() => openDialog({ kind: 'staff_gates', leaving: hat })}>
              {t.toStaff}
              <span class="for-sr">：{name}</span>
            </Button>
          )}
          {!(p.own && p.answer === 'stays') && (
            <Button onClick={() => setAgain(true)}>
              {t.again}
              <span class="for-sr">：{name}</span>
            </Button>
          )}
        </p>
      </>
    );
  }
  return (
    <p class="row-acts">
      <Button look="main" disabled={act.busy} onClick={() => say('stays')}>
        {t.stays}
        <span class="for-sr">：{name}</span>
      </Button>
      {!p.own && (
        <Button disabled={act.busy} onClick={() => say('left')}>
          {t.left}
          <span class="for-sr">：{name}</span>
        </Button>
      )}
    </p>
  );
}

function One(props: OneProps) {
  const t = text.value.ledger.attest;
  const { p, act, onRun } = props;
  return (
    <li class="waiting-row">
      <PersonLine person={p.person} />
      <Marks p={p} />
      {p.stopped_at && (
        <p class="row-acts">
          <Button look="main" disabled={act.busy} onClick={() => onRun(() => ledgerApi.attestRestore(p.person.hat))}>
            {t.restore}
            <span class="for-sr">：{p.person.name}</span>
          </Button>
        </p>
      )}
      {p.asked && !p.stopped_at && <Answers {...props} />}
    </li>
  );
}

function State({ data, waiting }: { data: Attest; waiting: number }) {
  const t = text.value.ledger.attest;
  const due = day(data.due_at);
  if (data.step === null) {
    return <p role="status">{t.next(due)}</p>;
  }
  return (
    <div role="status">
      <p class={data.step === 'overdue' ? 'error' : 'note'}>
        {data.step === 'overdue' ? t.overdue(due, waiting) : t.ahead(due, waiting)}
      </p>
      {data.stop_at && <p>{t.stops(day(data.stop_at))}</p>}
    </div>
  );
}

export function AttestView() {
  const t = text.value.ledger.attest;
  const act = useAct();
  const load = useLoad(ledgerApi.attest, [dialog.value === null]); /* somebody may have left meanwhile */
  const onRun = (what: () => Promise<unknown>) =>
    void act.run(what).then(() => {
      load.again();
      void readInbox();
    });
  const people = load.data?.people ?? [];
  const stopped = people.filter((p) => p.stopped_at);
  const asked = people.filter((p) => p.asked && !p.stopped_at);
  const waiting = asked.filter((p) => p.answer !== 'stays');
  const groups: [string, AttestPerson[], string?][] = [
    [t.stopped, stopped, t.stoppedLine],
    [t.waiting, waiting],
    [t.done, asked.filter((p) => p.answer === 'stays')],
    [t.others, people.filter((p) => !p.asked && !p.stopped_at)],
  ];
  return (
    <>
      <LoadState load={load} />
      {load.data && (
        <>
          <p>{t.line(load.data.days)}</p>
          <State data={load.data} waiting={waiting.length} />
          <Failure act={act} />
          {groups
            .filter(([, list]) => list.length > 0)
            .map(([title, list, line]) => (
              <section key={title}>
                <h3>{title}</h3>
                {line && <p class="soft">{line}</p>}
                <ul class="people">
                  {list.map((p) => (
                    <One key={p.person.hat} p={p} act={act} onRun={onRun} />
                  ))}
                </ul>
              </section>
            ))}
        </>
      )}
    </>
  );
}
