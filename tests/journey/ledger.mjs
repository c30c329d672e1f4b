// What a 施設管理者 keeps of the own facility: the ledger on the desk and on paper, 様式4, regular education; and, on the phone, who still works there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { journey } from './journey.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const menu = async (p, name) => {
  await p.page.locator('.top-menu').click();
  await button(p, name).click();
};
const hat = (login) => `(select h.id from hat h join account a on a.id = h.account where a.login = '${login}' order by h.from_at limit 1)`;

/** Of those who work at the station; other stories have been there before. */
const unpledged = async (w) =>
  (await w.d.sql("select count(*) from hat h join facility f on f.id = h.facility where f.ref = 'station' and h.ended_at is null and not exists (select from pledge p where p.hat = h.id)"))[0][0];

journey('ledger: found by name and by what is missing, on paper with who printed it and when, and as a sheet', async (w) => {
  await w.d.sql(`insert into pledge (hat, document, way, given_on, by, at)
    select ${hat('mori')}, id, 'signed', '2026-04-01', ${hat('mori')}, 1775000000000 from document where kind = 'pledge';
    update facility set head = '所長 大野 実' where ref = 'station'`);
  const admin = await w.person('takahashi');
  try {
    await menu(admin, '管理台帳');
    await admin.page.getByRole('heading', { name: '管理台帳', exact: true }).waitFor();
    const cards = admin.page.locator('.desk-body .card');
    await cards.first().waitFor();
    const all = await cards.count();
    assert.ok(all >= 4);
    await admin.picture('ledger');
    assert.doesNotMatch(await admin.page.locator('.desk-body').innerText(), /様(?!式)/, 'no patient is named');
    await admin.page.getByLabel('足りないもの').selectOption('pledge');
    await admin.page.getByText(`${all}名のうち${await unpledged(w)}名`).waitFor();
    await admin.page.getByLabel('足りないもの').selectOption('');
    await admin.page.getByLabel('お名前・ログイン名で探す').fill('もり');
    await admin.page.getByText(`${all}名のうち1名`).waitFor();
    assert.match(await cards.first().innerText(), /森 彩香[^]*署名 2026\/04\/01/);
    await admin.picture('ledger-found');

    await button(admin, '印刷用に表示する').click();
    await admin.page.locator('.paper-table tbody tr').first().waitFor();
    const paper = await admin.page.locator('.paper-page').innerText();
    assert.match(paper, /訪問看護ステーションひばり野[^]*所長 大野 実[^]*印刷した日時[^]*\d+:\d\d[^]*印刷した人[^]*高橋 由美子[^]*「もり」/);
    await admin.picture('ledger-paper');
    assert.deepEqual(await admin.printed('ledger'), ['842×595'], 'A4, sideways');
    await button(admin, '管理台帳へ戻る').click();
    assert.equal(await admin.page.getByLabel('お名前・ログイン名で探す').inputValue(), 'もり', 'what was looked for is still there');
    await admin.page.getByLabel('お名前・ログイン名で探す').fill('');
    await button(admin, '印刷用に表示する').click();
    await admin.page.locator('.paper-table tbody tr').nth(all - 1).waitFor();
    await admin.printed('ledger-whole');
    await button(admin, '管理台帳へ戻る').click();

    const [file] = await Promise.all([admin.page.waitForEvent('download'), admin.page.getByRole('link', { name: '台帳全体をCSVで保存する' }).click()]);
    assert.equal(file.suggestedFilename(), 'ledger.csv');
    assert.match(fs.readFileSync(await file.path(), 'utf8'), /^\uFEFF"氏名"[^]*"森 彩香"/);

    await menu(admin, '誓約書（様式4）');
    const row = admin.page.locator('.desk-body .waiting-row', { hasText: '森 彩香' });
    await row.waitFor();
    await admin.picture('pledges');
    await row.getByRole('button', { name: '表示・印刷する' }).click();
    await admin.page.getByRole('heading', { name: '従事者誓約書' }).waitFor();
    assert.match(await admin.page.locator('.paper-page').innerText(), /様式4[^]*訪問看護ステーションひばり野[^]*大野 実[^]*退職後も[^]*2026\/04\/01[^]*森 彩香/);
    await admin.picture('pledge-paper');
    assert.deepEqual(await admin.printed('pledge'), ['595×842']);
    await button(admin, '戻る').click();

    const nurse = await w.person('mori', { size: 'phone' });
    await menu(nurse, '自分の誓約書（様式4）');
    await nurse.page.getByRole('heading', { name: '従事者誓約書' }).waitFor();
    await nurse.picture('pledge-own');
    await nurse.leave();
  } finally {
    await w.d.sql("delete from pledge; update facility set head = null where ref = 'station'");
  }
});

