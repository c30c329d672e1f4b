// Fifty people post over TLS, retrying with their own keys and following live, while one part after the other is killed as a crash would.
// After each: every acknowledged post is there exactly once, gapless and in order, everybody ends with the same timeline, and the
// evidence is whole.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { alive, signal } from '../lib/processes.mjs';
import { suite, until } from '../lib/suite.mjs';
import { Follower } from './follower.mjs';
import { Poster } from './poster.mjs';
import { kept } from './truth.mjs';

const people = 50;
const each = 4; // posts of one person in one test
const patience = 150_000; // a machine may be slow; nothing here is measured
const limit = 400_000;
const logins = ['sato', 'nakano', 'takahashi', 'kobayashi', 'okada', 'mori', 'watanabe', 'ito', 'matsumoto', 'yoshida', 'tamura', 'fujii', 'ishikawa', 'hasegawa'];
const password = 'asagao7himawari7';

const { test, run } = suite();
let d;
const crowd = []; // {client, follower, poster}
const bases = new Map(); // space → number of its last post before the first of ours

async function join(i) {
  const client = await d.signedIn(logins[i % logins.length], password);
  const { body: state } = await client.get('/api/state');
  state.spaces.forEach((s) => bases.set(s.id, s.post_no));
  // Each begins with another of his open spaces, so that all of the town are written to at once.
  const own = state.spaces.filter((s) => s.may.includes('post')).map((s) => s.id);
  const turned = [...own.slice(i % own.length), ...own.slice(0, i % own.length)];
  crowd.push({ client, follower: new Follower(client, state), poster: new Poster(client, `p${i}`, turned.slice(0, 3)) });
}

async function gather() {
  d = await Deployment.start({ name: 'crash', workers: 2, settings: { 'limit.reads': 10_000, 'limit.writes': 10_000 } });
  for (let i = 0; i < people; i += 10) await Promise.all([...Array(10).keys()].map((n) => join(i + n)));
  await until('everybody to follow', () => crowd.every((c) => c.follower.sockets > 0), patience);
}

/** Everybody posts; when a quarter has been acknowledged, `crash` happens; all go on until each has all of his. */
async function postThrough(crash) {
  let acknowledged = 0;
  let crashing = null;
  const count = () => {
    if (++acknowledged >= (people * each) / 4) crashing ??= crash();
  };
  const ends = await Promise.allSettled(crowd.map((c) => c.poster.post(each, count)));
  ends.push(...(await Promise.allSettled([crashing])));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await d.healthy();
}

async function postAndCheck(crash) {
  await postThrough(crash);
  await checkAll();
}

/** What was acknowledged in a space, by everybody. */
function saidIn(space) {
  return crowd.flatMap((c) => c.poster.said).filter((act) => act.space === space);
}

/** One person's posts stand in the order in which he was told. */
function checkOrder(poster) {
  for (const space of poster.spaces) {
    const nos = poster.said.filter((a) => a.space === space).map((a) => a.post.no);
    assert.deepEqual(nos, [...nos].sort((a, b) => a - b), `${poster.name}: out of order`);
  }
}

async function checkFollowers(space, truth) {
  const followers = crowd.map((c) => c.follower).filter((f) => f.spaces.has(space));
  const head = Number((await d.sql(`select seq from space where id = '${space}'`))[0][0]);
  await until(`all ${followers.length} to have seq ${head} of ${space}`, () => followers.every((f) => f.seq(space) === head), patience).catch((error) => {
    throw new Error(`${error.message}: they have ${followers.map((f) => f.seq(space))}`);
  });
  for (const f of followers) {
    assert.deepEqual(f.faults, []);
    assert.deepEqual(f.timeline(space), truth, 'a live timeline differs from the one read');
  }
}

async function checkDatabase() {
  const gaps = await d.sql(`select s.id from space s where s.seq <> (select count(*) from event where space = s.id)
    or s.seq <> (select coalesce(max(seq), 0) from event where space = s.id)
    or s.post_no <> (select count(*) from post where space = s.id) or s.post_no <> (select coalesce(max(no), 0) from post where space = s.id)`);
  assert.deepEqual(gaps, [], 'a stream has a gap');
  const disorder = await d.sql('select count(*) from post a join post b on b.space = a.space and b.no = a.no + 1 where b.created_seq <= a.created_seq');
  assert.deepEqual(disorder, [['0']], 'numbers and sequence disagree');
  const since = [...bases].map(([id, no]) => `('${id}'::uuid, ${no})`);
  const unproven = await d.sql(`select count(*) from post p join (values ${since}) b (id, no) on b.id = p.space and p.no > b.no
    where not exists (select from audit where object = p.id and act = 'post_create' and result = 'ok')`);
  assert.deepEqual(unproven, [['0']], 'a post without evidence');
}

