// A backup taken while people post, and put back: what is in it, what is not, who may, and everything that is refused.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { spaceKeys, subKey } from '../canary/holder.mjs';
import { Scanner, spellingsOfBytes, spellingsOfText } from '../canary/scan.mjs';
import { pageFrom } from '../crash/follower.mjs';
import { Poster } from '../crash/poster.mjs';
import { Deployment, root } from '../lib/deployment.mjs';
import { skip, suite, until } from '../lib/suite.mjs';
import { as, isRoot } from '../wrong-side/as.mjs';
import { changedCopy, files, loseData, manifestOf, readDump } from './place.mjs';

const limit = 300_000;
const password = 'asagao7himawari7';
const canary = '回復不能語ヱヰ検査用の本文';

const { test, run } = suite();
let d, doctor, space, copies, first;
const posters = [];

async function prepare() {
  d = await Deployment.start({ name: 'backup', workers: 2, settings: { 'limit.reads': 10_000, 'limit.writes': 10_000, 'session.idle_staff': 86_400, 'session.overall_staff': 86_400 } });
  copies = path.join(d.folder, 'copies');
  fs.mkdirSync(copies);
  await signIn();
  ({ id: space } = (await doctor.get('/api/state')).body.spaces[0]);
  await doctor.post(`/api/spaces/${space}/posts`, { key: randomUUID(), body: canary });
  for (const p of posters) p.spaces = [space];
}

async function signIn() {
  doctor = await d.signedIn('sato', password);
  const clients = await Promise.all(Array.from({ length: 4 }, () => d.signedIn('sato', password)));
  if (posters.length === 0) clients.forEach((c, i) => posters.push(new Poster(c, `b${i}`, [])));
  clients.forEach((c, i) => { posters[i].client = c; });
}

const verb = (...words) => d.tasuki(...words, '--settings', d.settingsFile);
const copy = (name) => path.join(copies, name);
const said = () => posters.flatMap((p) => p.said);
const refusal = (pattern) => (error) => pattern.test(error.stderr) || assert.fail(`${pattern} is not: ${error.stderr}`);
const restore = (name) => verb('restore', copy(name));

test('a backup while people post: the service goes on, nothing is refused, the folder is complete and closed to others', async () => {
  await Promise.all(posters.map((p) => p.post(3)));
  const before = said();
  let done = false;
  const posting = Promise.all(posters.map(async (p) => { while (!done) await p.post(1); }));
  const { stdout } = await verb('backup', copy('first')).finally(() => { done = true; });
  await posting;
  first = before;
  assert.ok(said().length > first.length, 'nobody posted meanwhile: the test shows nothing');
  assert.match(stdout, /copies\/first: taken .*Z, \d+ bytes, schema \d+, PostgreSQL \d+, key store generation \d+, ledger 0\nIt holds no key\./);
  assert.deepEqual(fs.readdirSync(copy('first')).sort(), files);
  assert.equal(fs.statSync(copy('first')).mode & 0o777, 0o700);
  for (const name of files) assert.equal(fs.statSync(path.join(copy('first'), name)).mode & 0o777, 0o600, name);
  assert.deepEqual(fs.readdirSync(copies), ['first'], 'nothing half-made is left');
  const m = manifestOf(copy('first'));
  const { stdout: status } = await verb('keys', 'status');
  assert.equal(m.generation, status.match(/^generation (\d+)/m)[1]);
  assert.equal(m.deployment, status.match(/^deployment (\S+)/m)[1]);
  posters.forEach((p) => assert.equal(p.refused.size, 0, `somebody was refused: ${JSON.stringify([...p.refused])}`));
}, { limit });

test('no word that people wrote is in it, and no key', async () => {
  const sql = readDump(copy('first'));
  assert.ok(sql.includes('COPY public.post '), 'the look is blind');
  const ids = (await d.sql('select id from space')).map(([id]) => id);
  const keys = await spaceKeys(path.join(d.data, 'run/keys/socket'), ids);
  const needles = spellingsOfText('the canary', canary);
  for (const act of said().slice(0, 20)) needles.push({ name: 'a post', bytes: Buffer.from(act.body) });
  for (const [id, key] of keys) needles.push(...spellingsOfBytes(`key of ${id}`, key), ...spellingsOfBytes('its sub-key', subKey(key, 'tasuki body 1')));
  for (const folder of [`${d.data}.keys`])
    for (const name of fs.readdirSync(folder).filter((n) => n.startsWith('kek-'))) needles.push(...spellingsOfBytes(name, fs.readFileSync(path.join(folder, name))));
  const scanner = new Scanner(needles);
  assert.deepEqual(scanner.inBytes(sql), []);
  assert.deepEqual(scanner.below(copy('first')).hits, []);
});