journey('education: recorded with its day and who was there, and withdrawn', async (w) => {
  const admin = await w.person('takahashi', { size: 'phone' });
  await menu(admin, '定期的な教育');
  await button(admin, '教育を記録する').click();
  await button(admin, '記録する').click();
  await admin.page.getByText('題名を入力してください。').waitFor();
  await admin.page.getByText('行った日を選んでください。').waitFor();
  await admin.page.getByText('参加した方を選んでください。').waitFor();
  await admin.page.getByLabel('題名').fill('個人情報の取り扱い');
  await admin.page.getByLabel('行った日').fill('2026-11-10');
  await button(admin, '全員を選ぶ').click();
  await admin.picture('education-record');
  await button(admin, '記録する').click();
  const card = admin.page.locator('.desk-body .card', { hasText: '個人情報の取り扱い' });
  await card.waitFor();
  assert.equal(await admin.page.getByText('前回 2026/11/10').count(), await admin.page.locator('.desk-body .waiting-row').count());
  await admin.picture('education');
  await card.getByRole('button', { name: /^記録を取り消す/ }).click();
  await admin.page.locator('.dialog').getByRole('button', { name: '記録を取り消す', exact: true }).click();
  await card.waitFor({ state: 'detached' });
});

journey('attest: asked on the phone, answered one by one; the office sees what is overdue; what was stopped is brought back', async (w) => {
  const now = w.d.clock.now();
  const day = 86_400_000;
  const open = (ref, told) => `insert into attest_round (id, facility, from_at, opened_at, due_at, step, told_at)
    select gen_random_uuid(), id, ${now - 100 * day}, ${now}, ${now + (told ? -2 : 6) * day}, '${told ? 'overdue' : 'week'}', ${told ? now - day : 'null'} from facility where ref = '${ref}'`;
  await w.d.sql(`${open('station', false)}; ${open('clinic', true)};
    insert into attest_stop (id, round, account, hat, at) select gen_random_uuid(), r.id, h.account, h.id, ${now} from attest_round r, hat h where r.due_at > ${now} and h.id = ${hat('mori')};
    update account set state = 'disabled' where login = 'mori'`);
  try {
    const admin = await w.person('takahashi', { size: 'phone' });
    await admin.page.locator('.top-inbox').click();
    await admin.page.locator('.dialog .card', { hasText: '期限は' }).waitFor();
    await admin.picture('attest-inbox');
    await button(admin, '在籍の確認を開く').click();
    const row = (name) => admin.page.locator('.desk-body .waiting-row', { hasText: name });
    await row('小林 大地').waitFor();
    await admin.picture('attest');
    await row('小林 大地').getByRole('button', { name: /^在籍しています/ }).click();
    await row('小林 大地').getByText('在籍', { exact: true }).waitFor();
    await row('小林 大地').getByRole('button', { name: /^答えを変える/ }).click();
    await row('小林 大地').getByRole('button', { name: /^退職しました/ }).click();
    await row('小林 大地').getByText('退職の手続きをしてください。').waitFor();
    await admin.picture('attest-left');
    await row('森 彩香').getByRole('button', { name: /^在籍しているので元に戻す/ }).click();
    await row('森 彩香').getByText('在籍', { exact: true }).waitFor();
    assert.equal((await w.d.sql("select state from account where login = 'mori'"))[0][0], 'active');

    const office = await w.person('miura');
    await office.page.locator('.top-inbox').click();
    await office.page.locator('.dialog .card', { hasText: 'すみれ坂内科クリニック' }).getByText('を過ぎています').waitFor();
    await office.page.locator('.dialog .card', { hasText: 'すみれ坂内科クリニック' }).getByRole('button').click();
    await office.page.locator('.desk-body .card', { hasText: 'すみれ坂内科クリニック' }).waitFor();
    await office.picture('attest-office');
  } finally {
    await w.d.sql("update account set state = 'active' where login = 'mori'; delete from attest_answer; delete from attest_stop; delete from attest_round");
  }
});
