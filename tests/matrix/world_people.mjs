// What the routes of world.mjs's people are about: an invitation for everybody who may get one, an offered hand-over; and the way back after an
// act that changed who is in a space. The owner of the database makes it: what is tried is who may act on it, not how it came about.
import { randomUUID } from 'node:crypto';
import { persona, spaceNames } from './town.mjs';
import { clear } from './world_erasure.mjs';

const invitedActors = ['rm', 'cl', 'co', 'ad', 'st', 'of', 'cm', 'pa', 'ki', 'ha', 'nw'];
const kept = ['member', 'instruction', 'invitation', 'handover', 'circle_request'];
const columns = 'attending, sealed_attending, attending_pending, attending_at, instruction';

/** Adds to the world: waiting, offer, restorePeople, secondManager, persona, clearWaiting, giveStanding, clearStanding. */
export async function startPeople(w) {
  const ids = new Map(); // "kind/state who" → invitation; "kind/state" → hand-over
  const sql = [];
  for (const name of spaceNames) {
    const [kind, state] = name.split('/');
    const space = w.spaces[name].id;
    for (const actor of invitedActors) {
      const who = actor === 'nw' ? actor : persona(actor, state);
      const id = randomUUID();
      ids.set(`${name} ${who}`, id);
      sql.push(`insert into invitation (id, space, hat, by, history, state, at, expires_at)
        values ('${id}', '${space}', '${w.hat(who)}', '${w.hat('de')}', 'all', 'waiting', 1, 99999999999999)`);
    }
    if (kind !== 'care') continue;
    ids.set(name, randomUUID());
    sql.push(`insert into handover (id, space, from_hat, to_hat, by, state, at)
      select '${ids.get(name)}', id, case when not attending_pending then attending end, '${w.hat('st')}', '${w.hat('de')}', 'offered', 1 from space where id = '${space}'`);
  }
  for (const table of kept) sql.push(`create table kept_${table} as select * from ${table}`);
  sql.push(`create table kept_space as select id, ${columns} from space`);
  await w.d.sql(sql.join('; '));

  w.kept = [...kept]; // tables that an act may change; each has a twin kept_…
  w.persona = (cell) => persona(w.who(cell), cell.state);
  w.waiting = (cell, who) => ids.get(`${cell.kind}/${cell.state} ${who}`) ?? randomUUID();
  w.offer = (cell) => ids.get(`${cell.kind}/${cell.state}`) ?? randomUUID();
  w.restorePeople = (cell) => restore(w, w.space(cell).id);
  w.secondManager = async (cell) => {
    if (cell.kind === 'circle' && cell.actor === 'at')
      await w.d.sql(`update member set role = 'manager' where space = '${w.space(cell).id}' and hat = '${w.hat('de')}' and to_seq is null`);
    return {};
  };
  w.clearWaiting = async () => {
    w.cleared ??= w.d.sql(`delete from invitation; delete from handover; ${clear}`);
    await w.cleared;
    return {};
  };
  w.clearStanding = () => w.d.sql('delete from instruction where space is null');
  w.giveStanding = (attending, delegate) =>
    w.d.sql(`insert into instruction (id, attending, delegate, given_on, way, state, at)
      values (gen_random_uuid(), '${attending}', '${delegate}', '2026-01-01', 'here', 'confirmed', 1) on conflict do nothing`);
}

async function restore(w, space) {
  const back = w.kept.map((t) => `delete from ${t} where space = '${space}'; insert into ${t} select * from kept_${t} where space = '${space}'`);
  const values = columns.split(', ').map((c) => `${c} = k.${c}`).join(', ');
  await w.d.sql(`alter table member disable trigger member_fits; ${back.join('; ')}; update hat set ended_at = null where kind = 'kin'; update session set state = 'active', ended_at = null, end_reason = null where end_reason = 'disabled' and hat <> '${w.hat('su')}'; update space s set ${values} from kept_space k where k.id = s.id and s.id = '${space}';
    alter table member enable trigger member_fits`);
}
