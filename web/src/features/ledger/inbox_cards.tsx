/* Reminders of a 施設管理者 in the list of what waits; of the office, what is overdue at a facility. */
import type { InboxAttest, InboxEducation } from '../../api/types.gen';
import { type Place, openDesk } from '../../store/desk';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { marked } from '../../ui/person';
import { closeDialog } from '../dialogs/dialogs';
import { day } from '../people/person';
import { slashed } from './facts';

function to(place: Place) {
  return () => {
    closeDialog();
    openDesk(place);
  };
}

export function AttestCard({ a }: { a: InboxAttest }) {
  const t = text.value.ledger.attest;
  const office = session.value?.hat.kind === 'office';
  return (
    <li class="card">
      <p class="card-title">
        <strong>{marked(a.facility, a.outside)}</strong>
      </p>
      <p class={a.step === 'overdue' ? 'error' : undefined}>{t.card(a.step, day(a.due_at), a.waiting)}</p>
      {a.stop_at && <p>{t.stops(day(a.stop_at))}</p>}
      {office && a.kept && <p class="error">{t.keptCard}</p>}
      <p class="card-foot">
        <Button look="main" onClick={to(office ? 'attests' : 'attest')}>
          {office ? text.value.desk.places.attests : t.open}
        </Button>
      </p>
    </li>
  );
}

export function EducationCard({ e }: { e: InboxEducation }) {
  const t = text.value.ledger.education;
  return (
    <li class="card">
      <p>{t.card(e.months, slashed(e.since))}</p>
      <p class="card-foot">
        <Button onClick={to('education')}>{t.open}</Button>
      </p>
    </li>
  );
}
