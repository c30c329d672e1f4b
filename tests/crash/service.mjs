// The service as its operator sees it: started once, stopped cleanly, reloaded; PostgreSQL brought back; a disk that is really full.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { randomUUID, X509Certificate } from 'node:crypto';
import { Deployment } from '../lib/deployment.mjs';
import { alive, signal } from '../lib/processes.mjs';
import { skip, suite, until } from '../lib/suite.mjs';
import { Poster } from './poster.mjs';
import { kept } from './truth.mjs';

const patience = 120_000;
const limit = 300_000;
const password = 'asagao7himawari7';

const { test, run } = suite();
let d, doctor, space, base, first;
const posters = [];

async function people(deployment, count) {
  const reader = await deployment.signedIn('sato', password);
  const { body } = await reader.get('/api/state');
  const all = [];
  for (let i = 0; i < count; i++) all.push(new Poster(await deployment.signedIn('sato', password), `s${i}`, [body.spaces[0].id]));
  return { reader, space: body.spaces[0].id, base: body.spaces[0].post_no, all };
}

/** A fresh certificate where the settings name it. */
function newCertificate() {
  const folder = path.join(d.folder, 'tls');
  const files = { certificate: path.join(folder, 'certificate.pem'), key: path.join(folder, 'key.pem') };
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...words, '-addext', 'subjectAltName=DNS:localhost', '-keyout', files.key, '-out', files.certificate], { stdio: 'pipe' });
  fs.chmodSync(files.key, 0o644);
  return files;
}

