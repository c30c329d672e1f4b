// The tour's part about the office's desk, place by place.
import { DIALOG, opened, toList } from './tour_steps.mjs';
import { apply } from './tour_apply.mjs';
import { entry } from './tour_entry.mjs';
import { troubleDesks } from './tour_trouble.mjs';
import { facility } from './tour_facility.mjs';
import { password } from './world.mjs';

/* Two editions whose days are ahead: the days of both can be moved. */
async function documentDays(w, p, look) {
  const day = (n) => new Date(w.d.clock.now() + n * 86_400_000).toISOString().slice(0, 10);
  await w.d.sql([1, 2].map((n) => `insert into document (id, kind, edition, body, from_on, confirm_by, by, at)
    select gen_random_uuid(), 'policy', ${n}, '第1条', '${day(10 * n)}', '${day(10 * n + 9)}', h.id, 1 from hat h join account a on a.id = h.account where a.login = 'miura'`).join('; '));
  await p.page.locator('.list-row[href="/desk/notices"]').click();
  await toList(p);
  await p.page.locator('.list-row[href="/desk/documents"]').click();
  const card = p.page.locator('.desk-body .card:has(details)').first();
  await card.locator('summary').click();
  await card.locator('details li .button').nth(1).waitFor();
  await look('desk-documents-earlier', p.page);
  for (const [name, button] of [['days', card.locator('> .card-foot .button').nth(1)], ['days-earlier', card.locator('details li .button').nth(1)]])
    await opened(p, () => button.click(), '.dialog input[type=date]', `desk-documents-${name}`, look);
  await w.d.sql("delete from document where kind = 'policy'");
  await toList(p);
}

export async function desk(w, options, look) {
  const p = await w.visitor(options);
  await p.signIn('miura', password);
  await look('desk', p.page);
  const place = async (name, open) => {
    await p.page.locator(`.list-row[href="/desk/${name}"]`).click();
    await p.page.locator('.desk-body .card').first().waitFor();
    await look(`desk-${name}`, p.page);
    await opened(p, () => p.page.locator(open).first().click(), DIALOG, `desk-${name}-dialog`, look);
    await toList(p);
  };
  await w.d.sql(`select change_write(h.id, 'absent', null, h.id, ${w.d.clock.now()}) from hat h join account a on a.id = h.account where a.login = 'mori'`);
  await p.page.locator('.list-row[href="/desk/changes"]').click();
  await p.page.locator('.desk-body .card').first().waitFor();
  await look('desk-changes', p.page);
  await p.page.locator('.desk-body .card .button').first().click();
  await p.page.locator('.paper-page').waitFor();
  await look('desk-change', p.page);
  await toList(p);
  const plain = async (name, there) => {
    await p.page.locator(`.list-row[href="/desk/${name}"]`).click();
    await p.page.locator(there).first().waitFor();
    await look(`desk-${name}`, p.page);
    await toList(p);
  };
  await plain('overview', '.waiting-kind');
  await place('facilities', '.desk-body .card .button');
  await p.page.locator('.list-row[href="/desk/facilities"]').click();
  await p.page.locator('.desk-body .card').first().waitFor();
  for (const [n, name] of [[1, 'desk-listing-dialog'], [2, 'desk-facility-end']])
    await opened(p, () => p.page.locator('.desk-body .card .button').nth(n).click(), DIALOG, name, look);
  await toList(p);
  await plain('accounts', '.desk-body .waiting-row');
  await plain('statistics', '.desk-body .chart');
  await place('notices', '.desk-body .button.main');
  await place('documents', '.desk-body .card .button');
  await documentDays(w, p, look);
  await place('trainings', '.desk-body .card .button.main');
  await p.page.locator('.list-row[href="/desk/mail"]').click();
  await p.page.locator('.desk-body [role=status]').first().waitFor();
  await look('desk-mail', p.page);
  await toList(p);
  await p.page.locator('.list-row[href^="/spaces/"]').click();
  await p.page.locator('.timeline .chip.strong').last().click();
  await p.panel().locator('.group').first().waitFor();
  await look('desk-confirmations', p.page);
  await p.closePanel();
  await look('desk-board', p.page);
  await toList(p);
  await p.page.locator('.list-row[href="/desk/screenings"]').click();
  await p.page.locator('.desk-body .card').first().waitFor();
  await look('desk-screenings', p.page);
  await p.leave();
  await apply(w, options, look);
  await entry(w, options, look);
  await troubleDesks(w, options, look);
  await facility(w, options, look);
}
