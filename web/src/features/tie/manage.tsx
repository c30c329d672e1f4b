/* What either of the two may do: end it, accept nothing any more; and what one is told when the other has left. */
import { tiesApi } from '../../api/ties';
import type { Person } from '../../api/types';
import { readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { model } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Failure, useAct } from '../people/person';

interface Props {
  title: string;
  line: string;
  yes: string;
  run: () => Promise<unknown>;
}

function Sure({ title, line, yes, run }: Props) {
  const act = useAct();
  const go = async () => {
    if (await act.run(run)) {
      void readInbox();
      closeDialog();
    }
  };
  return (
    <Dialog title={title} onClose={closeDialog}>
      <p>{line}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="danger" disabled={act.busy} onClick={() => void go()}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}

export function EndDialog({ space }: { space: string }) {
  const t = text.value.tie;
  const name = model.value.rooms.get(space)?.space.peer?.name ?? '';
  return <Sure title={t.endTitle(name)} line={t.endLine} yes={t.end} run={() => tiesApi.end(space)} />;
}

export function BlockDialog({ person }: { person: Person }) {
  const t = text.value.tie;
  return <Sure title={t.blockTitle(person.name)} line={t.blockLine} yes={t.block} run={() => tiesApi.block(person.hat)} />;
}

/** At the end of the members. */
export function TieFoot({ room }: { room: Room }) {
  const t = text.value.tie;
  const { id, kind, peer, peer_gone: gone } = room.space;
  if (kind !== 'tie' || !peer) {
    return null;
  }
  return (
    <section class="group leave">
      {may(room, 'end') && <Button onClick={() => openDialog({ kind: 'tie_end', space: id })}>{t.end}</Button>}
      {!gone && <Button onClick={() => openDialog({ kind: 'tie_block', person: peer })}>{t.block}</Button>}
    </section>
  );
}
