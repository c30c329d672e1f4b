// What the routes are about by which staff are changed: somebody of the station or the clinic, an offer, somebody who has left, a 様式3. Nobody of this
// is on the board, so that its stream stays what the other cells expect.
import { randomUUID } from 'node:crypto';
import { shut } from './town.mjs';

let serial = 0;
const mark = 7; // from_at of every hat made here

/** Adds to the world: worker, staffOffer, departed, changeNotice, clearWorkers. */
export async function startStaff(w) {
  const [elsewhere, keeper] = [randomUUID(), randomUUID()];
  const hired = (hat, at, admin) => {
    const [account, person] = [randomUUID(), randomUUID()];
    return `insert into person (id, name, kana, created_at) values ('${person}', '試験 職員', 'しけん', 1);
      insert into account (id, person, side, login, password, password_at, created_at) values ('${account}', '${person}', 'staff', 'worker-${hat}', 'nobody knows', 1, 1);
      insert into hat (id, account, kind, facility, profession, facility_admin, admitted, from_at)
        select '${hat}', '${account}', 'staff', ${at}, 'nurse', ${admin}, true, ${mark};`;
  };
  const quietly = (sql) => w.d.sql(`begin; alter table hat disable trigger board_hat_begun; ${sql} alter table hat enable trigger board_hat_begun; commit`);
  await quietly(`insert into facility (id, name, kind, outside, created_at) values ('${elsewhere}', '試験事業所', 'home_helper', false, 1); ${hired(keeper, `'${elsewhere}'`, true)}`);

  const stationOf = (who) => `(select facility from hat where id = '${w.hat(who)}')`;
  const ownHat = (cell) => (shut.includes(cell.actor) ? w.hat('lk') : w.hat(w.who(cell)));
  const proof = (cell) => `update session set proved_at = ${cell.object === 'stale' ? 1 : w.d.clock.now()} where hat = '${ownHat(cell)}';`;

  w.worker = async (cell) => {
    const id = randomUUID();
    const make = cell.object === 'hat_none' ? '' : hired(id, stationOf(cell.object === 'untended' ? 'nx' : 'gs'), cell.object === 'admin_too');
    await (cell.object === 'admin_too' ? quietly : w.d.sql.bind(w.d))(`${proof(cell)} ${make}`);
    return { id };
  };
  w.staffOffer = async (cell) => {
    const id = randomUUID();
    const whose = cell.object === 'offer_others' ? w.hat('nx') : ownHat(cell);
    const [at, by] = cell.object === 'offer_here' ? [stationOf('co'), w.hat('co')] : [`'${elsewhere}'`, keeper];
    if (cell.object !== 'no_offer')
      await w.d.sql(`insert into staff_offer (id, kind, facility, by, login, account, profession, state, at, expires_at)
        select '${id}', 'hat', ${at}, '${by}', '${id}', account, 'nurse', 'waiting', 1, 99999999999999 from hat where id = '${whose}'`);
    return { id };
  };
  w.departed = async (cell) => {
    const id = randomUUID();
    if (cell.object === 'departed')
      await w.d.sql(`insert into departure (id, space, hat, at) values ('${id}', '${w.spaces['care/open'].id}', '${w.hat('rm')}', 1)`);
    return { id };
  };
  w.changeNotice = async (cell) => {
    const id = randomUUID();
    if (cell.object === 'change')
      await w.d.sql(`insert into change_notice (id, year, n, facility, hat, kind, name, kana, profession, by, at)
        values ('${id}', 1999, ${++serial}, ${stationOf('gs')}, '${w.hat('gs')}', 'absent', '試験', 'しけん', 'nurse', '${w.hat('co')}', 1)`);
    return { id };
  };
  w.clearWorkers = () =>
    w.d.sql(`update hat set ended_at = 8 where from_at = ${mark} and id <> '${keeper}' and ended_at is null; delete from staff_offer;
      delete from change_notice where facility = '${elsewhere}'; delete from hat where facility = '${elsewhere}' and id <> '${keeper}'`);
}
