/* An application that waits, in the list of what waits. */
import type { InboxApplication } from '../../api/types.gen';
import { openDesk } from '../../store/desk';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { marked } from '../../ui/person';
import { closeDialog } from '../dialogs/dialogs';

export function ApplicationCard({ a }: { a: InboxApplication }) {
  const t = text.value.desk.apply;
  const open = () => {
    closeDialog();
    openDesk('applications');
  };
  return (
    <li class="card">
      <p class="card-title">
        <strong>{marked(a.name ?? '', a.outside)}</strong> <span class="tag">{t.states[a.state]}</span>
      </p>
      <p class="card-foot">
        <Button onClick={open}>{t.open}</Button>
      </p>
    </li>
  );
}
