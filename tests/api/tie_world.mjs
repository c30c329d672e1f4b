// What the scenarios about つながり share.
import assert from 'node:assert/strict';
import { ask, hatOf, ok, inbox } from './people_world.mjs';
import { d } from './world.mjs';

export const reason = '褥瘡の処置についてご相談したいです';

export const asks = async (login, whom, more = {}) => ask(login, 'POST', '/api/ties', { hat: await hatOf(whom), reason, ...more });
export const answers = (login, item, word) => ask(login, 'POST', `/api/ties/${item}/${word}`);
export const withdraws = (login, item) => ask(login, 'DELETE', `/api/ties/${item}`);
export const blocks = async (login, whom) => ask(login, 'PUT', `/api/ties/blocked/${await hatOf(whom)}`);
export const unblocks = async (login, whom) => ask(login, 'DELETE', `/api/ties/blocked/${await hatOf(whom)}`);
export const ends = (login, space) => ask(login, 'POST', `/api/spaces/${space}/end`);
export const listOf = async (login) => (await ask(login, 'GET', '/api/ties')).body;
export const waitsFor = async (login, item) => (await inbox(login)).ties.find((t) => t.id === item);

/** A request that waits; its id. */
export async function asked(login, whom, more) {
  const answer = await asks(login, whom, more);
  assert.equal(answer.status, 201, answer.text);
  return answer.body.id;
}

/** In touch from now on; the space. */
export async function tie(login, whom) {
  const answer = await answers(whom, await asked(login, whom), 'accept');
  ok(answer);
  return answer.body.space;
}

/** As if the two had never met. */
export async function apart(...logins) {
  const hats = (await Promise.all(logins.map(hatOf))).map((h) => `'${h}'`).join();
  await d.sql(`update space s set closed_at = coalesce(closed_at, 1) from tie_request t where t.space = s.id and t.from_hat in (${hats}) and t.to_hat in (${hats});
    delete from tie_request where from_hat in (${hats}) and to_hat in (${hats}); delete from tie_block where by in (${hats}) and hat in (${hats})`);
}

/** [people in it, requests of every state] between two: one つながり at most, with two in it. */
export async function between(one, other) {
  const [a, b] = [await hatOf(one), await hatOf(other)];
  const members = await d.sql(`select count(*) from member m join tie_request t on t.space = m.space join space s on s.id = m.space
    where s.closed_at is null and m.to_seq is null and t.from_hat in ('${a}', '${b}') and t.to_hat in ('${a}', '${b}')`);
  const states = await d.sql(`select state from tie_request where from_hat in ('${a}', '${b}') and to_hat in ('${a}', '${b}') order by at, id`);
  return [Number(members[0][0]), states.flat()];
}
