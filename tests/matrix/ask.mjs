// How each route and frame is asked for one cell: what it is about, and what is sent. A new route gets one row here.
//
// space     it has a {space}
// objects   what in it, or beside it, it can be about: words of expected.txt
// object    (world, cell) → {id, version}: what that is; its id stands for the other {parameter} of the path. Without it: a post
// body      (ask) → the JSON sent; ask: {id, version of the object, kind of space, word(kind): a canary for a text, login, password}
// headers   (object) → fields sent with it
// frame     (ask) → the frame sent; ask: {space, seq}
// rule      (cell) → the rule asked, where that is not simply the route's own
// beyond    (cell) → whether the handler judges it and not the rule
// session   it uses up or changes a session: a fresh one is made for each cell, and these routes come last
// consumes  it uses up its post: one is made for each cell
// query     what stands behind the path
// late      it changes who is in a space: what is allowed is asked after everybody's sockets were judged
// undo      (world, cell): after an allowed cell, puts the space back as it was; such cells are asked one at a time
import { randomUUID } from 'node:crypto';
import { applicationRows } from './ask_application.mjs';
import { circleRows } from './ask_circle.mjs';
import { deskRows } from './ask_desk.mjs';
import { documentRows } from './ask_document.mjs';
import { erasureRows } from './ask_erasure.mjs';
import { familyRows } from './ask_family.mjs';
import { factorRows } from './ask_factor.mjs';
import { gateRows } from './ask_gate.mjs';
import { ledgerRows } from './ask_ledger.mjs';
import { mailRows } from './ask_mail.mjs';
import { passwordRows } from './ask_password.mjs';
import { peopleRows } from './ask_people.mjs';
import { staffRows } from './ask_staff.mjs';
import { tieRows } from './ask_tie.mjs';
import { troubleRows } from './ask_trouble.mjs';

const posts = ['others', 'own', 'deleted', 'own_deleted', 'unseen', 'own_unseen', 'elsewhere', 'no_post'];
const nothing = ['-'];

function hat(world, cell) {
  const ids = { hat_own: world.hats[world.who(cell)][0], hat_others: world.hats[cell.actor === 'at' ? 'de' : 'at'][0], hat_none: randomUUID() };
  return { id: ids[cell.object] };
}

const identity = { name: '試験 花子', kana: 'しけん はなこ', birth: '1940-01-02', sex: 'female' };
const consent = {
  kind: 'prior',
  giver: '試験 一郎',
  relation: '長男',
  explained_by: '試験 看護師',
  signed_on: '2026-01-05',
  original_at: '書庫',
  scope_photo: true,
  scope_family: true,
  scope_disaster: false,
  scope_after_death: false,
};
const told = (hat) => ({ attending: hat, given_on: '2026-01-05', way: 'phone' });
const physician = (who) => (world) => ({ id: world.hats[who][0] });
const undo = (world, cell) => world.restore(cell);

/** Where the day may be recorded, it is because of a death that the timeline is in the archive. */
async function death(world, cell) {
  if (cell.answer === 'ok') await world.d.sql(`update space set archive_reason = 'death' where id = '${world.space(cell).id}'`);
  return {};
}

async function alive(world, cell) {
  await world.d.sql('delete from death');
  await world.restore(cell);
}

/** An instruction that waits for the answer of `at`. */
async function instruction(world, cell) {
  return { id: cell.object === 'asked' ? await world.askAttending() : randomUUID() };
}

const listings = ['facility', 'no_facility'];
const notice = { title: '試験のお知らせ', body: '試験です', from_on: '2026-01-05' };
/** Only the office is let through by the rule; what is not there is the handler's to say. */
const publicNotice = {
  objects: ['notice', 'no_notice'],
  object: async (world, cell) => ({ id: cell.object === 'notice' ? await world.publicNotice() : randomUUID(), version: 1 }),
  beyond: (cell) => cell.actor === 'of' && cell.object === 'no_notice',
};

const hats = ['hat_own', 'hat_others', 'hat_none'];

/** One that is there to be ended. */
async function standing(world, cell) {
  const other = hat(world, cell);
  if (cell.object === 'hat_others') await world.giveStanding(world.hat(world.who(cell)), other.id);
  return other;
}

