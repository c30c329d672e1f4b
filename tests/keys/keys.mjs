// The keys from outside: creating, rotating, leases that end, a holder that is away or killed at any moment, a lost store built again.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { spaceKeys, subKey } from '../canary/holder.mjs';
import { Poster } from '../crash/poster.mjs';
import { kept } from '../crash/truth.mjs';
import { Deployment } from '../lib/deployment.mjs';
import { signal } from '../lib/processes.mjs';
import { skip, suite, until } from '../lib/suite.mjs';
import { erase } from './erasure.mjs';
import { inMemory, readable } from './memory.mjs';

const patience = 120_000;
const limit = 300_000;
const leaseMs = 600_000;
const password = 'asagao7himawari7';

const { test, run } = suite();
let d, doctor, space, base, keys, recovery;
const posters = [];

async function prepare() {
  d = await Deployment.start({ name: 'keys', workers: 2, settings: { 'limit.reads': 10_000, 'limit.writes': 10_000, 'session.idle_staff': 86_400, 'session.overall_staff': 86_400 } }); // the clock is moved on and on
  keys = `${d.data}.keys`;
  recovery = `${d.data}.recovery`;
  doctor = await d.signedIn('sato', password);
  ({ id: space, post_no: base } = (await doctor.get('/api/state')).body.spaces[0]);
  for (let i = 0; i < 6; i++) posters.push(new Poster(await d.signedIn('sato', password), `k${i}`, [space]));
  const spaces = Number((await d.sql('select count(*) from space'))[0][0]);
  await until('every space to have its key, the board by a worker', async () => (await status()).keys === spaces);
}

const said = () => posters.flatMap((p) => p.said);
const postAll = () => Promise.all(posters.map((p) => p.post(1)));
const keks = () => fs.readdirSync(keys).filter((name) => name.startsWith('kek-'));
const holder = () => path.join(d.data, 'run/keys/socket');
const verb = (...words) => d.tasuki(...words, '--settings', d.settingsFile);
const patient = () => verb('demo', 'patient', '--facility', 'clinic', '--attending', 'sato', '--name', '山本 花').then(({ stdout }) => stdout.match(/[0-9a-f-]{36}/)[0]);

async function status() {
  const { stdout } = await verb('keys', 'status');
  const number = (name) => Number(stdout.match(new RegExp(`^${name} (\\d+)`, 'm'))[1]);
  return { generation: number('generation'), kek: number('key encryption key'), keys: number('space keys') };
}

test('a new space has a key, a recovery object and a higher generation, and is written to at once', async () => {
  const before = await status();
  const fresh = await patient();
  const after = await status();
  assert.deepEqual(after, { generation: before.generation + 1, kek: before.kek, keys: before.keys + 1 });
  assert.ok(fs.existsSync(path.join(recovery, fresh)));
  assert.match(fs.readFileSync(path.join(recovery, 'generation'), 'utf8'), new RegExp(`generation ${after.generation}\\n$`));
  assert.equal((await doctor.post(`/api/spaces/${fresh}/posts`, { key: randomUUID(), body: '最初の一件' })).status, 201);
});

test('rotation while people post: a new key encryption key, the old one is gone, nobody notices', async () => {
  const before = await status();
  for (let i = 0; i < 3; i++) await Promise.all([verb('keys', 'rotate'), postAll()]);
  const after = await status();
  assert.deepEqual(after, { generation: before.generation + 3, kek: before.kek + 3, keys: before.keys });
  assert.deepEqual(keks(), [`kek-${after.kek}`]);
  await d.kill('keys');
  await until('the holder again', () => status().catch(() => null), patience);
  await postAll();
  await kept(doctor, space, base, said());
  posters.forEach((p) => assert.equal(p.refused.size, 0, 'somebody was refused'));
}, { limit });

test('the holder is killed while it creates and rotates: the store is whole at every moment', async () => {
  const made = [];
  for (let i = 0; i < 6; i++) {
    const acts = [verb('keys', 'rotate').catch(() => {}), patient().then((s) => made.push(s), () => {})];
    await new Promise((done) => setTimeout(done, i * 30)); // each time a little later in what it does
    await d.kill('keys');
    await Promise.all(acts);
    await until('the holder again', () => status().catch(() => null), patience);
  }
  assert.equal(keks().length, 1, 'one key encryption key');
  const all = (await d.sql('select id from space')).map(([id]) => id);
  assert.ok(made.every((s) => all.includes(s)), 'what was told to be there is there');
  assert.equal((await spaceKeys(holder(), all)).size, all.length, 'every space has its key');
  await postAll();
  await kept(doctor, space, base, said());
}, { limit });

/** The key of a space and what a front derives from it. */
async function needles(space) {
  const key = (await spaceKeys(holder(), [space])).get(space);
  return [{ name: 'key', bytes: key }, ...['tasuki body 1', 'tasuki identity 1'].map((label) => ({ name: label, bytes: subKey(key, label) }))];
}

/** Of a space with a post in it, and its key. */
async function doomedSpace() {
  const doomed = await patient();
  assert.equal((await doctor.post(`/api/spaces/${doomed}/posts`, { key: randomUUID(), body: '消える前の一件' })).status, 201);
  return { doomed, wanted: await needles(doomed) };
}

