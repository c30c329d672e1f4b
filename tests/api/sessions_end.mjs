// Staying in and leaving: the screen lock by the server's clock, what counts as activity, log-out here and everywhere. Sockets die with
// their session, on whichever worker they are, and say nothing of what was committed after it.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { until } from '../lib/suite.mjs';
import { d, example, key, liveOnEach, look, main, onEachWorker, password, patient, post, refused, routes, signedIn, test, unchanged } from './world.mjs';

const idle = 900_000;
const overall = 7_200_000;
const session = async (c) => (await c.get('/api/session')).body;

/** Nothing of these words has reached the socket, and nothing will: it is closed. */
async function deaf(lives, code, word) {
  for (const l of lives) {
    assert.equal(await l.closed, code);
    assert.ok(!JSON.stringify(l.frames).includes(word), 'a closed socket has heard of what came later');
  }
}

test('idle: the screen locks by the clock, sockets on both workers close, nothing is shown, the password resumes with the draft', async () => {
  const space = await patient('takahashi');
  const nurse = await signedIn('takahashi');
  const lives = await liveOnEach(nurse);
  await nurse.put(`/api/spaces/${space}/draft`, { body: '書きかけの文章' });
  const { end_at } = await session(nurse);

  d.advance(idle - 120_000);
  assert.equal((await nurse.get('/api/state')).status, 200, 'shortly before the limit it is open');
  for (const l of lives) await l.barrier();
  d.advance(120_000);
  for (const l of lives) assert.equal(await l.closed, 4423);
  await unchanged(async () => {
    const locked = await nurse.get('/api/state');
    refused(locked, 423, 'session_locked');
    for (const r of routes({ space })) {
      if (r.open || /^\/api\/sessions?(\/resume)?$/.test(r.template)) continue;
      const answer = await nurse.request(r.method, r.path, { body: example(r.input) });
      assert.deepEqual(look(answer), look(locked), `${r.method} ${r.template}`);
    }
    await assert.rejects(nurse.live(), { status: 423 });
  });
  assert.equal((await session(nurse)).state, 'locked');

  const old = nurse.cookies.get('__Host-tasuki');
  refused(await nurse.post('/api/session/resume', { password: 'tanpopo1sumire2' }), 401, 'sign_in_refused');
  assert.equal((await session(nurse)).state, 'locked');
  const resumed = await nurse.post('/api/session/resume', { password });
  assert.deepEqual([resumed.status, resumed.body.state, resumed.body.end_at], [200, 'active', end_at]);
  refused(await nurse.get('/api/session', { headers: { cookie: `__Host-tasuki=${old}` } }), 401, 'session_none');
  assert.equal((await nurse.get(`/api/spaces/${space}/draft`)).body.body, '書きかけの文章');
  await (await nurse.live()).barrier();
});

// The deployment of these scenarios gives the office more; what a region has that sets nothing is seen in one of its own.
test('idle, as it is set when nobody sets it: office and committee lock after ten minutes, staff do not', async () => {
  const own = await Deployment.start({ name: 'idle', workers: 1 });
  try {
    const seats = [await own.signedIn('miura', password), await own.signedIn('nishimura', password)];
    const nurse = await own.signedIn('takahashi', password);
    const limits = [...seats, nurse].map(async (c) => (({ idle_limit, lock_at, now }) => [idle_limit, lock_at - now <= idle_limit * 1000])(await session(c)));
    assert.deepEqual(await Promise.all(limits), [[600, true], [600, true], [900, true]]);
    const lives = await Promise.all([...seats, nurse].map((c) => c.live()));
    own.advance(450_000);
    for (const l of lives) await l.barrier();
    for (const c of seats) assert.equal((await c.get('/api/state')).status, 200, 'shortly before the limit it is open');
    own.advance(150_000);
    for (const l of lives.slice(0, 2)) assert.equal(await l.closed, 4423);
    for (const c of seats) {
      refused(await c.get('/api/state'), 423, 'session_locked');
      assert.equal((await session(c)).state, 'locked');
    }
    await lives[2].barrier();
    assert.equal((await nurse.get('/api/state')).status, 200, 'a nurse has a quarter of an hour');
    assert.equal((await seats[0].post('/api/session/resume', { password })).body.state, 'active');
  } finally {
    await own.stop();
  }
}, { limit: 180_000 });

