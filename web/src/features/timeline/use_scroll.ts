/* Ties the ScrollKeeper to the page: what is seen is reported as opened, the ends page in more, targets are brought into view. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { opened } from '../../store/cursors';
import type { Entry, Room } from '../../store/model';
import { loadAfter, loadBefore, mark, setAnchor, target } from '../../store/timeline';
import { ScrollKeeper, type View } from './scroll';

const NEAR_PX = 500;
const CONTEXT_PX = 56;
const NOWHERE: View = { first: 0, last: 0, atEnd: true, visible: [] };

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function unopened(entries: readonly Entry[], room: Room, hat: string): number[] {
  return entries
    .map((e) => e.post)
    .filter((p) => p.no > room.space.opened_no && p.author !== hat && !p.deleted)
    .map((p) => p.no);
}

function place(keeper: ScrollKeeper, room: Room): void {
  const line = keeper.find('[data-mark]');
  if (line && mark.peek()?.space === room.space.id) {
    keeper.toTop(line, CONTEXT_PX);
  } else {
    keeper.toEnd();
  }
}

function reach(keeper: ScrollKeeper, room: Room): boolean {
  const t = target.peek();
  if (!t || t.space !== room.space.id) {
    return false;
  }
  const post = keeper.find(`[data-no="${t.no}"]`);
  if (!post) {
    return false;
  }
  if (!t.focus) {
    keeper.toEnd();
  } else {
    keeper.toTop(post, CONTEXT_PX);
    post.focus({ preventScroll: true });
    post.classList.add('found');
    setTimeout(() => post.classList.remove('found'), 2000);
  }
  target.value = null;
  return true;
}

function pageIn(box: HTMLElement, room: Room): void {
  if (box.scrollTop < NEAR_PX) {
    void loadBefore(room.space.id);
  }
  if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX) {
    void loadAfter(room.space.id);
  }
}

export function useScroll(box: RefObject<HTMLDivElement | null>, room: Room, entries: readonly Entry[], hat: string): View {
  const keeper = useRef<ScrollKeeper | null>(null);
  const [view, setView] = useState<View>(NOWHERE);
  const latest = useRef({ room, entries });
  latest.current = { room, entries };

  const look = () => {
    const k = keeper.current;
    if (!k || !box.current) {
      return;
    }
    const { room: r } = latest.current;
    const seen = k.look();
    setAnchor(r.space.id, seen.atEnd && !r.span?.moreAfter ? null : seen.first);
    setView((old) => (old.first === seen.first && old.last === seen.last && old.atEnd === seen.atEnd ? old : seen));
    if (isLookedAt() && seen.visible.length > 0) {
      opened(r.space.id, seen.visible);
    }
    pageIn(box.current, r);
  };

  useLayoutEffect(() => {
    const first = keeper.current === null;
    keeper.current ??= new ScrollKeeper(box.current!);
    if (first) {
      place(keeper.current, room);
    } else if (!reach(keeper.current, room)) {
      keeper.current.restore(unopened(entries, room, hat));
    }
    look();
  });

  useEffect(() => {
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    const fit = () => {
      const { room: r, entries: e } = latest.current;
      keeper.current?.restore(unopened(e, r, hat));
      soon();
    };
    const observer = new ResizeObserver(fit);
    observer.observe(box.current!);
    box.current!.addEventListener('scroll', soon, { passive: true });
    addEventListener('focus', soon);
    document.addEventListener('visibilitychange', soon);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      removeEventListener('focus', soon);
      document.removeEventListener('visibilitychange', soon);
    };
  }, []);
  return view;
}
