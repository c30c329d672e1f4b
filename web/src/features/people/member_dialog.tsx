/* What can be done about one member: each act says first what it means. */
import { useState } from 'preact/hooks';
import { circlesApi } from '../../api/circles';
import { peopleApi } from '../../api/people';
import type { Member } from '../../api/types';
import { readInbox } from '../../store/inbox';
import type { Room } from '../../store/model';
import { model, myHat, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { type MemberAct, actsOn } from './acts';
import { Failure, PersonLine, useAct } from './person';

/* Asking for a つながり has a window of its own. */
type OwnAct = Exclude<MemberAct, 'tie'>;

const requests: Record<OwnAct, (space: string, hat: string) => Promise<unknown>> = {
  circle_end: (space, hat) => circlesApi.role(space, hat, { role: 'member' }),
  circle_grant: (space, hat) => circlesApi.role(space, hat, { role: 'manager' }),
  circle_handover: (space, hat) => circlesApi.role(space, hat, { role: 'manager', step_down: true }),
  end: peopleApi.delegateEnd,
  grant: peopleApi.delegate,
  handover: peopleApi.handover,
  remove: peopleApi.remove,
  successor: peopleApi.successor,
};

function words(act: OwnAct, kin = false): { name: string; line: string } {
  const t = text.value.people.member;
  const c = text.value.circle.manage;
  switch (act) {
    case 'circle_end':
      return { name: c.end, line: c.endLine };
    case 'circle_grant':
      return { name: c.grant, line: c.grantLine };
    case 'circle_handover':
      return { name: c.handover, line: c.handoverLine };
    case 'end':
      return { name: t.end, line: t.endLine };
    case 'grant':
      return { name: t.grant, line: t.grantLine };
    case 'handover':
    case 'successor':
      return { name: t.handover, line: t.handoverLine };
    case 'remove':
      return { name: t.remove, line: kin ? text.value.family.people.removeLine : t.removeLine };
  }
}

function Confirmation({ room, member, what, onBack }: { room: Room; member: Member; what: OwnAct; onBack: () => void }) {
  const t = text.value;
  const act = useAct();
  const go = async () => {
    if (await act.run(() => requests[what](room.space.id, member.hat))) {
      void readInbox();
      closeDialog();
    }
  };
  const { name, line } = words(what, member.person.kind === 'kin');
  return (
    <>
      <h3>{name}</h3>
      <p>{line}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.cancel}</Button>
        <Button look={what === 'remove' || what === 'end' ? 'danger' : 'main'} disabled={act.busy} onClick={() => void go()}>
          {name}
        </Button>
      </div>
    </>
  );
}

export function MemberDialog({ space, hat }: { space: string; hat: string }) {
  const t = text.value.people.member;
  const room = model.value.rooms.get(space);
  const member = room?.members?.find((m) => m.hat === hat);
  const [chosen, setChosen] = useState<OwnAct | null>(null);
  if (!room || !member) {
    return null;
  }
  const acts = actsOn(room, member, myHat.value, session.value?.hat.kind === 'staff');
  return (
    <Dialog title={t.title(member.person.name)} onClose={closeDialog}>
      <PersonLine person={member.person}>{member.relation && <span>{member.relation}</span>}</PersonLine>
      {chosen && acts.includes(chosen) ? (
        <Confirmation room={room} member={member} what={chosen} onBack={() => setChosen(null)} />
      ) : (
        <div class="act-list">
          {acts.map((act) => (
            <Button
              key={act}
              onClick={() => (act === 'tie' ? openDialog({ kind: 'tie_ask', person: member.person }) : setChosen(act))}
            >
              {act === 'tie' ? text.value.tie.ask : words(act).name}
            </Button>
          ))}
        </div>
      )}
    </Dialog>
  );
}
