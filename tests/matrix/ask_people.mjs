// How the routes are asked that change who is in a space, or wait for somebody. What they are about is made by world.mjs before anybody asks.
const nothing = ['-'];
const persons = ['person_own', 'person_other'];
const invitations = ['invited_own', 'invited_other', 'not_invited'];

/** Nobody's invitation: the newcomers may be invited. */
const newcomer = (world, { object }) => ({ id: world.hats[object === 'person_own' ? 'nx' : 'gn'][0] });
const waitingFor = (who) => (world, cell) => ({ id: world.waiting(cell, who) });

function target(world, { object }) {
  return { id: world.hats[{ in_member: 'lk', in_delegate: 'de', in_attending: 'at' }[object] ?? 'lk'][0] };
}

/** Of the actor, if the object says so. */
function ownInvitation(world, cell) {
  return { id: world.waiting(cell, ['invited_own', 'invited_other'].includes(cell.object) ? world.persona(cell) : 'nw') };
}

const change = { space: true, late: true, undo: (world, cell) => world.restorePeople(cell) };
const invited = { ...change, objects: invitations, object: ownInvitation, beyond: (cell) => cell.object === 'not_invited' };
const ofPerson = (cell) => (cell.object === 'person_own' ? 'invitation_create_own' : 'invitation_create_other');
const offered = { ...change, objects: ['offered'], object: (world, cell) => ({ id: world.offer(cell) }) };
const taken = { ...change, objects: nothing, object: () => ({}) };

export const peopleRows = {
  delegate_end: { ...change, objects: nothing, object: (world) => ({ id: world.hats.de[0] }) },
  delegate_grant: { ...change, objects: nothing, object: target, body: (a) => ({ hat: a.id }) },
  handover_accept: { ...offered, rule: () => 'handover_accept' },
  handover_appoint: { ...taken, object: (world) => ({ id: world.hats.st[0] }), body: (a) => ({ hat: a.id }) },
  handover_cancel: taken,
  handover_declare: { ...taken, body: (a) => ({ name: a.word('attending'), given_on: '2026-01-05', way: 'phone' }) },
  handover_decline: offered,
  handover_name: { ...taken, object: (world) => ({ id: world.hats.st[0] }), body: (a) => ({ hat: a.id }) },
  handover_offer: { ...taken, object: (world) => ({ id: world.hats.st[0] }), body: (a) => ({ hat: a.id }) },
  handover_unname: taken,
  invitation_accept: { ...invited, rule: (cell) => (cell.object === 'invited_own' ? 'invitation_accept_own' : 'invitation_accept_other') },
  invitation_cancel: { ...change, objects: nothing, object: waitingFor('nw') },
  invitation_create: {
    ...change,
    objects: persons,
    object: newcomer,
    body: (a) => ({ hat: a.id, ...(['care', 'family'].includes(a.kind) ? { relation: a.word('relation') } : {}) }),
    rule: ofPerson,
  },
  invitation_decline: invited,
  invitation_list: { space: true, objects: nothing },
  invitation_resend: { ...change, objects: persons, object: (world, cell) => ({ id: world.waiting(cell, cell.object === 'person_own' ? 'nw' : 'st') }), rule: ofPerson },
  member_leave: { ...change, objects: nothing, object: (world, cell) => world.secondManager(cell) },
  member_remove: {
    ...change,
    objects: ['in_member', 'in_delegate', 'in_attending'],
    object: target,
    beyond: (cell) => cell.object === 'in_attending',
    rule: (cell) => (cell.object === 'in_delegate' ? 'member_remove_delegate' : 'member_remove'),
  },
};
