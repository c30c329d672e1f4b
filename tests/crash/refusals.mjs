// A start that cannot be right is refused, with a sentence that says what to do; and when that was done, the region starts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Deployment } from '../lib/deployment.mjs';
import { skip, suite } from '../lib/suite.mjs';
import { Postgres } from './postgres.mjs';

const isRoot = process.getuid() === 0;
const { test, run } = suite();
let d, other, pg, own;
let keys, recovery;

/** The start is refused with status 1 and these words, and leaves nothing running. */
async function refused(deployment, ...words) {
  const { status, stderr } = await deployment.refused();
  for (const word of words) assert.match(stderr, word);
  assert.equal(status, 1, stderr);
}

/** Breaks something of a file or folder, sees the refusal, mends it again. */
async function whileAway(name, ...words) {
  fs.renameSync(name, `${name}.away`);
  await refused(d, ...words).finally(() => {
    fs.rmSync(name, { recursive: true, force: true });
    fs.renameSync(`${name}.away`, name);
  });
}

async function whileWritten(name, content, ...words) {
  const before = fs.readFileSync(name);
  fs.writeFileSync(name, content); // keeps owner and mode
  await refused(d, ...words).finally(() => fs.writeFileSync(name, before));
}

async function whileMode(name, mode, ...words) {
  const before = fs.statSync(name).mode & 0o7777;
  fs.chmodSync(name, mode);
  await refused(d, ...words).finally(() => fs.chmodSync(name, before));
}

async function whileSet(values, ...words) {
  const before = d.values;
  d.writeSettings(values);
  await refused(d, ...words).finally(() => {
    d.values = {};
    d.writeSettings(before);
  });
}

/** On the operator's own PostgreSQL: one change, the refusal, the way back. */
async function whileSql(change, back, ...words) {
  await pg.sql(change);
  await refused(own, ...words).finally(() => pg.sql(back));
}

const kek = () => path.join(keys, fs.readdirSync(keys).find((name) => name.startsWith('kek-')));

async function prepare() {
  d = await Deployment.create({ name: 'refusals', workers: 1 });
  keys = `${d.data}.keys`;
  recovery = `${d.data}.recovery`;
  other = await Deployment.create({ name: 'another', seed: false });
  pg = await Postgres.start();
  own = await Deployment.create({ name: 'refusals-own', workers: 1, seed: false, database: pg });
}

test('nothing was ever made there', async () => {
  const empty = path.join(d.folder, 'empty');
  await whileSet({ data: empty }, /there is no PostgreSQL in .*empty\/pg: run tasuki init first/);
});

test('PostgreSQL of another major version', async () => {
  await whileWritten(path.join(d.data, 'pg/PG_VERSION'), '14\n', /made by PostgreSQL 14, which is not installed: install the package postgresql-14/);
  await whileSql(
    'update schema_meta set postgresql_major = postgresql_major - 1',
    'update schema_meta set postgresql_major = postgresql_major + 1',
    /was made with PostgreSQL \d+ and runs on \d+: start it with \d+ again/,
  );
});

test('the schema is newer, older, not there, or another program changed it', async () => {
  await whileSql(
    "insert into schema_migration select max(number) + 1, 'later.sql', decode('00', 'hex'), now() from schema_migration",
    "delete from schema_migration where name = 'later.sql'",
    /the database's schema is at \d+, newer than this program, which knows \d+: install the newer program/,
  );
  await whileSql(
    'create table kept as select * from schema_migration; delete from schema_migration',
    'insert into schema_migration select * from kept; drop table kept',
    /the database's schema is at 0, this program needs \d+: run tasuki migrate/,
  );
  await whileSql('alter table schema_migration rename to away', 'alter table away rename to schema_migration', /the database is empty: run tasuki init/);
  await whileSql(
    'alter table post rename column body to text',
    'alter table post rename column text to body',
    /statement hot_posts does not fit the database's schema \(SQLSTATE 42703\): run tasuki migrate/,
  );
});

