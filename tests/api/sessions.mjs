// Getting in: sign-in and its refusals, throttling, the cookie and what is kept of it, hats.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { d, look, main, nobody, onEachWorker, password, post, refused, signedIn, test, unchanged } from './world.mjs';

const wrong = 'tanpopo1sumire2';
const attempt = (client, login, secret) => client.post('/api/session', { login, password: secret });

test('sign-in tells who one is and sets a cookie that only this site over TLS gets', async () => {
  const nurse = d.client();
  const answer = await attempt(nurse, 'takahashi', password);
  assert.equal(answer.status, 200);
  const { account, hat, hats, state, now, idle_limit, lock_at, end_at } = answer.body;
  assert.deepEqual([state, account.login, account.name, hats.length], ['active', 'takahashi', '高橋 由美子', 1]);
  assert.deepEqual([hat.hat, hat.profession, hat.kind], [hats[0].hat, 'visiting_nurse', 'staff']);
  assert.deepEqual([idle_limit, lock_at - now, end_at - now], [900, 900_000, 7_200_000]);
  assert.equal(answer.headers['set-cookie'].length, 1);
  assert.match(answer.headers['set-cookie'][0], /^__Host-tasuki=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
  assert.ok(!answer.text.includes(nurse.cookies.get('__Host-tasuki')), 'the token is in the cookie only');
  const again = await nurse.get('/api/session');
  assert.deepEqual([again.status, again.body.hat, again.body.end_at, again.headers['set-cookie']], [200, hat, end_at, undefined]);
});

test('a login name is the same in capitals; a password is not', async () => {
  const c = d.client({ source: '127.0.0.11' });
  assert.equal((await attempt(c, 'Takahashi', password)).status, 200);
  refused(await attempt(c, 'takahashi', password.toUpperCase()), 401, 'sign_in_refused');
  refused(await attempt(c, 'takahashi', `${password} `), 401, 'sign_in_refused');
  refused(await attempt(c, 'takahashi', password.slice(0, -1)), 401, 'sign_in_refused');
});

test('a wrong password, an unknown name and a disabled account look alike and leave nothing behind', async () => {
  const c = d.client({ source: '127.0.0.12' });
  await d.sql("update account set state = 'disabled' where login = 'tamura'");
  try {
    await unchanged(async () => {
      const answers = [];
      for (const [login, secret] of [['tamura', password], ['okada', wrong], ['nobody', wrong], ['no such name', password]]) {
        answers.push(look(await attempt(c, login, secret)));
      }
      for (const a of answers) assert.deepEqual(a, answers[0]);
      assert.deepEqual([answers[0].status, JSON.parse(answers[0].text).error], [401, 'sign_in_refused']);
      assert.equal(answers[0].headers['set-cookie'], undefined);
    });
  } finally {
    await d.sql("update account set state = 'active' where login = 'tamura'");
  }
});

test('a sign-in says precisely what is wrong with its form', async () => {
  const c = d.client();
  await unchanged(async () => {
    refused(await c.post('/api/session', { login: 'sato' }), 400, 'field_missing', 'password');
    refused(await c.post('/api/session', { login: 'sato', password: null }), 400, 'field_missing', 'password');
    refused(await c.post('/api/session', { login: 'sato', password: 1 }), 400, 'type_wrong', 'password');
    refused(await c.post('/api/session', { login: '', password: 'x' }), 400, 'bad_value', 'login');
    refused(await c.post('/api/session', { login: 'x'.repeat(101), password: 'x' }), 400, 'too_long', 'login');
    refused(await c.post('/api/session', { login: 'sato', password: 'x'.repeat(129) }), 400, 'too_long', 'password');
    refused(await c.post('/api/session', { login: 'sato', password, hat: nobody }), 400, 'field_unknown');
  });
});

async function failures(client, login, n) {
  const answers = [];
  for (let i = 0; i < n; i++) answers.push(await attempt(client, login, wrong));
  return answers;
}

test('an account is slowed down after five failures, on every worker, known or not, and longer each time', async () => {
  const c = d.client({ source: '127.0.0.13' });
  for (const a of await failures(c, 'ishikawa', 5)) refused(a, 401, 'sign_in_refused');
  for (const a of await failures(c, 'nobody.at.all', 5)) refused(a, 401, 'sign_in_refused');
  const known = await attempt(c, 'ishikawa', password);
  const unknown = await attempt(c, 'nobody.at.all', password);
  for (const a of [known, unknown]) {
    refused(a, 429, 'throttled');
    assert.ok(a.body.retry_after >= 1 && a.body.retry_after <= 15, `retry after ${a.body.retry_after} s`);
    assert.equal(a.headers['retry-after'], String(a.body.retry_after));
  }
  const bare = (a) => look({ ...a, headers: { ...a.headers, 'retry-after': '', 'content-length': '' }, text: a.text.replace(/\d+/, '') });
  assert.deepEqual(bare(unknown), bare(known));
  for (const worker of await onEachWorker(d.client())) refused(await attempt(worker, 'ishikawa', password), 429, 'throttled');
  assert.equal((await attempt(c, 'matsumoto', password)).status, 200, 'another account from the same place signs in');

  d.advance(15_000);
  refused(await attempt(c, 'ishikawa', wrong), 401, 'sign_in_refused');
  const second = await attempt(c, 'ishikawa', password);
  refused(second, 429, 'throttled');
  assert.ok(second.body.retry_after > 15 && second.body.retry_after <= 30, `then ${second.body.retry_after} s`);
  d.advance(30_000);
  assert.equal((await attempt(c, 'ishikawa', password)).status, 200, 'the right password gets in once the delay is over');
  for (const a of await failures(c, 'ishikawa', 4)) refused(a, 401, 'sign_in_refused');
  assert.equal((await attempt(c, 'ishikawa', password)).status, 200, 'and has cleared the count');
});

test('a source is slowed down after twenty failures over many names; others are not', async () => {
  const c = d.client({ source: '127.0.0.14' });
  for (let i = 0; i < 20; i++) refused(await attempt(c, `guess${i}`, wrong), 401, 'sign_in_refused');
  refused(await attempt(c, 'fujii', password), 429, 'throttled');
  assert.equal((await attempt(d.client({ source: '127.0.0.15' }), 'fujii', password)).status, 200);
  d.advance(15_000);
  assert.equal((await attempt(c, 'fujii', password)).status, 200);
});

test('no token stands in the database or the log, only its hash; sign-in anew ends the session before', async () => {
  const c = await signedIn('yoshida');
  const first = c.cookies.get('__Host-tasuki');
  await c.signIn('yoshida', password);
  const token = c.cookies.get('__Host-tasuki');
  assert.notEqual(token, first);
  refused(await c.get('/api/state', { headers: { cookie: `__Host-tasuki=${first}` } }), 401, 'session_none');
  assert.equal((await c.get('/api/state')).status, 200);
  const bytes = Buffer.from(token, 'base64url').toString('hex');
  const tables = await d.sql("select tablename from pg_tables where schemaname = 'public'");
  assert.ok(tables.length > 20);
  const words = [token, bytes, Buffer.from(token).toString('hex')].map((w) => `x::text like '%${w}%'`).join(' or ');
  const found = await d.sql(tables.map(([name]) => `select '${name}', count(*) from ${name} x where ${words}`).join(' union all '));
  assert.deepEqual(found.filter(([, n]) => n !== '0'), []);
  const hash = [...new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.from(token, 'base64url')))];
  const hex = Buffer.from(hash).toString('hex');
  assert.deepEqual(await d.sql(`select state from session where token_hash = '\\x${hex}'`), [['active']]);
  assert.ok(!d.logs().includes(token) && !d.logs().includes(bytes));
});

