/* What the office works with, and the board; it reads no timeline (Art. 6, 7). */
import { useRef } from 'preact/hooks';
import { desk, openDesk, places } from '../../store/desk';
import { route } from '../../store/route';
import { spaces } from '../../store/store';
import { text } from '../../text';
import { moveFocus } from '../common/roving';
import { DeskSection } from '../erasure/desk';
import { Row } from '../spaces/row';

export function DeskList() {
  const t = text.value.desk;
  const list = useRef<HTMLDivElement>(null);
  return (
    <nav class="list desk-list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">{t.title}</h2>
        <p class="soft">{t.line}</p>
      </div>
      <div ref={list} onKeyDown={(e) => moveFocus(e, list.current, '.list-row')}>
        <ul>
          {places.map((place) => (
            <li key={place}>
              <a
                class="list-row"
                href={`/desk/${place}`}
                aria-current={desk.value === place ? 'page' : undefined}
                onClick={(e) => {
                  if (!e.ctrlKey && !e.metaKey && !e.shiftKey) {
                    e.preventDefault();
                    openDesk(place);
                  }
                }}
              >
                <span class="list-title">{t.places[place]}</span>
                <span class="list-line">{t.lines[place]}</span>
              </a>
            </li>
          ))}
          {spaces.value.map((s) => (
            <Row key={s.id} space={s} current={s.id === route.value.space} />
          ))}
        </ul>
      </div>
      <DeskSection />
    </nav>
  );
}
