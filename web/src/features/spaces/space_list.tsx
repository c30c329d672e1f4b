import { useRef, useState } from 'preact/hooks';
import type { Space } from '../../api/types';
import { openDesk } from '../../store/desk';
import { isStored } from '../../store/model';
import { openStored, route } from '../../store/route';
import { loaded, session, spaces } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { moveFocus } from '../common/roving';
import { DeskList } from '../desk/list';
import { openDialog } from '../dialogs/dialogs';
import { StoredList } from '../life/stored';
import { DeskSection } from '../erasure/desk';
import { FILTER_FROM, matches } from './filter';
import { Row } from './row';

/* Who has many patients finds one by a part of the name. */
function Filter({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const t = text.value.spaces;
  return (
    <div class="field">
      <input
        type="search"
        value={words}
        aria-label={t.filter}
        placeholder={t.filter}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        onInput={(e) => onWords(e.currentTarget.value)}
      />
    </div>
  );
}

function Empty({ filtered }: { filtered: boolean }) {
  const t = text.value;
  const words = !loaded.value ? t.loading : filtered ? t.spaces.filterNone : t.spaces.none;
  return (
    <p class="soft pad" role="status" data-loading={!loaded.value}>
      {words}
    </p>
  );
}

interface SectionProps {
  id: string;
  title: string;
  line: string;
  none: string;
  spaces: readonly Space[];
  current: string | null;
  act?: { words: string; open: () => void };
}

/* What is not about a patient, below the patients. No landmark: the board's page has the same name. */
function Section({ id, title, line, none, spaces: list, current, act }: SectionProps) {
  return (
    <div class="list-section" role="group" aria-labelledby={id}>
      <div class="list-head">
        <h2 id={id}>{title}</h2>
        <p class="soft">{line}</p>
        {list.length === 0 && loaded.value && <p class="soft">{none}</p>}
        {act && <Button onClick={act.open}>{act.words}</Button>}
      </div>
      <ul>
        {list.map((s) => (
          <Row key={s.id} space={s} current={s.id === current} />
        ))}
      </ul>
    </div>
  );
}

/* Groups and ties of staff only, the board of whoever is on it. While one looks for a name, only where it was found. */
function Sections({ found, current, filtered }: { found: readonly Space[]; current: string | null; filtered: boolean }) {
  const { board, circle, tie } = text.value;
  const of = (kind: Space['kind']) => found.filter((s) => s.kind === kind);
  const [boards, circles, ties] = [of('board'), of('circle'), of('tie')];
  const ofStaff = session.value?.hat.kind === 'staff';
  return (
    <>
      {boards.length > 0 && (
        <Section id="board-title" title={board.title} line={board.line} none={board.none} spaces={boards} current={current} />
      )}
      {ofStaff && (!filtered || circles.length > 0) && (
        <Section
          id="circles-title"
          title={circle.kind}
          line={circle.warning}
          none={circle.none}
          spaces={circles}
          current={current}
          act={{ words: circle.find, open: () => openDialog({ kind: 'circles' }) }}
        />
      )}
      {ofStaff && (!filtered || ties.length > 0) && (
        <Section
          id="ties-title"
          title={tie.kind}
          line={tie.subtitle}
          none={tie.none}
          spaces={ties}
          current={current}
          act={{ words: tie.open, open: () => openDialog({ kind: 'ties' }) }}
        />
      )}
    </>
  );
}

/* 患者・家族タイムライン: apart from those that the family does not read. */
function Families({ families, current }: { families: readonly Space[]; current: string | null }) {
  if (families.length === 0) {
    return null;
  }
  return (
    <section class="list-section" aria-labelledby="families-title">
      <div class="list-head">
        <h2 id="families-title">{text.value.family.kind}</h2>
      </div>
      <ul>
        {families.map((s) => (
          <Row key={s.id} space={s} current={s.id === current} />
        ))}
      </ul>
    </section>
  );
}

/* About a patient, and in use: what is in storage has a list of its own. */
const isDaily = (space: Space) => space.kind === 'care' && !isStored(space);

/**
 * The column of what there is to open: the 保管リスト where one has gone to it, or is in something it holds; the desk and
 * the board for the office, the board for the committee.
 */
export function SpaceList() {
  if (session.value?.hat.kind === 'office') {
    return <DeskList />;
  }
  const { space, stored } = route.value;
  const current = spaces.value.find((s) => s.id === space);
  if (session.value?.hat.kind === 'committee') {
    return <BoardList current={space} />;
  }
  return stored || (current && isStored(current)) ? <StoredList current={space} /> : <DailyList />;
}

/* Of the committee: it sees no other space. */
function BoardList({ current }: { current: string | null }) {
  const t = text.value.board;
  return (
    <nav class="list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">{t.title}</h2>
        <p class="soft">{t.line}</p>
      </div>
      {!loaded.value && <Empty filtered={false} />}
      <ul>
        {spaces.value.map((s) => (
          <Row key={s.id} space={s} current={s.id === current} />
        ))}
      </ul>
      {(['overview', 'applications', 'incidents', 'warnings', 'stops', 'statistics'] as const).map((place) => (
        <p key={place} class="pad">
          <Button onClick={() => openDesk(place)}>{text.value.desk.places[place]}</Button>
        </p>
      ))}
      <p class="pad">
        <Button onClick={() => openDialog({ kind: 'screenings' })}>{text.value.desk.places.screenings}</Button>
      </p>
      <DeskSection />
    </nav>
  );
}

function DailyList() {
  const t = text.value;
  const list = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState('');
  const { space } = route.value;
  const all = spaces.value;
  const found = all.filter((s) => matches(s, words));
  const shown = found.filter(isDaily);
  const inStorage = all.filter(isStored).length;
  return (
    <nav class="list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">{t.spaces.title}</h2>
        <p class="soft">{t.spaces.subtitle}</p>
        {session.value?.hat.kind === 'staff' && (
          <Button class="list-new" onClick={() => openDialog({ kind: 'open' })}>
            {t.life.open.button}
          </Button>
        )}
        {(all.length >= FILTER_FROM || words !== '') && <Filter words={words} onWords={setWords} />}
      </div>
      {shown.length === 0 && <Empty filtered={words !== ''} />}
      <div ref={list} onKeyDown={(e) => moveFocus(e, list.current, '.list-row')}>
        <ul>
          {shown.map((s) => (
            <Row key={s.id} space={s} current={s.id === space} />
          ))}
        </ul>
        <Families families={found.filter((s) => s.kind === 'family' && !isStored(s))} current={space} />
        <Sections found={found} current={space} filtered={words !== ''} />
        {inStorage > 0 && (
          <p class="pad">
            <Button onClick={openStored}>{t.life.archive.toList(inStorage)}</Button>
          </p>
        )}
      </div>
    </nav>
  );
}