test('verify: whole, and one changed byte in either file', async () => {
  const { stdout } = await d.tasuki('backup', 'verify', copy('first'));
  assert.match(stdout, /every file has its checksum\n$/);
  for (const name of files) {
    fs.cpSync(copy('first'), copy('bad'), { recursive: true });
    const file = path.join(copy('bad'), name);
    const bytes = fs.readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    fs.writeFileSync(file, bytes);
    await assert.rejects(d.tasuki('backup', 'verify', copy('bad')), refusal(name === 'manifest' ? /the manifest is damaged or was changed/ : /data\.dump is damaged: it has not the checksum/));
    fs.rmSync(copy('bad'), { recursive: true });
  }
  await assert.rejects(d.tasuki('backup', 'verify', d.folder), refusal(/there is no manifest: this folder is no backup/));
});

test('where a backup may not go', async () => {
  await assert.rejects(verb('backup', copy('first')), refusal(/first is there already: a backup goes into a new folder/));
  await assert.rejects(verb('backup', path.join(d.data, 'copy')), refusal(/data\/copy lies within .*data, or around it: a copy belongs to another place/));
  await assert.rejects(verb('backup', path.join(`${d.data}.keys`, 'copy')), refusal(/belongs to another place/));
  await assert.rejects(verb('backup', '/nowhere/copy'), refusal(/the folder around \/nowhere\/copy: No such file/));
  await assert.rejects(verb('backup'), refusal(/where to\? name a folder that is not there yet/));
  await assert.rejects(verb('keys', 'backup', copy('first')), refusal(/first is a backup of the data: keys never lie beside it/));
  await assert.rejects(verb('keys', 'backup', path.join(`${d.data}.recovery`, 'keys')), refusal(/belongs to another place/));
});

test('a backup that is killed leaves nothing that looks like one, and the next one goes through', async () => {
  const child = spawn(process.env.TASUKI_BIN, ['backup', copy('killed'), '--settings', d.settingsFile], { env: d.environment(), cwd: '/', stdio: 'ignore', ...d.identity });
  await until('the half-made folder', () => fs.existsSync(copy('killed.half')));
  child.kill('SIGKILL');
  await new Promise((done) => child.on('exit', done));
  assert.equal(fs.existsSync(copy('killed')), false);
  await d.sql('create unlogged table passing (word text)');
  await d.sql("insert into passing values ('unlogged-word')");
  await verb('backup', copy('killed'));
  await d.sql('drop table passing');
  assert.ok(!readDump(copy('killed')).includes('unlogged-word'), 'what is in an unlogged table is in the backup');
  assert.deepEqual(fs.readdirSync(copies).sort(), ['first', 'killed']);
  await d.tasuki('backup', 'verify', copy('killed'));
}, { limit });

test('the key store apart: one current copy, always written over, older key encryption keys destroyed', async () => {
  assert.match((await verb('keys', 'backup', copy('keys'))).stdout, /copies\/keys: the key store of generation \d+, in place of the copy before/);
  const before = fs.readdirSync(copy('keys')).sort();
  await verb('keys', 'rotate');
  await verb('keys', 'backup', copy('keys'));
  const after = fs.readdirSync(copy('keys')).sort();
  assert.equal(after.length, before.length);
  assert.notDeepEqual(after, before, 'another key encryption key');
  for (const name of after) assert.deepEqual(fs.readFileSync(path.join(copy('keys'), name)), fs.readFileSync(path.join(`${d.data}.keys`, name)), name);
  if (isRoot) assert.equal(fs.statSync(copy('keys')).uid, fs.statSync(`${d.data}.keys`).uid);
});

test('other users of the machine take no backup and read none', async () => {
  if (!isRoot) skip('trying as another user needs root');
  for (const user of ['tasuki-front', 'tasuki-job', 'tasuki-keys', 'nobody']) {
    for (const name of files) assert.match((await as(user, 'cat', [path.join(copy('first'), name)])).err, /Permission denied/, user);
    const asked = await as(user, process.env.TASUKI_BIN, ['backup', `/tmp/tk-${user}`, '--settings', d.settingsFile], { env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } });
    assert.notEqual(asked.status, 0, user);
    assert.equal(fs.existsSync(`/tmp/tk-${user}`), false, user);
  }
  for (const user of ['tasuki-front', 'tasuki-job', 'nobody']) assert.match((await as(user, 'cat', [path.join(copy('keys'), 'store')])).err, /Permission denied/, user);
});

