// The deployment under load, as every part uses it: a release build in a data folder of its own, the town, sessions, the load programs.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { Deployment } from '../lib/deployment.mjs';
import { until } from '../lib/suite.mjs';
import { password, posterCount, town, wardCount } from './town.mjs';

const run = promisify(execFile);
const programs = process.env.TASUKI_LOAD;
const started = Date.now();

export const say = (text) => console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)}s  ${text}`);

/** What a hasty client may do here and nowhere else; a cheap password hash, but where sign-in itself is measured. */
const hurried = {
  'hash.memory_kib': 19456,
  'hash.passes': 1,
  'limit.connections_per_peer': 8000,
  'limit.reads': 100000,
  'limit.writes': 100000,
  'session.idle_staff': 86400,
};

export class World {
  static async create() {
    const w = new World();
    // Not /tmp: it may be in memory, and what is measured is what reaches a disk.
    w.d = await Deployment.create({ name: 'bench', base: '/var/tmp', workers: 2, settings: hurried, seed: false });
    w.folder = w.d.folder;
    const file = path.join(w.folder, 'town.json');
    fs.writeFileSync(file, JSON.stringify(town()));
    say('the town');
    await w.d.tasuki('demo', 'seed', file, '--settings', w.d.settingsFile);
    await w.d.serve();
    await w.readSpaces();
    return w;
  }

  /** The same data with other settings. */
  async restart(settings) {
    await this.d.end();
    this.d.writeSettings({ ...hurried, ...settings });
    await this.d.serve();
  }

  async readSpaces() {
    const rows = await this.d.sql('select s.id, (select count(*) from member m where m.space = s.id), s.post_no from space s where s.patient is not null');
    const ids = (fits) => rows.filter(fits).map((r) => r[0]);
    this.spaces = ids((r) => Number(r[1]) === posterCount).sort();
    [this.ward] = ids((r) => Number(r[1]) === wardCount);
    [this.history] = ids((r) => Number(r[2]) > 0);
    this.write('spaces', this.spaces);
    this.write('hot', [this.spaces[0]]);
    this.write('history', [this.history]);
  }

  /** Lines for a load program; its path. */
  write(name, lines) {
    const file = path.join(this.folder, name);
    fs.writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  file(name) {
    return path.join(this.folder, name);
  }

  /** A file of the first lines of another. */
  firstLines(file, count) {
    return this.write(`${path.basename(file)}-${count}`, fs.readFileSync(file, 'utf8').split('\n').slice(0, count));
  }

  setting(name) {
    return new RegExp(`^${name} = (.*)$`, 'm').exec(fs.readFileSync(this.d.settingsFile, 'utf8'))[1];
  }

  get certificate() {
    return this.setting('tls.certificate');
  }

  get key() {
    return this.setting('tls.key');
  }

  /** Signs `count` people in, once in a run; the file of their cookies. */
  async cookies(prefix, count) {
    const file = this.file(`cookies-${prefix}`);
    if (fs.existsSync(file)) return file;
    say(`${count} sign-ins`);
    const cookies = [];
    let next = 0;
    const signIn = async () => {
      const client = this.d.client();
      while (next < count) {
        const i = next++;
        await client.signIn(`${prefix}${String(i).padStart(4, '0')}`, password);
        cookies[i] = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        client.cookies.clear();
        client.transcript.length = 0;
      }
      client.close();
    };
    await Promise.all([signIn(), signIn(), signIn(), signIn()]);
    return this.write(`cookies-${prefix}`, cookies);
  }

  /** The front workers' process ids, and PostgreSQL's, for the load programs. */
  processes() {
    const ids = (...roles) => this.d.processes().filter((p) => roles.includes(p.role)).map((p) => p.pid).join(',');
    return { pids: ids('front'), db: ids('postgres', 'backend') };
  }

  /** Runs a load program against the server; its figures. */
  async load(program, args, { port = this.d.port } = {}) {
    const all = { port, origin: this.d.origin, ...args };
    return figures(await run(path.join(programs, program), Object.entries(all).map(([k, v]) => `${k}=${v}`), { maxBuffer: 1 << 20, timeout: 300_000 }));
  }

  async stop() {
    await this.d.stop();
  }
}

const figures = ({ stdout }) => JSON.parse(stdout.trim().split('\n').pop());

/** Runs a comparator to its end; what it printed. */
export async function program(name, ...args) {
  return (await run(path.join(programs, name), args, { timeout: 120_000 })).stdout.trim();
}

/** Starts one that listens on the port and runs until it is ended. */
export async function startProgram(port, name, ...args) {
  const child = spawn(path.join(programs, name), args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => child.on('exit', done));
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  await until(`${name} on port ${port}`, () => child.exitCode === null && reachable(port));
  return {
    pid: child.pid,
    end: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(kill, 10_000);
      await ended;
      clearTimeout(late);
      process.off('exit', kill);
    },
  };
}

function reachable(port) {
  return new Promise((done) => {
    const probe = net.connect(port, '127.0.0.1', () => (probe.destroy(), done(true))).on('error', () => done(false));
  });
}

export function freePort() {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
