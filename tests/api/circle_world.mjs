// What the scenarios about free groups share.
import assert from 'node:assert/strict';
import { as, ask } from './people_world.mjs';
import { key, unchanged } from './world.mjs';

export const about = { name: '褥瘡ケア勉強会', aim: '褥瘡の予防とケアについて学び合います。', rules: '患者さんの情報は書きません。質問はいつでもどうぞ。', entry: 'request' };

/** A new circle of this person's; its id. */
export async function circle(login, more = {}) {
  const answer = await ask(login, 'POST', '/api/circles', { key: key(), ...about, ...more });
  assert.equal(answer.status, 201, answer.text);
  return answer.body.id;
}

export const listed = async (login, id) => (await ask(login, 'GET', '/api/circles')).body.circles.find((c) => c.id === id);
export const request = (login, id, more = {}) => ask(login, 'POST', `/api/circles/${id}/request`, { version: 1, ...more });
export const requests = async (login, id) => (await ask(login, 'GET', `/api/spaces/${id}/requests`)).body.requests;
export const settle = (login, id, item, word) => ask(login, 'POST', `/api/spaces/${id}/requests/${item}/${word}`);
export const role = async (login, id, whom, body) => ask(login, 'PUT', `/api/spaces/${id}/members/${(await as(whom)).hat}/role`, body);

/** In a circle from now on. */
export async function joins(manager, id, login) {
  const asked = await request(login, id);
  assert.equal(asked.status, 201, asked.text);
  assert.equal((await settle(manager, id, asked.body.id, 'accept')).status, 200);
}

export const say = (login, id, body, more = {}) => ask(login, 'POST', `/api/spaces/${id}/posts`, { key: key(), body, ...more });

/** Like unchanged, but for the row of kinds that a refusal leaves. */
export const nothingKept = (body) => unchanged(body, ['screening']);

/** It is refused as patient data, or with another code; [kind, the words at the place] of each finding. */
export function marked(answer, text, code = 'patient_data') {
  assert.deepEqual([answer.status, answer.body?.error], [422, code], answer.text);
  return answer.body.places.map((p) => [p.kind, text.slice(p.from, p.to)]);
}
