/* 退出する: asked once more, as it takes everything of the space from one's screen. */
import { peopleApi } from '../../api/people';
import { type Room, may } from '../../store/model';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Failure, useAct } from './person';

export function LeaveDialog({ space }: { space: string }) {
  const t = text.value.people.member;
  const act = useAct();
  const go = async () => {
    if (await act.run(() => peopleApi.leave(space))) {
      closeDialog();
    }
  };
  return (
    <Dialog title={t.leaveTitle} onClose={closeDialog}>
      <p>{t.leaveLine}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="danger" disabled={act.busy} onClick={() => void go()}>
          {t.leave}
        </Button>
      </div>
    </Dialog>
  );
}

/** At the end of the members: the way out, and for the 主治医 what comes before it. */
export function Leave({ room }: { room: Room }) {
  const t = text.value.people;
  const { id } = room.space;
  return (
    <section class="group leave">
      {may(room, 'handover') && !room.space.handover && (
        <>
          <Button onClick={() => openDialog({ kind: 'handover', space: id })}>{t.handover.button}</Button>
          <p class="soft">{t.member.leaveFirst}</p>
        </>
      )}
      {may(room, 'leave') && <Button onClick={() => openDialog({ kind: 'leave', space: id })}>{t.member.leave}</Button>}
    </section>
  );
}
