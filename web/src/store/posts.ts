/* Acts on posts that are already there. Each throws the ApiError for its place on the screen to explain. */
import { signal } from '@preact/signals';
import type { Word } from '../api/http';
import { api } from '../api/routes';
import type { Post, ReactionKind } from '../api/types';
import { dispatch } from './store';

export interface Editing {
  space: string;
  post: string;
  key: string;
  body: string;
  version: number;
  before: string;
}

/** The words of an edit under way; here, so that they survive a lock. */
export const editing = signal<Editing | null>(null);

function take(post: Post): void {
  dispatch({ t: 'posts', space: post.space, posts: [post], people: [] });
}

/** Gives, changes or (same kind again) takes back the own reaction. */
export async function react(post: Post, kind: ReactionKind, own: ReactionKind | null): Promise<void> {
  take(
    own === kind ? await api.reactionDelete(post.space, post.id) : await api.reactionPut(post.space, post.id, kind, post.version),
  );
}

export async function removePost(post: Post, reason: string, word: Word | null): Promise<void> {
  take(await api.postDelete(post.space, post.id, reason, word));
}

export function startEdit(post: Post): void {
  const body = post.body ?? '';
  editing.value = { space: post.space, post: post.id, key: crypto.randomUUID(), body, version: post.version, before: body };
}

export function writeEdit(body: string): void {
  if (editing.value) {
    editing.value = { ...editing.value, body };
  }
}

export async function saveEdit(word: Word | null = null): Promise<void> {
  const e = editing.value;
  if (e && e.body !== e.before) {
    take(await api.postEdit(e.space, e.post, e.key, e.body, e.version, word));
  }
  editing.value = null;
}

/** Somebody (oneself, elsewhere) edited first: read it, keep the words, and let the next save go on top of it. */
export async function rebaseEdit(): Promise<Post | null> {
  const e = editing.value;
  if (!e) {
    return null;
  }
  const { post } = await api.post(e.space, e.post);
  take(post);
  editing.value = { ...e, key: crypto.randomUUID(), version: post.version, before: post.body ?? '' };
  return post;
}