const ledger = () => verb('keys', 'ledger').then(({ stdout }) => stdout);

test('a space key is destroyed while people post elsewhere: no process has it, the space is one without a key, the ledger says so', async () => {
  const { doomed, wanted } = await doomedSpace();
  assert.match(await ledger(), /^0 destroyed keys, the chain is whole$/m);
  const before = await status();
  d.advance(leaseMs + 1000); // what a holder before this one has given is over; what the fronts have now is taken back
  assert.equal((await doctor.get(`/api/spaces/${doomed}/posts`)).status, 200);
  const [done] = await Promise.all([erase(holder(), doomed), postAll()]);
  assert.ok(done);
  assert.deepEqual(await status(), { generation: before.generation + 1, kek: before.kek + 1, keys: before.keys - 1 });
  assert.equal(fs.existsSync(path.join(recovery, doomed)), false);
  assert.match(await ledger(), new RegExp(`^1\\t.*Z\\tspace ${doomed}\\trequest R-.*\\n1 destroyed keys, the chain is whole$`, 'm'));
  assert.ok(await erase(holder(), doomed), 'asked again it is the same');
  assert.match(await ledger(), /^1 destroyed keys/m);
  assert.equal((await spaceKeys(holder(), [doomed, space])).size, 1);
  for (const front of d.processes('front')) if (readable(front.pid)) assert.deepEqual([...inMemory(front.pid, wanted)], []);
  for (const { pid } of d.processes('keys')) if (readable(pid)) assert.deepEqual([...inMemory(pid, wanted)], []);
  for (const act of [doctor.get(`/api/spaces/${doomed}/posts`), doctor.post(`/api/spaces/${doomed}/posts`, { key: randomUUID(), body: '鍵のない所へ' })]) {
    const answer = await act;
    assert.ok(answer.status >= 500 && !answer.text.includes('消える前の一件'), answer.text);
  }
  await postAll();
  await kept(doctor, space, base, said());
}, { limit });

test('the holder is killed while it destroys: it goes on to the end by itself, the store is whole, the others are untouched', async () => {
  for (let i = 0; i < 8; i++) {
    const { doomed } = await doomedSpace();
    d.advance(leaseMs + 1000);
    const asked = erase(holder(), doomed).catch(() => {});
    await new Promise((done) => setTimeout(done, 150 + i * 10)); // each time a little later in what it does; it takes a while to ask
    await d.kill('keys');
    await asked;
    await until('the holder again', () => status().catch(() => null), patience);
    d.advance(leaseMs + 1000);
    if (fs.existsSync(path.join(keys, 'erasing'))) await until('its end', () => !fs.existsSync(path.join(keys, 'erasing')), patience);
    else await until('its end', () => erase(holder(), doomed).catch(() => false), patience);
    assert.ok((await ledger()).includes(doomed));
    assert.equal(fs.existsSync(path.join(recovery, doomed)), false);
    assert.equal((await spaceKeys(holder(), [doomed, space])).size, 1);
    assert.equal(keks().length, 1, 'one key encryption key');
  }
  assert.match(await ledger(), /^9 destroyed keys, the chain is whole$/m);
  await postAll();
  await kept(doctor, space, base, said());
}, { limit });

test('a changed ledger is noticed', async () => {
  const file = path.join(keys, 'ledger');
  const text = fs.readFileSync(file, 'utf8');
  assert.equal(fs.readFileSync(path.join(recovery, 'ledger'), 'utf8'), text);
  const changed = text.replace('R-', 'X-');
  for (const name of [file, path.join(recovery, 'ledger')]) fs.writeFileSync(name, changed);
  await assert.rejects(ledger(), /the ledger is damaged or was changed: its line 1 does not fit the chain/);
  fs.writeFileSync(file, text);
  await assert.rejects(ledger(), /the ledgers in the key folder and in the recovery folder are not the same/);
  fs.writeFileSync(path.join(recovery, 'ledger'), text);
});

const seen = { before: null, after: null }; // of the key in the memory of the fronts

test('the holder does not answer: posting goes on for as long as a lease, then 503, and it resumes by itself', async () => {
  await postAll();
  assert.equal((await doctor.get(`/api/spaces/${space}/posts`)).status, 200);
  const wanted = await needles(space);
  const fronts = d.processes('front').map((p) => p.pid);
  const look = () => fronts.flatMap((front) => [...inMemory(front, wanted)]);
  if (readable(fronts[0])) seen.before = look();
  const [{ pid }] = d.processes('keys');
  signal(pid, 'SIGSTOP');
  await postAll(); // on its lease
  await assert.rejects(patient(), /the key holder does not answer/);
  d.advance(leaseMs + 1000);
  const refused = await until('a refusal', async () => {
    const answer = await doctor.post(`/api/spaces/${space}/posts`, { key: randomUUID(), body: '鍵がない' });
    assert.notEqual(answer.status, 201, 'sealed without a lease');
    return answer;
  }, patience);
  assert.deepEqual([refused.status, refused.body.error], [503, 'keys_down']);
  assert.match(refused.headers['retry-after'], /^\d+$/);
  assert.equal((await doctor.get(`/api/spaces/${space}/posts`)).body.error, 'keys_down');
  if (seen.before) await until('no key in any front', () => (seen.after = look()).length === 0, 30_000).catch(() => {}); // judged below
  signal(pid, 'SIGCONT');
  await postAll();
  await kept(doctor, space, base, said());
}, { limit });

