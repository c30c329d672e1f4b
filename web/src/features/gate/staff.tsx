/* Of the people one looks after: what is there, what is missing, who must act. Earlier pledges and trainings are recorded. */
import { useState } from 'preact/hooks';
import { gateApi } from '../../api/gate';
import { mailApi } from '../../api/mail';
import type { GatePerson, MailInvitee, StaffLink } from '../../api/types.gen';
import { now, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { closeDialog } from '../dialogs/dialogs';
import { InvitedByMail, LetterState, SendAgain } from '../mail/invited';
import { LoadState, useLoad } from '../panels/load';
import { Changes } from '../staff/changes';
import { Offers, SecondForm } from '../staff/offers';
import { StaffMarks, StaffPerson } from '../staff/person';
import { Failure, PersonLine, dateOf, useAct } from '../people/person';
import { InviteStaff, LinkToHand } from './invite';

type What = 'pledge' | 'attended' | 'together';
type View =
  | { kind: 'list'; said?: string }
  | { kind: 'changes' | 'second' }
  | { kind: 'person'; one: GatePerson }
  | { kind: 'invite' }
  | { kind: 'leaving' }
  | { kind: 'link'; link: StaffLink }
  | { kind: 'record'; one: GatePerson; what: What };

function today(): string {
  const d = new Date(now());
  const two = (n: number) => String(n).padStart(2, '0');
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

function Record({ one, what, onDone, onBack }: { one: GatePerson; what: What; onDone: () => void; onBack: () => void }) {
  const t = text.value.gate.staff;
  const [on, setOn] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const { hat } = one.person;
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    const send = () => (what === 'pledge' ? gateApi.pledge(hat, on) : gateApi.training(hat, what, on));
    if (on !== '' && (await act.run(send))) {
      onDone();
    }
  };
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <PersonLine person={one.person} />
      <p>{t.recordLine[what]}</p>
      <Field
        label={t.on[what]}
        kind="date"
        max={today()}
        value={on}
        onValue={setOn}
        autocomplete="off"
        error={tried && on === '' ? t.onMissing : undefined}
      />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.record}
        </Button>
      </div>
    </form>
  );
}

/* The letters of those who were invited by mail. */
interface Letters {
  on: boolean;
  of: (hat: string) => MailInvitee | undefined;
  again: () => void;
}

function useLetters(): Letters {
  const own = useLoad(mailApi.read, []);
  const load = useLoad(async () => (session.peek()?.facility_admin ? mailApi.invited() : { invited: [] }), []);
  const of = (hat: string) => load.data?.invited.find((i) => i.hat === hat);
  return { on: own.data?.on ?? false, of, again: load.again };
}

/* Of somebody whose link was not used yet. */
interface UnopenedProps {
  one: GatePerson;
  letters: Letters;
  onView: (view: View) => void;
}

function Unopened({ one, letters, onView }: UnopenedProps) {
  const t = text.value.gate.invite;
  const act = useAct();
  const { hat, name } = one.person;
  const again = () => act.run(async () => onView({ kind: 'link', link: await gateApi.link(hat) }));
  const cancel = () => act.run(async () => gateApi.cancel(hat).then(() => onView({ kind: 'list' })));
  return (
    <>
      <LetterState letter={letters.of(hat)} />
      <Failure act={act} />
      {letters.on && <SendAgain hat={hat} name={name} letter={letters.of(hat)} onDone={letters.again} />}
      <p class="row-acts">
        <Button disabled={act.busy} onClick={() => void cancel()}>
          {t.cancel}
          <span class="for-sr">：{name}</span>
        </Button>
        <Button disabled={act.busy} onClick={() => void again()}>
          {t.again}
          <span class="for-sr">：{name}</span>
        </Button>
      </p>
    </>
  );
}

/* Who was here before the gates has no records, and nothing is missing. */
function Mark({ there, missing }: { there: string | false | null; missing: string | false }) {
  return there ? <span class="tag strong">{there}</span> : missing ? <span class="tag">{missing}</span> : null;
}

interface OneProps extends UnopenedProps {
  onRecord: (what: What) => void;
}

