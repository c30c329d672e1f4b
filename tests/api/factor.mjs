// The second factor: enrolled with its first code, asked for at sign-in, each code good once; recovery codes; what needs a fresh proof.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { codeAt } from '../lib/totp.mjs';
import { d, look, main, password, refused, signedIn, test, unchanged } from './world.mjs';

const step = 30_000;
const now = () => d.clock.now();
const signIn = (client, login, more = {}) => client.post('/api/session', { login, password, ...more });

/** Enrols; {secret, codes}. The first code is used with it, so the clock goes on. */
async function enrol(client) {
  const offer = await client.post('/api/factor');
  assert.equal(offer.status, 200, offer.text);
  const { secret } = offer.body;
  const done = await client.put('/api/factor', { code: codeAt(secret, now()) });
  assert.equal(done.status, 200, done.text);
  d.advance(2 * step);
  return { secret, codes: done.body.codes.map((c) => c.code) };
}

/** The next ten seconds at least belong to one step. */
function early() {
  const left = step - (now() % step);
  if (left < 10_000) d.advance(left);
}

/** As nobody had enrolled. */
const forget = (login) => d.sql(`update account set factor_since = null, enrol_until = null where login = '${login}'; delete from throttle`);

test('a factor is offered, enrolled with its first code, and asked for from then on', async () => {
  const c = await signedIn('mori');
  assert.deepEqual((await c.get('/api/factor')).body, { required: false, since: null, codes_left: 0 });
  const { secret } = (await c.post('/api/factor')).body;
  assert.match(secret, /^[A-Z2-7]{32}$/);
  refused(await c.put('/api/factor', { code: codeAt(secret, now(), 5) }), 401, 'factor_refused');
  assert.equal((await signIn(d.client(), 'mori')).status, 200, 'what is only offered asks for nothing');
  const other = await signedIn('mori');
  const socket = await other.live();
  const first = codeAt(secret, now());
  const enrolled = await c.put('/api/factor', { code: first });
  assert.deepEqual([enrolled.status, enrolled.body.codes.length], [200, 10]);
  assert.equal(await socket.closed, 4401, 'the account’s other sessions end with it');
  refused(await other.get('/api/state'), 401, 'session_none');
  const state = (await c.get('/api/factor')).body;
  assert.deepEqual([state.codes_left, state.since > 0], [10, true]);
  assert.deepEqual((await c.get('/api/session')).body.factor, { enrolled: true, required: false });

  const phone = d.client();
  refused(await signIn(phone, 'mori'), 401, 'factor_needed');
  assert.equal(phone.cookies.size, 0, 'there is no session between the steps');
  refused(await signIn(phone, 'mori', { code: first }), 401, 'factor_refused');
  d.advance(2 * step);
  const in_ = await signIn(phone, 'mori', { code: codeAt(secret, now()) });
  assert.equal(in_.status, 200, in_.text);
  assert.equal((await phone.get('/api/state')).status, 200);
  await forget('mori');
});

test('a code is good one step before and after, and once', async () => {
  const { secret } = await enrol(await signedIn('hasegawa'));
  early();
  for (const off of [-2, 2]) refused(await signIn(d.client(), 'hasegawa', { code: codeAt(secret, now(), off) }), 401, 'factor_refused');
  assert.equal((await signIn(d.client(), 'hasegawa', { code: codeAt(secret, now(), -1) })).status, 200);
  assert.equal((await signIn(d.client(), 'hasegawa', { code: codeAt(secret, now(), 1) })).status, 200);
  refused(await signIn(d.client(), 'hasegawa', { code: codeAt(secret, now()) }), 401, 'factor_refused');
  d.advance(3 * step);
  const code = codeAt(secret, now());
  const both = await Promise.all([1, 2, 3, 4].map(() => signIn(d.client(), 'hasegawa', { code })));
  assert.equal(both.filter((a) => a.status === 200).length, 1, 'sent four times at once it signs in once');
  await forget('hasegawa');
});

test('without the password nobody learns that there is a factor; wrong codes slow the account down', async () => {
  const { secret } = await enrol(await signedIn('ishikawa'));
  await d.sql('delete from throttle');
  const c = d.client({ source: '127.0.0.31' });
  await unchanged(async () => {
    const answers = [];
    for (const [login, code] of [['ishikawa', undefined], ['ishikawa', codeAt(secret, now())], ['nobody.here', undefined], ['nobody.here', '123456']])
      answers.push(look(await c.post('/api/session', { login, password: 'tanpopo1sumire2', ...(code ? { code } : {}) })));
    for (const a of answers) assert.deepEqual(a, answers[0]);
  });
  const at = d.client({ source: '127.0.0.32' });
  for (let i = 0; i < 3; i++) refused(await signIn(at, 'ishikawa', { code: codeAt(secret, now(), 7 + i) }), 401, 'factor_refused');
  refused(await signIn(at, 'ishikawa', { code: codeAt(secret, now()) }), 429, 'throttled');
  d.advance(60_000);
  refused(await signIn(at, 'ishikawa'), 401, 'factor_needed');
  assert.equal((await signIn(at, 'ishikawa', { code: codeAt(secret, now()) })).status, 200);
  await forget('ishikawa');
});

