/* Who has an account: state, gates, the month of the last sign-in. Never what somebody wrote, nobody of the patient's side. */
import { useState } from 'preact/hooks';
import { deskApi } from '../../api/desk';
import type { AccountLine } from '../../api/types.gen';
import { inboxTick } from '../../store/inbox';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine, dateOf } from '../people/person';
import { MakePasswordLink } from '../password/make';
import { includes } from '../spaces/filter';

const PAGE = 50;

function lastUse(month: string | null): string {
  const t = text.value.desk.overview.accounts;
  return month ? t.lastMonth(Number(month.slice(0, 4)), Number(month.slice(5))) : t.never;
}

/* Of staff before their gates: what is there, and what is missing. */
function Gates({ one }: { one: AccountLine }) {
  const t = text.value.gate.staff;
  const marks: [boolean, string, string][] = [
    [one.pledged_on !== null, one.pledged_on ? t.pledged(dateOf(one.pledged_on)) : '', t.noPledge],
    [one.confirmed, t.confirmed, t.notConfirmed],
    [one.trained_on !== null, one.trained_on ? t.trained(dateOf(one.trained_on)) : '', t.noTraining],
  ];
  return (
    <>
      {marks.map(([there, yes, no]) => (
        <span key={no} class={there ? 'tag strong' : 'tag'}>
          {there ? yes : no}
        </span>
      ))}
    </>
  );
}

/* Whom the office helps with a forgotten password, and not the 施設管理者 of a facility. */
function isHelped(one: AccountLine): boolean {
  const own = one.person.hat === session.value?.hat.hat;
  return one.state === 'active' && !own && (one.facility_admin || one.person.kind !== 'staff');
}

function One({ one, onForgotten }: { one: AccountLine; onForgotten: () => void }) {
  const t = text.value.desk.overview.accounts;
  return (
    <li class="waiting-row">
      <PersonLine person={one.person}>
        <span class="stamp">{lastUse(one.last_month)}</span>
      </PersonLine>
      <p class="gate-marks">
        <span class={one.state === 'active' ? 'tag strong' : 'tag'}>{t.states[one.state]}</span>
        {one.facility_admin && <span class="tag">{t.admin}</span>}
        {!one.admitted && <Gates one={one} />}
        {!one.factor && one.state === 'active' && <span class="tag">{text.value.gate.staff.noFactor}</span>}
      </p>
      {isHelped(one) && (
        <p class="row-acts">
          <Button onClick={onForgotten}>
            {text.value.factor.forgotten.make.open}
            <span class="for-sr">：{one.person.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

export function Accounts() {
  const t = text.value.desk.overview.accounts;
  const [words, setWords] = useState('');
  const [alone, setAlone] = useState(false);
  const [most, setMost] = useState(PAGE);
  const [forgotten, setForgotten] = useState<AccountLine | null>(null);
  const close = () => setForgotten(null);
  const load = useLoad(deskApi.accounts, [inboxTick.value]);
  const all = load.data?.accounts ?? [];
  const missing = all.filter((a) => !a.admitted || a.state !== 'active');
  const found = (alone ? missing : all).filter((a) => includes([a.person.name, a.person.kana, a.person.facility?.name], words));
  const shown = found.slice(0, most);
  return (
    <>
      <p>{t.line}</p>
      <Field label={t.search} value={words} onValue={setWords} autocomplete="off" />
      {missing.length > 0 && <Check label={t.onlyMissing(missing.length)} value={alone} onValue={setAlone} />}
      <LoadState load={load} />
      {load.data && <p role="status">{found.length === 0 ? t.none : t.shown(shown.length, all.length)}</p>}
      <ul class="people">
        {shown.map((a) => (
          <One key={a.person.hat} one={a} onForgotten={() => setForgotten(a)} />
        ))}
      </ul>
      {found.length > most && <Button onClick={() => setMost(most + PAGE)}>{t.more}</Button>}
      {forgotten && (
        <Dialog title={text.value.factor.forgotten.make.open} onClose={close}>
          <MakePasswordLink person={forgotten.person} onDone={close} onBack={close} />
        </Dialog>
      )}
      {load.data && load.data.patient_side > 0 && <p class="soft">{t.patientSide(load.data.patient_side)}</p>}
    </>
  );
}