test('passwords are kept as argon2id only', async () => {
  const kept = await d.sql("select password, state from account where not (state = 'disabled' and password in ('none yet', 'none'))"); // who is invited has none, whose account has ended has none any more
  for (const [password] of kept) assert.match(password, /^\$argon2id\$v=19\$m=19456,t=[2-9],p=1\$[\w+/]+\$[\w+/]+$/);
});

// The trigger makes the renewal come late to the account's row: it must not wait there for the sign-in that waits for it.
test('a password hashed weaker than today is renewed as its owner signs in', async () => {
  const other = await Deployment.start({ name: 'strength', workers: 1 });
  await other.end();
  other.writeSettings({ workers: 1, 'hash.passes': 3 });
  await other.serve();
  await other.sql("create function late() returns trigger language plpgsql as 'begin perform pg_sleep(0.5); return null; end'");
  await other.sql('create trigger late before update of password on account for each statement execute function late()');
  await other.signedIn('sato', password);
  const stored = await other.sql("select substring(password from 1 for 31) from account where login = 'sato'");
  assert.deepEqual(stored, [['$argon2id$v=19$m=19456,t=3,p=1$']]);
  await other.signedIn('sato', password);
  await other.stop();
}, { limit: 180_000 });

test('another hat: a new token, its spaces only, its own limits; not somebody else’s hat', async () => {
  const c = await signedIn('okada');
  const { hats, hat, end_at } = (await c.get('/api/session')).body;
  assert.equal(hats.length, 2);
  const spaces = async () => (await c.get('/api/state')).body.spaces.map((s) => s.id).sort();
  const mine = await spaces();
  const old = c.cookies.get('__Host-tasuki');
  const live = await c.live();
  const other = hats.find((h) => h.hat !== hat.hat);
  const worn = await c.post('/api/session/hat', { hat: other.hat });
  assert.deepEqual([worn.status, worn.body.hat.hat, worn.body.end_at], [200, other.hat, end_at]);
  assert.equal(await live.closed, 4401, 'sockets of the hat before are closed');
  refused(await c.get('/api/state', { headers: { cookie: `__Host-tasuki=${old}` } }), 401, 'session_none');
  const theirs = await spaces();
  assert.ok(theirs.every((id) => !mine.includes(id)) && mine.length + theirs.length > 0, 'rights of two hats do not add up');
  for (const id of mine) refused(await c.get(`/api/spaces/${id}/posts`), 404, 'not_found');

  const [[stranger]] = await d.sql("select h.id from hat h join account a on a.id = h.account where a.login = 'sato'");
  await unchanged(async () => {
    const taken = await c.post('/api/session/hat', { hat: stranger });
    refused(taken, 404, 'not_found');
    assert.deepEqual(look(taken), look(await c.post('/api/session/hat', { hat: nobody })));
  });
  assert.equal((await c.get('/api/session')).body.hat.hat, other.hat);
  await c.post('/api/session/hat', { hat: hat.hat });
});