test('what a restore refuses before it changes anything', async () => {
  await assert.rejects(restore('first'), refusal(/the region is running: stop it first/));
  assert.equal(await d.end(), 0);
  await assert.rejects(restore('first'), refusal(/the database holds something already: a backup goes into an empty place only/));
  fs.renameSync(d.data, `${d.data}.aside`);
  try {
    await assert.rejects(verb('restore', changedCopy(copy('first'), copy('newer'), { schema: 999 })), refusal(/the backup's schema is at 999, newer than this program, which knows \d+: install the newer program/));
    await assert.rejects(verb('restore', changedCopy(copy('first'), copy('other'), { deployment: randomUUID() })), refusal(/belong to another region than this backup/));
    await assert.rejects(verb('restore', changedCopy(copy('first'), copy('later'), { generation: 9999 })), refusal(/the key store is older than the backup: it has generation \d+, and 9999 was reached/));
    await assert.rejects(verb('restore', changedCopy(copy('first'), copy('ledger'), { ledger: 3 })), refusal(/the ledger has 0 lines, and 3 when the backup was taken/));
    fs.appendFileSync(path.join(copy('ledger'), 'data.dump'), 'x');
    await assert.rejects(restore('ledger'), refusal(/data\.dump is damaged/));
    fs.renameSync(`${d.data}.keys`, `${d.data}.keys.aside`);
    await assert.rejects(restore('first'), refusal(/the key folder .*No such file or directory: put the current copy into/));
    fs.renameSync(`${d.data}.keys.aside`, `${d.data}.keys`);
    assert.equal(fs.existsSync(d.data), false, 'something was made');
  } finally {
    fs.rmSync(d.data, { recursive: true, force: true });
    fs.renameSync(`${d.data}.aside`, d.data);
  }
}, { limit });

test('restored into an empty place: everything acknowledged before the backup is there, and people go on', async () => {
  await d.serve();
  const page = await d.signedIn('sato', password);
  const seq = (await page.get('/api/state')).body.spaces.find((s) => s.id === space).seq;
  const live = await page.live();
  assert.equal(await d.end(), 0);
  loseData(d);
  const { stdout } = await restore('first');
  assert.match(stdout, /restored; 0 spaces whose key was destroyed since are removed; everybody signs in again/);
  await d.serve();
  await live.closed;

  assert.equal((await page.get('/api/state')).status, 401, 'a session outlived the restore');
  await assert.rejects(page.live(), (error) => error.status === 401);
  await signIn();
  const state = (await doctor.get('/api/state')).body.spaces.find((s) => s.id === space);
  assert.ok(state.seq < seq, 'the stream went back');
  const posts = await pageFrom(doctor, space, 0);
  const bodies = new Set(posts.map((p) => p.body));
  for (const act of first) assert.ok(bodies.has(act.body) || bodies.has(act.first), 'what was acknowledged before is not there');
  assert.ok(bodies.has(canary));
  assert.deepEqual(posts.map((p) => p.no), posts.map((_, i) => i + 1), 'numbers with a gap');

  // Who comes with what was seen before the restore reads again; nothing of that is taken for true.
  const again = await doctor.live({ spaces: { [space]: seq } });
  assert.ok(again.frames.some((f) => f.t === 'reset' && f.space === space), again.frames.map((f) => f.t).join());
  const fresh = await doctor.post(`/api/spaces/${space}/posts`, { key: randomUUID(), body: '復旧のあと' });
  assert.equal(fresh.status, 201);
  assert.equal(fresh.body.no, state.post_no + 1, 'numbers go on without a gap');
  await again.next({ t: 'event', kind: 'post' });
  // A page sends again what it thinks is not kept: its words are there once, whatever became of them.
  const act = said().at(-1);
  const sent = await doctor.post(`/api/spaces/${space}/posts`, { key: act.key, body: act.first });
  assert.ok([200, 201].includes(sent.status));
  assert.deepEqual(await d.sql("select act, result from audit where act in ('operator_backup', 'operator_restore') order by id desc limit 1"), [['operator_restore', 'ok']]);
  assert.equal((await d.sql("select count(*) from session where state <> 'ended' and started_at < (select max(at) from audit where act = 'operator_restore')"))[0][0], '0');
  assert.match((await verb('audit', 'verify')).stdout, /are as they were written/);
}, { limit });

test('rights are as after init: the same schema, the same separation', async () => {
  const now = (await d.sql(fs.readFileSync(path.join(root, 'tests/schema/print.sql'), 'utf8'))).map(([line]) => `${line}\n`).join('');
  assert.equal(now, fs.readFileSync(path.join(root, 'schema/current.sql'), 'utf8'));
  assert.deepEqual(await d.sql("select has_database_privilege('tasuki_front', current_database(), 'temporary')"), [['f']]);
});

await run(prepare);
