import { useEffect } from 'preact/hooks';
import type { Space } from '../../api/types';
import { loaded, minute, model, unread } from '../../store/store';
import { openList, openPanel } from '../../store/route';
import type { Room } from '../../store/model';
import { enterSpace, leftSpace, loading } from '../../store/timeline';
import { text } from '../../text';
import { ageOf } from '../../text/time';
import { Button } from '../../ui/button';
import { Icon, Mark } from '../../ui/icon';
import { facilityName } from '../../ui/person';
import { Composer } from '../composer/composer';
import { Timeline } from './timeline';

function attendingLine(room: Room): string {
  const t = text.value.spaces;
  const { attending } = room.space;
  return attending?.name ? `${t.attending} ${attending.name}` : t.attendingPending;
}

/* Age and sex beside the name: two patients may have the same one. */
function identity({ patient }: Space): string {
  const t = text.value.spaces;
  if (patient === null) {
    return '';
  }
  return [t.age(ageOf(patient.birth, minute.value)), t.sex[patient.sex]].filter((w) => w !== '').join('・');
}

function Head({ room }: { room: Room }) {
  const t = text.value;
  const { space } = room;
  const others = unread.value - space.unread;
  return (
    <header class="space-head">
      <Button look="quiet" class="space-back" onClick={openList}>
        <Icon name="back" />
        <span class="for-sr">{t.spaces.toList}</span>
        {others > 0 && (
          <span class="unread" aria-label={t.spaces.unread(others)}>
            {others}
          </span>
        )}
      </Button>
      <div class="space-title">
        <h2 id="space-title">
          {space.title} <span>{identity(space)}</span>
        </h2>
        <p class="soft">
          <span>{facilityName(space.facility)}</span> <span>{attendingLine(room)}</span>
        </p>
      </div>
      <Button
        class="space-members"
        aria-label={t.timeline.members(space.members)}
        onClick={() => openPanel({ kind: 'members', post: null })}
      >
        <Icon name="people" />
        {t.timeline.membersShort(space.members)}
      </Button>
      {space.state !== 'open' && (
        <p class="space-state">
          <strong>{t.spaceStates[space.state]}</strong>
          {t.spaceStateLines[space.state]}
        </p>
      )}
    </header>
  );
}

function Body({ room }: { room: Room }) {
  const t = text.value;
  if (room.span) {
    return <Timeline key={room.space.id} room={room} />;
  }
  const failed = loading.value === 'failed';
  return (
    <div class="timeline-frame" role="status">
      <p class="soft pad">{failed ? t.loadFailed : t.loading}</p>
      {failed && <Button onClick={() => void enterSpace(room.space.id)}>{t.again}</Button>}
    </div>
  );
}

function Nothing({ space }: { space: string | null }) {
  const t = text.value;
  const missing = space !== null && loaded.value;
  return (
    <section class="space empty">
      <Mark />
      <p>{missing ? t.spaces.missing : loaded.value ? t.spaces.pick : t.loading}</p>
      {missing && <Button onClick={openList}>{t.spaces.toList}</Button>}
    </section>
  );
}

export function SpaceView({ space }: { space: string | null }) {
  const room = space === null ? undefined : model.value.rooms.get(space);
  const known = room !== undefined;
  useEffect(() => {
    if (space === null || !known) {
      return undefined;
    }
    void enterSpace(space);
    return () => leftSpace(space);
  }, [space, known]);
  if (!room) {
    return <Nothing space={space} />;
  }
  return (
    <section class="space" aria-labelledby="space-title">
      <Head room={room} />
      <Body room={room} />
      <Composer key={room.space.id} room={room} />
    </section>
  );
}