test('a front holds no more than what it seals with, and wipes that when the lease ends', () => {
  if (!seen.before) skip('the memory of another process may not be read here');
  assert.ok(seen.before.includes('tasuki body 1'), 'it is not there while it is used: the look is blind');
  assert.ok(!seen.before.includes('key'), 'the space\'s key itself was kept');
  assert.deepEqual(seen.after, []);
});

test('the store is lost: the start is refused, it is built again from the recovery folder, and everything is read as before', async () => {
  const before = await status();
  const old = { body: said()[0].body };
  assert.equal(await d.end(), 0);
  const lost = path.join(d.folder, 'lost');
  fs.cpSync(keys, lost, { recursive: true });
  for (const name of fs.readdirSync(keys)) fs.rmSync(path.join(keys, name));
  assert.match((await d.refused()).stderr, /there is no key store in the key folder: put it back, or rebuild it with: tasuki keys recover/);

  const stranger = path.join(d.folder, 'stranger.pem');
  execFileSync('openssl', ['genpkey', '-algorithm', 'X25519', '-out', stranger], { stdio: 'pipe' });
  fs.chmodSync(stranger, 0o644);
  await assert.rejects(verb('keys', 'recover', stranger), /recovery objects do not open with this private key .* nothing was changed/);
  const { stdout } = await verb('keys', 'recover', path.join(recovery, 'RECOVERY-PRIVATE-KEY'));
  // A creation that was killed half-way has left an object whose key was never in the store: one more is right, one less is not.
  assert.ok(Number(stdout.match(/the key store is rebuilt: (\d+) keys/)[1]) >= before.keys, stdout);

  // From here on the private key may be taken away, as a real region must.
  fs.renameSync(path.join(recovery, 'RECOVERY-PRIVATE-KEY'), path.join(d.folder, 'private.pem'));
  await d.serve();
  const after = await status();
  assert.ok(after.keys >= before.keys);
  assert.ok(after.generation > before.generation, 'an old copy of the lost store stays refused');
  await postAll();
  const posts = await kept(doctor, space, base, said());
  assert.ok(posts.some((p) => p.body === old.body));
  await patient();
}, { limit });

test('a damaged recovery object is named, and the others can be had without it', async () => {
  assert.equal(await d.end(), 0);
  for (const name of fs.readdirSync(keys)) fs.rmSync(path.join(keys, name));
  const victim = fs.readdirSync(recovery).find((name) => /^[0-9a-f-]{36}$/.test(name) && name !== space);
  const file = path.join(recovery, victim);
  const bytes = fs.readFileSync(file);
  bytes[bytes.length - 1] ^= 1;
  fs.writeFileSync(file, bytes);
  const priv = path.join(d.folder, 'private.pem');
  fs.chmodSync(priv, 0o444);
  await assert.rejects(verb('keys', 'recover', priv), new RegExp(`keys.recovery_object_refused space="?${victim}[^]*1 recovery objects do not open`));
  const { stdout } = await verb('keys', 'recover', priv, '--skip-damaged');
  assert.match(stdout, /the key store is rebuilt: \d+ keys/);
  await d.serve();
  await postAll();
  await kept(doctor, space, base, said());
}, { limit });

test('bound to a credential of systemd: without it the store does not open, and nobody but the holder was given it', async () => {
  const credentials = path.join(d.folder, 'credentials'); // as systemd makes it: for whom it starts, and nobody else
  fs.mkdirSync(credentials, { mode: 0o700 });
  fs.writeFileSync(path.join(credentials, 'tasuki-kek'), randomBytes(48), { mode: 0o400 });
  assert.equal(await d.end(), 0);
  d.surroundings = { CREDENTIALS_DIRECTORY: credentials };
  await d.serve();
  assert.match((await verb('keys', 'rotate')).stdout, /^key encryption key \d+ \(bound to this machine's credential\)$/m);
  await d.kill('keys');
  await until('the holder again', () => status().catch(() => null), patience);
  await postAll();
  for (const { pid, role } of process.getuid() === 0 ? d.processes() : [])
    if (['front', 'job', 'postgres'].includes(role)) {
      const held = fs.readdirSync(`/proc/${pid}/fd`).map((fd) => fs.readlinkSync(`/proc/${pid}/fd/${fd}`));
      assert.ok(!held.some((name) => name.includes('tasuki-kek')), role);
    }
  assert.equal(await d.end(), 0);
  d.surroundings = {};
  assert.match((await d.refused()).stderr, /the key store needs systemd's credential tasuki-kek, which this process was not given/);
  d.surroundings = { CREDENTIALS_DIRECTORY: credentials };
  await d.serve();
  await kept(doctor, space, base, said());
}, { limit });

await run(prepare);
