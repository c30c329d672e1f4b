// What the API scenarios share: one deployment with two workers and the demo town, its people, and what is asked again and again.
// Each file of this folder runs by itself (tests/try tests/api/posts.mjs); all.mjs runs them all against the same deployment.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Deployment, town } from '../lib/deployment.mjs';
import { filmSettings } from '../lib/film.mjs';
import { holderOf } from '../lib/processes.mjs';
import { suite, until } from '../lib/suite.mjs';

const { test: add, run } = suite();
const day = 86_400_000;
export const { password } = JSON.parse(fs.readFileSync(town, 'utf8'));
/** An id that nothing has. */
export const nobody = '00000000-0000-4000-8000-000000000000';
export const key = () => crypto.randomUUID();
/** The deployment, once the suite has started. */
export let d;

const settings = {
  ...filmSettings,
  'limit.reads': 100000,
  'limit.writes': 100000,
  'screen.fresh': 0,
  'screen.refusals': 40,
  'session.idle_office': 3600, // tests move the clock by seconds, and a busy machine takes its time
  'session.overall_staff': 7200,
  'throttle.account_free': 5,
  'throttle.source_free': 20,
};

async function start() {
  d = await Deployment.start({ name: 'api', workers: 2, settings });
}

/** A scenario, within one day of Japan. */
export function test(name, body, more) {
  add(name, async () => {
    d.awayFromMidnight(120_000);
    await body();
  }, more);
}

/** At the end of each file: runs what was imported, when that file is the program. */
export async function main(url) {
  if (url === pathToFileURL(path.resolve(process.argv[1])).href) await run(start);
}

export function signedIn(login, options) {
  return d.signedIn(login, password, options);
}

/** A demo verb; what it prints. */
async function demo(...args) {
  return (await d.tasuki('demo', ...args, '--settings', d.settingsFile)).stdout.trim();
}

/** A new patient of Dr Sato's with these further members; the id of the care space. */
export async function patient(...logins) {
  const space = await demo('patient', '--attending', 'sato', '--facility', 'clinic', '--name', '試験 花子', '--kana', 'しけん はなこ');
  for (const login of logins) await join(space, login);
  return space;
}

export function join(space, login, ...more) {
  return demo('member-add', space, login, ...more);
}

export function leave(space, login, ...more) {
  return demo('member-remove', space, login, ...more);
}

/** Posts and expects it to be kept. */
export async function post(client, space, body, more = {}) {
  const answer = await client.post(`/api/spaces/${space}/posts`, { key: key(), body, ...more });
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

/** The answer is this error and nothing else; `detail`: the field it names (undefined: none). */
export function refused(answer, status, code, detail) {
  assert.deepEqual([answer.status, answer.body?.error, answer.body?.detail], [status, code, detail], answer.text);
}

/** All that could tell two answers apart, but for the date. */
export function look({ status, headers, text }) {
  const { date, ...rest } = headers;
  assert.ok(date);
  return { status, headers: rest, text };
}

const passing = ['audit', 'audit_chain', 'session_activity', 'throttle'];

/** A digest of every row of every table but these, and but evidence, counters and times of activity: refusals leave those. */
async function rows(without) {
  const all = (await d.sql("select tablename from pg_tables where schemaname = 'public' order by 1")).flat();
  const tables = all.filter((t) => !passing.includes(t) && !without.includes(t));
  const one = (t) => `select '${t}' as name, count(*), md5(coalesce(string_agg(x::text, '|' order by x::text), '')) from ${t} x`;
  return d.sql(`${tables.map(one).join(' union all ')} order by 1`);
}

/** What `job` would do within the minute is done now, so that it does not come in the middle of something. */
export async function settled() {
  const overdue = () => d.sql(`select 1 from session where state <> 'ended' and end_at <= ${d.clock.now()} limit 1`);
  if ((await overdue()).length > 0) {
    d.advance(61_000);
    await until('sessions whose time is over to end', async () => (await overdue()).length === 0);
  }
  const now = d.clock.now();
  await d.sql(`select application_drafts_over(${now - 30 * day}), incident_remind(${now}), tie_reasons_over(${now - 31 * day}),
    kin_accounts_end(${now}, ${30 * day})`);
}

/** Runs `body` and shows that no row was changed by it, but in the tables `others`. */
export async function unchanged(body, others = []) {
  await settled();
  const before = await rows(others);
  await body();
  assert.deepEqual(await rows(others), before);
}

/** Process ids of the workers. */
export function fronts() {
  return d.processes('front').map((p) => p.pid);
}

/** `make` opens something and tells its local port; the first of what it opens on each of the two workers is returned, the rest ended. */
async function onEach(make, port, end) {
  const found = new Map();
  const pids = fronts();
  assert.equal(pids.length, 2);
  for (let i = 0; i < 60 && found.size < 2; i++) {
    const one = await make();
    const pid = holderOf(port(one), d.port, pids);
    assert.ok(pid, 'a worker holds the connection');
    if (found.has(pid)) await end(one);
    else found.set(pid, one);
  }
  assert.equal(found.size, 2, 'connections came to both workers');
  return pids.map((pid) => found.get(pid));
}

/** Two clients of the same browser (one cookie jar), each with its one connection at another worker. */
export function onEachWorker(client) {
  const make = async () => {
    const c = d.client({ cookies: client.cookies, sockets: 1 });
    await c.get('/api/health');
    return c;
  };
  return onEach(make, (c) => c.ports()[0], (c) => c.close());
}

/** A live socket of the client at each worker. */
export function liveOnEach(client, options) {
  return onEach(() => client.live(options), (l) => l.socket._socket.localPort, (l) => l.close());
}

/** Every route of the product: {method, path, template, input, open: asked without a session, file: the body is no JSON}, with the ids given, and others that nothing has. */
export function routes({ space = nobody, post: one = nobody } = {}) {
  const text = fs.readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  return Object.entries(JSON.parse(text).paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: template.replace('{space}', space).replace('{post}', one).replace(/\{\w+\}/g, nobody),
      template,
      open: operation.security?.length === 0,
      file: Boolean(operation.requestBody?.content['*/*']),
      input: operation.requestBody?.content['application/json']?.schema,
    })),
  );
}

/** Input that the form of a route accepts; undefined where it takes none. */
export function example(input) {
  if (!input) return undefined;
  const text = { date: '2026-01-15', uuid: nobody };
  const value = (s) => s.enum?.[0] ?? { boolean: true, integer: 1, string: text[s.format] ?? 'x'.repeat(Math.max(1, s.minLength)), array: [nobody], object: {} }[s.type];
  return Object.fromEntries(Object.entries(input.properties).map(([name, s]) => [name, value(s)]));
}

/** In groups, so that thousands of requests do not wait for each other one by one. */
export async function each(list, body) {
  for (let i = 0; i < list.length; i += 8) await Promise.all(list.slice(i, i + 8).map(body));
}