test('pings, reads, cursors and drafts are not activity; input told over socket or REST and acts are', async () => {
  const space = await patient('watanabe');
  const c = await signedIn('watanabe');
  const live = await c.live();
  const first = (await session(c)).lock_at;
  d.advance(300_000);
  await live.barrier();
  await c.get('/api/state');
  await c.get(`/api/spaces/${space}/posts`);
  await c.get(`/api/spaces/${space}`);
  await c.put(`/api/spaces/${space}/draft`, { body: 'x' });
  await c.put(`/api/spaces/${space}/cursor`, { delivered_no: 0 });
  live.send({ t: 'cursor', space, delivered_no: 0 });
  await live.barrier();
  assert.equal((await session(c)).lock_at, first);

  const moved = async (what, act) => {
    const before = (await session(c)).lock_at;
    d.advance(120_000);
    await act();
    await until(`${what} to move the limit`, async () => (await session(c)).lock_at >= before + 120_000);
  };
  await moved('a post', () => post(c, space, 'あ'));
  await moved('input told by REST', () => c.post('/api/session/activity'));
  await moved('input told by the socket', () => live.send({ t: 'active' }));
  d.advance(idle - 60_000);
  await live.barrier();
  assert.equal((await session(c)).state, 'active', 'fifteen minutes are counted from the last of them');
  d.advance(60_000);
  assert.equal(await live.closed, 4423);
});

test('the lock button locks at once, on both workers', async () => {
  const c = await signedIn('ito');
  const lives = await liveOnEach(c);
  const locked = await c.post('/api/session/lock');
  assert.deepEqual([locked.status, locked.body.state], [200, 'locked']);
  for (const l of lives) assert.equal(await l.closed, 4423);
  for (const worker of await onEachWorker(c)) refused(await worker.get('/api/state'), 423, 'session_locked');
  refused(await c.post('/api/session/activity'), 423, 'session_locked');
  assert.equal((await c.post('/api/session/resume', { password })).status, 200);
});

/** Ends something by plain SQL, as the operator does; what ran under it must be dead within a second, on both workers. */
async function endedWith(login, end, back) {
  const space = await patient(login);
  const sato = await signedIn('sato');
  const c = await signedIn(login);
  const lives = await liveOnEach(c);
  await d.sql(end);
  const begun = performance.now();
  for (const l of lives) assert.equal(await l.closed, 4401);
  const took = performance.now() - begun;
  try {
    assert.ok(took < 1000, `sockets died after ${Math.round(took)} ms`);
    await post(sato, space, '終わった後の一言');
    await deaf(lives, 4401, '終わった後の一言');
    for (const worker of await onEachWorker(c)) refused(await worker.get('/api/state'), 401, 'session_none');
    await assert.rejects(c.live(), { status: 401 });
    const open = `select count(*) from session s join account a on a.id = s.account where a.login = '${login}' and s.state <> 'ended'`;
    assert.equal((await d.sql(open))[0][0], '0');
  } finally {
    await d.sql(back);
  }
}

const accountOf = (login) => `(select id from account where login = '${login}')`;

test('a hat that ends takes its sessions and sockets with it at once', async () => {
  const hats = `hat set ended_at = %s where account = ${accountOf('fujii')}`;
  await endedWith('fujii', `update ${hats.replace('%s', '1790000000000')}`, `update ${hats.replace('%s', 'null')}`);
});

test('so does a facility, with all its people', async () => {
  const other = await signedIn('matsumoto');
  const live = await other.live();
  const facility = `facility set ended_at = %s where ref = 'care'`;
  await endedWith('ito', `update ${facility.replace('%s', '1790000000000')}`, `update ${facility.replace('%s', 'null')}`);
  assert.equal(await live.closed, 4401);
});

test('and an account that is disabled', async () => {
  const account = `account set state = '%s' where login = 'yoshida'`;
  await endedWith('yoshida', `update ${account.replace('%s', 'disabled')}`, `update ${account.replace('%s', 'active')}`);
});

