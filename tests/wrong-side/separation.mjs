// Each part of the server tried from the wrong side: as the OS user, the database role, or the client of the key holder that a taken-over
// process would be. What it needs works; what it does not need is refused.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { Deployment } from '../lib/deployment.mjs';
import { skip, suite } from '../lib/suite.mjs';
import { ERASE, erasure } from '../keys/erasure.mjs';
import { as, askHolder, asRole, complaints, isRoot } from './as.mjs';

const GET = 2;
const CREATE = 3;
const REVOKE = 4;
const STATUS = 6;
const ROTATE = 7;
const KEYS = 8;
const REFUSED = 10;

const { test, run } = suite();
let d, space, socket, holder;

async function prepare() {
  d = await Deployment.start({ name: 'separation', workers: 2 });
  const doctor = await d.signedIn('sato', 'asagao7himawari7');
  ({ id: space } = (await doctor.get('/api/state')).body.spaces[0]);
  socket = path.join(d.data, 'run/db');
  holder = path.join(d.data, 'run/keys/socket');
}

const needsRoot = () => isRoot || skip('separate users need root');
const roles = { front: 'tasuki-front', job: 'tasuki-job', keys: 'tasuki-keys', mail: 'tasuki-mail', postgres: 'tasuki-db' };

test('every role runs as its own user, without capabilities, under a filter, and cannot gain anything', () => {
  needsRoot();
  for (const [role, user] of Object.entries(roles)) {
    const found = d.processes(role);
    assert.ok(found.length > 0, role);
    for (const { pid } of found) {
      const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
      const field = (name) => status.match(new RegExp(`^${name}:\\s+(.*)$`, 'm'))[1].split('\t');
      const uid = fs.readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${user}:x:(\\d+):`, 'm'))[1];
      assert.deepEqual(field('Uid'), [uid, uid, uid, uid], role);
      assert.deepEqual([field('CapEff'), field('CapPrm')], [['0000000000000000'], ['0000000000000000']], role);
      if (role !== 'postgres') assert.deepEqual([field('NoNewPrivs'), field('Seccomp')], [['1'], ['2']], role);
    }
  }
});

test('files: nobody but the owner reads keys, recovery objects, PostgreSQL\'s files', async () => {
  needsRoot();
  const keys = fs.readdirSync(`${d.data}.keys`).map((name) => `${d.data}.keys/${name}`);
  const secrets = {
    'tasuki-keys': [...keys, ...fs.readdirSync(`${d.data}.recovery`).map((name) => `${d.data}.recovery/${name}`)],
    'tasuki-db': [path.join(d.data, 'pg/PG_VERSION'), path.join(d.data, 'pg/postgresql.conf')],
  };
  assert.ok(keys.some((f) => f.endsWith('/store')) && keys.some((f) => /kek-\d+$/.test(f)));
  for (const [owner, files] of Object.entries(secrets))
    for (const file of files) {
      assert.equal((await as(owner, 'cat', [file])).status, 0, `${owner} reads ${file}`);
      for (const other of [...Object.values(roles), 'nobody'].filter((u) => u !== owner)) {
        const tried = await as(other, 'cat', [file]);
        assert.notEqual(tried.status, 0, `${other} reads ${file}`);
        assert.match(tried.err, /Permission denied/);
      }
    }
});

test('files: nobody but the owner looks into the folders, or puts something there', async () => {
  needsRoot();
  const folders = [[`${d.data}.keys`, 'tasuki-keys'], [`${d.data}.recovery`, 'tasuki-keys'], [`${d.data}/pg`, 'tasuki-db'], [`${d.data}/run/front`, 'tasuki-front'], [`${d.data}/log`, 'root']];
  for (const [folder, owner] of folders)
    for (const other of [...Object.values(roles), 'nobody'].filter((u) => u !== owner)) {
      assert.notEqual((await as(other, 'ls', [folder])).status, 0, `${other} lists ${folder}`);
      assert.notEqual((await as(other, 'touch', [`${folder}/planted`])).status, 0, `${other} writes to ${folder}`);
    }
  for (const folder of [d.data, `${d.data}/run`, `${d.data}/run/keys`, `${d.data}/tls`])
    for (const other of ['tasuki-front', 'tasuki-job', 'tasuki-mail', 'tasuki-db', 'nobody'])
      assert.notEqual((await as(other, 'touch', [`${folder}/planted`])).status, 0, `${other} writes to ${folder}`);
});

test('processes: not even the same user reads a role\'s memory; other users cannot stop it', async () => {
  needsRoot();
  for (const [role, user] of [['front', 'tasuki-front'], ['job', 'tasuki-job'], ['keys', 'tasuki-keys'], ['mail', 'tasuki-mail']]) {
    const [{ pid }] = d.processes(role);
    for (const file of ['environ', 'maps', 'mem']) {
      const tried = await as(user, 'head', ['-c', '1', `/proc/${pid}/${file}`]);
      assert.match(tried.err, /Permission denied/, `${user} reads ${file} of ${role}`);
    }
    const other = user === 'tasuki-front' ? 'tasuki-job' : 'tasuki-front';
    assert.match((await as(other, 'kill', ['-9', String(pid)])).err, /Operation not permitted/, `${other} kills ${role}`);
  }
});

test('database: a user becomes its own role and no other', async () => {
  needsRoot();
  const own = { 'tasuki-front': 'tasuki_front', 'tasuki-job': 'tasuki_job', 'tasuki-mail': 'tasuki_mail', 'tasuki-db': 'tasuki' };
  for (const user of [...Object.keys(own), 'tasuki-keys', 'nobody'])
    for (const role of ['tasuki_front', 'tasuki_job', 'tasuki_mail', 'tasuki_demo', 'tasuki', 'postgres']) {
      const may = own[user] === role || (user === 'tasuki-db' && role === 'postgres');
      const tried = await asRole(user, role, socket, 'select 1');
      assert.equal(tried.status === 0, may, `${user} as ${role}: ${tried.err}`);
      if (!may) assert.match(tried.err, /Peer authentication failed|Permission denied/);
    }
});

/** Every statement is refused for want of a right; one that fails otherwise proves nothing. */
async function allRefused(user, role, statements) {
  const right = /permission denied|patient's side only|must (be|have)|only superuser|Only roles with|grant.*privilege/i;
  const said = await complaints(user, role, socket, statements);
  const wrong = statements.map((s, i) => [s, said[i]]).filter(([, text]) => !right.test(text));
  assert.deepEqual(wrong, [], `${role} may, or something else is wrong`);
}

const tables = async () => (await d.sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1")).map(([t]) => t);

const anything = [
  'create table planted (x int)',
  'create function planted() returns int language sql as $$ select 1 $$',
  'create temporary table planted (x int)',
  'create schema planted',
  'alter table post disable trigger all',
  'drop table post',
  'set role tasuki',
  'set role postgres',
  'create role planted superuser',
  'alter role tasuki_front superuser',
  'grant tasuki to tasuki_front',
  "copy post to '/tmp/planted'",
  "copy (select 1) to program 'id'",
  "select pg_read_file('postgresql.conf')",
  "select lo_import('/etc/passwd')",
  'select * from pg_authid',
  'alter system set fsync = off',
  'create extension if not exists dblink',
  'select pg_reload_conf()',
];

test('database: front deletes nothing, overwrites no content, sees no audit, makes nothing', async () => {
  needsRoot();
  const all = await tables();
  assert.ok(all.length > 20);
  await allRefused('tasuki-front', 'tasuki_front', [
    ...all.flatMap((t) => [`delete from ${t}`, `truncate ${t}`]),
    ...['body', 'no', 'created_seq', 'author', 'client_key', 'space', 'created_at', 'reply_to'].map((c) => `update post set ${c} = ${c}`),
    ...['body', 'version', 'client_key', 'at'].map((c) => `update post_version set ${c} = ${c}`),
    ...['seq', 'kind', 'at', 'hat', 'post'].map((c) => `update event set ${c} = ${c}`),
    ...['act', 'result', 'at'].map((c) => `update audit set ${c} = ${c}`),
    ...['login', 'state', 'person'].map((c) => `update account set ${c} = ${c}`),
    ...['hat', 'from_seq', 'read_from_seq', 'space'].map((c) => `update member set ${c} = ${c}`),
    'select * from audit', 'select * from audit_chain', 'insert into audit_chain select * from audit_chain',
    'update region set demo = true', 'insert into account select * from account', 'insert into hat select * from hat',
    'update hat set facility_admin = true', 'update session set token_hash = token_hash', 'update session set end_at = end_at',
    ...anything,
  ]);
  const works = await asRole('tasuki-front', 'tasuki_front', socket, 'select count(*) from post');
  assert.deepEqual([works.status, works.out.trim() > '0'], [0, true], works.err);
});

test('database: job reads no content and changes no evidence', async () => {
  needsRoot();
  const all = await tables();
  const sealed = (await d.sql("select distinct table_name from information_schema.columns where table_schema = 'public' and data_type = 'bytea'")).map(([t]) => t);
  const own = ['audit_chain', 'erasure', 'erasure_approval', 'session', 'session_facts', 'throttle', 'schema_migration']; // hashes, no content
  await allRefused('tasuki-job', 'tasuki_job', [
    ...sealed.filter((t) => !own.includes(t)).map((t) => `select * from ${t}`),
    ...['person', 'patient', 'member', 'account'].map((t) => `select * from ${t}`),
    ...all.filter((t) => t !== 'throttle').flatMap((t) => [`delete from ${t}`, `truncate ${t}`]),
    ...['act', 'result', 'at', 'hat'].map((c) => `update audit set ${c} = ${c}`),
    ...['hash', 'marks', 'rows'].map((c) => `update audit_chain set ${c} = ${c}`),
    'insert into post select * from post', 'insert into session select * from session', 'update session set token_hash = token_hash',
    'update region set demo = true',
    ...anything.map((s) => s.replaceAll('tasuki_front', 'tasuki_job')),
  ]);
  const works = await asRole('tasuki-job', 'tasuki_job', socket, 'select count(*) from audit');
  assert.equal(works.status, 0, works.err);
});

test('database: mail runs its functions and reads the region, nothing else', async () => {
  needsRoot();
  const all = await tables();
  await allRefused('tasuki-mail', 'tasuki_mail', [
    ...all.filter((t) => !['region', 'schema_meta', 'schema_migration'].includes(t)).map((t) => `select * from ${t}`),
    ...all.flatMap((t) => [`delete from ${t}`, `truncate ${t}`, `insert into ${t} default values`]),
    'update mail set state = state', 'update mail_address set address = address', 'update region set demo = true',
    "select mail_confirm('x', 1)", "select activation_use('x', 'x', 'x', 1)", "select mail_application(gen_random_uuid(), 1, 1)",
    ...anything.map((s) => s.replaceAll('tasuki_front', 'tasuki_mail')),
  ]);
  const works = await asRole('tasuki-mail', 'tasuki_mail', socket, 'select mail_resume(1)');
  assert.equal(works.status, 0, works.err);
});

test('key holder: front gets and creates, job gets, nobody else is listened to; ruling is for root', async () => {
  needsRoot();
  const may = { 'tasuki-front': [GET, CREATE], 'tasuki-job': [GET] };
  for (const user of ['tasuki-front', 'tasuki-job'])
    for (const type of [GET, CREATE, REVOKE, STATUS, ROTATE]) { // for ERASE of job: tests/keys
      const answer = await askHolder(user, holder, type, type === GET ? space : type === CREATE ? randomUUID() : type === REVOKE ? space : null);
      assert.equal(answer.type, may[user].includes(type) ? KEYS : REFUSED, `${user} asks ${type}: ${JSON.stringify(answer)}`);
    }
  for (const user of ['tasuki-db', 'tasuki-mail', 'nobody']) assert.deepEqual(await askHolder(user, holder, GET, space), { closed: true }, user);
  for (const user of ['root', 'tasuki-front', 'tasuki-keys']) assert.equal((await askHolder(user, holder, ERASE, erasure(space))).type, REFUSED, user);
  for (const user of ['tasuki-db', 'tasuki-mail', 'nobody']) assert.deepEqual(await askHolder(user, holder, ERASE, erasure(space)), { closed: true }, user);
  assert.match(d.logs(), /keys\.right_refused/);
  assert.match(d.logs(), /keys\.client_refused/);
  const { stdout } = await d.tasuki('keys', 'status', '--settings', d.settingsFile);
  assert.match(stdout, /^space keys \d+$/m);
});

test('the certificate\'s key is for the fronts alone', async () => {
  needsRoot();
  const key = path.join(d.data, 'tls/key.pem');
  fs.writeFileSync(key, 'a key', { mode: 0o640 }); // its group is the folder's
  assert.equal((await as('tasuki-front', 'cat', [key])).status, 0);
  for (const other of ['tasuki-job', 'tasuki-keys', 'tasuki-mail', 'tasuki-db', 'nobody']) assert.notEqual((await as(other, 'cat', [key])).status, 0, other);
});

test('a demo account of the database does nothing in a real region, and the verbs say so', async () => {
  const real = await Deployment.create({ name: 'real', demo: false });
  const verbs = [
    ['demo', 'accounts'],
    ['demo', 'seed', path.join(process.env.TASUKI_ROOT, 'contrib/demo/town.json')],
    ['demo', 'patient', '--facility', 'clinic', '--attending', 'office', '--name', '山本 花'],
    ['demo', 'member-add', randomUUID(), 'office'],
    ['demo', 'member-remove', randomUUID(), 'office'],
    ['demo', 'attending', randomUUID(), 'office'],
  ];
  await assert.rejects(real.tasuki('init', '--demo', '--settings', real.settingsFile), /this is a real region: it never becomes a demo/);
  await real.serve();
  for (const verb of verbs) await assert.rejects(real.tasuki(...verb, '--settings', real.settingsFile), /this works only in a demo region/, verb.join(' '));
  const written = await real.sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege('tasuki_demo', oid, 'insert')");
  assert.ok(written.length > 10);
  for (const [table] of written) {
    const tried = real.sql(`insert into ${table} default values`, 'tasuki', 'tasuki_demo');
    await assert.rejects(tried, /this works only in a demo region/, table);
  }
  for (const change of ['demo = true', "name = 'x'"]) await assert.rejects(real.sql(`update region set ${change}`, 'tasuki', 'tasuki_demo'), /this works only in a demo region/);
  await assert.rejects(real.sql('update region set demo = true'), /deployment and demo flag of a region never change/, 'not even the owner');
  await real.stop();
});

await run(prepare);
