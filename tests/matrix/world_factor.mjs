// What the routes of the second factor are about: how long ago the actor has shown who it is, and a reset that is asked for.
import { randomUUID } from 'node:crypto';
import { codeAt } from '../lib/totp.mjs';
import { shut } from './town.mjs';

const clear = "delete from factor_reset; update account set factor_since = null, enrol_until = null where login = 'matrix-gs';";

/** Adds to the world: securityNotice, passwordAsBefore, proofOf, ownFactor, codeFor, clearFactor, resetFor, clearResets. */
export function startFactors(w) {
  /** Whose session can do nothing has nothing prepared for it, nor put back. */
  const hatOf = (cell) => (shut.includes(cell.actor) ? randomUUID() : w.hat(w.who(cell)));
  const when = (cell) => (cell.object === 'stale' ? 1 : w.d.clock.now());
  const proved = (cell) => `update session set proved_at = ${when(cell)} where hat = '${hatOf(cell)}';`;

  /** All of them have the same one. */
  w.passwordAsBefore = (who) => {
    const other = w.login(who === 'st' ? 'at' : 'st');
    return w.d.sql(`update account set password = (select password from account where login = '${other}') where login = '${w.login(who)}'`);
  };
  /** Of the actor's account, or of somebody else's. */
  w.securityNotice = async (cell) => {
    const id = randomUUID();
    const whose = cell.object === 'safety_own' ? hatOf(cell) : w.hat('gs');
    if (cell.object !== 'no_safety') await w.d.sql(`insert into security_notice (id, account, kind, at) select '${id}', account, 'codes', ${w.d.clock.now()} from hat where id = '${whose}'`);
    return { id };
  };
  /** The actor's sessions as fresh, or as stale, as the cell says. */
  w.proofOf = async (cell) => {
    await w.d.sql(proved(cell));
    return { id: randomUUID() };
  };
  /** The actor has one, and has shown it as long ago as the cell says. */
  w.ownFactor = async (cell) => {
    const hat = hatOf(cell);
    await w.d.sql(`update account set factor_since = 1 where id = (select account from hat where id = '${hat}');
      update session set second_factor_at = ${when(cell)} where hat = '${hat}'`);
    return { id: randomUUID() };
  };
  /** The id is the code, where one may be offered at all. */
  w.codeFor = async (cell) => {
    await w.d.sql(proved(cell));
    const offer = await w.client(cell).post('/api/factor');
    return { id: offer.status === 200 ? codeAt(offer.body.secret, w.d.clock.now()) : '123456' };
  };
  w.clearFactor = (cell) => {
    const account = `(select account from hat where id = '${w.hat(w.who(cell))}')`;
    const lacks = cell.actor === 'ga' ? w.d.clock.now() + 86_400_000 : 'null';
    return w.d.sql(`delete from recovery_code where account = ${account}; delete from factor where account = ${account};
      update account set factor_since = null, enrol_until = ${lacks} where id = ${account}`);
  };
  /** Of `gs`, who has a factor, by the actor or by somebody else who may. */
  w.resetFor = async (cell) => {
    const id = randomUUID();
    const by = (cell.object === 'reset_own' && w.hat(w.who(cell))) || w.hat('gn');
    const asked = `insert into factor_reset (id, account, hat, by, at, state)
      select '${id}', account, id, '${by}', ${w.d.clock.now()}, 'waiting' from hat where id = '${w.hat('gs')}'`;
    const there = !['no_reset', 'fresh'].includes(cell.object);
    await w.d.sql(`${proved(cell)} ${clear} update account set factor_since = 1 where login = 'matrix-gs'; ${there ? asked : ''}`);
    return { id };
  };
  w.clearResets = () => w.d.sql(clear);
}