/** `job` chains what was committed, a minute later by its clock; then the chain is verified. */
async function checkAudit() {
  const [[last]] = await d.sql('select max(id) from audit');
  d.advance(61_000);
  await until('the chain to reach the newest evidence', async () => Number((await d.sql('select coalesce(max(upto), 0) from audit_chain'))[0][0]) >= Number(last), patience);
  const { stdout } = await d.tasuki('audit', 'verify', '--settings', d.settingsFile);
  assert.match(stdout, /records in [1-9]\d* links are as they were written/);
  assert.match(stdout, /newest link: \d+:[0-9a-f]{64}/);
}

async function checkAll() {
  for (const [space, base] of bases) {
    const reader = crowd.find((c) => c.follower.spaces.has(space));
    await checkFollowers(space, await kept(reader.client, space, base, saidIn(space)));
  }
  crowd.forEach((c) => checkOrder(c.poster));
  await checkDatabase();
  await checkAudit();
}

test('PostgreSQL writes through: fsync, full pages, synchronous commit', async () => {
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) assert.deepEqual(await d.sql(`show ${name}`), [['on']]);
});

test('nothing is killed', () => postAndCheck(async () => {}), { limit });

test('a worker is killed', () =>
  postAndCheck(async () => {
    const [one] = d.processes('front');
    signal(one.pid, 'SIGKILL');
    await until('another in its place', () => d.processes('front').length === 2 && !alive(one.pid), patience);
  }), { limit });

test('both workers are killed', () => postAndCheck(() => d.kill('front')), { limit });

test('the key holder is killed', () => postAndCheck(() => d.kill('keys')), { limit });

test('job is killed', () => postAndCheck(() => d.kill('job')), { limit });

test('a backend of PostgreSQL is killed', () =>
  postAndCheck(async () => {
    const [[pid]] = await d.sql("select pid from pg_stat_activity where application_name ~ '^tasuki front . hot$' limit 1");
    signal(Number(pid), 'SIGKILL');
    await until('its end', () => !alive(Number(pid)), patience);
  }), { limit });

test('PostgreSQL is killed', () => postAndCheck(() => d.kill('postgres')), { limit });

test('the supervisor is killed: everything ends with it, and a new one takes over', () =>
  postAndCheck(async () => {
    const all = d.processes();
    await d.kill('supervisor');
    await until('the end of all its children', () => all.every((p) => !alive(p.pid)), patience);
    await d.serve();
  }), { limit });

test('everything is killed at once', () =>
  postAndCheck(async () => {
    const all = d.processes();
    all.forEach((p) => signal(p.pid, 'SIGKILL'));
    await until('the end of everything', () => all.every((p) => !alive(p.pid)), patience);
    await d.serve();
  }), { limit });

test('one part after the other is killed, as chance will have it', async () => {
  const parts = ['front', 'front', 'keys', 'backend', 'job', 'postgres'];
  const struck = [];
  let acknowledged = 0;
  const strike = () => {
    if (++acknowledged % 20 !== 0) return;
    const role = parts[Math.floor(Math.random() * parts.length)];
    const all = d.processes(role);
    if (all.length === 0) return; // it has not come again yet
    signal(all[Math.floor(Math.random() * all.length)].pid, 'SIGKILL');
    struck.push(role);
  };
  await Promise.all(crowd.map((c) => c.poster.post(each, strike))).finally(() => console.log(`        killed: ${struck.join(' ')}`));
  await until('PostgreSQL', () => d.sql('select 1').catch(() => null), patience);
  await d.healthy();
  await checkAll();
}, { limit });

test('everybody was cut off and came back', async () => {
  const refused = new Map();
  for (const { poster } of crowd) for (const [code, n] of poster.refused) refused.set(code, (refused.get(code) ?? 0) + n);
  console.log(`        ${crowd.reduce((n, c) => n + c.poster.said.length, 0)} posts in ${crowd.reduce((n, c) => n + c.poster.tries, 0)} tries; ${crowd.reduce((n, c) => n + c.follower.resets, 0)} resets; refused: ${JSON.stringify(Object.fromEntries(refused))}`);
  assert.ok(crowd.every((c) => c.follower.sockets >= 3), 'each socket was cut at least when both workers and when the supervisor died');
  await Promise.all(crowd.map((c) => c.follower.end()));
  crowd.forEach((c) => c.client.close());
});

await run(gather);
