// Old backups beside current keys: what was destroyed since stays unreadable, what merely lost its key stops the restore; a lost machine,
// a restore that was killed, the operator's own PostgreSQL, an older edition, everything as one user.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openBody, spaceKeys } from '../canary/holder.mjs';
import { spellingsOfBytes } from '../canary/scan.mjs';
import { Postgres } from '../crash/postgres.mjs';
import { erase } from '../keys/erasure.mjs';
import { inMemory, readable } from '../keys/memory.mjs';
import { Deployment, root } from '../lib/deployment.mjs';
import { skip, suite, until } from '../lib/suite.mjs';
import { isRoot } from '../wrong-side/as.mjs';
import { keksIn, keysOfRecovery, keysOfStore } from './found_keys.mjs';
import { changedCopy, loseData, readDump } from './place.mjs';

const limit = 300_000;
const leaseMs = 600_000;
const password = 'asagao7himawari7';
const words = '消されるタイムラインの言葉';
const kept = '残るタイムラインの言葉';

const { test, run } = suite();
let d, doctor, doomed, control, copies;

const verb = (...args) => d.tasuki(...args, '--settings', d.settingsFile);
const copy = (name) => path.join(copies, name);
const keys = () => `${d.data}.keys`;
const recovery = () => `${d.data}.recovery`;
const holder = () => path.join(d.data, 'run/keys/socket');
const refusal = (pattern) => (error) => pattern.test(error.stderr) || assert.fail(`${pattern} is not: ${error.stderr ?? error}`);
const patient = () => verb('demo', 'patient', '--facility', 'clinic', '--attending', 'sato', '--name', '山本 花').then(({ stdout }) => stdout.match(/[0-9a-f-]{36}/)[0]);
const post = (space, body) => doctor.post(`/api/spaces/${space}/posts`, { key: randomUUID(), body });
const read = async (space) => (await doctor.get(`/api/spaces/${space}/posts`)).body.posts.map((p) => p.body);
const spaces = async () => (await doctor.get('/api/state')).body.spaces.map((s) => s.id);

async function serve() {
  await d.serve();
  doctor = await d.signedIn('sato', password);
}

/** Every file of both folders, as somebody who copied them that day would have it. */
function stealKeys(name) {
  fs.cpSync(keys(), copy(`${name}.keys`), { recursive: true, preserveTimestamps: true });
  fs.cpSync(recovery(), copy(`${name}.recovery`), { recursive: true });
}

function putKeys(from, to) {
  for (const name of fs.readdirSync(to)) fs.rmSync(path.join(to, name), { recursive: true });
  const { uid, gid } = fs.statSync(to);
  for (const name of fs.readdirSync(from)) {
    fs.copyFileSync(path.join(from, name), path.join(to, name));
    fs.lchownSync(path.join(to, name), uid, gid);
    fs.chmodSync(path.join(to, name), 0o600);
  }
}

async function prepare() {
  d = await Deployment.create({ name: 'restore', workers: 1, settings: { 'session.idle_staff': 86_400, 'session.overall_staff': 86_400 } });
  copies = path.join(d.folder, 'copies');
  fs.mkdirSync(copies);
  await serve();
  [doomed, control] = [await patient(), await patient()];
  assert.equal((await post(doomed, words)).status, 201);
  assert.equal((await post(control, kept)).status, 201);
}

/** The sealed first body of a space in a dump, and what openBody needs to know of it. */
async function sealedIn(space) {
  const [[deployment]] = await d.sql('select deployment from region');
  const [[row, body]] = await d.sql(`select id, encode(body, 'hex') from post where space = '${space}' order by no limit 1`);
  return { deployment, space, row, version: 1, sealed: Buffer.from(body, 'hex') };
}

