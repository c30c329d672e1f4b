// How each route and frame is asked for one cell: what it is about, and what is sent. A new route gets one row here.
//
// space     it has a {space}
// objects   what in it, or beside it, it can be about: words of expected.txt
// object    (world, cell) → {id, version}: what that is; its id stands for the other {parameter} of the path. Without it: a post
// body      (ask) → the JSON sent; ask: {id, version of the object, word(kind): a canary for a text, login, password}
// frame     (ask) → the frame sent; ask: {space, seq}
// rule      (cell) → the rule asked, where that is not simply the route's own
// beyond    objects that the handler judges and not the rule
// session   it uses up or changes a session: a fresh one is made for each cell, and these routes come last
// consumes  it uses up its post: one is made for each cell
// undo      (world, cell): after an allowed cell, puts the space back as it was; such cells are asked one at a time
import { randomUUID } from 'node:crypto';

const posts = ['others', 'own', 'deleted', 'own_deleted', 'unseen', 'own_unseen', 'elsewhere', 'no_post'];
const nothing = ['-'];

function hat(world, cell) {
  const ids = { hat_own: world.hats[world.who(cell)][0], hat_others: world.hats[cell.actor === 'at' ? 'de' : 'at'][0], hat_none: randomUUID() };
  return { id: ids[cell.object] };
}

const rows = {
  cursor_move: { space: true, objects: nothing, body: () => ({ delivered_no: 1 }) },
  draft_read: { space: true, objects: nothing },
  draft_write: { space: true, objects: nothing, body: (a) => ({ body: a.word('draft') }) },
  hat_wear: { objects: ['hat_own', 'hat_others', 'hat_none'], object: hat, beyond: ['hat_others', 'hat_none'], body: (a) => ({ hat: a.id }), session: true },
  post_create: {
    space: true,
    objects: ['new', ...posts],
    body: (a) => ({ key: randomUUID(), body: a.word('post'), ...(a.id ? { reply_to: a.id } : {}) }),
    rule: (cell) => (cell.object === 'new' ? 'post_create' : 'post_reply'),
  },
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
