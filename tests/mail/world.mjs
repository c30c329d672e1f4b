// What the suite of mail shares: a demo region whose letters go through a relay of the test's own, with TLS and a password.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Deployment, town } from '../lib/deployment.mjs';
import { suite, until } from '../lib/suite.mjs';
import { Relay, certificate } from './relay.mjs';

export const { test, run } = suite();
export const { password } = JSON.parse(fs.readFileSync(town, 'utf8'));
export const secret = 'hinageshi12345';
export const from = 'no-reply@tasuki.example';
/** The deployment and its relay, once the suite has started. */
export let d, relay;
let options;

export async function start() {
  const folder = fs.mkdtempSync('/tmp/tk-mail-');
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  fs.chmodSync(folder, 0o755);
  const good = certificate(folder, 'good', 'DNS:localhost');
  options = { tls: 'starttls', user: 'tasuki', password: 'relay-password', ...good, folder };
  relay = await Relay.start(options);
  const passwordFile = path.join(folder, 'password');
  fs.writeFileSync(passwordFile, 'relay-password\n', { mode: 0o644 });
  const settings = {
    'mail.ca': good.certificate,
    'mail.applicants_per_day': 6,
    'mail.from': from,
    'mail.password_file': passwordFile,
    'mail.relay': `localhost:${relay.port}`,
    'mail.user': 'tasuki',
    'application.per_day': 1000,
    'limit.reads': 100000,
    'limit.writes': 100000,
  };
  d = await Deployment.start({ name: 'mail', workers: 2, settings });
}

/** Another relay at the same port; `null`: none. */
export async function relayIs(more) {
  const { port } = relay;
  await relay.stop();
  if (more !== null) relay = await Relay.start({ ...options, ...more, port });
}

export const files = (name, names) => certificate(options.folder, name, names);

export const as = (login, own = password) => d.signedIn(login, own);

let serial = 0;
/** Somebody new at takahashi's facility: {hat, login, address}. */
export async function invite(more = {}) {
  const admin = await as('takahashi');
  const login = `post${++serial}`;
  const who = { name: '新井 さくら', kana: 'あらい さくら', profession: 'nurse', login, mail: `${login}@example.jp`, ...more };
  const made = await admin.post('/api/staff', who);
  assert.equal(made.status, 201, made.text);
  return { admin, hat: made.body.hat, login, address: who.mail, token: made.body.token };
}

export const linkIn = (mail) => /^https:\/\/\S+\/(activate|apply|mail|password)#(\S+)$/m.exec(mail.text)?.[2];
export const use = (token, more = {}) => d.client().post('/api/activation', { token, password: secret, ...more });

/** Somebody who has opened the account by the link of a letter, signed in. */
export async function opened() {
  const who = await invite();
  assert.equal((await use(linkIn(await relay.next(who.address)))).status, 200);
  return { ...who, client: await as(who.login, secret) };
}

/** Rows of the outbox about an account: [state, kind, trouble, attempts]. */
export const rows = (login) => d.sql(`select m.state, m.kind, m.trouble, m.attempts from mail m join account a on a.id = m.account where a.login = '${login}' order by m.at, m.kind`);

/** Moves the clock until the newest letter is as wanted. Before each step the process has looked, as another try shows, or has had time to. */
export async function untilRow(login, wanted, step = 130_000) {
  let moved = 0;
  let seen;
  await until(`the letter of ${login} is ${wanted}`, async () => {
    const [row] = (await rows(login)).slice(-1);
    const good = row && wanted.every((w, i) => w === undefined || row[i] === w);
    const tried = row?.[0] === 'queued' && String(row) !== seen;
    if (!good && (tried || Date.now() - moved > 2500)) {
      moved = Date.now();
      seen = String(row);
      d.advance(step);
    }
    return good;
  }, 60_000);
}