/** The fingerprint that a new connection is shown. */
function shown() {
  return new Promise((done, fail) => {
    const socket = tls.connect({ host: '127.0.0.1', port: d.port, servername: 'localhost', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    socket.on('error', fail);
    socket.on('secureConnect', () => {
      done(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
  });
}

async function prepare() {
  d = await Deployment.create({ name: 'service', workers: 2, settings: { 'limit.reads': 10_000, 'limit.writes': 10_000 } });
  const files = newCertificate();
  first = { certificate: fs.readFileSync(files.certificate), key: fs.readFileSync(files.key) };
  d.writeSettings({ 'tls.certificate': files.certificate, 'tls.key': files.key });
  await d.serve();
  let all;
  ({ reader: doctor, space, base, all } = await people(d, 24));
  posters.push(...all);
}

const said = () => posters.flatMap((p) => p.said);

test('a second start of the same region is refused', async () => {
  const { status, stderr } = await d.refused();
  assert.equal(status, 1);
  assert.match(stderr, /^tasuki: this region is running already: see .*tasuki\.pid$/m);
  await assert.rejects(d.tasuki('init', '--demo', '--settings', d.settingsFile), /the region is running: stop it first/);
  const key = path.join(`${d.data}.recovery`, 'RECOVERY-PRIVATE-KEY');
  await assert.rejects(d.tasuki('keys', 'recover', key, '--settings', d.settingsFile), /the region is running: stop it first/);
  await d.healthy();
});

test('a renewed certificate is taken up by a signal: new connections see it, open ones stay', async () => {
  const sockets = await Promise.all([...Array(6)].map(() => doctor.live()));
  const old = await shown();
  newCertificate();
  assert.equal(await shown(), old, 'nothing is read before the signal');
  signal(d.supervisor.pid, 'SIGHUP');
  await until('all workers to show the new certificate', async () => {
    const seen = await Promise.all([...Array(12)].map(shown));
    return seen.every((f) => f !== old);
  }, patience);
  await Promise.all(sockets.map((s) => s.barrier()));
  await posters[0].post(1);
  await Promise.all(sockets.map((s) => s.next({ t: 'event', kind: 'post' })));
  assert.equal((await doctor.get('/api/state')).status, 200, 'a connection that was open goes on');
  sockets.forEach((s) => assert.equal(s.code, null));
});

test('a certificate that is none is refused: the one in use stays', async () => {
  const before = await shown();
  fs.writeFileSync(path.join(d.folder, 'tls/certificate.pem'), 'no certificate');
  signal(d.supervisor.pid, 'SIGHUP');
  await until('both workers to refuse it', () => (d.logs().match(/the old certificate stays in use/g) ?? []).length === 2, patience);
  assert.equal(await shown(), before);
});

test('the first certificate is put back', async () => {
  const files = { certificate: path.join(d.folder, 'tls/certificate.pem'), key: path.join(d.folder, 'tls/key.pem') };
  fs.writeFileSync(files.certificate, first.certificate);
  fs.writeFileSync(files.key, first.key);
  signal(d.supervisor.pid, 'SIGHUP');
  const wanted = new X509Certificate(first.certificate).fingerprint256;
  await until('all workers to show it', async () => (await Promise.all([...Array(12)].map(shown))).every((f) => f === wanted), patience);
});

test('PostgreSQL is ended by somebody: it is started again, sockets stay, nothing is lost', async () => {
  const sockets = await Promise.all([...Array(6)].map(() => doctor.live()));
  const posting = Promise.all(posters.map((p) => p.post(4)));
  await until('posts under way', () => said().length > 10, patience);
  await d.kill('postgres', 'SIGINT');
  await posting;
  await Promise.all(sockets.map((s) => s.barrier()));
  sockets.forEach((s) => assert.equal(s.code, null));
  await kept(doctor, space, base, said());
  // Every worker has it again: each has some of twelve new sockets.
  await until('both workers', () => Promise.all([...Array(12)].map(() => doctor.live())).then((all) => all.map((s) => s.close()), () => null), patience);
}, { limit });

test('a stop finishes what was accepted: requests that wait for a commit are answered, sockets are told, nothing is left', async () => {
  const live = await doctor.live();
  const holder = await d.hold(`select from space where id = '${space}' for update`);
  const connected = await Promise.all(posters.map((p) => p.client.get('/api/session'))); // a connection each, known to the server
  assert.ok(connected.every((a) => a.status === 200));
  const asked = Promise.all(
    posters.map(async (p) => {
      const act = { key: randomUUID(), space, body: `最後の一件 ${p.name}` };
      return { p, act, answer: await p.client.post(`/api/spaces/${space}/posts`, { key: act.key, body: act.body }) };
    }),
  );
  asked.catch(() => {}); // it is looked at below
  await until('a batch that waits', async () => Number((await d.sql('select count(*) from pg_locks where not granted'))[0][0]) > 0, patience);
  await Promise.all(posters.map((p) => p.client.get('/api/session'))); // the requests before it have been read by now
  const all = d.processes();
  signal(d.supervisor.pid, 'SIGTERM');
  await until('the stop to begin', () => /\[supervisor\] stopping/.test(d.logs()), patience);
  await holder.release();
  for (const { p, act, answer } of await asked) {
    assert.equal(answer.status, 201, answer.text);
    p.kept(act, answer.body);
  }
  assert.equal(await live.closed, 1012);
  assert.equal(await d.ended, 0);
  await until('the end of every process', () => all.every((p) => !alive(p.pid)), patience);
  await d.serve();
  await kept(doctor, space, base, said());
}, { limit });

test('a stop while everybody posts: what was acknowledged is there after the next start', async () => {
  const before = said().length;
  const posting = Promise.all(posters.map((p) => p.post(8)));
  await until('posts under way', () => said().length > before + posters.length, patience);
  assert.equal(await d.end(), 0);
  await d.serve();
  await posting;
  await kept(doctor, space, base, said());
}, { limit });

/** A file system of that size over the data folder; false where that is not allowed. */
function mounted(folder, megabytes) {
  fs.mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tasuki-test', folder], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

test('the disk is really full: nothing is acknowledged that is not kept, and room brings everything back', async () => {
  const folder = fs.mkdtempSync('/tmp/tk-full-');
  fs.chmodSync(folder, 0o755);
  try {
    if (process.getuid() !== 0 || !mounted(folder, 300)) skip('needs root and the right to mount');
    await fullDisk(folder);
  } finally {
    if (process.getuid() === 0) spawnSync('umount', ['--lazy', folder]);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}, { limit });

async function fullDisk(folder) {
  const full = await Deployment.create({ name: 'full', workers: 2, settings: { 'limit.reads': 10_000, 'limit.writes': 10_000, data: `${folder}/data` } });
  await full.serve();
  const { reader, space: there, base: before, all } = await people(full, 8);
  const live = await reader.live();
  const patients = async () => Number((await full.sql('select count(*) from patient'))[0][0]);
  const town = await patients();
  const ballast = path.join(folder, 'ballast');
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' }); // until nothing is left
  const large = '褥瘡は改善しています。'.repeat(900);
  const posting = Promise.all(all.map((p) => p.post(6, () => {}, large)));
  posting.catch(() => {});
  await until('507 or 503 for somebody', () => all.some((p) => [...p.refused.keys()].some((code) => code !== 'ECONNRESET')), patience);
  const codes = new Set(all.flatMap((p) => [...p.refused.keys()]));
  assert.ok(codes.has('storage_full') || codes.has('database_down'), [...codes].join());
  const patient = () => full.tasuki('demo', 'patient', '--facility', 'clinic', '--name', '山本 花', '--attending', 'sato', '--settings', full.settingsFile);
  await assert.rejects(patient(), /the disk is full: nothing was kept|the database does not answer/, 'a new key that is not durable');
  fs.rmSync(ballast);
  await posting;
  await patient();
  await live.barrier();
  assert.equal(await patients(), town + 1, 'those of the town and the one that was told to be there');
  await kept(reader, there, before, all.flatMap((p) => p.said));
  await full.stop();
}

await run(prepare);
