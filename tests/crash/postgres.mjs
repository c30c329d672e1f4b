// A PostgreSQL that is not Tasuki's own, made by Debian's initdb as an operator would, whose disk can be broken (disk_fault.c).
import { execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../lib/deployment.mjs';
import { alive, processTree, signal } from '../lib/processes.mjs';
import { until } from '../lib/suite.mjs';

const run = promisify(execFile);
const isRoot = process.getuid() === 0;
const user = isRoot ? 'tasuki-db' : null;
const faults = { whole: 0, full: 1, logFull: 2, syncFails: 3 };

function programs() {
  const place = '/usr/lib/postgresql';
  const majors = fs.readdirSync(place).map(Number).filter((n) => fs.existsSync(`${place}/${n}/bin/initdb`));
  return `${place}/${Math.max(...majors)}/bin`;
}

function ids() {
  if (!user) return {};
  const [, , uid, gid] = execFileSync('getent', ['passwd', user], { encoding: 'utf8' }).split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

const running = new Set();
process.on('exit', () => running.forEach((p) => p.abandon()));

export class Postgres {
  /** Made and started; socket: the folder of its unix socket. */
  static async start() {
    const p = new Postgres();
    p.folder = fs.mkdtempSync('/tmp/tkp-');
    p.data = path.join(p.folder, 'data');
    p.socket = p.folder;
    p.faultFile = path.join(p.folder, 'fault');
    p.shim = path.join(p.folder, 'disk_fault.so');
    running.add(p);
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-Wall', '-o', p.shim, path.join(root, 'tests/crash/disk_fault.c')]);
    fs.writeFileSync(p.faultFile, Buffer.alloc(8));
    const own = ids();
    for (const [name, mode] of [[p.folder, 0o755], [p.faultFile, 0o666], [p.shim, 0o755]]) {
      fs.chmodSync(name, mode);
      if (own.uid) fs.chownSync(name, own.uid, own.gid);
    }
    // Small pieces of log, so that one is soon full.
    const words = ['-D', p.data, '-U', 'postgres', '--encoding=UTF8', '--locale=C.UTF-8', '--auth=peer', '--wal-segsize=1'];
    await run(`${programs()}/initdb`, words, { ...own, cwd: '/' });
    p.#configure(own);
    await p.again();
    await p.sql('create role tasuki login createrole', 'postgres');
    await p.sql("create database tasuki owner tasuki template template0 encoding 'UTF8'", 'postgres');
    return p;
  }

  get url() {
    return `host=${this.socket} dbname=tasuki`;
  }

  #configure(own) {
    const put = (name, text) => fs.appendFileSync(path.join(this.data, name), text);
    const maps = isRoot
      ? ['root postgres', 'root tasuki', 'root tasuki_demo', 'root tasuki_job', 'root tasuki_mail', 'tasuki-front tasuki_front', 'tasuki-job tasuki_job', 'tasuki-mail tasuki_mail']
      : ['postgres', 'tasuki', 'tasuki_demo', 'tasuki_front', 'tasuki_job', 'tasuki_mail'].map((role) => `${execFileSync('id', ['-un'], { encoding: 'utf8' }).trim()} ${role}`);
    put('postgresql.conf', `listen_addresses = ''\nunix_socket_directories = '${this.socket}'\nmin_wal_size = 2MB\nwal_recycle = off\nlc_messages = 'C'\n`);
    put('pg_ident.conf', maps.map((m) => `t ${m}\n`).join(''));
    fs.writeFileSync(path.join(this.data, 'pg_hba.conf'), 'local all all peer map=t\n');
    if (own.uid) for (const name of fs.readdirSync(this.data)) fs.lchownSync(path.join(this.data, name), own.uid, own.gid);
  }

  /** Starts it, also after it has ended. */
  async again() {
    const log = fs.openSync(path.join(this.folder, 'log'), 'a');
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', LD_PRELOAD: this.shim, DISK_FAULT: this.faultFile };
    this.process = spawn(`${programs()}/postgres`, ['-D', this.data], { ...ids(), cwd: '/', env, stdio: ['ignore', log, log] });
    fs.closeSync(log);
    await until('the other PostgreSQL', () => this.sql('select 1', 'postgres').then(() => true, () => false), 60_000);
  }

  /** One statement as its superuser. */
  async sql(statement, database = 'tasuki') {
    const words = ['-h', this.socket, '-U', 'postgres', '-d', database, '-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-c', statement];
    return (await run('psql', words)).stdout.trim();
  }

  log() {
    return fs.readFileSync(path.join(this.folder, 'log'), 'utf8');
  }

  /** 'whole', 'full' (no file grows), 'logFull' (no file of its log grows), 'syncFails' (of the log, so often). */
  disk(state, times = 0) {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32LE(times, 4);
    bytes.writeInt32LE(faults[state], 0);
    const fd = fs.openSync(this.faultFile, 'r+');
    fs.writeSync(fd, bytes, 0, 8, 0);
    fs.closeSync(fd);
  }

  pids() {
    return processTree(this.process.pid).map((p) => p.pid);
  }

  /** To every process of it: SIGSTOP, SIGCONT. */
  signalAll(name) {
    this.pids().forEach((pid) => signal(pid, name));
  }

  gone() {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  async end(name = 'SIGINT') {
    const pids = this.pids();
    signal(this.process.pid, name);
    await until('the end of the other PostgreSQL', () => pids.every((pid) => !alive(pid)), 60_000);
  }

  async remove() {
    if (!this.gone()) await this.end();
    this.abandon();
  }

  abandon() {
    running.delete(this);
    if (this.process && !this.gone()) this.signalAll('SIGKILL');
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
