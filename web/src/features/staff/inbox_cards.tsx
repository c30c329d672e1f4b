/* What waits: an offer of a facility, somebody who has left a timeline one manages, 様式3 for the office. */
import { staffApi } from '../../api/staff';
import type { InboxChange, InboxDeparture, InboxOffer } from '../../api/types.gen';
import { openDesk } from '../../store/desk';
import { readSession } from '../../store/session';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { marked } from '../../ui/person';
import { readable } from '../common/title';
import { closeDialog } from '../dialogs/dialogs';
import { enter, useAnswer } from '../people/answer';
import { Failure, PersonLine, day } from '../people/person';
import { Refused } from './change';

export function OfferCard({ o }: { o: InboxOffer }) {
  const t = text.value;
  const { act, no } = useAnswer();
  const accept = async () => {
    await staffApi.offerAccept(o.id);
    await readSession();
  };
  const line =
    o.kind === 'hat'
      ? t.staff.inbox.hat(o.facility, o.profession ? t.professions[o.profession] : '')
      : t.staff.inbox[o.kind](o.facility);
  return (
    <li class="card">
      <PersonLine person={o.by} />
      <p>{line}</p>
      <p class="soft">{t.people.inbox.until(day(o.expires_at))}</p>
      <Refused act={act} words={{ conflict: t.staff.inbox.moved, not_found: t.people.inbox.gone }} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void no(() => staffApi.offerDecline(o.id))}>
          {t.staff.inbox.decline}
        </Button>
        <Button look="main" disabled={act.busy} onClick={() => void no(accept)}>
          {o.kind === 'hat' ? t.staff.inbox.acceptHat : t.staff.inbox.accept}
        </Button>
      </div>
    </li>
  );
}

export function DepartureCard({ d }: { d: InboxDeparture }) {
  const t = text.value;
  const { act, no } = useAnswer();
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(d.title)}</strong> {d.facility && <span class="soft">{d.facility}</span>}
      </p>
      <PersonLine person={d.by} />
      <p>{t.staff.inbox.left(d.by.name)}</p>
      <Failure act={act} gone={t.people.inbox.gone} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void enter(d.space)}>
          {t.staff.inbox.open}
        </Button>
        <Button look="main" disabled={act.busy} onClick={() => void no(() => staffApi.departureSettle(d.id))}>
          {t.staff.inbox.settle}
        </Button>
      </div>
    </li>
  );
}

export function ChangeCard({ c }: { c: InboxChange }) {
  const t = text.value.staff.changes;
  const open = () => {
    closeDialog();
    openDesk('changes');
  };
  return (
    <li class="card">
      <p class="card-title">
        <strong>{marked(c.facility, c.outside)}</strong> <span class="tag">{t.kinds[c.kind]}</span>
      </p>
      <p class="stamp">
        {c.number} · {whenFull(c.at, text.value)}
      </p>
      <p class="card-foot">
        <Button onClick={open}>
          {t.show}
          <span class="for-sr">：{c.number}</span>
        </Button>
      </p>
    </li>
  );
}
