// The tour's part about トラブル連絡, 注意 and 指導, and stopped accounts: reported, answered, read at the desks.
import { DIALOG, opened, toList } from './tour_steps.mjs';
import { password } from './world.mjs';

const hatOf = async (w, login) => (await w.d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' and h.ended_at is null order by h.from_at limit 1`))[0][0];

/* One that waits for an answer, a 注意 that waits for the word of takahashi, and an account that was stopped and is not any more. */
export async function prepareTroubles(w) {
  const [nurse, committee, office] = await Promise.all(['mori', 'nishimura', 'miura'].map((login) => w.d.signedIn(login, password)));
  const key = () => crypto.randomUUID();
  await nurse.post('/api/incidents', { key: key(), kind: 'wrong_recipient', noticed_at: Date.now() - 3_600_000, words: '予定を別のグループに書きました。', first_removed: true });
  await committee.post('/api/warnings', { key: key(), hat: await hatOf(w, 'takahashi'), kind: 'guidance', words: '留意事項を読み直してください。', due_on: '2036-01-31' });
  const { id } = (await office.post('/api/stops', { key: key(), hat: await hatOf(w, 'okada'), reason: 'lost' })).body;
  await committee.post(`/api/stops/${id}/lift`, { words: '端末が見つかりました。' });
  [nurse, committee, office].forEach((c) => c.close());
}

/* Of somebody of the staff, in the menu. */
export async function trouble(p, look) {
  const fromMenu = async (icon) => {
    await p.page.locator('.top-menu').click();
    await p.page.locator(`.menu-acts .button:has([data-icon=${icon}])`).first().click();
  };
  await opened(p, async () => {
    await fromMenu('phone');
    await p.page.locator('.dialog input[type=radio]').first().check();
    await p.page.locator('.dialog .button.main').click();
    await p.page.locator('.dialog .field-error').first().waitFor();
  }, '.dialog .dialog-form', 'incident-form', look);
  await fromMenu('phone');
  await p.page.locator('.dialog .dialog-foot .button').first().click();
  await p.page.locator('.dialog .card').first().waitFor();
  await look('incident-list', p.page);
  await opened(p, () => p.page.locator('.dialog .card .button').first().click(), '.dialog .incident-sheet', 'incident', look);
  await opened(p, () => fromMenu('alert'), '.dialog .card', 'trouble-records', look);
}

/* Of office and committee. */
export async function troubleDesks(w, options, look) {
  const office = await w.visitor(options);
  await office.signIn('miura', password);
  const place = async (name) => {
    await office.page.locator(`.list-row[href="/desk/${name}"]`).click();
    await office.page.locator('.desk-body .card').first().waitFor();
    await look(`desk-${name}`, office.page);
  };
  await place('incidents');
  await office.page.locator('.desk-body .card .button').first().click();
  await office.page.locator('.incident-sheet').waitFor();
  await look('desk-incident', office.page);
  await office.page.locator('.desk-body .card-foot').nth(1).locator('.button').nth(1).click();
  await office.page.locator('.desk-body form .button.main').click();
  await office.page.locator('.desk-body .field-error').first().waitFor();
  await look('desk-incident-close', office.page);
  await toList(office);
  await place('warnings');
  await toList(office);
  await place('stops');
  await opened(office, async () => {
    await office.page.locator('.desk-body .button.danger').click();
    await office.page.locator('.dialog input:not([type])').first().or(office.page.locator('.dialog input[type=text]')).first().fill('訪問');
    await office.page.locator('.dialog .waiting-row').first().waitFor();
    await office.page.locator('.dialog .button.danger').click();
    await office.page.locator('.dialog .field-error').first().waitFor();
  }, DIALOG, 'stop-put', look);
  await office.leave();
  const committee = await w.visitor(options);
  await committee.signIn('nishimura', password);
  await look('committee', committee.page);
  await committee.page.locator('.list .pad .button', { hasText: /注意・指導|Warnings and guidance/ }).click();
  await committee.page.locator('.desk-body .card').first().waitFor();
  await opened(committee, () => committee.page.locator('.desk-body .button.main').click(), DIALOG, 'warning-give', look);
  await opened(committee, () => committee.page.locator('.desk-body .card .card-foot .button').first().click(), DIALOG, 'warning-withdraw', look);
  await committee.leave();
}
