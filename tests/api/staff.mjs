// A 施設管理者 invites people of the own facility: the link once, a new one, taken back; then the gates.
import assert from 'node:assert/strict';
import { d, main, nobody, refused, signedIn, test, unchanged } from './world.mjs';

const secret = 'hinageshi12345';
let serial = 0;
const someone = (more = {}) => ({ name: '新井 さくら', kana: 'あらい さくら', profession: 'nurse', login: `arai${++serial}`, ...more });
const use = (token, password = secret) => d.client().post('/api/activation', { token, password });
const end = () => d.sql("update hat set ended_at = 1 where account in (select id from account where login like 'arai%') and ended_at is null");

test('invited, she opens her account with the link, once, and stands before the gates', async () => {
  const admin = await signedIn('takahashi');
  const made = await admin.post('/api/staff', someone({ login: 'Arai.Sakura' }));
  assert.equal(made.status, 201, made.text);
  const { hat, login, token, expires_at } = made.body;
  assert.deepEqual([login, expires_at > d.clock.now()], ['arai.sakura', true]);
  const [waits] = (await admin.get('/api/staff')).body.staff.filter((s) => s.person.hat === hat);
  assert.deepEqual([waits.invited, waits.admitted, waits.person.name, waits.person.profession], [true, false, '新井 さくら', 'nurse']);
  refused(await d.client({ source: '127.0.0.61' }).post('/api/session', { login, password: 'none yet' }), 401, 'sign_in_refused');
  assert.equal((await use(token)).body.login, login);
  refused(await use(token), 404, 'not_found');
  const nurse = await d.signedIn(login, secret);
  assert.equal((await nurse.get('/api/session')).body.hat.facility.name, '訪問看護ステーションひばり野');
  refused(await nurse.get('/api/state'), 403, 'gate_closed');
  assert.equal((await nurse.get('/api/gates')).body.pledge, null);
  refused(await admin.post(`/api/staff/${hat}/link`), 404, 'not_found');
  refused(await admin.delete(`/api/staff/${hat}/link`), 404, 'not_found');
  assert.ok(!d.logs().includes(token));
  await end();
});

test('a new link voids the one before; taken back, none works and the login name is free', async () => {
  const admin = await signedIn('takahashi');
  const input = someone();
  const { hat, token } = (await admin.post('/api/staff', input)).body;
  const again = (await admin.post(`/api/staff/${hat}/link`)).body;
  assert.notEqual(again.token, token);
  refused(await use(token), 404, 'not_found');
  assert.equal((await admin.delete(`/api/staff/${hat}/link`)).status, 200);
  refused(await use(again.token), 404, 'not_found');
  refused(await admin.delete(`/api/staff/${hat}/link`), 404, 'not_found');
  assert.ok((await admin.get('/api/staff')).body.staff.every((s) => s.person.hat !== hat));
  const other = await admin.post('/api/staff', input);
  assert.equal(other.status, 201, 'the same login name again');
  await end();
});

test('into the own facility only, by its 施設管理者 only, with a login name that is free and can be typed', async () => {
  const [admin, elsewhere, colleague, office] = [await signedIn('takahashi'), await signedIn('sato'), await signedIn('okada'), await signedIn('miura')];
  const { hat } = (await admin.post('/api/staff', someone())).body;
  await unchanged(async () => {
    for (const c of [colleague, office]) refused(await c.post('/api/staff', someone()), 404, 'not_found');
    for (const c of [colleague, office, elsewhere]) refused(await c.post(`/api/staff/${hat}/link`), 404, 'not_found');
    for (const c of [colleague, office, elsewhere]) refused(await c.delete(`/api/staff/${hat}/link`), 404, 'not_found');
    refused(await admin.post(`/api/staff/${nobody}/link`), 404, 'not_found');
    refused(await admin.post('/api/staff', someone({ login: 'Sato' })), 409, 'conflict', 'login');
    refused(await admin.post('/api/staff', someone({ login: 'さくら' })), 400, 'bad_value', 'login');
    refused(await admin.post('/api/staff', someone({ profession: 'wizard' })), 400, 'bad_value', 'profession');
    refused(await admin.post('/api/staff', someone({ name: '' })), 400, 'bad_value', 'name');
  });
  await end();
});

await main(import.meta.url);