test('a timeline destroyed after the backup: no key in existence opens what the old backup still holds of it, a control opens', async () => {
  const before = await spaceKeys(holder(), [doomed, control]);
  const sealed = { doomed: await sealedIn(doomed), control: await sealedIn(control) };
  assert.equal(openBody(before.get(doomed), sealed.doomed), words);
  await verb('backup', copy('old'));
  await verb('keys', 'backup', copy('keys'));
  stealKeys('old');
  d.clock.advance(leaseMs + 1000);
  assert.ok(await erase(holder(), doomed));
  await verb('keys', 'backup', copy('keys')); // as docs/operating.md says

  const dump = readDump(copy('old')).toString('latin1');
  for (const one of Object.values(sealed)) assert.ok(dump.includes(one.sealed.toString('hex')), 'the old backup has it, sealed');
  // Everything that lies anywhere: the holder's answers, the store and its copy, the recovery place with the private key, and the store of that
  // day, for which only today's key encryption keys are left.
  const all = (await d.sql('select id from space')).map(([id]) => id);
  const priv = path.join(recovery(), 'RECOVERY-PRIVATE-KEY');
  const places = {
    holder: [...(await spaceKeys(holder(), all))].map(([space, key]) => ({ space, key })),
    store: keysOfStore(path.join(keys(), 'store'), keksIn(keys())),
    copy: keysOfStore(path.join(copy('keys'), 'store'), keksIn(copy('keys'))),
    recovery: keysOfRecovery(recovery(), priv),
    'store of that day': keysOfStore(path.join(copy('old.keys'), 'store'), [...keksIn(keys()), ...keksIn(copy('keys'))]),
  };
  const opens = (found, one) => found.some(({ key }) => { try { return openBody(key, one) !== null; } catch { return false; } });
  for (const [name, found] of Object.entries(places)) {
    assert.equal(opens(found, sealed.control), name !== 'store of that day', `the control, by ${name}`);
    assert.equal(opens(found, sealed.doomed), false, `the destroyed one, by ${name}`);
  }
  const needles = spellingsOfBytes('key', before.get(doomed));
  for (const { pid, role } of d.processes()) if (role !== 'backend' && readable(pid)) assert.deepEqual([...inMemory(pid, needles)], [], role);
  // The limit that docs/keys.md names: whoever kept store and key encryption key of that day together, or that day's recovery object and the private key.
  assert.ok(opens(keysOfStore(path.join(copy('old.keys'), 'store'), keksIn(copy('old.keys'))), sealed.doomed));
  assert.ok(opens(keysOfRecovery(copy('old.recovery'), priv), sealed.doomed));
}, { limit });

test('the old backup beside the current keys: the timeline is removed because the ledger names it, the others are read', async () => {
  assert.equal(await d.end(), 0);
  loseData(d);
  const { stdout } = await verb('restore', copy('old'));
  assert.match(stdout, /restored; 1 spaces whose key was destroyed since are removed/);
  await serve();
  assert.ok(!(await spaces()).includes(doomed));
  assert.equal((await doctor.get(`/api/spaces/${doomed}/posts`)).status, 404);
  assert.deepEqual(await read(control), [kept]);
  assert.deepEqual(await d.sql(`select (select count(*) from post where space = '${doomed}'), (select count(*) from member where space = '${doomed}'), (select erased_at is not null from space where id = '${doomed}')`), [['0', '0', 't']]);
  assert.match((await verb('keys', 'ledger')).stdout, new RegExp(`space ${doomed}`));
}, { limit });

test('the key store of that day does not open it again: it is refused beside the current recovery folder', async () => {
  assert.equal(await d.end(), 0);
  fs.mkdirSync(copy('now.keys'));
  putKeys(keys(), copy('now.keys'));
  putKeys(copy('old.keys'), keys());
  assert.match((await d.refused()).stderr, /the key store is an old copy: it has generation \d+, and \d+ was reached/);
  const place = path.join(d.folder, 'aside');
  fs.renameSync(d.data, place);
  await assert.rejects(verb('restore', copy('old')), (error) => /keys\.start_refused.*the key store is an old copy/.test(error.stderr));
  fs.rmSync(d.data, { recursive: true });
  fs.renameSync(place, d.data);
  // That store under today's key encryption key: nothing opens it, whatever the recovery folder says.
  putKeys(copy('now.keys'), keys());
  fs.copyFileSync(path.join(copy('old.keys'), 'store'), path.join(keys(), 'store'));
  assert.match((await d.refused()).stderr, /kek-\d+ is missing, under which the store was written/);
  putKeys(copy('now.keys'), keys());
  // The object of that day, put back by hand, is destroyed at the next start: the ledger names it.
  const { uid, gid } = fs.statSync(recovery());
  fs.copyFileSync(path.join(copy('old.recovery'), doomed), path.join(recovery(), doomed));
  fs.lchownSync(path.join(recovery(), doomed), uid, gid);
  await serve();
  assert.equal(fs.existsSync(path.join(recovery(), doomed)), false);
  assert.deepEqual(await read(control), [kept]);
}, { limit });

