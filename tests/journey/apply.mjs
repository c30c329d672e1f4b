// 利用申込: from nothing but the public page to the first sign-in of the new facility's 施設管理者.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pictures } from './browser.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const next = (p) => p.page.locator('.apply .button.main').click();
const field = (p, label) => p.page.getByLabel(label, { exact: true });
/* With the focus, which comes a moment later: what is typed before goes nowhere. */
const heading = (p, words) => p.page.locator('.apply h2:focus', { hasText: words }).waitFor();

async function fill(p) {
  await p.page.locator('.ways a').first().click();
  await p.page.locator('.gate-card.apply .button.main').click();
  await p.page.locator('.receipt').waitFor();
  const receipt = await p.page.locator('.receipt').innerText();
  const link = await p.page.locator('.link-words').innerText();
  await p.picture('apply-link');
  await next(p);
  await heading(p, '施設・事業所');
  await next(p);
  await p.page.locator('.field-error').first().waitFor();
  await p.picture('apply-missing');
  await field(p, '施設・事業所の名前').fill('ケアプランたんぽぽ');
  await field(p, '種別').selectOption('care_manager_office');
  await field(p, '市内・市外の別').selectOption('outside');
  await field(p, '市内の患者さんとの関わり').fill('市内の方3名を担当しています');
  await field(p, '所在地').fill('隣の市東町2-1');
  await field(p, '電話（日中）').fill('042-000-0800');
  await field(p, '事務局からの連絡先（担当者名・電話またはメール）').fill('担当：春野');
  await next(p);
  await heading(p, '施設長・職員');
  await field(p, '施設長（代表者）のお名前').fill('春野 一');
  for (const [name, kana] of [['春野 さくら', 'はるの さくら'], ['夏川 蓮', 'なつかわ れん']]) {
    await field(p, 'お名前').fill(name);
    await field(p, 'ふりがな').fill(kana);
    await field(p, '職種').selectOption('care_manager');
    await p.page.getByText('この方を加える').click();
    await p.page.locator('.waiting-row', { hasText: name }).waitFor();
  }
  await p.picture('apply-people');
  await next(p);
  await heading(p, '施設誓約書');
  for (const box of await p.page.locator('.apply input[type=checkbox]').all()) await box.check();
  await p.picture('apply-pledge');
  await next(p);
  await heading(p, '公開と署名');
  await field(p, '署名（施設長のお名前）').fill('春野 一');
  await field(p, '署名日').fill('2026-01-05');
  const file = p.page.locator('input[type=file]');
  await file.setInputFiles({ name: 'form.html', mimeType: 'text/html', buffer: Buffer.from('<html>') });
  await p.page.locator('.field-error', { hasText: 'PDF・JPEG・PNG' }).waitFor();
  await file.setInputFiles({ name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 ') });
  await p.page.locator('.apply .waiting-row', { hasText: '書類1（PDF・1 KB）' }).waitFor();
  await p.picture('apply-sign');
  await next(p);
  await p.page.locator('.apply .tag', { hasText: '確認待ち' }).first().waitFor();
  return { receipt, link };
}

async function open(p, name) {
  await p.page.locator('.list-row[href="/desk/applications"]').click();
  await p.page.locator('.desk-body .card', { hasText: name }).locator('.button').click();
  await p.page.locator('.desk-body .paper-page').first().waitFor();
}

/* Once, with a login name and a password of her own; the second time the link is nothing. */
async function activate(w, token) {
  const admin = await w.visitor({ size: 'phone', path: `/activate#${token}`, expect: [/status of 409/] });
  const login = admin.page.locator('input[autocomplete=username]');
  const passwords = admin.page.locator('input[autocomplete=new-password]');
  await admin.page.locator('.gate-card', { hasText: '春野 さくら 様（ケアプランたんぽぽ）' }).waitFor();
  assert.equal(await login.inputValue(), '', 'she chooses');
  await login.fill('春野');
  await passwords.first().fill('tanpopo');
  await passwords.last().fill('tanpopo');
  await admin.page.locator('button[type=submit]').click();
  await admin.page.locator('.field-error').nth(1).waitFor();
  await login.fill('takahashi');
  await passwords.first().fill('tanpopo12345');
  await passwords.last().fill('tanpopo12345');
  await admin.page.locator('button[type=submit]').click();
  await admin.page.locator('.field-error', { hasText: 'ほかの方が使っています' }).waitFor();
  await admin.picture('activate');
  await login.fill('haruno.sakura');
  await admin.page.locator('button[type=submit]').click();
  await admin.page.locator('a.button').click();
  await login.fill('haruno.sakura');
  await admin.page.locator('input[type=password]').fill('tanpopo12345');
  await admin.page.locator('button[type=submit]').click();
  await admin.page.locator('.gate-row').nth(3).waitFor(); // what is missing before she can begin
  await admin.picture('first-sign-in');

  const second = await w.visitor({ size: 'phone', path: `/activate#${token}`, expect: [/status of 404/] });
  await second.page.locator('.error', { hasText: 'このリンクは使えません' }).waitFor();
}

/* What the printer gets: 様式1 and 様式2, each on an A4 page. */
async function onPaper(p, name) {
  const file = path.join(pictures, `${name}.pdf`);
  await p.page.pdf({ path: file, preferCSSPageSize: true });
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  assert.match(info, /Pages: +2\n/);
  assert.match(info, /\(A4\)/);
  const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  assert.match(words, /様式1[^]*利用申込書[^]*ケアプランたんぽぽ[^]*夏川 蓮[^]*\f[^]*様式2[^]*施設誓約書[^]*春野 一/);
  assert.doesNotMatch(words, /印刷する|いま待っていること/, 'nothing of the screen');
}

journey('a care manager applies, corrects, is registered, and her 施設管理者 signs in', async (w) => {
  await w.d.sql('update application set source_key = sha256(id::text::bytea)');
  const applicant = await w.visitor({ size: 'phone', path: '/public', expect: [/status of 415/] });
  const { link } = await fill(applicant);

  const clerk = await w.person('miura');
  await clerk.page.locator('.top-inbox .unread').waitFor();
  await open(clerk, 'ケアプランたんぽぽ');
  await clerk.picture('desk-application');
  const [saved] = await Promise.all([clerk.page.waitForEvent('download'), clerk.page.locator('.desk-body a.button', { hasText: '保存する' }).click()]);
  assert.match(saved.suggestedFilename(), /^[a-z0-9]{10}\.pdf$/);
  await clerk.page.locator('.desk-body .button', { hasText: '印刷用に表示する' }).click();
  await clerk.page.locator('.paper-bar').waitFor();
  await onPaper(clerk, 'desk-application-sheet');
  await clerk.page.locator('.paper-bar .button').first().click();
  await clerk.page.locator('.desk-body .button', { hasText: '修正をお願いする' }).click();
  await clerk.page.locator('.dialog textarea').fill('日中の電話番号をご確認ください。');
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.locator('.desk-body > p > .tag', { hasText: '修正のお願い' }).waitFor();

  const back = await w.visitor({ size: 'phone', path: new URL(link).pathname + new URL(link).hash });
  await back.page.locator('.apply', { hasText: '日中の電話番号をご確認ください。' }).waitFor();
  assert.doesNotMatch(await back.words(), /三浦/);
  assert.equal(new URL(back.page.url()).hash, '', 'the address has forgotten the secret');
  await back.picture('apply-returned');
  await next(back);
  await heading(back, '施設・事業所');
  await field(back, '電話（日中）').fill('042-000-0801');
  for (const step of ['施設長・職員', '施設誓約書', '公開と署名']) {
    await next(back);
    await heading(back, step);
  }
  await next(back);
  await back.page.locator('.apply .tag', { hasText: '再提出済み' }).first().waitFor();
  await back.page.getByText('印刷用に表示する').click();
  await back.page.locator('.paper-page').first().waitFor();
  await back.picture('apply-sheet');
  await onPaper(back, 'apply-sheet');
  assert.match(await back.words(), /ケアプランたんぽぽ[^]*042-000-0801/);

  await clerk.page.locator('.desk-body .button', { hasText: '一覧へ戻る' }).click();
  await open(clerk, 'ケアプランたんぽぽ');
  await clerk.page.locator('.desk-body .button', { hasText: '登録する' }).click();
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.locator('.dialog .link-words').first().waitFor();
  await clerk.picture('desk-links');
  const [words] = await clerk.page.locator('.dialog .link-words').allInnerTexts();
  const token = /#(\S+)/.exec(words)[1];

  await decided(back);
  await activate(w, token);
});

/* The applicant's page, come back to: what happens next and who has the links, and nothing to be filled in. */
async function decided(back) {
  await back.page.locator('.paper-bar .button').first().click();
  await back.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await back.page.getByRole('heading', { name: 'これからのこと' }).waitFor();
  const words = await back.page.locator('.apply').innerText();
  assert.match(words, /登録が済みました。[^]*施設管理者1名の方に、はじめてのリンクを事務局からお渡しします。[^]*春野 さくら 様[^]*ほかの職員1名の方のリンクは、施設管理者の方がお渡しします。[^]*受付番号（[a-z0-9]{10}）を添えて事務局に/);
  await nothingToFill(back);
  await back.picture('apply-accepted');
}

async function nothingToFill(p) {
  assert.equal(await p.page.locator('.apply').locator('input:not([type=radio]), select, textarea').count(), 0);
  const buttons = await p.page.locator('.apply > .button, .apply .group .button, .apply .dialog-foot .button').allInnerTexts();
  assert.deepEqual(buttons, ['提出した内容を見る（印刷用）']);
}

journey('an applicant who was refused reads why, and has nothing to fill in', async (w) => {
  await w.d.sql('update application set source_key = sha256(id::text::bytea)');
  const [c, office] = [w.d.client(), await w.d.signedIn('miura', password)];
  const link = (await c.post('/api/application')).body;
  await w.d.sql(`update application set state = 'waiting', form = '{"name": "遠くの事業所", "people": {}}' where receipt = '${link.receipt}'`);
  const [[id, version]] = await w.d.sql(`select id, version from application where receipt = '${link.receipt}'`);
  const refused = await office.post(`/api/applications/${id}/refuse`, { version: Number(version), words: '市内の患者さんとの関わりが確かめられませんでした。' });
  assert.equal(refused.status, 200, refused.text);
  [c, office].forEach((one) => one.close());
  const p = await w.visitor({ size: 'phone', path: `/apply#${link.receipt}.${link.secret}` });
  await p.page.getByRole('heading', { name: '理由' }).waitFor();
  assert.match(await p.page.locator('.apply').innerText(), /今回はお受けできませんでした。[^]*市内の患者さんとの関わりが確かめられませんでした。[^]*事務局にお尋ねください/);
  await nothingToFill(p);
  await p.picture('apply-refused');
});
