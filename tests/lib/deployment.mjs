// A real deployment in a folder of its own under /tmp: `tasuki init`, the demo town if wanted, `tasuki serve`, and everything one may
// want to do to it. As root it runs with the separate OS users, otherwise all as this user.
import { execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from './client.mjs';
import { Clock } from './clock.mjs';
import { Database } from './database.mjs';
import { alive, processTree, roleOf, signal } from './processes.mjs';
import { until } from './suite.mjs';

const run = promisify(execFile);
export const root = process.env.TASUKI_ROOT ?? path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const program = process.env.TASUKI_BIN;
/** Where what a person may want to look at afterwards is kept (logs of failed deployments, screenshots). */
export const out = process.env.TASUKI_OUT ?? path.join(root, 'tests/out');
export const town = path.join(root, 'contrib/demo/town.json');

/** Those that have not been stopped; suite.mjs stops them at the end. */
export const deployments = new Set();

function freePort() {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, '::', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** One certificate for all deployments of a run: made once, 30 days, for localhost. */
function certificateFiles() {
  const folder = path.join(os.tmpdir(), `tasuki-tests-tls-${process.getuid()}`);
  const files = { certificate: path.join(folder, 'certificate.pem'), key: path.join(folder, 'key.pem') };
  const fresh = Date.now() - 20 * 86_400_000;
  if (fs.statSync(files.certificate, { throwIfNoEntry: false })?.mtimeMs > fresh && fs.existsSync(files.key)) return files;
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const where = ['-keyout', files.key, '-out', files.certificate];
  execFileSync('openssl', ['req', '-x509', ...curve, '-days', '30', '-subj', '/CN=localhost', '-addext', names, ...where], { stdio: 'pipe' });
  fs.chmodSync(files.key, 0o644); // worth nothing, and read by the roles' own users
  return files;
}

export class Deployment {
  /** Makes the folder and initialises it; does not start it. */
  static async create({ name = 'tasuki', base = '/tmp', workers = 2, demo = true, seed = demo, settings = {}, database = null, user = null } = {}) {
    if (!program) throw new Error('TASUKI_BIN names no program: run this with tests/run or tests/try');
    const d = new Deployment();
    d.name = name;
    d.clients = new Set();
    d.folder = fs.mkdtempSync(path.join(base, 'tk-'));
    fs.chmodSync(d.folder, 0o755);
    d.data = settings.data ?? path.join(d.folder, 'data');
    d.reports = path.join(d.folder, 'reports');
    fs.mkdirSync(d.reports);
    fs.chmodSync(d.reports, 0o1777);
    d.port = await freePort();
    d.origin = `https://localhost:${d.port}`;
    d.clock = new Clock(path.join(d.folder, 'clock'));
    d.database = database;
    d.connections = null; // see connect
    d.surroundings = {}; // what else its processes find in their environment
    d.#belongTo(user);
    d.clocked = demo; // a real region runs on the real clock only
    d.writeSettings({ workers, ...(database ? { 'database.url': database.url } : {}), ...settings });
    deployments.add(d);
    await d.tasuki('init', '--data', d.data, ...(demo ? ['--demo'] : []), '--settings', d.settingsFile);
    if (seed && fs.existsSync(town)) await d.seed();
    return d;
  }

  /** Creates and starts one. Options: name, workers, demo, seed, settings {name: value}, database (the operator's own: {url, socket}), user (root starts it as). */
  static async start(options) {
    const d = await Deployment.create(options);
    await d.serve();
    return d;
  }

  /** Whoever starts it owns its folder and is asked for the database. */
  #belongTo(user) {
    this.identity = { cwd: '/' };
    if (user === null) return;
    const [, , uid, gid] = execFileSync('getent', ['passwd', user], { encoding: 'utf8' }).split(':');
    this.identity = { cwd: '/', uid: Number(uid), gid: Number(gid) };
    for (const at of [this.folder, this.reports]) fs.chownSync(at, Number(uid), Number(gid));
  }

  /** The demo town, from a place that another user can read as well. */
  async seed() {
    const copy = path.join(this.folder, 'town.json');
    fs.copyFileSync(town, copy);
    await this.tasuki('demo', 'seed', copy, '--settings', this.settingsFile);
    fs.rmSync(copy);
  }

  /** What is given here is added to what was given before; it counts from the next start on. */
  writeSettings(values) {
    this.values = { ...this.values, ...values };
    const tls = certificateFiles();
    const all = {
      data: this.data,
      'hash.memory_kib': 19456,
      'hash.passes': 1,
      'listen.port': this.port,
      'site.origin': this.origin,
      'tls.certificate': tls.certificate,
      'tls.key': tls.key,
      ...this.values,
    };
    if (fs.existsSync(all['tls.certificate'])) this.certificate = fs.readFileSync(all['tls.certificate']);
    this.settingsFile = path.join(this.folder, 'settings');
    fs.writeFileSync(this.settingsFile, Object.entries(all).map(([name, value]) => `${name} = ${value}\n`).join(''));
  }

  environment() {
    const report = `log_path=${this.reports}/report:exitcode=99`;
    return {
      ...process.env,
      ASAN_OPTIONS: `${report}:abort_on_error=0:detect_leaks=1`,
      LSAN_OPTIONS: report,
      ...(this.clocked ? { TASUKI_CLOCK_FILE: this.clock.file } : {}),
      ...this.surroundings,
      UBSAN_OPTIONS: `${report}:print_stacktrace=1:halt_on_error=1`,
    };
  }

  /** Runs a verb of the program to its end: {stdout, stderr}; fails when its status is not 0. */
  async tasuki(...args) {
    return run(program, args, { ...this.identity, env: this.environment(), timeout: 120_000, maxBuffer: 64 << 20 });
  }

  /** Starts the supervisor and waits until all its workers take connections. */
  async serve() {
    this.log = path.join(this.folder, 'log');
    const before = this.logs().length;
    const log = fs.openSync(this.log, 'a');
    this.supervisor = spawn(program, ['serve', '--settings', this.settingsFile], { ...this.identity, env: this.environment(), stdio: ['ignore', log, log] });
    fs.closeSync(log);
    this.ended = new Promise((done) => this.supervisor.on('exit', (code, name) => done(code ?? name)));
    await this.healthy();
    await until('all workers', () => this.logs().slice(before).includes('ready: '), 60_000);
  }

  /** A start that is expected to be refused: {status, stderr}; one that runs on is ended, and fails. */
  async refused() {
    const child = spawn(program, ['serve', '--settings', this.settingsFile], { ...this.identity, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = [];
    child.stderr.on('data', (part) => parts.push(part));
    child.stdout.on('data', (part) => part.toString().startsWith('ready') && child.kill('SIGTERM'));
    const status = await new Promise((done) => child.on('close', (code, name) => done(code ?? name)));
    return { status, stderr: Buffer.concat(parts).toString('utf8') };
  }

  /** Waits until it answers; to be used after killing a part of it too. */
  async healthy() {
    const probe = this.client();
    try {
      await until(`${this.origin}/api/health`, async () => {
        if (this.supervisor.exitCode !== null || this.supervisor.signalCode !== null) throw new Error(`tasuki serve has ended:\n${this.logs()}`);
        return probe.get('/api/health').then((a) => a.status === 200, () => false);
      }, 60_000);
    } catch (error) {
      throw new Error(`${error.message}\n${this.logs().slice(-4000)}`);
    } finally {
      probe.close();
    }
  }

  /** Options: see Client. */
  client(options) {
    const c = new Client(this, options);
    this.clients.add(c);
    return c;
  }

  /** Moves the clock. Keep-alive connections of our clients are given up first: the server would end idle ones as soon as it looks. */
  advance(ms) {
    for (const c of this.clients) c.close();
    this.clock.advance(ms);
  }

  /** What begins now and takes at most `ms` does so on one day of Japan: the clock goes on to the next one when that is nearer. */
  awayFromMidnight(ms) {
    const left = 86_400_000 - ((this.clock.now() + 9 * 3_600_000) % 86_400_000);
    if (left < ms) this.advance(left);
  }

  /** A client that has signed in. */
  async signedIn(login, password, options) {
    const c = this.client(options);
    await c.signIn(login, password);
    return c;
  }

  /** [{pid, role, args}] of all or of one role: supervisor front job keys mail postgres backend. */
  processes(role) {
    if (this.supervisor.exitCode !== null || this.supervisor.signalCode !== null) return []; // its number may be somebody else's by now
    const tree = processTree(this.supervisor.pid).map((p, _, all) => ({ ...p, role: roleOf(p, all) }));
    return role === undefined ? tree : tree.filter((p) => p.role === role);
  }

  /** Ends every process of the role at once, as a crash would; returns when they are gone. */
  async kill(role, name = 'SIGKILL') {
    const hit = this.processes(role);
    for (const p of hit) signal(p, name);
    await until(`the end of ${role}`, () => hit.every((p) => !alive(p)));
    return hit;
  }

  /** Asks the database as its owner, or as another role; an array of rows, each an array of texts (null for NULL). */
  async sql(statement, database = 'tasuki', role = 'tasuki') {
    if (this.connections && database === 'tasuki' && role === 'tasuki') return this.connections.query(statement);
    const args = ['-h', this.socketFolder(), '-d', database, '-v', 'ON_ERROR_STOP=1', '-X', '-q', '-t', '-A', '-F', '\x1f', '-R', '\x1e', '-P', 'null=\x1d', '-c', statement];
    const { stdout } = await run('psql', ['-U', role, ...args], { ...this.identity, maxBuffer: 64 << 20 });
    const text = stdout.replace(/\n$/, '');
    return text === '' ? [] : text.split('\x1e').map((row) => row.split('\x1f').map((v) => (v === '\x1d' ? null : v)));
  }

  /** From now on the owner's statements go over connections that stay open: for a test that asks thousands of times. */
  connect() {
    this.connections = new Database(this.socketFolder());
  }

  /** Takes locks in a transaction of its owner and keeps them until `release()`. */
  async hold(statement) {
    const psql = spawn('psql', ['-U', 'tasuki', '-h', this.socketFolder(), '-d', 'tasuki', '-X', '-q', '-t', '-A'], { ...this.identity, stdio: ['pipe', 'pipe', 'inherit'] });
    const held = new Promise((done) => psql.stdout.on('data', (bytes) => bytes.toString().includes('held') && done()));
    const ended = new Promise((done) => psql.on('exit', done));
    psql.stdin.write(`begin; ${statement}; select 'held';\n`);
    await held;
    return { release: () => (psql.stdin.end('commit;\n'), ended) };
  }

  socketFolder() {
    return this.database?.socket ?? path.join(this.data, 'run/db');
  }

  logs() {
    return this.log && fs.existsSync(this.log) ? fs.readFileSync(this.log, 'utf8') : '';
  }

  /** What sanitizers have reported so far, as one text; empty when nothing. A process killed while its leak checker looks says only that. */
  sanitizerReports() {
    const killed = /^(==\d+==Unable to get registers from thread \d+\.\n?)+$/;
    const texts = fs.readdirSync(this.reports).map((name) => fs.readFileSync(path.join(this.reports, name), 'utf8'));
    return texts.filter((text) => !killed.test(text)).join('\n');
  }

  /** Asks the supervisor to end and waits; what is left is killed. The folder stays. */
  async end(name = 'SIGTERM', ms = 30_000) {
    if (!this.supervisor) return 0;
    this.connections?.close();
    this.connections = null;
    const tree = this.processes();
    this.supervisor.kill(name);
    const hung = setTimeout(() => tree.forEach((p) => signal(p, 'SIGKILL')), ms);
    const status = await this.ended;
    clearTimeout(hung);
    await until('the end of its children', () => tree.every((p) => !alive(p)), 20_000).finally(() => tree.forEach((p) => signal(p, 'SIGKILL')));
    return status;
  }

  /** Ends it, fails when it did not end well or a sanitizer reported, and removes the folder (kept under tests/out when it failed). */
  async stop() {
    deployments.delete(this);
    const status = await this.end();
    const reports = this.sanitizerReports();
    if (reports !== '' || status !== 0) this.keepEvidence(reports);
    fs.rmSync(this.folder, { recursive: true, force: true });
    if (reports !== '') throw new Error(`a sanitizer has reported:\n${reports.slice(0, 6000)}`);
    if (status !== 0) throw new Error(`tasuki serve ended with ${status}; its log is tests/out/${this.name}.serve.log`);
  }

  keepEvidence(reports) {
    fs.mkdirSync(out, { recursive: true });
    fs.writeFileSync(path.join(out, `${this.name}.serve.log`), `${this.logs()}\n${reports}`);
  }
}

// Whatever ends this process must not leave a server behind.
function abandon() {
  for (const d of deployments) {
    if (d.supervisor) for (const p of d.processes()) signal(p, 'SIGKILL');
    fs.rmSync(d.folder, { recursive: true, force: true });
  }
}
process.on('exit', abandon);
for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM']) {
  process.on(name, () => {
    console.log(`ended by ${name}`);
    process.exit(1);
  });
}