const rows = {
  agreement_confirm: { space: true, objects: nothing, body: () => ({ version: 1 }) },
  agreement_read: { space: true, objects: nothing },
  agreement_write: { space: true, objects: nothing, body: (a) => ({ version: 2, text: a.word('agreement'), ...(a.kind === 'circle' ? { rules: '試験' } : {}) }), undo },
  archive_dismiss: { space: true, objects: nothing },
  archive_propose: { space: true, objects: nothing, body: () => ({ reason: 'ended' }), undo },
  archive_restore: { space: true, objects: nothing, undo },
  death_record: { space: true, objects: nothing, object: death, body: () => ({ died_on: '2026-01-05' }), undo: alive },
  archive_set: { space: true, objects: nothing, body: () => ({ reason: 'ended' }), undo },
  board_confirmations: { space: true, objects: posts },
  consent_list: { space: true, objects: nothing },
  consent_record: { space: true, objects: nothing, body: () => consent, undo },
  consent_withdraw: { space: true, objects: nothing, undo },
  facility_list: { objects: nothing },
  facility_staff: { objects: nothing, object: () => ({ id: randomUUID() }) },
  directory_search: { objects: nothing, query: '?q=nobody' },
  standing_read: { objects: nothing },
  inbox_read: { objects: nothing, object: (world) => world.clearWaiting() },
  standing_grant: { objects: hats, object: hat, beyond: (cell) => cell.object !== 'hat_others', body: (a) => ({ hat: a.id }), undo: (world) => world.clearStanding() },
  standing_end: { objects: hats, object: standing, beyond: (cell) => cell.object !== 'hat_others', undo: (world) => world.clearStanding() },
  ...applicationRows,
  ...circleRows,
  ...deskRows,
  ...documentRows,
  ...erasureRows,
  ...familyRows,
  ...factorRows,
  ...gateRows,
  ...ledgerRows,
  ...mailRows,
  ...passwordRows,
  ...peopleRows,
  ...staffRows,
  ...tieRows(hat),
  ...troubleRows,
  cursor_move: { space: true, objects: nothing, body: () => ({ delivered_no: 1 }) },
  draft_read: { space: true, objects: nothing },
  draft_write: { space: true, objects: nothing, body: (a) => ({ body: a.word('draft') }) },
  hat_wear: { objects: ['hat_own', 'hat_others', 'hat_none'], object: hat, beyond: (cell) => cell.object !== 'hat_own', body: (a) => ({ hat: a.id }), session: true },
  instruction_answer: { objects: ['asked', 'no_item'], object: instruction, beyond: (cell) => cell.answer === '.' && ['at', 'st'].includes(cell.actor), body: () => ({ answer: 'confirmed' }), undo: () => {} },
  instruction_list: { space: true, objects: nothing },
  instruction_renew: { space: true, objects: nothing, object: physician('st'), body: (a) => told(a.id), undo },
  password_set: {
    objects: ['right', 'wrong'],
    body: (a) => ({ password: a.password, next: 'another password 1' }),
    session: true,
    undo: (world, cell) => world.passwordAsBefore(world.who(cell)),
  },
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
  screening_counts: { objects: nothing },
  session_activity: { objects: nothing },
  session_end: { objects: nothing, session: true },
  session_end_all: { objects: nothing, session: true },
  session_factor: { objects: ['right', 'wrong'], body: (a) => ({ password: a.password }) },
  session_lock: { objects: nothing, session: true },
  session_read: { objects: nothing },
  session_resume: { objects: ['right', 'wrong'], body: (a) => ({ password: a.password }), session: true },
  session_sign_in: { objects: ['right', 'wrong'], body: (a) => ({ login: a.login, password: a.password }), session: true },
  public_list: { objects: nothing },
  public_listing_set: { objects: listings, object: (world, cell) => ({ id: cell.object === 'facility' ? world.clinic : randomUUID() }), beyond: (cell) => cell.actor === 'of' && cell.object === 'no_facility', body: () => ({ listed: true, area: '試験町', phone_listed: false }) },
  public_notice_add: { objects: nothing, body: () => ({ key: randomUUID(), ...notice }) },
  public_notice_change: { ...publicNotice, body: (a) => ({ ...notice, version: a.version }) },
  public_notice_list: { objects: nothing },
  public_notice_withdraw: publicNotice,
  public_page: { objects: nothing },
  public_wish: { objects: nothing },
  public_paper: { objects: nothing },
  public_sheet: { objects: nothing },
  space_open: { objects: nothing, object: physician('at'), body: (a) => ({ key: randomUUID(), ...identity, ...told(a.id) }) },
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
