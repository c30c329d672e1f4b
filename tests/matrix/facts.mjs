// A cell as facts for the policy function, told once more by hand: who is what in which kind of space, which states are what. Nothing here
// comes from the server.

const hats = { of: 'office', cm: 'committee', ki: 'kin', no: '0' };
const sessions = { lk: 'locked', en: 'ended', no: 'none' };
const joinedLate = ['la', 're'];

const member = (actors) => Object.fromEntries(actors.split(' ').map((a) => [a, 'member']));
/** Rows of `member`, those included that should not be there. */
const roles = {
  care: { ...member('me la re lk en of cm ki'), at: 'attending', de: 'delegate' },
  family: { ...member('me la re lk en of cm ki'), at: 'attending', de: 'delegate' },
  circle: { ...member('de me la re lk en of cm ki'), at: 'manager' },
  tie: member('at de of cm ki'),
  board: member('of cm co at ki'),
};
const words = { withdrawn: 'locked', lapsed: 'locked', lapsed_archived: 'archived', lapsed_erasing: 'erasing', pending: 'open', unconfirmed: 'open' };
const unreadable = ['lapsed', 'lapsed_archived', 'lapsed_erasing', 'erased'];
const noPost = ['-', 'new', 'elsewhere', 'no_post', 'right', 'wrong', 'hat_own'];

const bit = (yes) => (yes ? '1' : '0');

/** Who has laid down being the 主治医 is a member like others. */
function roleOf(kind, actor, state) {
  const role = roles[kind][actor];
  return state === 'pending' && role === 'attending' ? 'member' : role;
}

/** "session hat admin kind state readable instructed pending role post seen own deleted" */
export function factsOf({ kind, actor, state, object }) {
  const space = state !== '-' && state !== 'absent';
  const post = !noPost.includes(object) && space;
  const own = object.startsWith('own') && actor !== 'ha';
  return [
    sessions[actor] ?? 'active',
    hats[actor] ?? 'staff',
    bit(actor === 'co'),
    space ? kind : '0',
    space ? (words[state] ?? state) : 'draft',
    bit(space && !unreadable.includes(state)),
    bit(space && state !== 'unconfirmed'),
    bit(space && state === 'pending'),
    (space && roleOf(kind, actor, state)) || '0',
    bit(post),
    bit(post && !(joinedLate.includes(actor) && object.endsWith('unseen'))),
    bit(post && own),
    bit(post && object.endsWith('deleted')),
  ].join(' ');
}

/** The rule that a route or frame asks; a space's on the socket says the session's part again. */
export function ruleOf({ route, state, object }, declared) {
  if (route.startsWith('live:')) return state === '-' ? 'live_follow' : 'space_follow';
  if (route === 'post_create') return object === 'new' ? 'post_create' : 'post_reply';
  return declared.routes.get(route)?.rule ?? 'none';
}