test('the machine is lost: keys are built again from the recovery folder and the private key, then the backup goes back', async () => {
  const late = await patient();
  await post(late, kept);
  await verb('backup', copy('late'));
  assert.equal(await d.end(), 0);
  loseData(d);
  fs.rmSync(keys(), { recursive: true });
  const priv = path.join(d.folder, 'private.pem');
  fs.copyFileSync(path.join(recovery(), 'RECOVERY-PRIVATE-KEY'), priv);
  fs.chmodSync(priv, 0o644);
  await assert.rejects(verb('restore', copy('late')), refusal(/build it again with: tasuki keys recover/));
  assert.match((await verb('keys', 'recover', priv, '--backup', copy('late'))).stdout, /the key store is rebuilt: \d+ keys/);
  await verb('restore', copy('late'));
  await serve();
  assert.deepEqual(await read(late), [kept]);
  assert.deepEqual(await read(control), [kept]);
  assert.match((await verb('keys', 'ledger')).stdout, /^1 destroyed keys, the chain is whole$/m);
}, { limit });

test('a timeline that merely lost its key stops the restore, which goes on once its recovery object is back', async () => {
  const lost = await patient();
  await post(lost, kept);
  await verb('backup', copy('whole'));
  assert.equal(await d.end(), 0);
  loseData(d);
  fs.rmSync(keys(), { recursive: true });
  const priv = path.join(d.folder, 'private.pem');
  fs.renameSync(path.join(recovery(), lost), copy('object'));
  await verb('keys', 'recover', priv, '--backup', copy('whole'));
  await assert.rejects(verb('restore', copy('whole')), refusal(new RegExp(`no key: ${lost}\\n.*1 spaces of the backup have no key, and the ledger does not name them: nothing of them is removed`)));
  assert.match((await d.refused()).stderr, /a restore was begun here and is not finished: run 'tasuki restore' again/);
  await assert.rejects(verb('restore', copy('late')), refusal(/the restore of another backup was begun here/));
  await assert.rejects(verb('backup', copy('none')), refusal(/a restore was begun here and is not finished/));

  fs.renameSync(copy('object'), path.join(recovery(), lost));
  fs.rmSync(path.join(keys(), 'store'));
  await verb('keys', 'recover', priv, '--backup', copy('whole'));
  assert.match((await verb('restore', copy('whole'))).stdout, /restored; 0 spaces/);
  await serve();
  assert.deepEqual(await read(lost), [kept]);
}, { limit });

