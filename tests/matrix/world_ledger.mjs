// What the routes of the ledger, of regular education and of 在籍の確認 are about: at the station, where co is 施設管理者, and at the clinic.
import { randomUUID } from 'node:crypto';

/** Adds to the world: askedStaff, stoppedStaff, clearAttests, educationOf, clearEducation, pledgedStaff. */
export function startLedger(w) {
  const far = 99999999999999;
  const at = (cell) => w.hat(cell.object.endsWith('_other') ? 'nx' : 'gs');

  w.clearAttests = () => w.d.sql('delete from attest_answer; delete from attest_stop; delete from attest_round');
  /** Both facilities are asked about everybody. */
  w.askedStaff = async (cell) => {
    await w.d.sql(`insert into attest_round (id, facility, from_at, opened_at, due_at, step)
      select gen_random_uuid(), facility, 1, ${far}, ${far}, 'ahead' from hat where id in ('${w.hat('gs')}', '${w.hat('nx')}') on conflict do nothing`);
    return w.gateOf(cell);
  };
  /** Somebody whose account was stopped, made for this cell. */
  w.stoppedStaff = async (cell) => {
    if (!cell.object.startsWith('asleep')) return w.gateOf(cell);
    const [hat, account, person] = [randomUUID(), randomUUID(), randomUUID()];
    await w.d.sql(`insert into person (id, name, kana, created_at) values ('${person}', '試験 停止', 'しけん', 1);
      insert into account (id, person, side, login, password, password_at, state, created_at) values ('${account}', '${person}', 'staff', 'stopped-${hat}', 'x', 1, 'disabled', 1);
      insert into hat (id, account, kind, facility, profession, from_at) select '${hat}', '${account}', 'staff', facility, 'nurse', 1 from hat where id = '${at(cell)}';
      with r as (insert into attest_round (id, facility, from_at, opened_at, due_at, step, told_at, closed_at)
        select gen_random_uuid(), facility, 1, 1, 1, 'overdue', 1, 1 from hat where id = '${hat}' returning id)
      insert into attest_stop (id, round, account, hat, at) select gen_random_uuid(), r.id, '${account}', '${hat}', 1 from r`);
    return { id: hat };
  };
  w.clearEducation = () => w.d.sql('delete from education_person; delete from education');
  w.educationOf = async (cell) => {
    const id = randomUUID();
    if (cell.object !== 'no_education')
      await w.d.sql(`insert into education (id, facility, title, held_on, by, at) select '${id}', facility, '試験', '2026-01-05', id, 1 from hat where id = '${at(cell)}'`);
    return { id };
  };
  /** 様式4, exchanged on paper: of the station's, of the clinic's, of the actor. */
  w.pledgedStaff = async (cell) => {
    if (cell.object === 'hat_none') return { id: randomUUID() };
    const hat = cell.object === 'pledged_own' ? (w.hat(w.who(cell)) ?? w.hat('gs')) : at(cell);
    await w.d.sql(`insert into pledge (hat, way, given_on, by, at) values ('${hat}', 'earlier', '2024-04-01', '${hat}', 1) on conflict do nothing`);
    return { id: hat };
  };
}
