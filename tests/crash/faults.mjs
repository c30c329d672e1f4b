// A PostgreSQL that is stopped, frozen, full, or cannot write through: callers hear it, nothing is acknowledged that is not kept, sockets stay,
// and everything heals by itself. It is one of the operator's own (database.url), so that its disk can be broken.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Deployment } from '../lib/deployment.mjs';
import { suite, until, within } from '../lib/suite.mjs';
import { Poster } from './poster.mjs';
import { Postgres } from './postgres.mjs';
import { kept } from './truth.mjs';

const patience = 120_000;
const limit = 300_000;
const password = 'asagao7himawari7';
const few = 12;
const large = '褥瘡は改善しています。'.repeat(900); // near the limit: fills files soon

const { test, run } = suite();
let pg, d, doctor, space, base, sockets;
const posters = [];

async function prepare() {
  pg = await Postgres.start();
  d = await Deployment.start({ name: 'faults', workers: 2, database: pg, settings: { 'limit.reads': 10_000, 'limit.writes': 10_000 } });
  doctor = await d.signedIn('sato', password);
  const { body } = await doctor.get('/api/state');
  ({ id: space, post_no: base } = body.spaces[0]);
  // Several sockets, so that both workers have some.
  sockets = await Promise.all([...Array(6)].map(() => doctor.live()));
  for (let i = 0; i < few; i++) posters.push(new Poster(await d.signedIn('sato', password), `f${i}`, [space]));
}

const post = (body, key = randomUUID()) => doctor.post(`/api/spaces/${space}/posts`, { key, body }, { timeout: 90_000 });
const said = () => posters.flatMap((p) => p.said);

/** Every socket is the one it was: a ping comes back. */
async function socketsStay() {
  for (const s of sockets) assert.equal(s.code, null, `a socket was closed with ${s.code}`);
  await within(patience, 'an answer of every socket', Promise.all(sockets.map((s) => s.barrier())));
}

/** Every connection by which posts are kept is there and idle: those that were lost have been made anew. */
async function whole() {
  const idle = "select count(*) from pg_stat_activity where application_name like 'tasuki % hot' and state = 'idle' and query <> ''";
  await until('all connections of the hot lane', async () => (await pg.sql(idle)) === '4', patience); // two of each worker
}

/** Posting works again without anybody doing anything, and all sockets are told. */
async function heals() {
  await Promise.all(posters.map((p) => p.post(1)));
  const last = posters.at(-1).said.at(-1);
  await Promise.all(sockets.map((s) => s.next((f) => f.t === 'event' && f.post?.body === last.body, patience)));
  await d.healthy();
  await kept(doctor, space, base, said());
}

function refusedAsDown(answer) {
  assert.equal(answer.status, 503, answer.text);
  assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
  assert.ok(['database_down', 'commit_unknown'].includes(answer.body.error), answer.text);
}

test('a PostgreSQL of the operator serves a region', async () => {
  assert.equal(d.processes('postgres').length, 0);
  await heals();
});

test('it is ended: 503 with Retry-After for everything, sockets stay, and it heals when it is there again', async () => {
  await pg.end();
  refusedAsDown(await post('これは残らない'));
  refusedAsDown(await doctor.get('/api/state'));
  refusedAsDown(await doctor.get(`/api/spaces/${space}/posts`));
  refusedAsDown(await doctor.put(`/api/spaces/${space}/draft`, { body: '下書き' }));
  refusedAsDown(await d.client().post('/api/session', { login: 'sato', password }));
  assert.equal((await doctor.get('/api/health')).status, 503);
  await assert.rejects(d.client().live({ hello: false }), 'a new socket without a session');
  await socketsStay();
  await pg.again();
  await heals();
  await socketsStay();
}, { limit });

test('it is frozen: sockets stay, posts are answered with 503 in the end, and the same key settles them', async () => {
  pg.signalAll('SIGSTOP');
  const key = randomUUID();
  const asked = post('凍結中の投稿', key);
  await socketsStay();
  refusedAsDown(await asked);
  pg.signalAll('SIGCONT');
  const poster = posters[0];
  const answer = await until('the frozen post', async () => {
    const a = await post('凍結中の投稿', key).catch(() => null);
    return a && a.status < 300 ? a : null;
  }, patience);
  poster.kept({ key, space, body: '凍結中の投稿' }, answer.body);
  await heals();
  await socketsStay();
}, { limit });

