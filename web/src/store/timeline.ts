/* The posts of the space on the screen: pages both ways, threads, quotes; and the 'unread from here' mark. */
import { signal } from '@preact/signals';
import { ApiError } from '../api/http';
import { type Where, api } from '../api/routes';
import { settle } from './cursors';
import { loadDraft } from './drafts';
import { dispatch, model, room } from './store';

export type Loading = 'idle' | 'loading' | 'failed' | 'missing';

export const loading = signal<Loading>('idle');
export const pagingBefore = signal(false);
export const pagingAfter = signal(false);
/** The last number read when the space was opened; posts of others after it are marked. */
export const mark = signal<{ space: string; after: number } | null>(null);
/** A post to be brought into view and shown as found. */
export const target = signal<{ space: string; no: number; focus: boolean } | null>(null);

const anchors = new Map<string, number | null>();
const asked = new Set<string>();

/** The view says which post one is reading; null = the newest end. */
export function setAnchor(space: string, no: number | null): void {
  anchors.set(space, no);
}

async function page(space: string, how: 'replace' | 'before' | 'after', where: Where): Promise<void> {
  const answer = await api.posts(space, where);
  dispatch({ t: 'page', space, how, answer });
  settle(space);
  void loadRoots(space);
}

/* The first posts that are quoted but not on hand. */
async function loadRoots(space: string): Promise<void> {
  const r = room(space);
  if (!r?.span) {
    return;
  }
  const wanted = new Set<string>();
  for (const { post } of r.entries.values()) {
    if (post.reply_to && !r.entries.has(post.reply_to.id) && !asked.has(post.reply_to.id)) {
      wanted.add(post.reply_to.id);
    }
  }
  for (const id of wanted) {
    asked.add(id);
    await loadPost(space, id).catch(() => asked.delete(id));
  }
}

export async function loadPost(space: string, id: string): Promise<void> {
  const { post, people } = await api.post(space, id);
  dispatch({ t: 'posts', space, posts: [post], people });
}

/** Opens a space: at the first unread post, or at the newest. */
export async function enterSpace(space: string): Promise<void> {
  loading.value = 'loading';
  target.value = null;
  const r = room(space);
  if (!r) {
    loading.value = 'missing';
    return;
  }
  const { unread, opened_no } = r.space;
  mark.value = unread > 0 ? { space, after: opened_no } : null;
  anchors.set(space, unread > 0 ? opened_no + 1 : null);
  try {
    const detail = api.space(space).then((answer) => dispatch({ t: 'detail', answer }));
    await Promise.all([detail, page(space, 'replace', unread > 0 ? { around: opened_no + 1 } : {})]);
    await loadDraft(space);
    loading.value = 'idle';
  } catch (e) {
    loading.value = e instanceof ApiError && e.status === 404 ? 'missing' : 'failed';
  }
}

export function leftSpace(space: string): void {
  dispatch({ t: 'close', space });
  forgetTimeline(space);
}

export function forgetTimeline(space: string): void {
  anchors.delete(space);
  asked.clear();
  if (mark.value?.space === space) {
    mark.value = null;
  }
}

/** After a gap: the posts around the one being read, and the members. */
export async function readAgain(space: string): Promise<void> {
  if (!room(space)?.span) {
    return;
  }
  const anchor = anchors.get(space) ?? null;
  const detail = await api.space(space);
  dispatch({ t: 'detail', answer: detail });
  await page(space, 'replace', anchor === null ? {} : { around: anchor });
}

export async function loadBefore(space: string): Promise<void> {
  const span = room(space)?.span;
  if (span?.moreBefore && !pagingBefore.value) {
    pagingBefore.value = true;
    await page(space, 'before', { before: span.from }).catch(() => undefined);
    pagingBefore.value = false;
  }
}

export async function loadAfter(space: string): Promise<void> {
  const span = room(space)?.span;
  if (span?.moreAfter && !pagingAfter.value) {
    pagingAfter.value = true;
    await page(space, 'after', { after: span.to }).catch(() => undefined);
    pagingAfter.value = false;
  }
}

/** Brings a post into view, reading its surroundings first when they are not on hand. */
export async function showPost(space: string, no: number, focus = true): Promise<void> {
  const span = room(space)?.span;
  if (!span || no < span.from || no > span.to) {
    anchors.set(space, no);
    await page(space, 'replace', { around: no }).catch(() => undefined);
  }
  target.value = { space, no, focus };
}

/** To the newest posts; those between stay unread. */
export async function showNewest(space: string): Promise<void> {
  anchors.set(space, null);
  if (room(space)?.span?.moreAfter) {
    await page(space, 'replace', {}).catch(() => undefined);
  }
  const last = room(space)?.space.post_no ?? 0;
  target.value = { space, no: last, focus: false };
}

export async function loadThread(space: string, root: string): Promise<void> {
  const { posts, people } = await api.replies(space, root);
  dispatch({ t: 'posts', space, posts, people });
  if (!room(space)?.entries.has(root)) {
    await loadPost(space, root);
  }
}

/** Posts came while nobody looked: the mark goes where reading stopped. */
export function markUnread(space: string): void {
  const r = model.peek().rooms.get(space);
  if (r && mark.peek()?.space !== space && r.space.unread > 0) {
    mark.value = { space, after: r.space.opened_no };
  }
}

export function clearMark(): void {
  mark.value = null;
}
