// What the routes of the gates are about: the newest documents, people who are looked after.
import { randomUUID } from 'node:crypto';

/** Adds to the world: gateOf, invitedStaff, clearGates. */
export async function startGates(w) {
  const newest = Object.fromEntries(await w.d.sql('select distinct on (kind) kind, id from document order by kind, edition desc'));
  const names = new Map(await w.d.sql('select h.id, p.name from hat h join account a on a.id = h.account join person p on p.id = a.person'));
  w.gateOf = (cell) => {
    const name = (cell.object === 'name_right' && names.get(w.hat(w.who(cell)))) || '別の 人'; // a relative's stands sealed elsewhere
    const ids = { points: newest.points, tended: w.hat('gs'), untended: w.hat('nx'), hat_none: randomUUID() };
    return { id: ids[cell.object] ?? newest.pledge, document: newest.pledge, name };
  };
  /** At the facility of `gs` or of `nx`. */
  w.invitedStaff = async (cell) => {
    if (!cell.object.startsWith('unopened')) return w.gateOf(cell);
    const [hat, account, person] = [randomUUID(), randomUUID(), randomUUID()];
    await w.d.sql(`insert into person (id, name, kana, created_at) values ('${person}', '試験 新人', 'しけん', 1);
      insert into account (id, person, side, login, password, password_at, state, created_at) values ('${account}', '${person}', 'staff', 'new-${hat}', 'none yet', 1, 'disabled', 1);
      insert into hat (id, account, kind, facility, profession, from_at)
        select '${hat}', '${account}', 'staff', facility, 'nurse', 1 from hat where id = '${w.hat(cell.object === 'unopened' ? 'gs' : 'nx')}'`);
    return { id: hat };
  };
  w.clearGates = () => w.d.sql("update hat set ended_at = 2 where account in (select id from account where password = 'none yet'); delete from pledge; delete from document_confirm; delete from training; update hat set admitted = true where kind = 'staff'");
}
