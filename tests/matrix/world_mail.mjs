// What the routes of mail are about: links of letters that were sent.
import { getRandomValues, randomUUID } from 'node:crypto';

const there = (cell) => !cell.object.startsWith('no_');

/** Adds to the world: mailLink, applicantLink, clearMail. */
export function startMail(w) {
  const link = () => {
    const token = Buffer.from(getRandomValues(new Uint8Array(32)));
    return { token: token.toString('base64url'), hash: `sha256(decode('${token.toString('hex')}', 'hex'))`, mail: randomUUID() };
  };
  const sent = (mail, kind, of, id) => `insert into mail (id, kind, ${of}, at, state, next_at, ended_at) values ('${mail}', '${kind}', '${id}', 1, 'sent', 1, 1);`;

  w.mailLink = async (cell) => {
    const { token, hash, mail } = link();
    const [person, account] = [randomUUID(), randomUUID()];
    if (there(cell))
      await w.d.sql(`insert into person (id, name, kana, created_at) values ('${person}', '試験', 'しけん', 1);
        insert into account (id, person, side, login, password, password_at, created_at) values ('${account}', '${person}', 'staff', '${account}', 'x', 1, 1);
        insert into mail_address (account, pending, pending_at) values ('${account}', 'matrix@example.jp', 1); ${sent(mail, 'confirm', 'account', account)}
        insert into mail_link (token_hash, mail, account, address, at, expires_at) values (${hash}, '${mail}', '${account}', 'matrix@example.jp', 1, 9000000000000)`);
    return { id: token };
  };
  w.applicantLink = async (cell) => {
    const { token, hash, mail } = link();
    const { id, receipt } = await w.application({ object: there(cell) ? 'application' : 'no_application' }, 'waiting');
    if (there(cell))
      await w.d.sql(`insert into application_mail (application, address, asked) values ('${id}', 'matrix@example.jp', 1); ${sent(mail, 'application', 'application', id)}
        insert into mail_link (token_hash, mail, application, address, at) values (${hash}, '${mail}', '${id}', 'matrix@example.jp', 1)`);
    return { id: token, name: receipt };
  };
  w.clearMail = () => w.d.sql('delete from mail; delete from mail_address');
}
