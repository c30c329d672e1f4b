// A lost second factor: reset in person by two who look after people; nobody gets a session or a secret by it.
import assert from 'node:assert/strict';
import { codeAt } from '../lib/totp.mjs';
import { d, main, nobody, password, refused, signedIn, test, unchanged } from './world.mjs';

const now = () => d.clock.now();
const signIn = (client, login, more = {}) => client.post('/api/session', { login, password, ...more });
const enrolled = (login) => d.sql(`update account set factor_since = 1 where login = '${login}'`);
const forget = (login) => d.sql(`update account set factor_since = null, enrol_until = null where login = '${login}'; delete from throttle`);
const changed = async (login) => (await d.sql(`select factor_since is null, enrol_until is not null, coalesce(factor_changed_at, 0) from account where login = '${login}'`))[0];

/** Takahashi and Kobayashi look after the station; Miura is the office. */
async function second(on) {
  await d.sql(`update hat set facility_admin = ${on} where account = (select id from account where login = 'kobayashi')`);
}

test('two who look after somebody reset the factor; the password then signs in to enrol, and to nothing else', async () => {
  await second(true);
  const [[before]] = await d.sql('select coalesce(max(id), 0) from audit');
  const mori = await signedIn('mori');
  await enrolled('mori');
  const socket = await mori.live();
  const [asks, confirms] = [await signedIn('takahashi'), await signedIn('kobayashi')];
  const asked = await asks.post('/api/factor/resets', { login: 'Mori' });
  assert.equal(asked.status, 201, asked.text);
  refused(await asks.post('/api/factor/resets', { login: 'mori' }), 409, 'conflict');
  const path = `/api/factor/resets/${asked.body.id}`;
  const [elsewhere, colleague] = [await signedIn('sato'), await signedIn('okada')];
  await unchanged(async () => {
    refused(await asks.post(`${path}/confirm`), 404, 'not_found');
    refused(await elsewhere.post(`${path}/confirm`), 404, 'not_found');
    refused(await colleague.post(`${path}/confirm`), 404, 'not_found');
  });
  const [waits] = (await confirms.get('/api/factor/resets')).body.resets;
  assert.deepEqual([waits.id, waits.person.name, waits.by.name, waits.own], [asked.body.id, '森 彩香', '高橋 由美子', false]);
  assert.equal((await asks.get('/api/factor/resets')).body.resets[0].own, true);
  assert.equal((await confirms.post(`${path}/confirm`)).status, 200);
  assert.equal(await socket.closed, 4401, 'her sessions end at once');
  refused(await confirms.post(`${path}/confirm`), 404, 'not_found');
  assert.deepEqual((await confirms.get('/api/factor/resets')).body.resets, []);

  const anew = d.client();
  const in_ = await signIn(anew, 'mori');
  assert.deepEqual([in_.status, in_.body.admitted, in_.body.factor.enrolled], [200, false, false]);
  refused(await anew.get('/api/state'), 403, 'gate_closed');
  const { secret } = (await anew.post('/api/factor')).body;
  assert.equal((await anew.put('/api/factor', { code: codeAt(secret, now()) })).status, 200);
  assert.equal((await anew.get('/api/state')).status, 200);
  const [[acts]] = await d.sql(`select string_agg(act || ' ' || result, ', ' order by id) from audit where id > ${before} and act like 'factor_reset_%' and act <> 'factor_reset_list' and result = 'ok'`);
  assert.equal(acts, 'factor_reset_ask ok, factor_reset_confirm ok');
  await forget('mori');
});

test('who did not come back within a day is asked in person again', async () => {
  await d.sql(`update account set enrol_until = ${now() + 86_400_000} where login = 'mori'`);
  d.advance(86_400_000 - 60_000);
  assert.equal((await signIn(d.client(), 'mori')).status, 200);
  d.advance(120_000);
  refused(await signIn(d.client({ source: '127.0.0.41' }), 'mori'), 401, 'sign_in_refused');
  const again = await (await signedIn('takahashi')).post('/api/factor/resets', { login: 'mori' });
  assert.equal(again.status, 201, again.text);
  assert.equal((await (await signedIn('takahashi')).delete(`/api/factor/resets/${again.body.id}`)).status, 200);
  await d.sql("update account set enrol_until = null where login = 'mori'; delete from throttle");
});

test('only of one’s own facility, never one’s own, never of who has none', async () => {
  await second(true);
  const [admin, physio] = [await signedIn('takahashi'), await signedIn('okada')];
  await enrolled('matsumoto');
  await unchanged(async () => {
    for (const login of ['matsumoto', 'kobayashi', 'nobody.here']) refused(await admin.post('/api/factor/resets', { login }), 404, 'not_found');
    refused(await physio.post('/api/factor/resets', { login: 'mori' }), 404, 'not_found');
    refused(await admin.post(`/api/factor/resets/${nobody}/confirm`), 404, 'not_found');
  });
  const { secret } = (await admin.post('/api/factor')).body;
  assert.equal((await admin.put('/api/factor', { code: codeAt(secret, now()) })).status, 200);
  refused(await admin.post('/api/factor/resets', { login: 'takahashi' }), 404, 'not_found');
  await d.sql("update account set factor_since = null where login in ('matsumoto', 'takahashi')");
  await second(false);
});

test('of a facility’s only 施設管理者 the office asks, and a second one of the office confirms; of staff the office only confirms', async () => {
  const office = await signedIn('miura');
  await enrolled('sato');
  await enrolled('hasegawa');
  refused(await office.post('/api/factor/resets', { login: 'hasegawa' }), 404, 'not_found');
  const asked = await office.post('/api/factor/resets', { login: 'sato' });
  assert.equal(asked.status, 201);
  refused(await office.post(`/api/factor/resets/${asked.body.id}/confirm`), 404, 'not_found');
  assert.equal((await office.delete(`/api/factor/resets/${asked.body.id}`)).status, 200, 'cancelled');
  assert.deepEqual((await changed('sato')).slice(0, 2), ['f', 'f']);
  await d.sql("update account set factor_since = null where login = 'sato'");
  const admin = await signedIn('sato');
  const other = await admin.post('/api/factor/resets', { login: 'hasegawa' });
  assert.equal(other.status, 201);
  assert.equal((await office.post(`/api/factor/resets/${other.body.id}/confirm`)).status, 200);
  assert.deepEqual((await changed('hasegawa')).slice(0, 2), ['t', 't']);
  await d.sql("update account set enrol_until = null where login = 'hasegawa'");
});

test('asking and confirming need a proof of the last five minutes; what waits a day is void', async () => {
  const admin = await signedIn('sato');
  await enrolled('hasegawa');
  const { id } = (await admin.post('/api/factor/resets', { login: 'hasegawa' })).body;
  const office = await signedIn('miura');
  d.advance(301_000);
  refused(await admin.post('/api/factor/resets', { login: 'hasegawa' }), 403, 'proof_needed');
  refused(await office.post(`/api/factor/resets/${id}/confirm`), 403, 'proof_needed');
  d.advance(86_400_000);
  refused(await (await signedIn('miura')).post(`/api/factor/resets/${id}/confirm`), 404, 'not_found');
  assert.equal((await (await signedIn('sato')).post('/api/factor/resets', { login: 'hasegawa' })).status, 201, 'and is asked anew');
  await d.sql("update account set factor_since = null where login = 'hasegawa'");
});

await main(import.meta.url);
