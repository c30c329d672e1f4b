// From nothing but the public page to the first post: a care manager applies, the office registers, her 施設管理者 passes the gates and invites a nurse, who
// passes them too, is let into a timeline, and writes.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { journey } from './journey.mjs';

const name = 'ケアプランはつゆき';
const patient = '初雪 ミヨ 様';
const SCREENS_MOST = 6; // on the way through the gates, the list of them included
const field = (p, label) => p.page.getByLabel(label, { exact: true });
const button = (p, words) => p.page.getByRole('button', { name: words, exact: true });
const next = (p) => p.page.locator('.apply .button.main').click();
/* With the focus, which comes a moment later: what is typed before goes nowhere. */
const step = (p, words) => p.page.locator('.apply h2:focus', { hasText: words }).waitFor();

async function fillFacility(p) {
  await step(p, '施設・事業所');
  for (const [label, words] of [
    ['施設・事業所の名前', name], ['所在地', '本町3-1'], ['電話（日中）', '042-000-0700'], ['事務局からの連絡先（担当者名・電話またはメール）', '担当：初雪'],
  ]) await field(p, label).fill(words);
  await field(p, '種別').selectOption('care_manager_office');
  await field(p, '市内・市外の別').selectOption('inside');
  await next(p);
}

/* The second one is never added by its button: whoever goes on does not lose them. */
async function fillPeople(p) {
  await step(p, '施設長・職員');
  await field(p, '施設長（代表者）のお名前').fill('初雪 茜');
  for (const [i, [who, kana]] of [['初雪 茜', 'はつゆき あかね'], ['小春 渉', 'こはる わたる']].entries()) {
    await field(p, 'お名前').fill(who);
    await field(p, 'ふりがな').fill(kana);
    if (i === 1) {
      await next(p);
      await p.page.locator('.field-error', { hasText: 'この方のお名前・ふりがな・職種' }).waitFor();
    }
    await field(p, '職種').selectOption('care_manager');
    if (i === 0) await p.page.getByText('この方を加える').click();
    if (i === 0) await p.page.locator('.waiting-row', { hasText: who }).waitFor();
  }
  await next(p);
}

async function sign(p) {
  await step(p, '施設誓約書');
  for (const box of await p.page.locator('.apply input[type=checkbox]').all()) await box.check();
  await next(p);
  await step(p, '公開と署名');
  await field(p, '署名（施設長のお名前）').fill('小春 渉');
  await field(p, '署名日').fill('2026-01-05');
  await next(p);
  await p.page.locator('.field-error', { hasText: 'お名前と同じに' }).waitFor();
  await field(p, '署名（施設長のお名前）').fill('初雪　茜'); // as a Japanese keyboard writes the space
  await p.page.getByText('印刷用に表示する').click();
  await p.page.locator('.paper-page', { hasText: '初雪　茜' }).last().waitFor();
  const sheet = await p.page.locator('.paper-page').allInnerTexts();
  assert.match(sheet.join('\n'), /小春 渉[^]*様式2[^]*初雪　茜/, 'on paper is what was typed');
  await p.page.locator('.paper-bar .button').first().click();
  await step(p, '4つのうち4つ目');
  await next(p);
  await p.page.locator('.apply .tag', { hasText: '確認待ち' }).first().waitFor();
}

async function apply(w) {
  const p = await w.visitor({ size: 'phone', path: '/public' });
  await p.page.locator('.ways a').first().click();
  await button(p, 'はじめて申し込む').click();
  const link = await p.page.locator('.link-words').innerText();
  await next(p);
  await fillFacility(p);
  await fillPeople(p);
  await sign(p);
  return link;
}

/* The link on a sheet of its own, for who is to have it. */
async function register(w) {
  const clerk = await w.person('miura');
  await clerk.page.locator('.list-row[href="/desk/applications"]').click();
  await clerk.page.locator('.desk-body .card', { hasText: name }).locator('.button').click();
  await clerk.page.locator('.desk-body .button', { hasText: '登録する' }).click();
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.locator('.dialog .qr').waitFor();
  const address = await clerk.page.locator('.dialog .link-words').innerText();
  await clerk.page.evaluate(() => (window.print = () => undefined)); // there is no printer
  await clerk.page.locator('.dialog .row-acts .button').click();
  await clerk.page.locator('.dialog .printable').waitFor();
  await clerk.picture('desk-first-link');
  assert.deepEqual(await clerk.printed('desk-first-link'), ['595×842']);
  return address;
}

async function activate(p, login) {
  const secret = 'hinageshi12345';
  const given = p.page.locator('input[autocomplete=username]');
  await given.waitFor();
  await given.fill(login);
  for (const at of ['first', 'last']) await p.page.locator('input[autocomplete=new-password]')[at]().fill(secret);
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('a.button').click();
  await given.fill(login);
  await p.page.locator('input[type=password]').fill(secret);
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('.gate-row').nth(3).waitFor();
}