test('a hat of the office has the office’s own limits, whatever was worn before', async () => {
  const office = '00000000-0000-4000-8000-00000000000f';
  await d.sql(`insert into hat (id, account, kind, from_at) select '${office}', id, 'office', 0 from account where login = 'matsumoto'`);
  const c = await signedIn('matsumoto');
  await d.sql("update session set end_at = end_at + 86400000 where account = (select id from account where login = 'matsumoto')");
  const worn = await c.post('/api/session/hat', { hat: office });
  assert.deepEqual([worn.status, worn.body.hat.kind, worn.body.idle_limit], [200, 'office', 3600]);
  assert.ok(worn.body.end_at - worn.body.now <= 28_800_000, 'the overall limit is not longer than the office’s');
  const seen = (await c.get('/api/session')).body;
  assert.deepEqual([seen.idle_limit, seen.end_at], [3600, worn.body.end_at], 'what it was told is what holds');
  assert.deepEqual((await c.get('/api/state')).body.spaces.map((s) => s.kind), ['board'], 'the office sees the board and no other space');
  await c.post('/api/session/hat', { hat: worn.body.hats.find((h) => h.kind === 'staff').hat });
  await d.sql(`update hat set ended_at = 1 where id = '${office}'`);
});

test('a hat that has ended signs nobody in and ends what its sessions may do', async () => {
  const c = await signedIn('mori');
  const space = (await c.get('/api/state')).body.spaces[0].id;
  await post(c, space, 'まだ在籍しています');
  await d.sql("update hat set ended_at = 1 where account = (select id from account where login = 'mori')");
  try {
    refused(await c.get('/api/state'), 401, 'session_none');
    refused(await c.post(`/api/spaces/${space}/posts`, { key: crypto.randomUUID(), body: 'x' }), 401, 'session_none');
    refused(await attempt(d.client({ source: '127.0.0.16' }), 'mori', password), 401, 'sign_in_refused');
  } finally {
    await d.sql("update hat set ended_at = null where account = (select id from account where login = 'mori')");
  }
});

await main(import.meta.url);
