// The office's desk, and what it puts before everybody: the public page, without a session and without script (Art. 26).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { hire, makeFacility } from '../lib/staff.mjs';
import { until } from '../lib/suite.mjs';
import { pictures } from './browser.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const axe = fs.readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** The public page in a browser that runs no script. */
async function withoutScript(w, size, look) {
  const context = await w.browser.newContext({ viewport: size, ignoreHTTPSErrors: true, locale: 'ja-JP', javaScriptEnabled: false });
  const page = await context.newPage();
  try {
    await page.goto(`${w.d.origin}/public`);
    return await look(page);
  } finally {
    await context.close();
  }
}

journey('the office puts a notice before everybody, and takes it back', async (w) => {
  const clerk = await w.person('miura');
  const { page } = clerk;
  await page.locator('.list-row[href="/desk/notices"]').click();
  await page.locator('.desk-body .button.main').click();
  await page.locator('.dialog .button.main').click();
  await page.locator('.dialog .field-error').nth(1).waitFor();
  assert.equal(await page.locator('.dialog .field-error').count(), 2);
  await page.locator('.dialog input[type=text]').fill('休診のお知らせ <b>年末</b>');
  await page.locator('.dialog textarea').fill('年末年始は事務局をお休みします。\n急ぎのご用件はお電話ください。');
  await clerk.picture('desk-notice');
  await page.locator('.dialog .button.main').click();
  await page.locator('.desk-body .card', { hasText: '休診のお知らせ' }).waitFor();
  await clerk.picture('desk-notices');
  w.d.advance(6000);
  const phone = { width: 390, height: 844 };
  await withoutScript(w, phone, async (seen) => {
    const words = await seen.locator('body').innerText();
    assert.match(words, /休診のお知らせ <b>年末<\/b>/);
    assert.match(words, /すみれ坂内科クリニック/);
    await seen.screenshot({ path: path.join(pictures, 'public-phone.png'), fullPage: true });
  });
  await page.locator('.desk-body .card', { hasText: '休診のお知らせ' }).locator('.button').last().click();
  await page.locator('.dialog .button.danger').click();
  await page.locator('.card .tag', { hasText: '取り下げ済み' }).waitFor();
  w.d.advance(6000);
  await withoutScript(w, phone, async (seen) => assert.doesNotMatch(await seen.locator('body').innerText(), /休診のお知らせ/));
});

journey('the office sees which facilities have too few 施設管理者, and takes one off the public list', async (w) => {
  const clerk = await w.person('miura', { size: 'phone' });
  const { page } = clerk;
  await page.locator('.list-row[href="/desk/facilities"]').click();
  const card = page.locator('.desk-body .card', { hasText: 'かえで通り薬局' });
  await card.waitFor();
  await clerk.picture('desk-facilities-phone');
  const listed = async (on) => {
    await card.locator('.button', { hasText: '公開ページへの掲載' }).click();
    await page.locator('.dialog input[type=checkbox]').first().setChecked(on);
    await clerk.picture('desk-listing-phone');
    await page.locator('.dialog .button.main').click();
    await until('saved', async () => /載せていません/.test(await card.innerText()) !== on);
    w.d.advance(6000);
    return (await fetchPage(w)).includes('かえで通り薬局');
  };
  assert.equal(await listed(false), false);
  assert.equal(await listed(true), true);
});

