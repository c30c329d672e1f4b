// What the routes of 利用申込 are about: an application whose secret the world knows, a link for a new account.
import { getRandomValues, randomUUID } from 'node:crypto';

const none = (cell) => cell.object.startsWith('no_');
const points = Object.fromEntries(['policy', 'purpose', 'consent', 'admin', 'staff', 'device', 'incident'].map((p) => [`point_${p}`, true]));
const form = {
  name: '試験の事業所', kind: 'other', outside: false, address: '試験町', phone_day: '042-000-0001', contact: '試験', head_name: '試験', ...points,
  listed: false, signed_name: '試験', signed_on: '2026-01-05',
  people: { [randomUUID()]: { name: '試験', kana: 'しけん', profession: 'clerk', admin: true } },
};

const secretOf = () => Buffer.from(getRandomValues(new Uint8Array(32)));

/** Adds to the world: application, scan, activation. */
export function startApplications(w) {
  w.application = async (cell, state) => {
    const made = { id: randomUUID(), version: 1, receipt: randomUUID().replaceAll('-', '').slice(0, 10), secret: secretOf().toString('base64url') };
    if (!none(cell))
      await w.d.sql(`insert into application (id, receipt, secret_hash, source_key, by_office, state, form, facility, at, changed_at)
        values ('${made.id}', '${made.receipt}', sha256(decode('${Buffer.from(made.secret, 'base64url').toString('hex')}', 'hex')), sha256('${made.id}'), false, '${state}',
          '${JSON.stringify(form)}', ${state === 'accepted' ? `'${w.clinic}'` : 'null'}, 1, ${Date.now()})`);
    return made;
  };
  /** A paper of one that waits. */
  w.scan = async (cell) => {
    const { id: application } = await w.application(cell, 'waiting');
    const id = randomUUID();
    if (!none(cell))
      await w.d.sql(`insert into application_scan (id, application, kind, bytes, size, at) values ('${id}', '${application}', 'application/pdf', '%PDF-', 5, 1)`);
    return { id };
  };
  w.activation = async (cell) => {
    const token = secretOf();
    const [person, account] = [randomUUID(), randomUUID()];
    if (!none(cell))
      await w.d.sql(`insert into person (id, name, kana, created_at) values ('${person}', '試験', 'しけん', 1);
        insert into account (id, person, side, login, password, password_at, state, created_at) values ('${account}', '${person}', 'staff', '${account}', 'none yet', 1, 'disabled', 1);
        insert into activation (token_hash, account, by, at, expires_at) values (sha256(decode('${token.toString('hex')}', 'hex')), '${account}', '${w.hats.of[0]}', 1, 9000000000000)`);
    return { id: token.toString('base64url') };
  };
}
