/* Every address of the server, by name. */
import { type Word, request, said } from './http';
import type {
  Draft,
  Post,
  PostAnswer,
  PostsAnswer,
  ReactionKind,
  ReceiptsAnswer,
  RepliesAnswer,
  Session,
  SpaceAnswer,
  StateAnswer,
  VersionsAnswer,
} from './types';

export type Where = { before: number } | { after: number } | { around: number } | Record<string, never>;

/* Saved on leaving, the browser sends it to its end when the page is already gone; more than 64 KiB at a time it would refuse. */
const outlivesThePage = (body: string) => ({ keepalive: body.length < 4000 });

const inSpace = (space: string, rest = '') => `/api/spaces/${encodeURIComponent(space)}${rest}`;
const onPost = (space: string, post: string, rest = '') => inSpace(space, `/posts/${encodeURIComponent(post)}${rest}`);

export const api = {
  activity: () => request<object>('POST', '/api/session/activity', {}),
  draft: (space: string) => request<Draft>('GET', inSpace(space, '/draft')),
  draftPut: (space: string, body: string, replyTo: string | null) =>
    request<{ at: number }>(
      'PUT',
      inSpace(space, '/draft'),
      replyTo ? { body, reply_to: replyTo } : { body },
      outlivesThePage(body),
    ),
  hat: (hat: string) => request<Session>('POST', '/api/session/hat', { hat }),
  lock: () => request<Session>('POST', '/api/session/lock', {}),
  post: (space: string, post: string) => request<PostAnswer>('GET', onPost(space, post)),
  postAdd: (space: string, key: string, body: string, replyTo: string | null, word: Word | null = null) =>
    request<Post>('POST', inSpace(space, '/posts'), {
      key,
      body,
      ...(replyTo ? { reply_to: replyTo } : {}),
      ...said(word),
    }),
  postDelete: (space: string, post: string, reason: string, word: Word | null = null) =>
    request<Post>('DELETE', onPost(space, post), reason ? { reason, ...said(word) } : {}),
  postEdit: (space: string, post: string, key: string, body: string, version: number, word: Word | null = null) =>
    request<Post>('PUT', onPost(space, post), { key, body, version, ...said(word) }),
  posts: (space: string, where: Where) => {
    const query = new URLSearchParams(Object.entries(where).map(([k, v]) => [k, String(v)])).toString();
    return request<PostsAnswer>('GET', inSpace(space, '/posts') + (query ? `?${query}` : ''));
  },
  reactionDelete: (space: string, post: string) => request<Post>('DELETE', onPost(space, post, '/reaction')),
  reactionPut: (space: string, post: string, kind: ReactionKind, version: number) =>
    request<Post>('PUT', onPost(space, post, '/reaction'), { kind, version }),
  receipts: (space: string, post: string) => request<ReceiptsAnswer>('GET', onPost(space, post, '/receipts')),
  replies: (space: string, post: string) => request<RepliesAnswer>('GET', onPost(space, post, '/replies')),
  resume: (password: string) => request<Session>('POST', '/api/session/resume', { password }),
  session: () => request<Session>('GET', '/api/session'),
  signIn: (login: string, password: string, code?: string) =>
    request<Session>('POST', '/api/session', { login, password, ...(code ? { code } : {}) }),
  signOut: () => request<object>('DELETE', '/api/session'),
  signOutAll: () => request<object>('DELETE', '/api/sessions'),
  space: (space: string) => request<SpaceAnswer>('GET', inSpace(space)),
  state: () => request<StateAnswer>('GET', '/api/state'),
  versions: (space: string, post: string) => request<VersionsAnswer>('GET', onPost(space, post, '/versions')),
};
