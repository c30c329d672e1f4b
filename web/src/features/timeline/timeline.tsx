import { useEffect, useRef, useState } from 'preact/hooks';
import { letters } from '../../store/outbox';
import { isPostOf } from '../../store/outbox_rules';
import { type Room, may, receiptOf, timelineOf } from '../../store/model';
import {
  loadAfter,
  loadBefore,
  mark,
  markUnread,
  pagingAfter,
  pagingBefore,
  showNewest,
  showPost,
  target,
} from '../../store/timeline';
import { myHat, minute } from '../../store/store';
import { text } from '../../text';
import { dayLine } from '../../text/time';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { moveFocus } from '../common/roving';
import { titleOf } from '../common/title';
import { LetterCard } from './letter_card';
import { PostCard, abilities } from './post_card';
import { type Row, rowsOf, unreadAround } from './rows';
import type { View } from './scroll';
import { useScroll } from './use_scroll';

function RowView({ row, room, hat }: { row: Row; room: Room; hat: string }) {
  const t = text.value;
  if (row.kind === 'day') {
    return (
      <li class="day">
        <h3>{dayLine(row.at, minute.value, t)}</h3>
      </li>
    );
  }
  if (row.kind === 'mark') {
    return (
      <li class="mark" data-mark>
        <strong>{t.timeline.unreadFrom}</strong>
      </li>
    );
  }
  const { post } = row.entry;
  const root = post.reply_to ? room.entries.get(post.reply_to.id)?.post : undefined;
  const receipt = receiptOf(room, post, hat);
  return (
    <li>
      <PostCard
        post={post}
        author={room.people.get(post.author)}
        deleter={post.deleted ? room.people.get(post.deleted.hat) : undefined}
        root={root}
        rootAuthor={root ? room.people.get(root.author) : undefined}
        hat={hat}
        can={abilities(room, post, hat)}
        of={receipt.of}
        opened={receipt.opened}
        place="timeline"
      />
    </li>
  );
}

function Jumps({ room, view, hat, entries }: { room: Room; view: View; hat: string; entries: ReturnType<typeof timelineOf> }) {
  const t = text.value.timeline;
  const { id, unread, opened_no } = room.space;
  const { above, below, firstBelow } = unreadAround(entries, hat, opened_no, view, unread);
  const came = useRef(room.space.post_no);
  const isNew = firstBelow !== null && firstBelow > came.current;
  const away = !view.atEnd || room.span?.moreAfter;
  const down = () => (firstBelow === null ? showNewest(id) : showPost(id, firstBelow));
  return (
    <>
      {above > 0 && (
        <Button look="main" class="jump up" onClick={() => void showPost(id, opened_no + 1)}>
          <Icon name="up" />
          {t.unreadTo(above)}
        </Button>
      )}
      {below > 0 && (
        <Button look="main" class="jump down" onClick={() => void down()}>
          <Icon name="down" />
          {isNew ? t.newPosts(below) : t.unreadTo(below)}
        </Button>
      )}
      {below === 0 && away && (
        <Button class="jump end round" aria-label={t.toNewest} onClick={() => void showNewest(id)}>
          <Icon name="down" />
        </Button>
      )}
    </>
  );
}

/* Says new posts of others to those who do not see them come. */
function Announcer({ room, hat }: { room: Room; hat: string }) {
  const t = text.value.timeline;
  const last = useRef(room.space.post_no);
  const [words, setWords] = useState('');
  const { post_no } = room.space;
  useEffect(() => {
    const fresh = [...room.entries.values()]
      .filter(({ post }) => post.no > last.current && post.author !== hat)
      .map((e) => e.post);
    last.current = post_no;
    const name = fresh[0] && room.people.get(fresh[0].author)?.name;
    if (fresh.length > 0) {
      setWords(fresh.length === 1 && name ? t.announce(name) : t.announceMany(fresh.length));
    }
  }, [post_no]);
  return (
    <p class="for-sr" role="status" aria-live="polite">
      {words}
    </p>
  );
}

/* The mark comes when posts arrive while one looks elsewhere or reads further up. */
function useMark(room: Room, view: View): void {
  const before = useRef(room.space.unread);
  const { unread, id } = room.space;
  useEffect(() => {
    if (before.current === 0 && unread > 0 && (!view.atEnd || document.visibilityState !== 'visible' || !document.hasFocus())) {
      markUnread(id);
    }
    before.current = unread;
  }, [unread]);
}

function Letters({ room, hat }: { room: Room; hat: string }) {
  const entries = [...room.entries.values()];
  const waiting = letters.value.filter((l) => l.space === room.space.id && !entries.some((e) => isPostOf(l, e.post, hat)));
  return (
    <>
      {waiting.map((l) => (
        <li key={l.key}>
          <LetterCard letter={l} />
        </li>
      ))}
    </>
  );
}

export function Timeline({ room }: { room: Room }) {
  const t = text.value;
  const hat = myHat.value;
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const entries = timelineOf(room);
  const { id } = room.space;
  void target.value;
  void letters.value;
  const view = useScroll(box, room, entries, hat);
  useMark(room, view);
  const rows = rowsOf(entries, mark.value?.space === id ? mark.value.after : null, hat);
  const span = room.span!;
  return (
    <div class="timeline-frame">
      <div ref={box} class="timeline" id="posts" tabIndex={-1} role="region" aria-label={t.timeline.label(titleOf(room.space))}>
        {span.moreBefore ? (
          <Button class="page-more" disabled={pagingBefore.value} onClick={() => void loadBefore(id)}>
            {pagingBefore.value ? t.loading : t.timeline.older}
          </Button>
        ) : (
          <p class="soft start">{rows.length === 0 && may(room, 'post') ? t.timeline.empty : t.timeline.start}</p>
        )}
        <ol ref={list} class="rows" role="list" onKeyDown={(e) => moveFocus(e, list.current, '.post')}>
          {rows.map((row) => (
            <RowView key={row.key} row={row} room={room} hat={hat} />
          ))}
          <Letters room={room} hat={hat} />
        </ol>
        {span.moreAfter && (
          <Button class="page-more" disabled={pagingAfter.value} onClick={() => void loadAfter(id)}>
            {pagingAfter.value ? t.loading : t.timeline.newer}
          </Button>
        )}
      </div>
      <Jumps room={room} view={view} hat={hat} entries={entries} />
      <Announcer room={room} hat={hat} />
    </div>
  );
}
