import { useRef } from 'preact/hooks';
import type { Space } from '../../api/types';
import { savedOf } from '../../store/drafts';
import { openSpace, route } from '../../store/route';
import { loaded, spaces } from '../../store/store';
import { text } from '../../text';
import { facilityName } from '../../ui/person';
import { Time } from '../common/time';
import { moveFocus } from '../common/roving';

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
        class="space-row"
        href={`/spaces/${space.id}`}
        aria-current={current ? 'page' : undefined}
        onClick={go}
        data-unread={space.unread > 0}
      >
        <span class="space-name">{space.title}</span>
        <span class="space-time">{space.last_at ? <Time at={space.last_at} short /> : null}</span>
        <span class="space-facility">{facilityName(space.facility)}</span>
        <span class="space-marks">
          {savedOf(space.id) !== 'none' && <span class="tag">{t.draft}</span>}
          {space.state !== 'open' && <span class="tag">{text.value.spaceStates[space.state]}</span>}
          {space.unread > 0 && <span class="unread">{t.unread(space.unread)}</span>}
        </span>
      </a>
    </li>
  );
}

export function SpaceList() {
  const t = text.value;
  const list = useRef<HTMLUListElement>(null);
  const { space } = route.value;
  return (
    <nav class="list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">{t.spaces.title}</h2>
        <p class="soft">{t.spaces.subtitle}</p>
      </div>
      {!loaded.value && (
        <p class="soft pad" role="status">
          {t.loading}
        </p>
      )}
      {loaded.value && spaces.value.length === 0 && <p class="soft pad">{t.spaces.none}</p>}
      <ul ref={list} class="space-rows" onKeyDown={(e) => moveFocus(e, list.current, '.space-row')}>
        {spaces.value.map((s) => (
          <Row key={s.id} space={s} current={s.id === space} />
        ))}
      </ul>
    </nav>
  );
}