function One({ one, letters, onRecord, onView }: OneProps) {
  const t = text.value.gate.staff;
  const office = session.value?.hat.kind === 'office';
  return (
    <li class="waiting-row">
      <PersonLine person={one.person} />
      <p class="gate-marks">
        {one.invited && <span class="tag">{text.value.gate.invite.waits}</span>}
        <StaffMarks one={one} />
        {one.admitted && <span class="tag strong">{t.admitted}</span>}
        <Mark there={one.pledged_on && t.pledged(dateOf(one.pledged_on))} missing={!one.admitted && t.noPledge} />
        <Mark there={one.confirmed && t.confirmed} missing={!one.admitted && t.notConfirmed} />
        <Mark there={one.trained_on && t.trained(dateOf(one.trained_on))} missing={!one.admitted && t.noTraining} />
        <Mark there={one.factor && t.factor} missing={t.noFactor} />
      </p>
      {one.invited && !office && <Unopened one={one} letters={letters} onView={onView} />}
      {!office && (
        <p class="row-acts">
          <Button onClick={() => onView({ kind: 'person', one })}>
            {text.value.staff.more}
            <span class="for-sr">：{one.person.name}</span>
          </Button>
        </p>
      )}
      {!one.own && !one.admitted && (
        <p class="row-acts">
          {!one.pledged_on && !office && (
            <Button onClick={() => onRecord('pledge')}>
              {t.recordPledge}
              <span class="for-sr">：{one.person.name}</span>
            </Button>
          )}
          {!one.trained_on &&
            (['attended', 'together'] as const).map((way) => (
              <Button key={way} onClick={() => onRecord(way)}>
                {t.recordTraining[way]}
                <span class="for-sr">：{one.person.name}</span>
              </Button>
            ))}
        </p>
      )}
    </li>
  );
}

/* What a 施設管理者 can do besides what stands at each person. */
function AdminActs({ onView, again }: { onView: (view: View) => void; again: () => void }) {
  const t = text.value;
  return (
    <>
      <p class="row-acts">
        <Button look="main" onClick={() => onView({ kind: 'invite' })}>
          {t.gate.invite.open}
        </Button>
        <Button onClick={() => onView({ kind: 'second' })}>{t.staff.second.open}</Button>
        <Button onClick={() => onView({ kind: 'changes' })}>{t.staff.changes.open}</Button>
      </p>
      <Offers onDone={again} />
    </>
  );
}

/** leaving: whose 退職 it opens with. */
export function StaffGatesDialog({ leaving }: { leaving?: string | undefined }) {
  const t = text.value.gate;
  const [view, setView] = useState<View>({ kind: leaving ? 'leaving' : 'list' });
  const load = useLoad(gateApi.staff, []);
  const letters = useLetters();
  const staff = load.data?.staff ?? [];
  const one = view.kind === 'person' ? view.one : view.kind === 'leaving' && staff.find((s) => s.person.hat === leaving);
  const show = (next: View) => {
    setView(next);
    load.again();
    letters.again();
  };
  const list = () => show({ kind: 'list' });
  const said = (words: string) => show({ kind: 'list', said: words });
  return (
    <Dialog title={t.staff.title} onClose={closeDialog} wide>
      {view.kind === 'record' && <Record one={view.one} what={view.what} onDone={list} onBack={list} />}
      {view.kind === 'invite' && <InviteStaff onLink={(link) => show({ kind: 'link', link })} onBack={list} />}
      {view.kind === 'link' && view.link.token === null && <InvitedByMail link={view.link} onDone={list} />}
      {view.kind === 'link' && view.link.token !== null && <LinkToHand link={view.link} onDone={list} />}
      {view.kind === 'second' && <SecondForm onDone={() => said(text.value.staff.second.sent)} onBack={list} />}
      {view.kind === 'leaving' && !one && <LoadState load={load} />}
      {one && (
        <StaffPerson
          first={view.kind === 'leaving' ? 'leaving' : undefined}
          about={{ one, onDone: list, onBack: list }}
          onLeft={(name) => said(text.value.staff.leaving.done(name))}
        />
      )}
      {view.kind === 'changes' && (
        <>
          <p class="row-acts">
            <Button onClick={list}>{text.value.back}</Button>
          </p>
          <Changes />
        </>
      )}
      {view.kind === 'list' && (
        <>
          <p>{t.staff.line}</p>
          {view.said && <p role="status">{view.said}</p>}
          {session.value?.facility_admin && <AdminActs onView={setView} again={load.again} />}
          <LoadState load={load} />
          {load.data && staff.length === 0 && <p class="soft">{t.staff.none}</p>}
          <ul class="people">
            {staff.map((one) => (
              <One
                key={one.person.hat}
                one={one}
                letters={letters}
                onView={show}
                onRecord={(what) => setView({ kind: 'record', one, what })}
              />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
