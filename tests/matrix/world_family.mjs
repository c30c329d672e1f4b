// What the routes of family timelines are about: links of relatives, a newcomer whom patient and kin are told of, an objection.
import { randomBytes, randomUUID } from 'node:crypto';
import { audience, shut, spaceNames } from './town.mjs';

const families = spaceNames.filter((n) => n.startsWith('family/'));
const open = `consent = 'recorded', archived_at = null, archive_reason = null, archived_by = null, closed_at = null, frozen_at = null, erased_at = null,
  read_until = null, attending_pending = false`;
const linksOf = (w, forgetful) => ({
  link_waiting: 'expires_at = 99999999999999',
  link_used: "state = 'joined'",
  link_late: 'expires_at = 2',
  link_again: `state = 'joined', expires_at = 99999999999999, hat = '${forgetful}', again_by = '${w.hat('gn')}'`,
});
const kept = ['kin_invitation', 'newcomer'];

/** A relative who is none of the actors and in no timeline: whose password a link changes. */
async function forgetful(w) {
  const ids = { person: randomUUID(), account: randomUUID(), hat: randomUUID() };
  await w.d.sql(`insert into person (id, created_at) values ('${ids.person}', 1);
    insert into account (id, person, side, login, password, password_at, created_at) values ('${ids.account}', '${ids.person}', 'patient_side', 'forgetful', 'none', 1, 1);
    insert into hat (id, account, kind, patient, sealed, from_at) select '${ids.hat}', '${ids.account}', 'kin', patient, '', 1 from space where id = '${w.spaces['family/open'].id}'`);
  return ids.hat;
}

/** Links are sealed: they are made by a 管理担当 while the space is open for a moment. In the name of somebody who is nobody's actor. */
async function makeLinks(w, name, de, links, links_r) {
  const { id: space } = w.spaces[name];
  const [kind, state] = name.split('/');
  await w.d.sql(`update space set ${open} where id = '${space}'`);
  for (const [what, columns] of Object.entries(links)) {
    const who = w.canaries.word(`whom ${what} is for (${name})`, { sees: audience(kind, state) });
    const made = await de.post(`/api/spaces/${space}/kin`, { name: who, self: false, relation: '孫', key_person: false, identified: 'met' });
    if (made.status !== 201) throw new Error(`${made.status} ${made.text}`);
    await w.d.sql(`update kin_invitation set by = '${w.hat('gn')}', ${columns} where id = '${made.body.id}'`);
    links_r.set(`${name} ${what}`, made.body);
  }
  await w.restore({ kind, state });
}

/** A relative who is in and has lost the second factor, where it may be reset; and that the actor was told of a reset. */
function startLost(w) {
  w.lostFactor = async (cell) => {
    if (['ok', 'pro'].includes(cell.answer)) await w.proofOf(cell); // where it is asked for at all
    if (cell.answer !== 'ok') return { id: w.linkIn(cell) };
    const { id: space } = w.space(cell);
    const [person, account, hat, id] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await w.d.sql(`insert into person (id, created_at) values ('${person}', 1);
      insert into account (id, person, side, login, password, password_at, created_at, factor_since) values ('${account}', '${person}', 'patient_side', 'lost-${id}', 'none', 1, 1, 1);
      insert into hat (id, account, kind, patient, sealed, from_at) select '${hat}', '${account}', 'kin', patient, '', 1 from space where id = '${space}';
      insert into member (space, hat, from_seq, from_at, read_from_seq, role) values ('${space}', '${hat}', 1, 1, 0, 'member');
      insert into kin_invitation (id, space, by, sealed, patient_self, key_person, token_hash, state, at, expires_at, hat)
        values ('${id}', '${space}', '${w.hat('gn')}', '', false, false, sha256('${id}'), 'joined', 1, 1, '${hat}')`);
    return { id };
  };
  w.findFactor = async (cell) => {
    await w.d.sql('delete from kin_reset');
    await w.restoreFamily(cell);
    await w.d.sql(`update hat set ended_at = 1 where account in (select id from account where login like 'lost-%')`);
  };
  w.toldReset = async (cell) => {
    const id = randomUUID();
    if (cell.object === 'told_reset')
      await w.d.sql(`insert into kin_reset (id, space, hat, by, told, at) select '${id}', '${w.spaces['family/open'].id}', '${w.hat('ki_open')}', '${w.hat('gn')}', '${w.hat(shut.includes(cell.actor) ? 'ki_open' : w.who(cell))}', 1`);
    return { id };
  };
}

/** Adds to the world: lostFactor, findFactor, toldReset, linkIn, linkFor, newcomerIn, objectionIn, covered, restoreFamily. */
export async function startFamily(w) {
  const made = new Map(); // "kind/state what" → {id, token}
  const de = await w.session('de');
  const links = linksOf(w, await forgetful(w));
  await Promise.all(families.map((name) => makeLinks(w, name, de, links, made)));
  for (const name of families) {
    for (const [what, hat, word] of [['newcomer', 'lk', 'told'], ['objection', 'la', 'objected']]) {
      made.set(`${name} ${what}`, { id: randomUUID() });
      await w.d.sql(`insert into newcomer (id, space, hat, role, all_history, state, at, decided_by)
        values ('${made.get(`${name} ${what}`).id}', '${w.spaces[name].id}', '${w.hat(hat)}', 'member', true, '${word}', 1, '${w.hat(`ki_${name.split('/')[1]}`)}')`);
    }
  }
  de.close();
  await w.d.sql(kept.map((t) => `create table kept_${t} as select * from ${t}`).join('; '));

  const of = (cell, what) => made.get(`${cell.kind}/${cell.state} ${what}`)?.id ?? randomUUID();
  w.linkIn = (cell) => of(cell, 'link_waiting');
  w.newcomerIn = (cell) => of(cell, 'newcomer');
  w.objectionIn = (cell) => of(cell, 'objection');
  w.linkFor = (cell) => {
    const name = cell.state === '-' ? 'family/open' : `${cell.kind}/${cell.state}`;
    return { id: made.get(`${name} ${cell.object}`)?.token ?? randomBytes(32).toString('base64url') };
  };
  w.covered = async (cell) => {
    if (cell.answer === 'ok')
      await w.d.sql(`insert into consent (id, space, kind, sealed, signed_on, scope_photo, scope_family, scope_disaster, scope_after_death, recorded_by, recorded_at)
        values (gen_random_uuid(), '${w.space(cell).id}', 'prior', '', '2026-01-05', false, true, false, false, '${w.hat('at')}', 1)`);
    return {};
  };
  startLost(w);
  w.kept.push(...kept);
  w.restoreFamily = async (cell) => {
    await dropBeside(w, w.space(cell).id);
    await w.restorePeople(cell);
  };
}

/** The family timeline that a care one got. */
async function dropBeside(w, id) {
  const beside = `(select f.id from space f join space s on s.patient = f.patient where s.id = '${id}' and f.kind = 'family' and f.id <> '${id}')`;
  const drop = ['event', 'member', 'patient_identity', 'instruction'].map((t) => `delete from ${t} where space in ${beside}`);
  await w.d.sql([...drop, `delete from space where id in ${beside}`, `delete from consent where space = '${id}'`].join('; '));
}
