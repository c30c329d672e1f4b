import type { Space } from '../../api/types';
import { savedOf } from '../../store/drafts';
import { openSpace } from '../../store/route';
import { text } from '../../text';
import { Time } from '../common/time';
import { lineOf, titleOf } from '../common/title';
import { stateWord } from '../life/state';

interface Props {
  space: Space;
  current: boolean;
  /** In place of the facility. */
  line?: string;
}

/** A space to choose. */
export function Row({ space, current, line }: Props) {
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
        <span class="list-title">{titleOf(space)}</span>
        <span class="list-time">{space.last_at ? <Time at={space.last_at} short /> : null}</span>
        <span class="list-line">{line ?? lineOf(space)}</span>
        <span class="list-marks">
          {savedOf(space.id) !== 'none' && <span class="tag">{t.draft}</span>}
          {space.instruction === 'waiting' && <span class="tag">{text.value.life.waitingTag}</span>}
          {space.state !== 'open' && <span class="tag">{stateWord(space)}</span>}
          {space.unread > 0 && <span class="unread">{t.unread(space.unread)}</span>}
        </span>
      </a>
    </li>
  );
}