/* Pages that show the facility before it is changed, and are not touched after: its nurse, its 施設管理者, a physician who shares a timeline. */
async function seeing(w, at) {
  const [nurse, admin] = [await hire(w.d, at), await hire(w.d, at, { admin: true })];
  const demo = async (...args) => (await w.d.tasuki('demo', ...args, '--settings', w.d.settingsFile)).stdout.trim();
  const space = await demo('patient', '--attending', 'sato', '--facility', 'clinic', '--name', '改名 見代', '--kana', 'かいめい みよ');
  await demo('member-add', space, nurse.login);
  const [staff, head, doctor] = [await w.person(nurse.login, { size: 'phone' }), await w.person(admin.login), await w.person('sato')];
  await staff.page.locator('.top-menu').click();
  await head.page.goto(new URL('/desk/ledger', head.page.url()).href);
  await doctor.enter('改名 見代 様');
  await doctor.page.locator('.space-members').click();
  const pages = { staff: staff.page.locator('.menu-hats'), head: head.page.locator('.desk-body'), doctor: doctor.panel() };
  const shows = async (words) => {
    for (const there of Object.values(pages)) await there.getByText(words).first().waitFor();
  };
  await shows('電話の変わる事業所');
  return async () => {
    await shows('電話の変わった事業所');
    await Promise.all([staff.picture('renamed-staff'), head.picture('renamed-head'), doctor.picture('renamed-doctor')]);
    for (const p of [staff, head, doctor])
      await until('no word of the old name', async () => !(await p.words()).includes('電話の変わる事業所'));
  };
}

journey('the office keeps a facility’s name and telephone number right, and open pages of its staff and their teams show it at once', async (w) => {
  const at = await makeFacility(w.d, '電話の変わる事業所');
  const changed = await seeing(w, at);
  const clerk = await w.person('miura', { size: 'phone' });
  await place(clerk, 'facilities');
  const card = clerk.page.locator('.desk-body .card', { hasText: '電話の変わる事業所' });
  await card.getByText('電話 042-000-0100').waitFor();
  await card.locator('.button', { hasText: '登録内容を変更する' }).click();
  await clerk.page.getByLabel('電話（日中）').fill('');
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.getByText('電話（日中）を入力してください。').waitFor();
  await clerk.page.getByLabel('電話（日中）').fill('042-000-0177');
  await clerk.page.getByLabel('施設・事業所の名前').fill('電話の変わった事業所');
  await clerk.picture('desk-facility-change');
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.locator('.desk-body .card', { hasText: '電話の変わった事業所' }).getByText('電話 042-000-0177').waitFor();
  await changed();
  await w.d.sql(`update hat set ended_at = ${w.d.clock.now()} where facility = '${at}'; update facility set ended_at = 1 where id = '${at}'`);
});

const fetchPage = (w) => withoutScript(w, { width: 1280, height: 800 }, (page) => page.locator('body').innerText());

journey('the public page is accessible, wide enough for nothing but itself, and prints', async (w) => {
  const wide = { light: { width: 1280, height: 900 }, dark: { width: 390, height: 844 } };
  for (const [scheme, viewport] of Object.entries(wide)) {
    const context = await w.browser.newContext({ viewport, ignoreHTTPSErrors: true, locale: 'ja-JP', colorScheme: scheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${w.d.origin}/public`);
    await page.screenshot({ path: path.join(pictures, `public-${scheme}.png`), fullPage: true });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
    const small = await page.evaluate(() => [...document.querySelectorAll('.ways a, .files a')].filter((a) => a.getBoundingClientRect().height < 44).map((a) => a.innerText));
    assert.deepEqual(small, []);
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }));
    assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join()}`), []);
    if (scheme === 'light') {
      const sheet = await page.pdf({ path: path.join(pictures, 'public.pdf'), format: 'A4' });
      assert.ok(sheet.length > 1000);
    }
    await context.close();
  }
});

