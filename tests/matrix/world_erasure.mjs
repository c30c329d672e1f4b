// What the routes of complete deletion are about: a request at the point where each act is possible. The owner of the database makes it: what is
// tried is who may act on it, not how it came about (tests/erasure).
import { randomUUID } from 'node:crypto';

const tables = ['certificate', 'erasure_notice', 'erasure_approval', 'erasure_space', 'erasure'];
export const clear = tables.map((t) => `delete from ${t}`).join('; ');
const ready = 'confirmed_at = 1, called_at = 1, checked_at = 1, answered_at = 1, transcribed = true, dispute = false';
const digest = "state = 'accepted', digest = decode(repeat('11', 32), 'hex')";

/** What a certificate may say, with nothing in it. */
const certificate = JSON.stringify({
  certificate: 'tasuki 1', number: 'R-2026-0001', deployment: randomUUID(), region: 'm', association: 'm', asked_at: 1, accepted_at: 1, paused_at: 1, executing_at: 1, erased_at: 1,
  digest: '11', approvals: [], spaces: [], tables_searched: 1, backups_until: 1, stays: [], out_of_reach: [],
});
const certify = (id) => `; insert into certificate (erasure, body, signature, public_key, at) values ('${id}', '${certificate}', decode(repeat('11', 64), 'hex'), decode(repeat('11', 32), 'hex'), 1)`;

/** The columns that bring a request to where the act is possible. */
const before = {
  erasure_accept: (space) => `space = '${space}', attached_at = 1, ${ready}`,
  erasure_approve: () => digest,
  erasure_confirm: (space) => `space = '${space}', attached_at = 1`,
  erasure_answer: (space) => `space = '${space}', attached_at = 1`,
  erasure_decide: () => "state = 'objected', objected_at = 1",
  erasure_object: () => "state = 'pausing', due_at = 99999999999999",
  erasure_resume: () => "hold = 'other', hold_review = '2027-01-05'",
};

/** Adds to the world: clinic, request, clearErasures. */
export async function startErasures(w) {
  [[w.clinic]] = await w.d.sql(`select facility from hat where id = '${w.hat('gn')}'`);
  w.clearErasures = () => w.d.sql(`${clear}; update space set frozen_at = null where id = '${w.spaces['care/open'].id}'`);
  w.request = async (cell) => {
    const denied = cell.state !== '-' && cell.answer !== 'ok'; // by its rule, whether there is a request or not
    if (denied || cell.object === 'no_request') return { id: randomUUID() };
    const id = randomUUID();
    const hat = w.hat(w.who(cell));
    const by = cell.object === 'own_request' ? hat : w.hat('nw');
    const space = cell.state === '-' ? w.spaces['care/open'].id : w.space(cell).id;
    const set = cell.state === 'absent' ? undefined : before[cell.route]?.(space);
    await w.d.sql(`${clear}; insert into erasure (id, number, way, asked_by, asked_at, facility, state)
      select '${id}', 'R-${id}', 'passed', '${by}', 1, coalesce((select facility from hat where id = '${hat}'), (select facility from hat where id = '${w.hat('gn')}')), 'open'
      ${set ? `; update erasure set ${set} where id = '${id}'` : ''}
      ${cell.route === 'erasure_certificate' ? certify(id) : ''}
      ${cell.object === 'told_request' ? `; insert into erasure_notice (erasure, hat, role, told_at) values ('${id}', '${hat}', 'manager', 1)` : ''}`);
    return { id };
  };
}
