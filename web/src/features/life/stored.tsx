/* 保管リスト: what rests, with reason and date, newest first. */
import { useRef } from 'preact/hooks';
import type { Space } from '../../api/types';
import { isStored } from '../../store/model';
import { openList } from '../../store/route';
import { loaded, spaces } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { moveFocus } from '../common/roving';
import { day } from '../people/person';
import { Row } from '../spaces/row';
import { reasonWord } from './reason';

const since = (space: Space) => space.archived?.at ?? 0;

export function StoredList({ current }: { current: string | null }) {
  const t = text.value.life.archive;
  const list = useRef<HTMLDivElement>(null);
  const stored = spaces.value.filter(isStored).sort((a, b) => since(b) - since(a));
  return (
    <nav class="list" aria-labelledby="list-title">
      <div class="list-head">
        <Button look="quiet" class="list-new" onClick={openList}>
          <Icon name="back" />
          {t.back}
        </Button>
        <h2 id="list-title">{t.title}</h2>
        <p class="soft">{t.subtitle}</p>
      </div>
      {loaded.value && stored.length === 0 && (
        <p class="soft pad" role="status">
          {t.none}
        </p>
      )}
      <div ref={list} onKeyDown={(e) => moveFocus(e, list.current, '.list-row')}>
        <ul>
          {stored.map((s) => (
            <Row
              key={s.id}
              space={s}
              current={s.id === current}
              line={t.row(reasonWord(s.archived?.reason ?? null), day(since(s)))}
            />
          ))}
        </ul>
      </div>
    </nav>
  );
}
