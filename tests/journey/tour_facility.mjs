// The tour's part about what a 施設管理者 keeps of the own facility: the ledger, pledges, education, who still works there; and the office's view of it.
import { DIALOG, opened, toList } from './tour_steps.mjs';
import { password } from './world.mjs';

const clear = 'delete from attest_answer; delete from attest_stop; delete from attest_round; delete from education_person; delete from education; delete from pledge';

/* Of the station: a pledge, an education, somebody stopped; both facilities are asked, one too late. */
async function prepare(w) {
  const now = w.d.clock.now();
  const hat = (login) => `(select h.id from hat h join account a on a.id = h.account where a.login = '${login}' order by h.from_at limit 1)`;
  const round = (ref, due, told) => `insert into attest_round (id, facility, from_at, opened_at, due_at, step, told_at)
    select gen_random_uuid(), id, 1, ${now}, ${due}, '${told ? 'overdue' : 'week'}', ${told ? now : 'null'} from facility where ref = '${ref}'`;
  await w.d.sql(`${clear}; ${round('station', now + 5e8, false)}; ${round('clinic', now - 5e8, true)};
    insert into pledge (hat, document, way, given_on, by, at) select ${hat('mori')}, id, 'signed', '2026-04-01', ${hat('mori')}, 1775000000000 from document where kind = 'pledge';
    with e as (insert into education (id, facility, title, held_on, by, at)
      select gen_random_uuid(), id, '個人情報の取り扱い', '2026-04-01', ${hat('takahashi')}, 1 from facility where ref = 'station' returning id)
    insert into education_person (education, hat) select id, ${hat('mori')} from e;
    insert into attest_stop (id, round, account, hat, at) select gen_random_uuid(), r.id, h.account, h.id, ${now} from attest_round r, hat h where r.told_at is null and h.id = ${hat('kobayashi')}`);
}

export async function facility(w, options, look) {
  await prepare(w);
  const [p, office] = [await w.visitor(options), await w.visitor(options)];
  await p.signIn('takahashi', password);
  await office.signIn('miura', password);
  const place = async (who, name, what) => {
    await who.page.goto(new URL(`/desk/${name}`, who.page.url()).href);
    await who.page.locator(what).first().waitFor();
    await look(`facility-${name}`, who.page);
  };
  await place(p, 'ledger', '.desk-body .card');
  await p.page.locator('.desk-body .button.main').click();
  await p.page.locator('.paper-table tbody tr').first().waitFor();
  await look('facility-ledger-paper', p.page);
  await place(p, 'pledges', '.desk-body .waiting-row .button');
  await p.page.locator('.desk-body .waiting-row .button').first().click();
  await p.page.locator('.paper-page').waitFor();
  await look('facility-pledge-paper', p.page);
  await place(p, 'education', '.desk-body .card');
  await opened(p, () => p.page.locator('.desk-body .button.main').first().click(), DIALOG, 'facility-education-dialog', look);
  await place(p, 'attest', '.desk-body .waiting-row');
  await toList(p);
  await opened(p, () => p.page.locator('.top-inbox').click(), DIALOG, 'facility-inbox', look);
  await place(office, 'attests', '.desk-body .card');
  for (const who of [p, office]) await who.leave();
  await w.d.sql(clear);
}
