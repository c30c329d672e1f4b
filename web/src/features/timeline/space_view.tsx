import { useEffect } from 'preact/hooks';
import type { Space } from '../../api/types';
import { loaded, minute, model, session, unread } from '../../store/store';
import { openList, openPanel } from '../../store/route';
import type { Room } from '../../store/model';
import { enterSpace, leftSpace, loading } from '../../store/timeline';
import { text } from '../../text';
import { ageOf } from '../../text/time';
import { Button } from '../../ui/button';
import { Icon, Mark } from '../../ui/icon';
import { attendingOf, lineOf, titleOf } from '../common/title';
import { Composer } from '../composer/composer';
import { AgreementBar } from '../life/agreement';
import { HeadState } from '../life/state';
import { Timeline } from './timeline';

/* What stands beside where it belongs. */
function besideLine(room: Room): string {
  const t = text.value.spaces;
  if (room.space.kind === 'circle' || room.space.kind === 'board') {
    return text.value.circle.warning;
  }
  if (room.space.kind === 'family') {
    return text.value.family.kind;
  }
  if (room.space.kind === 'tie') {
    return text.value.tie.kind;
  }
  const name = attendingOf(room.space);
  return name ? `${t.attending} ${name}` : t.attendingPending;
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
          {titleOf(space)} <span>{identity(space)}</span>
        </h2>
        <p class="soft">
          <span>{lineOf(space)}</span> <span>{besideLine(room)}</span>
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
      <HeadState room={room} />
      <AgreementBar room={room} />
      {space.unreadable.length > 0 && <p class="space-state">{t.life.unreadable.line}</p>}
      {space.peer_gone && <p class="space-state">{t.tie.peerGone}</p>}
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
  const ofStaff = session.value?.hat.kind === 'staff';
  return (
    <section class="space empty">
      <Mark />
      <p>{missing ? t.spaces.missing : loaded.value ? (ofStaff ? t.spaces.pick : t.board.pick) : t.loading}</p>
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
