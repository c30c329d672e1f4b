// One's own password: changed by who knows the one before, and shows the code of a second factor; nobody else's (Art. 21).
import assert from 'node:assert/strict';
import { codeAt } from '../lib/totp.mjs';
import { d, main, password, refused, test, unchanged } from './world.mjs';
import { facility, hire } from './staff_world.mjs';

const next = 'tsukimisou 2468';
const set = (client, more = {}) => client.put('/api/password', { password, next, ...more });
const signIn = (login, secret, more = {}) => d.client().post('/api/session', { login, password: secret, ...more });

test('changed, the new one signs in and the old one does not; other sessions end with their sockets, this one goes on', async () => {
  const nurse = await hire(await facility());
  const [here, elsewhere] = [await nurse.client(), await nurse.client()];
  const socket = await elsewhere.live();
  assert.equal((await set(here)).status, 200);
  assert.equal(await socket.closed, 4401);
  refused(await elsewhere.get('/api/state'), 401, 'session_none');
  assert.equal((await here.get('/api/state')).status, 200);
  refused(await signIn(nurse.login, password), 401, 'sign_in_refused');
  assert.equal((await signIn(nurse.login, next)).status, 200);
  assert.deepEqual(await d.sql(`select act, result from audit where account = '${nurse.account}' and act = 'password_set'`), [['password_set', 'ok']]);
  const [[stored]] = await d.sql(`select password from account where login = '${nurse.login}'`);
  assert.match(stored, /^\$argon2id\$/);
  assert.ok(!d.logs().includes(next));
});

test('by the one before only, to one that is long enough, has letters and digits, and is another one', async () => {
  const nurse = await hire(await facility());
  const client = await nurse.client();
  await unchanged(async () => {
    refused(await set(client, { password: 'not the password 1' }), 401, 'sign_in_refused');
    refused(await set(client, { next: 'short 1' }), 400, 'bad_value', 'next');
    for (const bad of ['only letters here', '123456789012', password]) refused(await set(client, { next: bad }), 400, 'bad_value', 'next');
    refused(await set(client, { next: 'a1'.repeat(65) }), 400, 'too_long', 'next');
    refused(await set(d.client()), 401, 'session_none');
  });
  for (let i = 0; i < 4; i++) await set(client, { password: 'not the password 1' });
  assert.equal((await set(client)).status, 429, 'who tries is slowed down, as at the sign-in');
  await d.sql('delete from throttle');
});

test('who has a second factor shows it too', async () => {
  const nurse = await hire(await facility());
  const client = await nurse.client();
  const { secret } = (await client.post('/api/factor')).body;
  assert.equal((await client.put('/api/factor', { code: codeAt(secret, d.clock.now()) })).status, 200);
  d.advance(60_000);
  refused(await set(client), 401, 'factor_needed');
  refused(await set(client, { code: codeAt(secret, d.clock.now(), 9) }), 401, 'factor_refused');
  assert.equal((await set(client, { code: codeAt(secret, d.clock.now()) })).status, 200);
  d.advance(60_000);
  assert.equal((await signIn(nurse.login, next, { code: codeAt(secret, d.clock.now()) })).status, 200);
});

test('of two changes at the same moment one counts', async () => {
  const nurse = await hire(await facility());
  const clients = [await nurse.client(), await nurse.client()];
  const answers = await Promise.all(clients.map((c, i) => set(c, { next: `${next} ${i}` })));
  const done = answers.findIndex((a) => a.status === 200);
  assert.equal(answers.filter((a) => a.status === 200).length, 1, answers.map((a) => a.text).join());
  assert.equal((await signIn(nurse.login, `${next} ${done}`)).status, 200);
});

await main(import.meta.url);
