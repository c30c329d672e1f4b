// What the routes of a forgotten password are about: a link for somebody of the station, or for the actor, and the code of a second person.
import { createHash, randomBytes, randomUUID } from 'node:crypto';

const code = 'ABCD-EFGH-IJKL-MNOP';
const hex = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest('hex');

/** Adds to the world: passwordLink, clearPasswordLinks. */
export async function startPasswords(w) {
  const accounts = new Map(await w.d.sql('select id, account from hat'));
  const actorHat = (cell) => (['lk', 'en', 'su', 'no'].includes(cell.actor) ? undefined : w.hat(w.who(cell)));
  const clear = `delete from password_link_token; delete from password_link; delete from mail where kind = 'password_link'`;

  /** id: of the link, of the token, or of whom a link is made for, as the route has it; name: the code told by a second person. */
  w.passwordLink = async (cell) => {
    const hat = (cell.object === 'forgotten_mine' && actorHat(cell)) || w.hat('gs');
    const account = accounts.get(hat);
    const by = (cell.object === 'forgotten_own' && actorHat(cell)) || w.hat('gn');
    const [id, token] = [randomUUID(), randomBytes(32)];
    const proved = cell.object === 'stale' ? 1 : w.d.clock.now();
    await w.d.sql(`${clear}; update account set factor_since = null, enrol_until = null where login = 'matrix-gs'; update session set proved_at = ${proved} where hat = '${actorHat(cell) ?? id}'`);
    if (cell.route === 'password_link_make') return { id: hat };
    if (cell.object !== 'no_forgotten') {
      const second = hex(Buffer.from(account.replaceAll('-', ''), 'hex'), Buffer.from(code.replaceAll('-', '')));
      await w.d.sql(`insert into password_link (id, account, hat, by, at, expires_at, second_by, second_hash)
          values ('${id}', '${account}', '${hat}', '${by}', ${w.d.clock.now()}, ${w.d.clock.now() + 86_400_000}, '${w.hats.of[0]}', '\\x${second}');
        insert into password_link_token (token_hash, link) values ('\\x${hex(token)}', '${id}')`);
    }
    return { id: ['password_look', 'password_return'].includes(cell.route) ? token.toString('base64url') : id, name: code };
  };
  w.clearPasswordLinks = (cell) => (cell.route === 'password_return' ? w.passwordAsBefore('gs') : w.d.sql(clear));
}
