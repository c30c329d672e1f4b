/* 連絡帳: all that patient and family see. Large type, three buttons, and always whom to call. */
import { useEffect, useRef } from 'preact/hooks';
import type { Space } from '../../api/types';
import { lockSoon } from '../../store/activity';
import { inbox } from '../../store/inbox';
import type { Room } from '../../store/model';
import { live, loaded, model, notice } from '../../store/store';
import { enterSpace, leftSpace, loading } from '../../store/timeline';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { titleOf } from '../common/title';
import { Composer } from '../composer/composer';
import { Dialogs } from '../dialogs/dialogs_view';
import { openDialog } from '../dialogs/dialogs';
import { PersonRow } from '../panels/person_row';
import { sortMembers } from '../panels/members';
import { FamilyNotices } from '../erasure/wish';
import { useLate } from '../shell/late';
import { Timeline } from '../timeline/timeline';
import { KinResets } from './factor';
import { Newcomers } from './newcomer';
import { familyView, home } from './view';

function Call({ words, number }: { words: string; number: string }) {
  return (
    <a class="call" href={`tel:${number.replace(/[^0-9+]/g, '')}`}>
      <Icon name="phone" />
      <span>{words}</span>
      <strong>{number}</strong>
    </a>
  );
}

/* Always there, whatever else is on the screen. */
function Calls({ space }: { space: Space | undefined }) {
  const t = text.value.family.home;
  const facility = space?.facility;
  const outside = space?.attending?.phone;
  return (
    <footer class="calls" aria-label={t.call}>
      <p>
        {t.call} {facility && <span>{facility.name}</span>}
      </p>
      <div class="calls-row">
        <Call words={t.emergencyShort} number="119" />
        {outside && <Call words={t.clinic} number={outside} />}
        {facility?.phone_day && <Call words={t.day} number={facility.phone_day} />}
        {facility?.phone_night && <Call words={t.night} number={facility.phone_night} />}
      </div>
    </footer>
  );
}

function Three({ room }: { room: Room }) {
  const t = text.value.family.home;
  const { unread } = room.space;
  return (
    <div class="three">
      <Button look="main" class="big" onClick={() => (familyView.value = 'read')}>
        <strong>{t.read}</strong>
        <span>{unread > 0 ? t.readNew(unread) : t.readNone}</span>
      </Button>
      <Button look="main" class="big" onClick={() => (familyView.value = 'write')}>
        <strong>{t.write}</strong>
        <span>{t.writeLine}</span>
      </Button>
      <Button class="big" onClick={() => openDialog({ kind: 'family_help' })}>
        <strong>{t.help}</strong>
        <span>{t.helpLine}</span>
      </Button>
    </div>
  );
}

function Read({ room }: { room: Room }) {
  const t = text.value;
  if (room.span) {
    return <Timeline key={room.space.id} room={room} />;
  }
  return (
    <div class="timeline-frame" role="status">
      <p class="soft pad">{loading.value === 'failed' ? t.loadFailed : t.loading}</p>
      {loading.value === 'failed' && <Button onClick={() => void enterSpace(room.space.id)}>{t.again}</Button>}
    </div>
  );
}

function People({ room }: { room: Room }) {
  return (
    <div class="family-body" tabIndex={0} role="region" aria-label={text.value.family.home.people}>
      <ul class="people">
        {sortMembers(room.members ?? []).map((m) => (
          <PersonRow key={m.hat} person={m.person} hat={m.hat} />
        ))}
      </ul>
    </div>
  );
}

function Inside({ room }: { room: Room }) {
  const t = text.value.family.home;
  const view = familyView.value;
  const head = useRef<HTMLHeadingElement>(null);
  const { id } = room.space;
  useEffect(() => {
    void enterSpace(id);
    return () => leftSpace(id);
  }, [id]);
  useEffect(() => head.current?.focus({ preventScroll: true }), [view]);
  const Heading = view === 'home' ? 'h1' : 'h2';
  const titles = { home: t.title(titleOf(room.space)), read: t.read, write: t.write, people: t.people };
  return (
    <>
      <header class="family-head">
        {view !== 'home' && (
          <Button class="family-back" onClick={() => (familyView.value = 'home')}>
            <Icon name="back" />
            {t.back}
          </Button>
        )}
        {view !== 'home' && <h1 class="for-sr">{titles.home}</h1>}
        <Heading ref={head} tabIndex={-1} class="family-title">
          {titles[view]}
        </Heading>
      </header>
      {view === 'home' && (
        <div class="family-body">
          <Newcomers space={id} />
          <KinResets />
          <FamilyNotices />
          {room.space.state !== 'open' && <p class="note">{text.value.spaceStateLines[room.space.state]}</p>}
          <Three room={room} />
        </div>
      )}
      {view === 'read' && <Read room={room} />}
      {view === 'write' && <Composer room={room} />}
      {view === 'people' && <People room={room} />}
    </>
  );
}

/* Who waits for the patient's word, or is in none any more; after a complete deletion the certificate is there for a while. */
function None() {
  const t = text.value;
  const erased = inbox.value?.erasures.some((n) => n.state === 'erased') ?? false;
  return (
    <div class="family-body">
      <p class="note" role="status">
        {loaded.value ? (erased ? t.family.home.erased : t.family.home.waits) : t.loading}
      </p>
      <FamilyNotices />
      <div class="three">
        <Button class="big" onClick={() => openDialog({ kind: 'family_help' })}>
          <strong>{t.family.home.help}</strong>
          <span>{t.family.home.helpLine}</span>
        </Button>
      </div>
    </div>
  );
}

function Banners() {
  const t = text.value;
  const lost = useLate(live.value !== 'open');
  return (
    <div class="banners">
      <div role="status">{lost && <p class="banner warn">{t.connection.offline}</p>}</div>
      <div role="alert">{lockSoon.value && <p class="banner warn">{t.lock.soon}</p>}</div>
      <div role="alert">{notice.value && <p class="banner note">{t.notices[notice.value.code]}</p>}</div>
    </div>
  );
}

export function FamilyHome() {
  const room = home.value === null ? undefined : model.value.rooms.get(home.value);
  return (
    <div class="family">
      <Banners />
      <main>{room ? <Inside room={room} /> : <None />}</main>
      <Calls space={room?.space} />
      <Dialogs />
    </div>
  );
}
