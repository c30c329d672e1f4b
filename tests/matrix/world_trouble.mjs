// What the routes of トラブル連絡, 注意 and 指導, and of stopped accounts are about: of somebody of the station, or of the actor.
import { randomUUID } from 'node:crypto';
import { patientSide, shut } from './town.mjs';

/** Adds to the world: incident, warning, stoppable, stopped, clearTroubles. */
export function startTroubles(w) {
  /** Whose session can do nothing has nothing of its own. */
  const own = (cell) => (shut.includes(cell.actor) ? undefined : w.hat(w.who(cell)));
  const staffOwn = (cell) => (['of', 'cm', ...patientSide].includes(cell.actor) ? undefined : own(cell));
  const proved = (cell) => `update session set proved_at = ${cell.object === 'stale' ? 1 : w.d.clock.now()} where hat = '${own(cell) ?? randomUUID()}';`;

  w.incident = async (cell, state) => {
    const id = randomUUID();
    const by = cell.object === 'incident_own' ? (staffOwn(cell) ?? w.hat('gs')) : w.hat('gs');
    if (cell.object !== 'no_incident')
      await w.d.sql(`insert into incident (id, facility, by, kind, noticed_at, words, first, signed_out, state, at, answer_by, open_since, closed_at)
          select '${id}', facility, id, 'other', 1, '試験', '{}', false, '${state}', 1, 2, 1, ${state === 'closed' ? 2 : 'null'} from hat where id = '${by}';
        insert into incident_step (incident, n, kind, at, hat) values ('${id}', 1, 'reported', 1, '${by}')`);
    return { id, version: 1 };
  };
  w.warning = async (cell) => {
    const id = randomUUID();
    const to = cell.object === 'warning_own' ? (staffOwn(cell) ?? w.hat('gs')) : w.hat('gs');
    if (cell.object !== 'no_warning')
      await w.d.sql(`insert into warning (id, hat, kind, words, due_on, by, at) values ('${id}', '${to}', 'warning', '試験', '2030-01-01', '${w.hat('cm')}', 1)`);
    return { id };
  };
  w.stoppable = async (cell) => {
    await w.d.sql(proved(cell));
    return { id: w.hat('gs') };
  };
  w.stopped = async (cell) => {
    const id = randomUUID();
    const other = cell.actor === 'cm' ? w.hat('of') : w.hat('cm');
    const by = cell.object === 'stopped_own' ? (own(cell) ?? other) : other;
    const there = `update account set state = 'stopped' where login = 'matrix-gs';
      insert into stop (id, account, hat, kind, reason, by, at) select '${id}', account, id, 'security', 'lost', '${by}', 1 from hat where id = '${w.hat('gs')}'`;
    await w.clearTroubles(); // what a refused cell has left
    await w.d.sql(`${proved(cell)} ${cell.object === 'no_stop' ? '' : there}`);
    return { id };
  };
  w.clearTroubles = () =>
    w.d.sql(`delete from incident_step; delete from incident; delete from warning; delete from stop where hat <> '${w.hat('su')}'; update account set state = 'active' where login = 'matrix-gs'`);
}
