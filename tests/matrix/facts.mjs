// A cell as facts for the policy function, told once more by hand: who is what in which kind of space, which states are what. Nothing here
// comes from the server.
import { how } from './ask.mjs';

const hats = { of: 'office', cm: 'committee', pa: 'kin', ki: 'kin', fa: 'kin' };
const sessions = { lk: 'locked', en: 'ended', su: 'ended', no: 'none' };
const joinedLate = ['la', 're'];

const member = (actors) => Object.fromEntries(actors.split(' ').map((a) => [a, 'member']));
/** Rows of `member`, those included that should not be there. */
const roles = {
  care: { ...member('me ga la re lk en su of cm pa ki'), at: 'attending', de: 'delegate' },
  family: { ...member('me ga la re lk en su of cm pa ki'), at: 'attending', de: 'delegate' },
  circle: { ...member('de me ga la re lk en su of cm pa ki'), at: 'manager' },
  tie: member('at de of cm pa ki'),
  board: member('of cm co ad at pa ki'),
};
const words = {
  opened: 'draft', withdrawn: 'locked', withdrawn_archived: 'archived', lapsed: 'locked', lapsed_archived: 'archived', lapsed_erasing: 'erasing', pending_lapsed: 'locked',
  pending: 'open', pending_archived: 'archived', unconfirmed: 'open',
};
const unconsented = ['draft', 'opened', 'withdrawn', 'withdrawn_archived', 'lapsed', 'lapsed_archived', 'lapsed_erasing', 'pending_archived', 'pending_lapsed'];
const uninstructed = ['opened', 'pending_archived', 'unconfirmed'];
const unreadable = ['lapsed', 'pending_lapsed', 'lapsed_archived', 'lapsed_erasing', 'erased'];
const posts = ['others', 'own', 'deleted', 'own_deleted', 'unseen', 'own_unseen'];

const vacant = ['pending', 'pending_archived', 'pending_lapsed'];

/** Who has laid down being the 主治医 is a member like others. */
function roleOf(kind, actor, state) {
  const role = roles[kind][actor];
  return vacant.includes(state) && role === 'attending' ? 'member' : role;
}

/** Within five minutes of a proof, or even of a real factor: where that is not what the cell is about, nobody is. */
function proofFacts({ route, object }) {
  const fresh = object === 'fresh' || object === 'fresh_nowhere' || (['factor_reset_confirm', 'password_link_second', 'stop_lift'].includes(route) && object !== 'stale');
  return { proved: fresh || ['proved', 'admin_too'].includes(object), fresh };
}

function sessionFacts(cell) {
  const { actor } = cell;
  return { admitted: actor !== 'ga', ...proofFacts(cell), session: sessions[actor] ?? 'active', hat: hats[actor] ?? 'staff', admin: ['co', 'ad'].includes(actor), physician: ['at', 'st'].includes(actor) };
}

function spaceFacts({ kind, actor, state }) {
  const role = roleOf(kind, actor, state) ?? 'none';
  return {
    kind,
    state: words[state] ?? state,
    readable: !unreadable.includes(state),
    consented: !unconsented.includes(state),
    instructed: !uninstructed.includes(state),
    pending: vacant.includes(state),
    seated: ['care', 'family'].includes(kind) && !vacant.includes(state),
    clinic: actor === 'co', // whose 主治医 was or is there: of the station, where co is 施設管理者
    role,
  };
}

function postFacts({ actor, object }) {
  const seen = !(joinedLate.includes(actor) && object.endsWith('unseen'));
  return { seen, own: object.startsWith('own') && actor !== 'ha', deleted: object.endsWith('deleted') };
}

/** A line for rules/probe.c: "name=word …". */
export function factsOf(cell) {
  const space = cell.state !== '-' && cell.state !== 'absent';
  const all = { ...sessionFacts(cell), ...(space ? spaceFacts(cell) : {}), ...(space && posts.includes(cell.object) ? postFacts(cell) : {}) };
  return Object.entries(all).map(([name, v]) => `${name}=${v === true ? 1 : v === false ? 0 : v}`).join(' ');
}

/** The rule that a cell asks. A space's on the socket says the session's part again. */
export function ruleOf(cell, declared) {
  if (cell.route.startsWith('live:')) return cell.state === '-' ? 'live_follow' : 'space_follow';
  return how(cell.route)?.rule?.(cell) ?? declared.routes.get(cell.route)?.rule ?? 'none';
}
