// How each route and frame is asked for one cell: what it is about, and the request's body. A new route gets one row here.
import { randomUUID } from 'node:crypto';

const posts = ['others', 'own', 'deleted', 'own_deleted', 'unseen', 'own_unseen', 'elsewhere', 'no_post'];
const nothing = ['-'];

/**
 * space: it has a {space}; objects: what it can be about; body(ask): the JSON sent, ask = {id of the object, word(): a canary for text,
 * version of the post, password, hat}.
 */
const rows = {
  cursor_move: { space: true, objects: nothing, body: () => ({ delivered_no: 1 }) },
  draft_read: { space: true, objects: nothing },
  draft_write: { space: true, objects: nothing, body: (a) => ({ body: a.word('draft') }) },
  hat_wear: { objects: ['hat_own', 'hat_others', 'hat_none'], body: (a) => ({ hat: a.id }), session: true },
  post_create: { space: true, objects: ['new', ...posts], body: (a) => ({ key: randomUUID(), body: a.word('post'), ...(a.id ? { reply_to: a.id } : {}) }) },
  post_delete: { space: true, objects: posts, body: (a) => ({ reason: a.word('reason') }), consumes: true },
  post_edit: { space: true, objects: posts, body: (a) => ({ key: randomUUID(), body: a.word('post'), version: a.version }) },
  post_page: { space: true, objects: nothing },
  post_read: { space: true, objects: posts },
  post_receipts: { space: true, objects: posts },
  post_replies: { space: true, objects: posts },
  post_versions: { space: true, objects: posts },
  reaction_set: { space: true, objects: posts, body: () => ({ kind: 'acknowledged', version: 1 }) },
  reaction_unset: { space: true, objects: posts },
  session_activity: { objects: nothing },
  session_end: { objects: nothing, session: true },
  session_end_all: { objects: nothing, session: true },
  session_lock: { objects: nothing, session: true },
  session_read: { objects: nothing },
  session_resume: { objects: ['right', 'wrong'], body: (a) => ({ password: a.password }), session: true },
  session_sign_in: { objects: ['right', 'wrong'], body: (a) => ({ login: a.login, password: a.password }), session: true },
  space_read: { space: true, objects: nothing },
  state_read: { objects: nothing },
  'live:active': { objects: nothing, frame: () => ({ t: 'active' }) },
  'live:cursor': { space: true, objects: nothing, frame: (a) => ({ t: 'cursor', space: a.space, delivered_no: 1 }) },
  'live:hello': { space: true, objects: nothing, frame: (a) => ({ t: 'hello', spaces: { [a.space]: a.seq } }) },
  'live:join': { space: true, objects: nothing, frame: (a) => ({ t: 'join', spaces: { [a.space]: a.seq } }) },
  'live:ping': { objects: nothing, frame: () => ({ t: 'ping' }) },
  'live:watch': { space: true, objects: nothing, frame: (a) => ({ t: 'watch', space: a.space }) },
};

/** The row of a route or frame; undefined when nobody has said yet how to ask it. */
export function how(name) {
  return rows[name];
}
