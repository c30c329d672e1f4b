// The relay of a test: relay.py as a process; its mails, and what it shall do with the next ones.
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../lib/deployment.mjs';
import { until } from '../lib/suite.mjs';

const living = new Set();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** A certificate of its own for these names: {certificate, key}. */
export function certificate(folder, name, names) {
  const files = { certificate: path.join(folder, `${name}.pem`), key: path.join(folder, `${name}.key`) };
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-days', '30', '-subj', '/CN=relay', '-addext', `subjectAltName=${names}`, '-keyout', files.key, '-out', files.certificate], { stdio: 'pipe' });
  return files;
}

export class Relay {
  /** Of every relay there was. */
  static all = [];

  /** options: port (0: any), tls: 'starttls' | 'required' | undefined, certificate, key, user, password. */
  static async start(options) {
    const r = new Relay();
    Object.assign(r, { mails: [], refused: [], signIns: [], modes: 0, port: null });
    r.child = spawn('/usr/bin/python3', [path.join(root, 'tests/mail/relay.py'), JSON.stringify({ port: 0, ...options })], { stdio: ['pipe', 'pipe', 'ignore'] });
    living.add(r.child);
    createInterface({ input: r.child.stdout }).on('line', (line) => r.#heard(JSON.parse(line)));
    await until('the relay', () => r.port !== null);
    return r;
  }

  #heard({ mail, refused, sign_in: signIn, mode, port }) {
    if (mail) {
      this.mails.push(mail);
      Relay.all.push(mail);
    }
    if (refused) this.refused.push(refused);
    if (signIn !== undefined) this.signIns.push(signIn);
    if (mode) this.modes++;
    if (port) this.port = port;
  }

  /** From now on: {rcpt: '550 no'}, {data: '451 later' | 'hang' | 'drop'}, {}. */
  async mode(what) {
    const before = this.modes;
    this.child.stdin.write(`${JSON.stringify(what)}\n`);
    await until('the relay has heard', () => this.modes > before);
  }

  to(address) {
    return this.mails.filter((m) => m.recipients.includes(address));
  }

  /** The nth mail to this address, once it is there. */
  async next(address, n = 1) {
    await until(`mail ${n} to ${address}`, () => this.to(address).length >= n, 30_000);
    return this.to(address)[n - 1];
  }

  /** Also when it has been stopped. */
  async stop() {
    if (!living.has(this.child)) return;
    const ended = new Promise((done) => this.child.on('exit', done));
    this.child.kill('SIGKILL');
    await ended;
    living.delete(this.child);
  }
}
