/* The day of death, which the 主治医 records with the move to the 保管リスト or later; on the care side only. */
import { useState } from 'preact/hooks';
import { lifeApi } from '../../api/life';
import type { Space } from '../../api/types';
import { type Room, may } from '../../store/model';
import { model, now } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { dayOf } from '../common/form';
import { readable, titleOf } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Failure, dateOf, useAct } from '../people/person';

export function DiedOn({ value, onValue, error }: { value: string; onValue: (day: string) => void; error?: string | undefined }) {
  const t = text.value.life.archive;
  return (
    <Field
      kind="date"
      label={t.diedOn}
      hint={t.deathNote}
      max={dayOf(now())}
      autocomplete="off"
      value={value}
      error={error}
      onValue={onValue}
    />
  );
}

export function DeathDialog({ space }: { space: string }) {
  const t = text.value;
  const a = t.life.archive;
  const room = model.value.rooms.get(space);
  const [day, setDay] = useState(room?.space.archived?.died_on ?? '');
  const act = useAct();
  const go = async () => {
    if (await act.run(() => lifeApi.death(space, day))) {
      closeDialog();
    }
  };
  const wrong = act.field === 'died_on';
  return (
    <Dialog title={a.deathTitle} onClose={closeDialog}>
      <p>
        <strong>{room && titleOf(room.space)}</strong>
      </p>
      <DiedOn value={day} onValue={setDay} error={wrong ? a.diedOnWrong : undefined} />
      {!wrong && <Failure act={act} />}
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {a.deathSave}
        </Button>
      </div>
    </Dialog>
  );
}

const isTold = ({ archived, unreadable }: Space) => Boolean(archived?.died_on) || unreadable.includes('died_on');

/** Of a timeline in the 保管リスト because of a death: there is a day, or one may be given. */
export function hasDeath(room: Room): boolean {
  return room.space.archived?.reason === 'death' && (isTold(room.space) || may(room, 'death'));
}

/** In its panel. */
export function Death({ room }: { room: Room }) {
  const t = text.value.life.archive;
  const { id, archived } = room.space;
  const day = archived?.died_on ?? null;
  const told = isTold(room.space);
  const mine = may(room, 'death');
  if (!hasDeath(room)) {
    return null;
  }
  return (
    <>
      {told && <p>{t.died(day === null ? readable(null) : dateOf(day))}</p>}
      {mine && (
        <p class="row-acts">
          <Button onClick={() => openDialog({ kind: 'death', space: id })}>{told ? t.deathChange : t.deathAdd}</Button>
        </p>
      )}
    </>
  );
}