test('a recovery code signs in once each; new ones void the old ones', async () => {
  const c = await signedIn('fujii');
  const { codes } = await enrol(c);
  for (const code of codes) assert.match(code, /^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  assert.equal(new Set(codes).size, 10);
  const phone = d.client();
  assert.equal((await signIn(phone, 'fujii', { code: codes[0].toLowerCase().replaceAll('-', ' ') })).status, 200);
  refused(await signIn(d.client(), 'fujii', { code: codes[0] }), 401, 'factor_refused');
  assert.equal((await phone.get('/api/factor')).body.codes_left, 9);
  const used = await d.sql("select a.object = r.id from audit a join recovery_code r on r.id = a.object where a.act = 'session_sign_in' and r.used_at is not null");
  assert.deepEqual(used, [['t']], 'the evidence says which one');
  const renewed = await phone.post('/api/factor/codes');
  assert.equal(renewed.body.codes.length, 10);
  refused(await signIn(d.client(), 'fujii', { code: codes[1] }), 401, 'factor_refused');
  assert.equal((await signIn(d.client(), 'fujii', { code: renewed.body.codes[1].code })).status, 200);
  await forget('fujii');
});

test('changing and taking off need a proof of the last five minutes, which a code or without a factor the password gives', async () => {
  const c = await signedIn('kobayashi');
  d.advance(301_000);
  refused(await c.post('/api/factor'), 403, 'proof_needed');
  refused(await c.post('/api/session/factor', {}), 400, 'field_missing', 'password');
  refused(await c.post('/api/session/factor', { password: 'tanpopo1sumire2' }), 401, 'sign_in_refused');
  assert.equal((await c.post('/api/session/factor', { password })).status, 200);
  const { secret } = await enrol(c);
  d.advance(301_000);
  for (const ask of [() => c.post('/api/factor'), () => c.post('/api/factor/codes'), () => c.delete('/api/factor')]) refused(await ask(), 403, 'proof_needed');
  refused(await c.post('/api/session/factor', { password }), 400, 'field_missing', 'code');
  refused(await c.post('/api/session/factor', { code: '000000' }), 401, 'factor_refused');
  const code = codeAt(secret, now());
  assert.equal((await c.post('/api/session/factor', { code })).status, 200);
  refused(await c.post('/api/session/factor', { code }), 401, 'factor_refused');
  const next = (await c.post('/api/factor')).body.secret;
  d.advance(2 * step);
  refused(await signIn(d.client(), 'kobayashi', { code: codeAt(next, now()) }), 401, 'factor_refused');
  assert.equal((await c.put('/api/factor', { code: codeAt(next, now()) })).status, 200);
  d.advance(2 * step);
  refused(await signIn(d.client(), 'kobayashi', { code: codeAt(secret, now()) }), 401, 'factor_refused');
  assert.equal((await signIn(d.client(), 'kobayashi', { code: codeAt(next, now()) })).status, 200);
  assert.equal((await c.delete('/api/factor')).status, 200);
  refused(await c.delete('/api/factor'), 409, 'conflict');
  refused(await c.post('/api/factor/codes'), 409, 'conflict');
  assert.equal((await signIn(d.client(), 'kobayashi')).status, 200);
});

test('an offer is good for a quarter of an hour', async () => {
  const c = await signedIn('nakano');
  refused(await c.put('/api/factor', { code: '123456' }), 409, 'conflict');
  const { secret } = (await c.post('/api/factor')).body;
  d.advance(901_000);
  await c.post('/api/session/activity');
  refused(await c.put('/api/factor', { code: codeAt(secret, now()) }), 423, 'session_locked');
  await c.post('/api/session/resume', { password });
  refused(await c.put('/api/factor', { code: codeAt(secret, now()) }), 409, 'conflict');
});

test('no secret and no code stands in the database or the log', async () => {
  const { secret, codes } = await enrol(await signedIn('tamura'));
  const tables = (await d.sql("select tablename from pg_tables where schemaname = 'public'")).flat();
  const wanted = [secret, ...codes, ...codes.map((c) => c.replaceAll('-', ''))];
  const words = wanted.map((w) => `x::text like '%${w}%' or x::text like '%${Buffer.from(w).toString('hex')}%'`).join(' or ');
  for (let i = 0; i < tables.length; i += 8) { // a command has an end
    const found = await d.sql(tables.slice(i, i + 8).map((t) => `select '${t}', count(*) from ${t} x where ${words}`).join(' union all '));
    assert.deepEqual(found.filter(([, n]) => n !== '0'), []);
  }
  for (const w of wanted) assert.ok(!d.logs().includes(w));
  await forget('tamura');
});

test('where it is required nothing but the way in answers before it is enrolled', async () => {
  const strict = await Deployment.start({ name: 'strict', workers: 1, settings: { 'factor.required': 2 } });
  const admin = await strict.signedIn('sato', password);
  const session = (await admin.get('/api/session')).body;
  assert.deepEqual([session.factor, session.admitted], [{ enrolled: false, required: true }, false]);
  refused(await admin.get('/api/state'), 403, 'gate_closed');
  refused(await admin.get('/api/inbox'), 403, 'gate_closed');
  await assert.rejects(admin.live({ spaces: {} }), /403/);
  const [[space]] = await strict.sql("select m.space from member m join hat h on h.id = m.hat join account a on a.id = h.account where a.login = 'sato' and m.to_seq is null limit 1");
  refused(await admin.post(`/api/spaces/${space}/posts`, { key: crypto.randomUUID(), body: 'まだ書けません' }), 403, 'gate_closed');
  const { secret } = (await admin.post('/api/factor')).body;
  assert.equal((await admin.put('/api/factor', { code: codeAt(secret, strict.clock.now()) })).status, 200);
  assert.equal((await admin.get('/api/state')).status, 200);
  refused(await admin.delete('/api/factor'), 409, 'conflict');
  const nurse = await strict.signedIn('kobayashi', password);
  assert.equal((await nurse.get('/api/state')).status, 200, 'level 2 asks staff for none');
  const office = await strict.signedIn('miura', password);
  refused(await office.get('/api/state'), 403, 'gate_closed');
  await strict.stop();
}, { limit: 120_000 });

await main(import.meta.url);