journey('完全削除依頼書, blank: from the public page, on one sheet of A4, readable on a phone', async (w) => {
  const context = await w.browser.newContext({ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true, locale: 'ja-JP', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${w.d.origin}/public`);
  await page.getByRole('link', { name: '完全削除依頼書（用紙）を開く' }).click();
  await page.getByRole('heading', { name: '完全削除依頼書' }).waitFor();
  await page.screenshot({ path: path.join(pictures, 'public-wish-phone.png'), fullPage: true });
  await context.close();
  const desk = await w.browser.newContext({ viewport: { width: 1280, height: 900 }, ignoreHTTPSErrors: true, locale: 'ja-JP', bypassCSP: true });
  const sheet = await desk.newPage();
  await sheet.goto(`${w.d.origin}/public/erasure.html`);
  await sheet.screenshot({ path: path.join(pictures, 'public-wish.png'), fullPage: true });
  await sheet.addScriptTag({ content: axe });
  const found = await sheet.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }));
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join()}`), []);
  const pdf = await sheet.pdf({ path: path.join(pictures, 'public-wish.pdf'), format: 'A4' });
  assert.equal(pdf.toString('latin1').match(/\/Type \/Page\b/g).length, 1, 'one page');
  await sheet.emulateMedia({ media: 'print' });
  await sheet.setViewportSize({ width: 794, height: 1123 });
  await sheet.screenshot({ path: path.join(pictures, 'public-wish-print.png') });
  await desk.close();
});

const place = (p, name) => p.page.locator(`.list-row[href="/desk/${name}"]`).click();

