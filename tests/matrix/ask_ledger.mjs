// How the routes of the ledger, of regular education and of 在籍の確認 are asked.
import { randomUUID } from 'node:crypto';
import { patientSide } from './town.mjs';

const nothing = { objects: ['-'] };
const about = (objects, object, more) => ({ objects, object: (world, cell) => world[object](cell), ...more });
/** Whether it is somebody of the own facility is the handler's to say; who may ask at all is the rule's. */
const inside = (first) => (cell) => cell.actor === 'ad' || (cell.actor === 'co' && cell.object !== first);
const seats = ['of', 'cm', ...patientSide];

export const ledgerRows = {
  attest_list: nothing,
  attest_read: nothing,
  attest_restore: about(['asleep', 'asleep_other', 'tended'], 'stoppedStaff', { beyond: inside('asleep'), undo: () => {} }),
  attest_say: about(['tended', 'untended', 'hat_none'], 'askedStaff', { beyond: inside('tended'), body: () => ({ answer: 'stays' }), undo: (world) => world.clearAttests() }),
  education_list: nothing,
  education_record: about(['tended', 'untended', 'hat_none'], 'gateOf', {
    beyond: inside('tended'),
    body: (a) => ({ key: randomUUID(), title: '試験', held_on: '2026-01-05', people: [a.id] }),
    undo: (world) => world.clearEducation(),
  }),
  education_withdraw: about(['education', 'education_other', 'no_education'], 'educationOf', { beyond: inside('education'), undo: (world) => world.clearEducation() }),
  ledger_pledge: about(['pledged', 'pledged_own', 'pledged_other', 'hat_none'], 'pledgedStaff', {
    beyond: (cell) => cell.answer === '.' && !seats.includes(cell.actor),
    undo: (world) => world.clearGates(),
  }),
  ledger_read: nothing,
  ledger_sheet: nothing,
};