test('a restore that is killed at any moment is finished by running it again; until then nothing is served', async () => {
  assert.equal(await d.end(), 0);
  let finished = 0;
  for (const ms of [100, 700, 1500, 2600]) {
    loseData(d);
    const child = spawn(process.env.TASUKI_BIN, ['restore', copy('whole'), '--settings', d.settingsFile], { env: d.environment(), cwd: '/', stdio: 'ignore', ...d.identity });
    const ended = new Promise((done) => child.on('exit', done));
    await new Promise((done) => setTimeout(done, ms));
    child.kill('SIGKILL');
    if ((await ended) === 0) finished++;
    await until('the end of what it started', () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').every((line) => !line.includes(d.data)), 60_000);
    if (fs.existsSync(path.join(d.data, 'restoring'))) assert.match((await d.refused()).stderr, /a restore was begun here and is not finished/);
    const again = await verb('restore', copy('whole')).catch((error) => error);
    if (!/restored;/.test(again.stdout)) assert.match(again.stderr, /the database holds something already/, 'it was finished already');
    assert.equal(fs.existsSync(path.join(d.data, 'restoring')), false);
  }
  assert.ok(finished < 4, 'none was killed: the test shows nothing');
  await serve();
  assert.deepEqual(await read(control), [kept]);
}, { limit });

let pg, own;

const ownVerb = (...args) => own.tasuki(...args, '--settings', own.settingsFile);

async function emptyDatabase(name) {
  await pg.sql(`drop database if exists ${name}`, 'postgres');
  await pg.sql(`create database ${name} owner tasuki template template0 encoding 'UTF8'`, 'postgres');
}

test('the operator\'s own PostgreSQL: backup and restore go the same way', async () => {
  pg = await Postgres.start();
  own = await Deployment.start({ name: 'restore-external', workers: 1, database: pg });
  doctor = await own.signedIn('sato', password);
  const { id } = (await doctor.get('/api/state')).body.spaces[0];
  await post(id, kept);
  const to = path.join(own.folder, 'copy');
  await ownVerb('backup', to);
  await post(id, 'あとで');
  assert.equal(await own.end(), 0);
  await assert.rejects(ownVerb('restore', to), refusal(/the database holds something already/));
  await emptyDatabase('tasuki');
  await ownVerb('restore', to);
  await own.serve();
  doctor = await own.signedIn('sato', password);
  const bodies = await read(id);
  assert.ok(bodies.includes(kept) && !bodies.includes('あとで'));
}, { limit });

/** A database as an older program would have made it, by the first migrations. */
async function olderDatabase(number) {
  const folder = path.join(root, 'schema');
  const names = fs.readdirSync(folder).filter((name) => /^\d{4}_/.test(name)).sort().slice(0, number);
  const [[deployment, major]] = await own.sql("select deployment, current_setting('server_version_num')::integer / 10000 from region");
  await emptyDatabase('older');
  await own.sql('create table schema_meta (only_one boolean primary key default true check (only_one), postgresql_major int not null)', 'older');
  await own.sql('create table schema_migration (number int primary key, name text not null, sha256 bytea not null, applied_at timestamptz not null)', 'older');
  await own.sql('grant select on schema_meta, schema_migration to public', 'older');
  await own.sql(`insert into schema_meta (postgresql_major) values (${major - 1})`, 'older'); // and an older PostgreSQL
  for (const [i, name] of names.entries()) {
    const text = fs.readFileSync(path.join(folder, name));
    await own.sql(text.toString(), 'older');
    await own.sql(`insert into schema_migration values (${i + 1}, '${name}', '\\x${createHash('sha256').update(text).digest('hex')}', now())`, 'older');
  }
  await own.sql(`insert into region values (true, '${deployment}', true, 'r', 'n', 'a', 'o', 'c', 1)`, 'older');
  await own.sql(`insert into person values ('${randomUUID()}', '昔の人', 'むかしのひと', 1)`, 'older');
  return major;
}

test('a backup of an older edition, made with another PostgreSQL, is brought to the program\'s', async () => {
  const major = await olderDatabase(5);
  const dump = path.join(own.folder, 'older.dump');
  execFileSync(`/usr/lib/postgresql/${major}/bin/pg_dump`, ['-h', pg.socket, '-U', 'tasuki', '-Fc', '-f', dump, 'older'], own.identity);
  assert.equal(await own.end(), 0);
  await emptyDatabase('tasuki');
  await ownVerb('restore', changedCopy(path.join(own.folder, 'copy'), path.join(own.folder, 'older'), { schema: 5, postgresql: major - 1 }, dump));
  await own.serve();
  assert.deepEqual(await own.sql('select name from person'), [['昔の人']]);
  const now = (await own.sql(fs.readFileSync(path.join(root, 'tests/schema/print.sql'), 'utf8'))).map(([line]) => `${line}\n`).join('');
  assert.equal(now, fs.readFileSync(path.join(root, 'schema/current.sql'), 'utf8'));
  await own.stop();
  await pg.remove();
}, { limit });

test('everything as one user, without root', async () => {
  if (!isRoot) skip('this whole suite runs so');
  const alone = await Deployment.start({ name: 'restore-alone', workers: 1, user: 'nobody' });
  try {
    doctor = await alone.signedIn('sato', password);
    const { id } = (await doctor.get('/api/state')).body.spaces[0];
    await post(id, kept);
    const to = path.join(alone.folder, 'copy');
    await alone.tasuki('backup', to, '--settings', alone.settingsFile);
    await alone.tasuki('keys', 'backup', path.join(alone.folder, 'keycopy'), '--settings', alone.settingsFile);
    assert.equal(await alone.end(), 0);
    loseData(alone);
    await alone.tasuki('restore', to, '--settings', alone.settingsFile);
    await alone.serve();
    doctor = await alone.signedIn('sato', password);
    assert.ok((await read(id)).includes(kept));
  } finally {
    await alone.stop();
  }
}, { limit });

await run(prepare);
