/* What a timeline waits for and who must act: at its head, and in the place of the composer. */
import type { Space } from '../../api/types';
import { type Room, isStored, may } from '../../store/model';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { openDialog } from '../dialogs/dialogs';
import { day } from '../people/person';
import { reasonWord } from './reason';
import { type Step, type Waiting, waitingOf } from './steps';

/** The state in words: a timeline in preparation may wait for its 主治医 only. */
export function stateWord(space: Space): string {
  const onlyInstruction = space.state === 'draft' && space.kind === 'care' && space.consent !== 'none';
  return onlyInstruction ? text.value.life.draftInstruction : text.value.spaceStates[space.state];
}

function sentence({ step, mine }: Waiting, attending: string): string {
  const t = text.value.life.steps;
  if (step === 'instruction') {
    return `${t.instruction(attending)}${t.meanwhile}`;
  }
  return mine ? t[step] : `${t[step]}${t.byManagers}`;
}

/** Why and since when it is in storage, and by whom. */
function storedLine(room: Room): string {
  const { archived } = room.space;
  const by = [...(room.members ?? []), ...room.membersPast].find((m) => m.hat === archived?.by)?.person.name;
  return archived ? text.value.life.archive.line(reasonWord(archived.reason), day(archived.at), by ?? null) : '';
}

/** Under the title: the state, and one line for each thing that is missing. */
export function HeadState({ room }: { room: Room }) {
  const { space } = room;
  const waiting = waitingOf(space);
  if (space.state === 'open' && waiting.length === 0) {
    return null;
  }
  return (
    <div class="space-state">
      {space.state !== 'open' && <strong>{stateWord(space)}</strong>}
      {waiting.length === 0 ? (
        <span>{isStored(space) ? storedLine(room) : text.value.spaceStateLines[space.state]}</span>
      ) : (
        <ul class="space-steps" aria-label={text.value.life.steps.title}>
          {waiting.map((w) => (
            <li key={w.step}>{sentence(w, space.attending?.name ?? '')}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function act(step: Step, space: string): void {
  openDialog({ kind: step === 'instruction_again' ? 'instruction_renew' : 'consent_record', space });
}

/** In the place of the composer: why nothing can be written, and the next thing one can do about it. */
export function Closed({ room }: { room: Room }) {
  const t = text.value;
  const { id, state, read_until } = room.space;
  const words = state in t.life.closed ? t.life.closed[state as 'draft'] : t.composer.readOnly;
  const mine = waitingOf(room.space).find((w) => w.mine);
  return (
    <section class="composer closed" aria-label={t.composer.label}>
      <p>
        {words} {state === 'locked' && read_until !== null && t.life.closed.until(day(read_until))}
      </p>
      {may(room, 'archive_restore') && (
        <p>
          <Button onClick={() => openDialog({ kind: 'archive_restore', space: id })}>{t.life.archive.restore}</Button>
        </p>
      )}
      {mine && mine.step !== 'instruction' && (
        <p>
          <Button look="main" onClick={() => act(mine.step, id)}>
            {t.life.steps.acts[mine.step]}
          </Button>
        </p>
      )}
    </section>
  );
}
