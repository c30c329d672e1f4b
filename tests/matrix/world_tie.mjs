// What the routes of つながり are about: a request between the actor and somebody who is nobody's actor, a block.
import { randomUUID } from 'node:crypto';

/** Adds to the world: tieRequest, blockedBy, clearTies. */
export function startTies(w) {
  w.tieRequest = async (cell) => {
    const [id, actor, other] = [randomUUID(), w.hat(w.who(cell)), w.hat('nx')];
    const [from, to] = cell.object === 'tie_sent' ? [actor, other] : [other, actor];
    await w.clearTies();
    if (cell.object !== 'no_tie')
      await w.d.sql(`insert into tie_request (id, space, from_hat, to_hat, sealed_reason, state, at) values ('${id}', gen_random_uuid(), '${from}', '${to}', '', 'waiting', 1)`);
    return { id };
  };
  w.blockedBy = async (cell, other) => {
    if (cell.object === 'hat_others') await w.d.sql(`insert into tie_block (by, hat, at) values ('${w.hat(w.who(cell))}', '${other.id}', 1) on conflict do nothing`);
    return other;
  };
  /** With the space that an acceptance has made. */
  w.clearTies = () =>
    w.d.sql(`create temporary table made as select space as id from tie_request where state = 'accepted'; delete from tie_request; delete from tie_block;
      delete from event where space in (select id from made); delete from member where space in (select id from made); delete from space where id in (select id from made); drop table made`);
}
