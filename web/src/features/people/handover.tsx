/* 主治医の交代: what stands, and whom to ask. */
import { peopleApi } from '../../api/people';
import type { Person } from '../../api/types';
import { readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { minute, model, myHat, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Failure, day, useAct } from './person';
import { Picker } from './picker';

const NOTICE_MS = 86_400_000;

/** For a day after a change every member is told of it. */
export function justChanged(room: Room, now: number): boolean {
  const { attending_at: at, attending_pending: pending, attending } = room.space;
  return at !== null && !pending && attending?.name != null && now - at < NOTICE_MS;
}

function Asked({ room }: { room: Room }) {
  const t = text.value.people.handover;
  const act = useAct();
  const { id, handover, attending_pending: pending } = room.space;
  if (!handover) {
    return null;
  }
  const cancel = may(room, 'handover') ? peopleApi.handoverCancel : may(room, 'successor') ? peopleApi.successorCancel : null;
  return (
    <>
      <p>{(pending ? t.namedFor : t.asked)(handover.to.name)}</p>
      <Failure act={act} />
      {cancel && (
        <p class="row-acts">
          <Button disabled={act.busy} onClick={() => void act.run(() => cancel(id))}>
            {t.cancel}
          </Button>
        </p>
      )}
    </>
  );
}

/** Shown to every member; who may do something about it finds the button here. */
export function HandoverState({ room }: { room: Room }) {
  const t = text.value.people.handover;
  const { id, attending, attending_at: at, attending_pending: pending, handover } = room.space;
  const choose = handover === null && may(room, 'successor');
  const changed = justChanged(room, minute.value);
  if (!pending && !handover && !changed && !choose) {
    return null;
  }
  return (
    <section class="note handover" aria-label={t.title}>
      {pending && <p>{t.pending}</p>}
      {changed && <p>{t.changed(attending?.name ?? '', day(at ?? 0))}</p>}
      <Asked room={room} />
      {choose && (
        <p class="row-acts">
          <Button onClick={() => openDialog({ kind: 'handover', space: id })}>{t.choose}</Button>
          {session.value?.region.declare && (
            <Button onClick={() => openDialog({ kind: 'declare', space: id })}>{t.declare}</Button>
          )}
        </p>
      )}
    </section>
  );
}

interface AskProps {
  title: string;
  ask: (hat: string) => Promise<unknown>;
  mark?: (person: Person) => string | null;
}

/** One tap asks a physician; until that one accepts nothing changes. */
export function AskPhysician({ title, ask, mark }: AskProps) {
  const act = useAct();
  const pick = async (person: Person) => {
    if (await act.run(() => ask(person.hat))) {
      void readInbox();
      closeDialog();
    }
  };
  return (
    <Dialog title={title} onClose={closeDialog}>
      <p>{text.value.people.member.handoverLine}</p>
      <Failure act={act} />
      <Picker physicians mark={mark ?? (() => null)} onPick={(person) => void pick(person)} />
    </Dialog>
  );
}

export function HandoverDialog({ space }: { space: string }) {
  const t = text.value;
  const room = model.value.rooms.get(space);
  if (!room) {
    return null;
  }
  const ask = may(room, 'handover') ? peopleApi.handover : peopleApi.successor;
  const attending = room.space.attending?.hat;
  const mark = (p: Person) => (p.hat === myHat.value ? t.panels.me : p.hat === attending ? t.panels.attending : null);
  return <AskPhysician title={t.people.handover.pick} ask={(hat) => ask(space, hat)} mark={mark} />;
}

/** Of a timeline one is not in. */
export function AppointDialog({ space }: { space: string }) {
  const t = text.value;
  const mark = (p: Person) => (p.hat === myHat.value ? t.panels.me : null);
  return <AskPhysician title={t.people.handover.choose} ask={(hat) => peopleApi.appoint(space, hat)} mark={mark} />;
}
