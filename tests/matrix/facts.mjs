// A cell as facts for the policy function, told once more by hand: who is what, which states are what. Nothing here comes from the server.

const hats = { of: 'office', cm: 'committee', ki: 'kin', no: '0' };
const sessions = { lk: 'locked', en: 'ended', no: 'none' };
const notMembers = ['rm', 'co', 'st', 'ha', 'no'];
const joinedLate = ['la', 're'];
const words = { withdrawn: 'locked', lapsed: 'locked', lapsed_archived: 'archived', lapsed_erasing: 'erasing' };

const bit = (yes) => (yes ? '1' : '0');

/** "session hat space state readable member post seen own deleted" */
export function factsOf({ actor, state, object }) {
  const space = state !== '-' && state !== 'absent';
  const post = !['-', 'new', 'elsewhere', 'no_post', 'right', 'wrong', 'hat_own'].includes(object) && space;
  const own = object.startsWith('own') && actor !== 'ha';
  return [
    sessions[actor] ?? 'active',
    hats[actor] ?? 'staff',
    bit(space),
    space ? (words[state] ?? state) : 'draft',
    bit(space && !state.startsWith('lapsed')),
    bit(space && !notMembers.includes(actor)),
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
