/* What the inbox shows of this folder's subjects. */
import type { InboxIncident, InboxStop, InboxWarning } from '../../api/types.gen';
import { openDesk } from '../../store/desk';
import { readInbox } from '../../store/inbox';
import { session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { marked } from '../../ui/person';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { PersonLine, dateOf, day } from '../people/person';
import { Acknowledge } from './warnings';

export function IncidentCard({ i }: { i: InboxIncident }) {
  const t = text.value.trouble.incident;
  const open = () => {
    if (session.value?.hat.kind === 'staff') {
      openDialog({ kind: 'incident', id: i.id });
      return;
    }
    closeDialog();
    openDesk('incidents');
  };
  return (
    <li class="card">
      <p class="card-title">
        <strong>{t.kinds[i.kind]}</strong> <span class="tag strong">{t.states[i.state]}</span>
        {i.overdue && <span class="tag alarm">{t.overdue}</span>}
      </p>
      <p class="stamp">
        {t.no(i.no)}　{marked(i.facility, i.outside)}　{whenFull(i.at, text.value)}
      </p>
      <p class="card-foot">
        <Button onClick={open}>
          {t.open}
          <span class="for-sr">：{t.no(i.no)}</span>
        </Button>
      </p>
    </li>
  );
}

export function WarningCard({ w }: { w: InboxWarning }) {
  const t = text.value.trouble.warning;
  return (
    <li class="card">
      <p class="card-title">
        <strong>{t.kinds[w.kind]}</strong>{' '}
        <span class={w.overdue ? 'tag alarm' : 'tag'}>{w.overdue ? t.overdue : t.due(dateOf(w.due_on))}</span>
      </p>
      <p class="words-of-people">{w.words}</p>
      <p class="stamp">{day(w.at)}</p>
      <Acknowledge id={w.id} onDone={() => void readInbox()} />
    </li>
  );
}

export function StopCard({ s }: { s: InboxStop }) {
  const t = text.value.trouble.stop;
  return (
    <li class="card">
      <p class="card-title">
        <strong>{t.kinds[s.kind]}</strong> <span class="tag alarm">{t.inForce}</span>
      </p>
      <PersonLine person={s.person} />
      {s.reason && <p>{t.reasons[s.reason]}</p>}
      {s.words && <p class="words-of-people">{s.words}</p>}
      <p class="stamp">{whenFull(s.at, text.value)}</p>
      <p class="soft">{t.inboxLine}</p>
    </li>
  );
}