test('the database holds no region', async () => {
  await whileSql(
    'create table kept as select * from region; delete from region',
    'insert into region select * from kept; drop table kept',
    /the database holds no region yet: run 'tasuki init' first/,
  );
});

test('the database does not write through', async () => {
  await whileSql(
    'alter role tasuki_front set synchronous_commit = off',
    'alter role tasuki_front reset synchronous_commit',
    /set not to write through \(synchronous_commit off\): what was acknowledged could be lost in a crash: set it on/,
  );
});

test('the key folder or the recovery folder is not there, or open to others', async () => {
  for (const [name, what] of [[keys, 'key'], [recovery, 'recovery']]) {
    await whileAway(name, new RegExp(`the ${what} folder .*: No such file or directory: is its disk mounted`));
    await whileMode(name, 0o750, new RegExp(`the ${what} folder .* can be opened by others \\(owner \\d+, mode 0750\\): .* take the rights of others`));
  }
});

test('the key folder belongs to somebody else', async () => {
  if (!isRoot) skip('needs root');
  const { uid, gid } = fs.statSync(keys);
  fs.chownSync(keys, 0, 0);
  await refused(d, /the key folder .*: Permission denied: .* does it belong to the key holder's user/).finally(() => fs.chownSync(keys, uid, gid));
});

test('the key store is missing, damaged, foreign, or not under its key', async () => {
  const store = path.join(keys, 'store');
  await whileAway(store, /there is no key store in the key folder: put it back, or rebuild it with: tasuki keys recover/);
  const bytes = fs.readFileSync(store);
  bytes[bytes.length - 40] ^= 1;
  await whileWritten(store, bytes, /the key store is damaged, .*: put back the pair that belongs together, or move the store away/);
  await whileWritten(store, bytes.subarray(0, 100), /the key store is (damaged|cut short)/);
  await whileWritten(store, fs.readFileSync(`${other.data}.keys/store`), /the key store belongs to another deployment: put this one's own into the key folder/);
  await whileAway(kek(), /kek-\d+ is missing, under which the store was written: put it back into the key folder/);
});

test('the generation record is missing', async () => {
  await whileAway(path.join(recovery, 'generation'), /the recovery folder has no generation record: is its disk mounted\?/);
});

test('the key store is an old copy', async () => {
  const store = path.join(keys, 'store');
  const old = fs.readFileSync(store);
  const words = ['--facility', 'clinic', '--name', '山本 花', '--kana', 'ヤマモト ハナ', '--birth', '1940-01-02', '--sex', 'female', '--attending', 'sato'];
  await d.tasuki('demo', 'patient', ...words, '--settings', d.settingsFile);
  await whileWritten(store, old, /the key store is an old copy: it has generation \d+, and \d+ was reached: put the newest one into the key folder, or rebuild it/);
});

test('settings: unknown names, values out of bounds', async () => {
  await whileSet({ 'no.such': 1 }, /no\.such/);
  await whileSet({ workers: 0 }, /workers/);
});

test('the certificate is missing, and the port is taken', async () => {
  await whileSet({ 'tls.certificate': '/nowhere/certificate.pem' }, /cannot listen .*the certificate file .*\/nowhere\/certificate\.pem/);
  const squatter = net.createServer().listen(d.port, '::');
  await new Promise((done) => squatter.on('listening', done));
  await refused(d, /cannot listen on the TLS port: is it taken\?/);
  await new Promise((done) => squatter.close(done));
});

test('a real region does not run on a clock that can be set', async () => {
  const real = await Deployment.create({ name: 'real', demo: false });
  real.clocked = true;
  await refused(real, /TASUKI_CLOCK_FILE is set: a real region runs on the real clock only/);
  await real.stop();
});

test('after all that both regions start', async () => {
  await d.serve();
  await own.serve();
  assert.equal((await (await d.signedIn('sato', 'asagao7himawari7')).get('/api/state')).status, 200);
  await own.stop();
  await pg.remove();
});

await run(prepare);