test('overall: however active one is, the session ends, resume and all', async () => {
  const c = await signedIn('kobayashi');
  const { end_at } = await session(c);
  const idler = await signedIn('kobayashi');
  for (let i = 0; i < 9; i++) {
    d.advance(overall / 10);
    assert.equal((await c.post('/api/session/activity')).status, 200);
  }
  assert.equal((await session(c)).end_at, end_at);
  const lives = await liveOnEach(c);
  d.advance(overall / 10);
  for (const l of lives) assert.equal(await l.closed, 4401);
  for (const one of [c, idler]) {
    for (const path of ['/api/state', '/api/session']) refused(await one.get(path), 401, 'session_none');
    refused(await one.post('/api/session/resume', { password }), 401, 'session_none');
    await assert.rejects(one.live(), { status: 401 });
  }
  await until('the rows to be closed by the clock', async () => {
    const open = "select count(*) from session where state <> 'ended' and account = (select id from account where login = 'kobayashi')";
    return (await d.sql(open))[0][0] === '0';
  });
});

test('log-out here: the cookie goes, this session’s sockets die on both workers, other sessions stay', async () => {
  const space = await patient('takahashi', 'ito');
  const nurse = await signedIn('takahashi');
  const phone = await signedIn('takahashi');
  const manager = await signedIn('ito');
  const lives = await liveOnEach(nurse);
  const stays = await phone.live();
  const cookie = { cookie: nurse.cookie() };
  const out = await nurse.delete('/api/session');
  assert.deepEqual([out.status, out.body], [200, {}]);
  assert.match(out.headers['set-cookie'][0], /^__Host-tasuki=; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=0$/);
  assert.equal(out.headers['clear-site-data'], '"cache", "storage"');
  assert.equal(nurse.cookie(), null);
  const word = key();
  await post(manager, space, word);
  await deaf(lives, 4401, word);
  await stays.next({ t: 'event', kind: 'post', space });
  for (const worker of await onEachWorker(d.client())) refused(await worker.get('/api/state', { headers: cookie }), 401, 'session_none');
  refused(await nurse.post('/api/session/resume', { password }, { headers: cookie }), 401, 'session_none');
  assert.equal((await phone.get('/api/state')).status, 200);
});

test('log-out everywhere: every session of the account ends, locked ones too, and nobody else’s', async () => {
  const space = await patient('takahashi', 'ito');
  const devices = [await signedIn('takahashi'), await signedIn('takahashi'), await signedIn('takahashi')];
  const manager = await signedIn('ito');
  const sockets = [...(await liveOnEach(devices[0])), ...(await liveOnEach(devices[1]))];
  const other = await manager.live();
  await devices[2].post('/api/session/lock');
  assert.equal((await devices[0].delete('/api/sessions')).status, 200);
  const word = key();
  await post(manager, space, word);
  await deaf(sockets, 4401, word);
  await other.next({ t: 'event', kind: 'post', space });
  for (const c of devices.slice(1)) refused(await c.get('/api/session'), 401, 'session_none');
});

test('the operator’s verb ends all sessions of an account', async () => {
  const c = await signedIn('fujii');
  const lives = await liveOnEach(c);
  const { stdout } = await d.tasuki('user', 'end-sessions', 'fujii', '--settings', d.settingsFile);
  assert.match(stdout, /sessions ended: \d/);
  for (const l of lives) assert.equal(await l.closed, 4401);
  refused(await c.get('/api/session'), 401, 'session_none');
});

test('a socket that has not said hello dies with its session as well', async () => {
  const c = await signedIn('yoshida');
  const lives = await liveOnEach(c, { hello: false });
  await c.delete('/api/session');
  for (const l of lives) assert.equal(await l.closed, 4401);
});

test('a session that ends while its socket says hello is heard of nothing more', async () => {
  const space = await patient('takahashi', 'ito');
  const manager = await signedIn('ito');
  const { seq } = (await manager.get(`/api/spaces/${space}`)).body.space;
  for (let round = 0; round < 4; round++) {
    const c = await signedIn('takahashi');
    const [live] = await liveOnEach(c, { hello: false });
    const [, worker] = await onEachWorker(c);
    live.send({ t: 'hello', spaces: { [space]: seq } });
    await worker.delete('/api/session');
    const word = key();
    await post(manager, space, word);
    await deaf([live], 4401, word);
  }
});

test('a socket that says no hello is closed after ten seconds', async () => {
  const c = await signedIn('tamura');
  const silent = await c.live({ hello: false });
  const greets = await c.live();
  await silent.barrier();
  d.advance(10_001);
  assert.equal(await silent.closed, 4408);
  await greets.barrier();
});

await main(import.meta.url);