/* Signed and confirmed; the screens there are, the list included. */
async function passDocuments(p, whole) {
  assert.ok((await p.page.locator('.gate-row').count()) + 1 <= SCREENS_MOST, 'so many gates');
  await button(p, '読んで署名する').click();
  await p.page.getByLabel('お名前（署名）').fill(whole);
  await button(p, '誓約して署名する').click();
  await button(p, '読んで確認する').click();
  await button(p, '読んで理解しました').click();
  await p.page.locator('.gate-row[data-passed=true]').nth(2).waitFor();
}

async function watch(p) {
  await button(p, '動画を見る').click();
  const video = p.page.locator('video');
  await until('the film is there', () => video.evaluate((v) => v.readyState > 0));
  await video.focus();
  await p.page.keyboard.press('Space');
  await p.page.getByText('最後まで見ました。研修が済んだことを記録しました。').waitFor();
  await p.page.getByRole('link', { name: '手続きに戻る' }).click();
  await p.page.locator('.top-menu').waitFor();
}

async function invite(admin) {
  await admin.page.locator('.top-menu').click();
  await button(admin, '職員の手続き').click();
  await button(admin, '職員を招待する').click();
  await field(admin, 'お名前').fill('霜月 環');
  await field(admin, 'ふりがな').fill('しもつき たまき');
  await field(admin, '職種').selectOption('nurse');
  await admin.page.getByLabel('ログイン名').fill('shimotsuki');
  await button(admin, '招待のリンクを作る').click();
  const address = await admin.page.locator('.secret').innerText();
  assert.deepEqual(await admin.printed('staff-link'), ['595×842']);
  await button(admin, '渡しました').click();
  return new URL(address);
}

async function recordTraining(admin) {
  const row = admin.page.locator('.dialog .people > .waiting-row', { hasText: '霜月 環' });
  await admin.page.keyboard.press('Escape');
  await admin.page.locator('.top-menu').click();
  await button(admin, '職員の手続き').click();
  await row.getByRole('button', { name: /^動画の視聴を記録する/ }).click();
  await admin.page.getByLabel('見た日').fill('2026-01-06');
  await button(admin, '記録する').click();
  await row.getByText('利用できます').waitFor();
}

async function letIn(w) {
  await w.d.tasuki('demo', 'patient', '--attending', 'sato', '--facility', 'clinic', '--name', '初雪 ミヨ', '--kana', 'はつゆき みよ', '--settings', w.d.settingsFile);
  const physician = await w.person('sato');
  await physician.enter(patient);
  await physician.page.locator('.space-members').click();
  await physician.panel().getByRole('button', { name: '招待する' }).click();
  await physician.page.locator('.dialog .pick', { hasText: name }).click();
  await physician.page.locator('.dialog .pick', { hasText: '霜月 環' }).click();
  await physician.page.locator('.dialog .suggestion').first().click();
  await button(physician, '招待を送る').click();
  await physician.page.getByText('霜月 環さんを招待しました').waitFor();
  await physician.page.keyboard.press('Escape');
  return physician;
}

journey('from the public page to the first post of an invited nurse', async (w) => {
  await w.d.sql('update application set source_key = sha256(id::text::bytea)');
  const link = new URL(await apply(w));
  const first = new URL(await register(w));
  const applicant = await w.visitor({ size: 'phone', path: link.pathname + link.hash });
  await applicant.page.locator('.apply .tag', { hasText: '登録済み' }).first().waitFor();

  const expect = [/net::ERR_ABORTED/, /status of 409/]; // the film may be told of before the server's clock has run so far
  const admin = await w.visitor({ size: 'phone', path: first.pathname + first.hash, expect });
  await activate(admin, 'hatsuyuki');
  await passDocuments(admin, '初雪 茜');
  await watch(admin);
  const address = await invite(admin);
  const nurse = await w.visitor({ size: 'phone', path: address.pathname + address.hash });
  await activate(nurse, 'shimotsuki');
  await passDocuments(nurse, '霜月環');
  await recordTraining(admin);
  await button(nurse, '最新の状態を確かめる').click();
  await nurse.page.locator('.top-inbox').waitFor();
  assert.doesNotMatch(await nurse.words(), /様(?!式)/, 'no patient yet');

  const physician = await letIn(w);
  await nurse.page.locator('.top-inbox .unread').waitFor();
  await nurse.page.locator('.top-inbox').click();
  await nurse.page.locator('.dialog .card', { hasText: patient }).getByRole('button', { name: '参加する' }).click();
  await nurse.page.locator('.timeline').waitFor();
  await nurse.post('はじめて伺いました。お変わりありません。');
  await nurse.picture('first-post');
  await physician.card('はじめて伺いました。').waitFor();
  await w.d.sql(`update hat set ended_at = ${w.d.clock.now()} where facility = (select id from facility where name = '${name}');
    update facility set ended_at = 1, listed = false where name = '${name}'`);
});