journey('the office sees at a glance what waits for whom, finds somebody, and counts', async (w) => {
  const clerk = await w.person('miura');
  const { page } = clerk;
  await place(clerk, 'overview');
  const applications = page.locator('.waiting-kind', { hasText: '利用申込' }).first();
  await applications.locator('.tag.strong', { hasText: 'こちらで対応します' }).waitFor();
  await clerk.picture('desk-overview');
  await applications.locator('.button').click();
  await page.locator('#desk-title', { hasText: '利用申込' }).waitFor();
  await place(clerk, 'accounts');
  await page.getByLabel('お名前・ふりがな・施設で探す').fill('タカハシ');
  const row = page.locator('.desk-body .waiting-row', { hasText: '高橋' });
  await row.locator('.tag', { hasText: '利用中' }).waitFor();
  assert.equal(await page.locator('.desk-body .waiting-row').count(), 1);
  await clerk.picture('desk-accounts');
  await place(clerk, 'statistics');
  await page.locator('.chart').first().waitFor();
  await clerk.picture('desk-statistics');
  await page.locator('.desk-body .button', { hasText: '印刷用に表示する' }).click();
  await page.locator('.paper-page .chart').first().waitFor();
  const file = path.join(pictures, 'desk-statistics.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true });
  const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  assert.match(words, /利用状況の件数[^]*月ごとの件数[^]*施設・事業所の種別/);
  assert.doesNotMatch(words, /いま待っていること/);
});

journey('a facility outside the city is marked wherever the office reads its name', async (w) => {
  const [name, now, round] = ['東しらかば総合病院', w.d.clock.now(), crypto.randomUUID()];
  const hat = "(select h.id from hat h join account a on a.id = h.account where a.login = 'ishikawa' and h.ended_at is null)";
  const physician = await w.d.signedIn('ishikawa', password);
  await physician.post('/api/incidents', { key: crypto.randomUUID(), kind: 'other', noticed_at: now - 60_000, words: '端末の調子が悪くなりました。' });
  physician.close();
  await w.d.sql(`select change_write(${hat}, 'absent', null, ${hat}, ${now});
    insert into attest_round (id, facility, from_at, opened_at, due_at, step, told_at) select '${round}', id, 1, ${now}, ${now}, 'overdue', ${now} from facility where name = '${name}';
    insert into screening (hat, outcome, kinds, at) values (${hat}, 'refused', '{name}', ${now})`);
  const clerk = await w.person('miura');
  const { page } = clerk;
  /* Every place where the name stands, and none of them without the mark. */
  const seen = async (where, there) => {
    await page.locator(there).filter({ hasText: name }).first().waitFor();
    const words = (await page.locator(where).innerText()).replaceAll(`：${name}`, '').split(name).slice(1); // … but in what a button says to the ear
    assert.deepEqual(words.filter((w) => !/^（市外）/.test(w)), [], where);
  };
  for (const at of ['changes', 'incidents', 'attests', 'facilities', 'screenings']) {
    await place(clerk, at);
    await seen('.desk-body', '.desk-body .card');
    await clerk.picture(`outside-${at}`);
  }
  await place(clerk, 'accounts');
  await page.getByLabel('お名前・ふりがな・施設で探す').fill('しらかば');
  await seen('.desk-body', '.desk-body .waiting-row');
  await page.locator('.top-inbox').click();
  for (const words of ['休職', '在籍の確認', 'その他']) await page.locator('.dialog .card', { hasText: name }).filter({ hasText: words }).first().waitFor();
  await seen('.dialog', '.dialog .card');
  await clerk.picture('outside-inbox');
  await w.d.sql(`delete from attest_round where id = '${round}'`);
});

journey('a facility leaves: the clerk has told it, shows who she is, and its people are out', async (w) => {
  const id = crypto.randomUUID();
  const login = `leaving-${id.slice(0, 8)}`;
  const [person, account] = [crypto.randomUUID(), crypto.randomUUID()];
  await w.d.sql(`insert into facility (id, name, kind, outside, relation, created_at) values ('${id}', '閉所する事業所', 'day_service', true, '市内の方を担当', 1);
    insert into person (id, name, kana, created_at) values ('${person}', '試験 閉', 'しけん へい', 1);
    insert into account (id, person, side, login, password, password_at, state, created_at)
      select '${account}', '${person}', 'staff', '${login}', password, 1, 'active', 1 from account where login = 'takahashi';
    insert into hat (id, account, kind, facility, profession, facility_admin, admitted, from_at)
      values (gen_random_uuid(), '${account}', 'staff', '${id}', 'helper', true, true, 1)`);
  const staff = await w.person(login, { size: 'phone', expect: [/status of 401/, /WebSocket/] });
  const clerk = await w.person('miura', { expect: [/status of 403/] });
  await place(clerk, 'facilities');
  const card = clerk.page.locator('.desk-body .card', { hasText: '閉所する事業所' });
  await card.locator('.button', { hasText: '利用を終了する' }).click();
  const dialog = clerk.page.locator('.dialog').first();
  await dialog.locator('.button.danger').click();
  await dialog.locator('.field-error').waitFor();
  await dialog.locator('input[type=checkbox]').check();
  await w.d.sql("update session set proved_at = 0 where account = (select id from account where login = 'miura')");
  await clerk.picture('desk-facility-end');
  await dialog.locator('.button.danger').click();
  await clerk.page.locator('.dialog input[type=password]').fill(password);
  await clerk.page.locator('.dialog button[type=submit]').click();
  await card.locator('.stamp', { hasText: '利用を終了しました' }).waitFor();
  await clerk.picture('desk-facility-ended');
  await staff.page.locator('input[autocomplete=username]').waitFor();
});

journey('a 施設管理者 sees the use of the own facility in numbers', async (w) => {
  const admin = await w.person('takahashi', { size: 'phone' });
  await admin.page.locator('.top-menu').click();
  await admin.page.locator('.menu-acts .button', { hasText: '自施設の利用状況' }).click();
  await admin.page.locator('.dialog table.counts').first().waitFor();
  await admin.picture('statistics-phone');
  await admin.page.locator('.dialog .button', { hasText: '印刷用に表示する' }).click();
  await admin.page.locator('.paper-page .chart').first().waitFor();
  assert.ok((await admin.printed('statistics-own')).every((page) => page === '595×842'));
  const words = execFileSync('pdftotext', ['-layout', path.join(pictures, 'statistics-own.pdf'), '-'], { encoding: 'utf8' });
  assert.match(words, /自施設の利用状況[^]*月ごとの件数[^]*職員の職種/, 'to its end');
  assert.doesNotMatch(words, /閉じる|山田 花子/, 'nothing of the screen');
});
