// What the scenarios about who is in a space share: people signed in once, asking as somebody, inviting.
import assert from 'node:assert/strict';
import { d, password, signedIn, test } from './world.mjs';

const people = {};

/** Signs in anew the next time. */
export const forget = (login) => delete people[login];
/** Somebody is at the keyboard: the screen does not lock, however slow the machine and wherever the clock was moved. */
async function stays(one) {
  one.told = d.clock.now();
  const { status } = await one.client.post('/api/session/activity');
  if (status === 423) await one.client.post('/api/session/resume', { password });
}
/** The person's client and hat, signed in once. */
export async function as(login) {
  if (!people[login]) {
    const client = await signedIn(login);
    people[login] = { client, hat: (await client.get('/api/session')).body.hat.hat, told: d.clock.now() };
  }
  if (d.clock.now() - people[login].told > 300_000) await stays(people[login]);
  return people[login];
}
export const hatOf = async (login) => (await as(login)).hat;
export const ask = async (login, method, path, body) => (await as(login)).client.request(method, path, { body, ...(method === 'GET' ? { origin: null } : {}) });
export const inbox = async (login) => (await ask(login, 'GET', '/api/inbox')).body;
export const spaceOf = async (login, space) => (await ask(login, 'GET', `/api/spaces/${space}`)).body;
export const roleIn = async (login, space, whom) => (await spaceOf(login, space)).members.find((m) => m.hat === whom)?.role;
export const invite = async (by, space, whom, more = {}) =>
  ask(by, 'POST', `/api/spaces/${space}/invitations`, { hat: await hatOf(whom), relation: '訪問看護（週1回）', ...more });
export const invited = async (by, space, whom, more) => {
  const answer = await invite(by, space, whom, more);
  assert.equal(answer.status, 201, answer.text);
  return answer.body.id;
};
export const answerTo = (login, id, word) => ask(login, 'POST', `/api/invitations/${id}/${word}`);
export const ok = (answer) => assert.equal(answer.status, 200, answer.text);
export const set = (space, words) => d.sql(`update space set ${words} where id = '${space}'`);

/** Another member's socket, greeted. */
export const live = async (login) => (await as(login)).client.live();

test('everybody is here', async () => {
  for (const login of 'fujii hasegawa ito kobayashi matsumoto miura nakano okada sato takahashi tamura watanabe yoshida'.split(' ')) await as(login);
});
