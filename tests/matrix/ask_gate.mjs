// How the routes of the gates are asked. In this town everybody has passed them, and no pledge, document or training is recorded.
import { randomUUID } from 'node:crypto';

const undo = (world) => world.clearGates();
const of = (objects, body) => ({ objects, object: (world, cell) => world.gateOf(cell), undo, body });
const tended = (body) => ({ ...of(['tended', 'untended', 'hat_none'], body), beyond: (cell) => cell.answer === '.' && (cell.object !== 'tended' || cell.actor === 'ad') });

const link = { objects: ['unopened', 'unopened_other', 'tended', 'hat_none'], object: (world, cell) => world.invitedStaff(cell), beyond: (cell) => cell.answer === '.' && (cell.object !== 'unopened' || cell.actor === 'ad'), undo };

export const gateRows = {
  gate_confirm: of(['points']),
  gate_pledge: tended(() => ({ given_on: '2026-01-05' })),
  gate_read: { objects: ['-'] },
  gate_sign: { ...of(['name_right', 'name_wrong'], (a) => ({ document: a.id, name: a.name })), beyond: (cell) => cell.object === 'name_wrong' && cell.answer === 'val' },
  gate_staff: { objects: ['-'] },
  staff_cancel: link,
  staff_invite: { objects: ['-'], body: () => ({ name: '試験 新人', kana: 'しけん しんじん', profession: 'nurse', login: `matrix-new-${randomUUID()}` }), undo },
  staff_link: link,
  gate_training: tended(() => ({ way: 'together', held_on: '2026-01-05' })),
};
