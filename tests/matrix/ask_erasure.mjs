// How the routes of complete deletion are asked. A request is made for each cell by world_erasure.mjs.
import { randomUUID } from 'node:crypto';

const nothing = ['-'];
const undo = (world) => world.clearErasures();
const row = { objects: ['request', 'no_request'], object: (world, cell) => world.request(cell), beyond: (cell) => cell.object === 'no_request', undo };
const inSpace = { space: true, objects: nothing, object: (world, cell) => world.request(cell), undo };
/** The space has no request. */
const none = async (world, cell) => (cell.answer === 'ok' && (await world.clearErasures()), {});
const frozen = (cell) => /erasing/.test(cell.state) && cell.answer === 'con';

export const erasureRows = {
  erasure_accept: row,
  erasure_answer: { ...inSpace, body: () => ({ transcribed: true, dispute: false, care_goes_on: false }) },
  erasure_approve: { ...row, body: (a) => ({ digest: '11'.repeat(32), password: a.password }) },
  erasure_attach: { ...inSpace, body: (a) => ({ request: a.id }), beyond: frozen },
  erasure_certificate: { ...row, objects: ['told_request', 'own_request', 'request', 'no_request'], beyond: (cell) => cell.answer === '.' },
  erasure_check: { ...row, body: () => ({ step: 'called' }) },
  erasure_confirm: inSpace,
  erasure_decide: { ...row, body: () => ({ decision: 'go_on', reason: 'no_reason' }) },
  erasure_end: { ...row, objects: ['request', 'own_request', 'no_request'], body: () => ({ reason: 'withdrawn' }), beyond: (cell) => cell.object !== 'own_request' && cell.answer === '.' },
  erasure_hold: { ...row, body: () => ({ reason: 'other', review_on: '2027-01-05' }) },
  erasure_list: { objects: nothing },
  erasure_object: { ...row, objects: ['told_request', 'request', 'no_request'], beyond: (cell) => cell.object !== 'told_request' },
  erasure_pass: { ...inSpace, object: none, body: () => ({ key: randomUUID() }), beyond: frozen },
  erasure_record: { objects: nothing, object: (world) => ({ id: world.clinic }), body: (a) => ({ key: randomUUID(), way: 'paper', facility: a.id }), undo },
  erasure_resume: row,
  erasure_wish: { ...inSpace, object: none, body: () => ({ key: randomUUID() }), beyond: frozen },
  erasure_wished: { ...inSpace, object: none },
  erasure_show: { ...inSpace, object: none },
};
