/* Who is new in the notebook: the patient's word, or a キーパーソン's. */
import { familyApi } from '../../api/family';
import type { InboxNewcomer } from '../../api/types.gen';
import { inbox, readInbox } from '../../store/inbox';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Failure, PersonLine, useAct } from '../people/person';

function Newcomer({ n }: { n: InboxNewcomer }) {
  const t = text.value.family.newcomer;
  const act = useAct();
  const waits = n.state === 'waiting';
  const yes = async () => {
    await act.run(() => familyApi.approve(n.id));
    void readInbox();
  };
  return (
    <li class="card">
      <PersonLine person={n.person} />
      <p>{waits ? t.waiting : t.told}</p>
      <Failure act={act} gone={text.value.people.inbox.gone} />
      <div class="card-foot">
        <Button onClick={() => openDialog({ kind: 'newcomer_object', id: n.id, name: n.person.name, waits })}>{t.object}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void yes()}>
          {waits ? t.approve : t.seen}
        </Button>
      </div>
    </li>
  );
}

export function Newcomers({ space }: { space: string }) {
  const list = (inbox.value?.newcomers ?? []).filter((n) => n.space === space);
  if (list.length === 0) {
    return null;
  }
  return (
    <section class="cards" role="status">
      <h2>{text.value.family.newcomer.title}</h2>
      <ul>
        {list.map((n) => (
          <Newcomer key={n.id} n={n} />
        ))}
      </ul>
    </section>
  );
}

export function ObjectDialog({ id, name, waits }: { id: string; name: string; waits: boolean }) {
  const t = text.value.family.newcomer;
  const act = useAct();
  const go = async () => {
    if (await act.run(() => familyApi.object(id))) {
      closeDialog();
    }
    void readInbox();
  };
  return (
    <Dialog title={t.objectTitle(name)} onClose={closeDialog}>
      <p>{waits ? t.objectWaiting : t.objectTold}</p>
      <Failure act={act} gone={text.value.people.inbox.gone} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="danger" disabled={act.busy} onClick={() => void go()}>
          {t.object}
        </Button>
      </div>
    </Dialog>
  );
}
