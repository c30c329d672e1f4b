// What the scenarios about complete deletion share: a deployment of their own (they move the clock by weeks), its people, the steps of a request.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Deployment, town } from '../lib/deployment.mjs';
import { suite, until } from '../lib/suite.mjs';

const { test, run } = suite();
export { test, until };
export const { password } = JSON.parse(fs.readFileSync(town, 'utf8'));
export const nobody = '00000000-0000-4000-8000-000000000000';
export const key = () => crypto.randomUUID();
export const hour = 3_600_000;
export const day = 24 * hour;
/** The deployment, once the suite has started. */
export let d;

const settings = { 'limit.reads': 100000, 'limit.writes': 100000, 'throttle.account_free': 90, 'throttle.source_free': 9000 };

/** At the end of each file: runs what was imported, when that file is the program. */
export async function main(url) {
  if (url !== pathToFileURL(path.resolve(process.argv[1])).href) return;
  await run(async () => {
    d = await Deployment.start({ name: 'erasure', workers: 2, settings });
  });
}

const people = {};

/** Asks as somebody, who signs in (again) when the clock has ended or locked the session. */
export async function ask(login, method, at, body) {
  const options = { body, ...(method === 'GET' ? { origin: null } : {}) };
  people[login] ??= await d.signedIn(login, password);
  const answer = await people[login].request(method, at, options);
  if (!['session_none', 'session_locked'].includes(answer.body?.error)) return answer;
  people[login] = await d.signedIn(login, password); // others of this test may still ask with the old one
  return people[login].request(method, at, options);
}
export const ok = (answer) => assert.ok(answer.status < 300, answer.text);
export const refused = (answer, status, code) => assert.deepEqual([answer.status, answer.body?.error], [status, code], answer.text);
export const hatOf = async (login) => (await ask(login, 'GET', '/api/session')).body.hat.hat;
export const inbox = async (login) => (await ask(login, 'GET', '/api/inbox')).body;

const demo = async (...args) => (await d.tasuki('demo', ...args, '--settings', d.settingsFile)).stdout.trim();

/** A new patient of Dr Sato's with two posts; the care space. The nurse takahashi is a member. */
export async function patient(name = '試験 花子') {
  const space = await demo('patient', '--attending', 'sato', '--facility', 'clinic', '--name', name, '--kana', 'しけん はなこ');
  await demo('member-add', space, 'takahashi');
  for (const body of ['訪問しました', '血圧は安定しています']) ok(await ask('takahashi', 'POST', `/api/spaces/${space}/posts`, { key: key(), body }));
  return space;
}

export const clinicId = async () => (await ask('miura', 'GET', '/api/erasures')).body.clinics.find((c) => c.name === 'すみれ坂内科クリニック').id;
/** The desk's row of a request. */
export const row = async (id, login = 'miura') => (await ask(login, 'GET', '/api/erasures')).body.requests.find((r) => r.request.id === id);
export const stateOf = async (id) => (await row(id)).request.state;
const act = (login, id, word, body = {}) => ask(login, 'POST', `/api/erasures/${id}/${word}`, body);
export const check = (id, step, way, login = 'miura') => act(login, id, 'check', { step, way });
export const accept = (id, login = 'miura') => act(login, id, 'accept');
export const end = (login, id, reason = 'withdrawn') => act(login, id, 'end', { reason });
export const object = (login, id) => act(login, id, 'objection');
export const decide = (login, id, decision, reason = 'no_reason') => act(login, id, 'decision', { decision, reason });
export const hold = (id, reason = 'dispute', login = 'miura') => ask(login, 'PUT', `/api/erasures/${id}/hold`, { reason, review_on: '2027-03-01' });
export const resume = (id, login = 'miura') => ask(login, 'DELETE', `/api/erasures/${id}/hold`);
export const approve = async (login, id, more = {}) => act(login, id, 'approve', { digest: (await row(id)).request.digest ?? '0'.repeat(64), password, ...more });
export const here = (space, login = 'sato') => ask(login, 'GET', `/api/spaces/${space}/erasure`);
export const confirm = (space, login = 'sato') => ask(login, 'POST', `/api/spaces/${space}/erasure/confirm`);
export const attach = (space, request, login = 'sato') => ask(login, 'POST', `/api/spaces/${space}/erasure/attach`, { request });
export const answer = (space, more = {}, login = 'sato') =>
  ask(login, 'POST', `/api/spaces/${space}/erasure/answer`, { transcribed: true, dispute: false, care_goes_on: false, ...more });

/** A wish on paper, the blind request sent to the clinic; its id. */
export async function recorded(way = 'paper') {
  const made = await ask('miura', 'POST', '/api/erasures', { key: key(), way, facility: await clinicId() });
  assert.equal(made.status, 201, made.text);
  return made.body.id;
}

/** Up to the point where the office can accept it. */
export async function checked(space) {
  const id = await recorded();
  ok(await attach(space, id));
  ok(await confirm(space));
  ok(await check(id, 'called'));
  ok(await check(id, 'checked', 'letter'));
  ok(await answer(space));
  return id;
}

export async function accepted(space) {
  const id = await checked(space);
  ok(await accept(id));
  return id;
}

/** Both approvals are there. */
export async function approved(space) {
  const id = await accepted(space);
  ok(await approve('ono', id));
  ok(await approve('nishimura', id));
  return id;
}

/** Moves the clock and waits until the workers have seen it: connections made in between are given up as too slow. */
export async function later(ms) {
  d.advance(ms);
  await d.healthy();
}

/** `job` works once a minute. */
export async function sweep(what, probe) {
  await later(61_000);
  await until(what, probe, 60_000);
}

/** Right after a sweep of `job`: there is a minute until the next one. */
export async function swept() {
  await d.sql("insert into throttle (key, failures, last_at, until_at) values ('\\x00', 1, 0, 0)");
  await sweep('a sweep', async () => (await d.sql("select 1 from throttle where key = '\\x00'")).length === 0);
}

/** The waiting period has begun. */
export async function pausing(space) {
  const id = await approved(space);
  await sweep('the waiting period', async () => (await stateOf(id)) === 'pausing');
  return id;
}

/** To the end of the waiting period. */
export async function due(id) {
  const { due_at } = (await row(id)).request;
  await later(due_at - d.clock.now() + 1000);
}

export const erased = (id) => sweep('the deletion', async () => (await stateOf(id)) === 'erased');