test('its disk is full: 507, nothing is kept, and posting goes on when there is room', async () => {
  await whole();
  await pg.sql('select pg_switch_wal()'); // its log has room: where that cannot grow PostgreSQL ends itself, which is the next test's
  await posters[0].post(1);
  pg.disk('full');
  const refused = await until('a refusal', async () => {
    const key = randomUUID();
    const answer = await post(large, key);
    if (answer.status === 201) posters[0].kept({ key, space, body: large }, answer.body);
    return answer.status === 201 ? null : answer;
  }, patience);
  assert.deepEqual([refused.status, refused.body.error], [507, 'storage_full']);
  for (let i = 0; i < 20; i++) assert.equal((await post(large)).status, 507);
  assert.doesNotMatch(pg.log(), /PANIC/);
  await socketsStay();
  pg.disk('whole');
  // The same text several times is what it should be here: only those that were acknowledged.
  const large_said = said().filter((a) => a.body === large).length;
  const count = await d.sql(`select count(*) from post where space = '${space}' and length(body) > 20000`);
  assert.deepEqual(count, [[String(large_said)]]);
}, { limit });

test('its log cannot grow: nothing is acknowledged that is not kept', async () => {
  const before = said().length;
  let met = false;
  pg.disk('logFull');
  // Many texts at once, so that the fault meets some of them in a commit; not more than readers may be behind while their worker comes back.
  const posting = Promise.all(posters.map(async (p) => {
    while (!met) await p.post(1, () => {}, large);
  }));
  await until('the fault to meet PostgreSQL', () => /PANIC: .*No space left on device/.test(pg.log()), patience);
  met = true;
  pg.disk('whole');
  // A PostgreSQL that could not write its log has ended itself, and perhaps for good: then its operator starts it.
  await until('it to be there', async () => {
    if (pg.gone()) await pg.again();
    return pg.sql('select 1').then(() => true, () => false);
  }, patience);
  await posting;
  assert.ok(said().length >= before + few);
  await heals();
  await socketsStay();
}, { limit });

test('its log cannot be made durable: the commit is not acknowledged, and each text is kept once in the end', async () => {
  const posting = Promise.all(posters.map((p) => p.post(6)));
  await until('posts under way', () => said().length > 0, patience);
  pg.disk('syncFails', 1);
  await until('the fault to meet PostgreSQL', () => /PANIC: +could not fdatasync file/.test(pg.log()), patience);
  await posting;
  await heals();
  await socketsStay();
}, { limit });

test('the connection that listens is cut: it comes again, and the other worker is told', async () => {
  const listeners = "select count(*) from pg_stat_activity where application_name = 'tasuki listen'";
  await until('two that listen', async () => (await pg.sql(listeners)) === '2', patience);
  const cut = await pg.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'tasuki listen'");
  assert.equal(cut, '2');
  await until('two that listen', async () => (await pg.sql(listeners)) === '2', patience);
  await heals();
  await socketsStay();
}, { limit });

test('one call of a batch is poisoned: it fails alone, its neighbours are kept', async () => {
  const bad = randomUUID();
  await pg.sql(`create function poison() returns trigger language plpgsql as $$ begin
      if new.client_key = '${bad}' then raise exception 'poisoned' using errcode = '22000'; end if; return new; end $$;
    create trigger poison before insert on post for each row execute function poison()`);
  const holder = await d.hold(`select from space where id = '${space}' for update`);
  const neighbours = Promise.all(posters.map((p) => p.post(1)));
  const poisoned = post('毒', bad);
  await until('somebody to wait for the space', async () => Number(await pg.sql("select count(*) from pg_locks where not granted")) > 0, patience);
  await d.healthy(); // what was sent before this has been read by then
  await holder.release();
  const answer = await poisoned;
  assert.deepEqual([answer.status, answer.body.error], [400, 'bad_value']);
  await neighbours;
  const failures = d.logs().match(/statement failed.*hot_posts.*22000/g) ?? [];
  assert.equal(failures.length, 2, 'once in company, once alone');
  await pg.sql('drop trigger poison on post; drop function poison');
  await heals();
  await socketsStay();
}, { limit });

test('a start without a database is refused with a sentence', async () => {
  assert.equal(await d.end(), 0);
  await pg.end();
  const { status, stderr } = await d.refused();
  assert.equal(status, 1);
assert.match(stderr, /^tasuki: the database cannot be reached: .*: is it running, and does database.url name it\?$/m);
  await pg.again();
  await d.serve();
  assert.equal((await post('もう一度')).status, 201);
}, { limit });

test('both end, and leave nothing', async () => {
  await d.stop();
  await pg.remove();
}, { limit });

await run(prepare);
