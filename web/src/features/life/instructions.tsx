/* 主治医の指示: answered in the inbox, listed for every member, asked for again. */
import { useState } from 'preact/hooks';
import { lifeApi } from '../../api/life';
import type { InboxInstruction, Instruction } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { model, myHat } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { focusFirstWrong } from '../common/form';
import { readable } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { useLoad } from '../panels/load';
import { actsOn } from '../people/acts';
import { Failure, PersonLine, dateOf, day, useAct } from '../people/person';
import { Physician, TOLD_NOTHING, WhenAndHow } from './told';

interface CardProps {
  i: InboxInstruction;
  /** Into the timeline: one is in it now. */
  onEnter: (space: string) => Promise<void>;
}

/** In the inbox of the 主治医: one tap. */
export function InstructionCard({ i, onEnter }: CardProps) {
  const t = text.value;
  const act = useAct();
  const answer = async (word: 'confirmed' | 'refused') => {
    const done = await act.run(() => lifeApi.instructionAnswer(i.id, word));
    if (done && word === 'confirmed') {
      await onEnter(i.space);
    }
    void readInbox();
  };
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(i.title)}</strong> {i.facility && <span class="soft">{i.facility}</span>}
      </p>
      <p class="for-sr">{t.people.inbox.by(i.by.name)}</p>
      <PersonLine person={i.by} />
      <p>{t.life.instruction.said(dateOf(i.given_on), t.life.told.ways[i.way])}</p>
      <p class="soft">{t.life.instruction.line}</p>
      <Failure act={act} gone={t.people.inbox.gone} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void answer('refused')}>
          {t.life.instruction.refuse}
        </Button>
        <Button look="main" disabled={act.busy} onClick={() => void answer('confirmed')}>
          {t.life.instruction.confirm}
        </Button>
      </div>
    </li>
  );
}

function Row({ room, i }: { room: Room; i: Instruction }) {
  const t = text.value;
  const member = room.members?.find((m) => m.hat === i.delegate.hat);
  const standing = i.state === 'confirmed' || i.state === 'declared';
  const mayEnd = standing && member !== undefined && actsOn(room, member, myHat.value).includes('end');
  return (
    <li class="waiting-row">
      <PersonLine person={i.delegate}>
        <span class="stamp">
          {t.life.instruction.row(dateOf(i.given_on), t.people.member.ways[i.way])}
          {i.attending && `・${t.spaces.attending} ${i.attending.name}`}
        </span>
        <span>
          <span class={i.state === 'waiting' ? 'tag strong' : 'tag'}>{t.life.instruction.states[i.state]}</span>{' '}
          {i.decided_at && i.state !== 'declared' && <span class="stamp">{t.life.instruction.decided(day(i.decided_at))}</span>}
        </span>
      </PersonLine>
      {mayEnd && (
        <p class="row-acts">
          <Button onClick={() => openDialog({ kind: 'member', space: room.space.id, hat: i.delegate.hat })}>
            {t.life.instruction.end}
            <span class="for-sr">：{i.delegate.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

/** Among the members: every instruction there was, visible to all of them. */
export function Instructions({ room }: { room: Room }) {
  const t = text.value.life.instruction;
  const { id, kind, seq } = room.space;
  const shown = kind === 'care';
  const read = () => (shown ? lifeApi.instructions(id) : Promise.resolve({ instructions: [] }));
  const load = useLoad(read, [id, shown, seq, inboxTick.value]);
  if (!load.data || load.data.instructions.length === 0) {
    return null;
  }
  return (
    <section class="group">
      <h3>{t.title}</h3>
      <ul class="people">
        {load.data.instructions.map((i) => (
          <Row key={i.id} room={room} i={i} />
        ))}
      </ul>
    </section>
  );
}

/** After a refusal, or of another physician. */
export function RenewDialog({ space }: { space: string }) {
  const t = text.value;
  const room = model.value.rooms.get(space);
  const [told, setTold] = useState(TOLD_NOTHING);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const go = async () => {
    setTried(true);
    const { physician, on, way } = told;
    if (!physician || on === '' || way === '') {
      focusFirstWrong();
    } else if (await act.run(() => lifeApi.instructionRenew(space, physician.hat, on, way))) {
      void readInbox();
      closeDialog();
    }
  };
  if (!room || !may(room, 'instruction_renew')) {
    return null;
  }
  return (
    <Dialog title={t.life.instruction.renew} onClose={closeDialog}>
      <p>{t.life.instruction.renewLine}</p>
      <Physician told={told} onTold={setTold} tried={tried} />
      {told.physician && <WhenAndHow told={told} onTold={setTold} tried={tried} />}
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.life.instruction.submit}
        </Button>
      </div>
    </Dialog>
  );
}
