/* In the inbox of those who manage a family timeline: whom the patient's side does not want in it. */
import { familyApi } from '../../api/family';
import type { InboxObjection } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { openPanel, openSpace } from '../../store/route';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { readable } from '../common/title';
import { closeDialog } from '../dialogs/dialogs';
import { Failure, PersonLine, useAct } from '../people/person';

export function Objection({ o }: { o: InboxObjection }) {
  const t = text.value.family.objections;
  const act = useAct();
  const settle = async () => {
    await act.run(() => familyApi.settle(o.space, o.id));
    void readInbox();
  };
  const people = () => {
    closeDialog();
    openSpace(o.space);
    openPanel({ kind: 'members', post: null });
  };
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(o.title)}</strong> <span class="soft">{text.value.family.kind}</span>
      </p>
      <p>{t.line(o.by.self ? text.value.family.self : o.by.name)}</p>
      <PersonLine person={o.person} />
      <p>{o.in ? t.in : t.out}</p>
      <Failure act={act} gone={text.value.people.inbox.gone} />
      <div class="card-foot">
        {o.in && <Button onClick={people}>{text.value.panels.members}</Button>}
        <Button look="main" disabled={act.busy} onClick={() => void settle()}>
          {t.settle}
        </Button>
      </div>
    </li>
  );
}
