import { useRef, useState } from 'preact/hooks';
import type { Space } from '../../api/types';
import { savedOf } from '../../store/drafts';
import { openSpace, route } from '../../store/route';
import { loaded, spaces } from '../../store/store';
import { text } from '../../text';
import { facilityName } from '../../ui/person';
import { moveFocus } from '../common/roving';
import { Time } from '../common/time';
import { FILTER_FROM, matches } from './filter';

function Row({ space, current }: { space: Space; current: boolean }) {
  const t = text.value.spaces;
  const go = (e: MouseEvent) => {
    if (!e.ctrlKey && !e.metaKey && !e.shiftKey) {
      e.preventDefault();
      openSpace(space.id);
    }
  };
  return (
    <li>
      <a
        class="list-row"
        href={`/spaces/${space.id}`}
        aria-current={current ? 'page' : undefined}
        onClick={go}
        data-unread={space.unread > 0}
      >
        <span class="list-title">{space.title}</span>
        <span class="list-time">{space.last_at ? <Time at={space.last_at} short /> : null}</span>
        <span class="list-line">{facilityName(space.facility)}</span>
        <span class="list-marks">
          {savedOf(space.id) !== 'none' && <span class="tag">{t.draft}</span>}
          {space.state !== 'open' && <span class="tag">{text.value.spaceStates[space.state]}</span>}
          {space.unread > 0 && <span class="unread">{t.unread(space.unread)}</span>}
        </span>
      </a>
    </li>
  );
}

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

export function SpaceList() {
  const t = text.value;
  const list = useRef<HTMLUListElement>(null);
  const [words, setWords] = useState('');
  const { space } = route.value;
  const all = spaces.value;
  const shown = all.filter((s) => matches(s, words));
  return (
    <nav class="list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">{t.spaces.title}</h2>
        <p class="soft">{t.spaces.subtitle}</p>
        {(all.length >= FILTER_FROM || words !== '') && <Filter words={words} onWords={setWords} />}
      </div>
      {shown.length === 0 && <Empty filtered={words !== ''} />}
      <ul ref={list} onKeyDown={(e) => moveFocus(e, list.current, '.list-row')}>
        {shown.map((s) => (
          <Row key={s.id} space={s} current={s.id === space} />
        ))}
      </ul>
    </nav>
  );
}
