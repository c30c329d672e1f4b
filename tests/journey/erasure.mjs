// 完全削除 from a paper on the clerk's desk to the certificate, with the clinic and two approvers. One story: each journey goes on where the
// last one ended; the clock moves, so everybody signs in anew.
import assert from 'node:assert/strict';
import { hire, makeFacility } from '../lib/staff.mjs';
import { until } from '../lib/suite.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const dialog = (p) => p.page.locator('.dialog');
const press = (p, name) => dialog(p).getByRole('button', { name, exact: true }).click();
const card = (p, words) => dialog(p).locator('.card', { hasText: words });
const desk = (p) => p.page.getByRole('button', { name: '完全削除の受付を開く' }).click();
const inbox = (p) => p.page.locator('.top-inbox').click();
const day = 86_400_000;
const title = '消去 ハナ 様';

const secret = 'kaede5hanabi5';
const consent = {
  kind: 'prior', giver: '消去 一郎', relation: '長男', explained_by: '佐藤 健一', signed_on: '2026-01-05', original_at: '書庫',
  scope_photo: false, scope_family: true, scope_disaster: false, scope_after_death: false,
};

let number, space;

/** The patient's family timeline, with a son in it. */
async function withFamily(w) {
  const c = await w.d.signedIn('sato', password);
  await c.delete(`/api/spaces/${space}/consent`);
  await c.post(`/api/spaces/${space}/consent`, consent);
  const { id } = (await c.post(`/api/spaces/${space}/family`, { key: crypto.randomUUID() })).body;
  const { token } = (await c.post(`/api/spaces/${id}/kin`, { name: '消去 一郎', self: false, relation: '長男', key_person: true, identified: 'met' })).body;
  const joined = await w.d.client().post('/api/join', { token, login: 'ichiro.s', password: secret });
  assert.equal(joined.status, 201, joined.text);
  c.close();
}

/** What the desk's row says now. */
async function request(w) {
  const c = await w.d.signedIn('miura', password);
  const { requests } = (await c.get('/api/erasures')).body;
  c.close();
  return requests.find((r) => r.request.number === number)?.request;
}

async function clinicOutside(w) {
  const id = await makeFacility(w.d, '市外の診療所');
  await w.d.sql(`update facility set outside = true where id = '${id}'`);
  await hire(w.d, id, { profession: 'physician' });
}

async function approversAreNamed(clerk) {
  await dialog(clerk).getByText('承認できる方：いま4名').click();
  await dialog(clerk).getByText('西村 隆').waitFor();
  await clerk.picture('erasure-approvers');
}

async function approve(p, words) {
  await card(p, number).getByRole('button', { name: words, exact: true }).click(); // the tour's request may wait for approval beside it
  await press(p, '承認する');
  await dialog(p).getByText('受付番号をお確かめのうえ、印を付けてください。').waitFor();
  await p.picture(`erasure-approve-missing-${p.login}`);
  await dialog(p).getByLabel('書面の受付番号と同じであることを確かめました').check();
  await dialog(p).locator('input[type=password]').fill(password);
  await press(p, '承認する');
}

journey('erasure: the clerk records a paper, the clinic finds the patient, the requester confirms, the 主治医 answers', async (w) => {
  space = (await w.d.tasuki('demo', 'patient', '--attending', 'sato', '--facility', 'clinic', '--name', '消去 ハナ', '--kana', 'しょうきょ はな', '--settings', w.d.settingsFile)).stdout.trim();
  await withFamily(w);
  await clinicOutside(w);
  const clerk = await w.person('miura');
  await clerk.picture('erasure-office');
  await desk(clerk);
  await approversAreNamed(clerk);
  await press(clerk, '依頼を受け付ける');
  await dialog(clerk).locator('option', { hasText: /^市外の診療所（市外）$/ }).waitFor({ state: 'attached' });
  await press(clerk, '受け付けて診療所に尋ねる');
  await dialog(clerk).getByText('診療所を選んでください。').waitFor();
  await clerk.picture('erasure-record-missing');
  await dialog(clerk).getByLabel('確認をお願いする診療所').selectOption({ label: 'すみれ坂内科クリニック' });
  await press(clerk, '受け付けて診療所に尋ねる');
  [number] = /R-\d{4}-\d{4}/.exec(await dialog(clerk).getByText('受付番号は').innerText());
  await clerk.picture('erasure-recorded');
  await dialog(clerk).locator('.button.main').click();
  assert.match(await card(clerk, number).innerText(), /どの患者さんのことかを、診療所で確認します[\s\S]*すみれ坂内科クリニック/);
  await clerk.picture('erasure-desk');
  await card(clerk, number).getByRole('button', { name: '依頼書（用紙）を印刷する' }).click();
  await clerk.page.locator('.paper-page').getByText(number).waitFor();
  await clerk.picture('erasure-paper');
  await clerk.page.locator('.paper-bar .button').first().click();
  await clerk.page.locator('#erasures-title').waitFor();

  const physician = await w.person('sato', { size: 'phone' });
  await inbox(physician);
  await physician.picture('erasure-ask');
  await card(physician, number).getByRole('button', { name: '患者さんを選ぶ' }).click();
  await dialog(physician).getByRole('radio', { name: title }).check();
  await physician.picture('erasure-attach');
  await press(physician, 'この患者さんです');
  await dialog(physician).locator('.erasure-shown').getByText(title).waitFor();
  await physician.picture('erasure-confirm');
  await press(physician, 'ご依頼の方が確認しました');
  await dialog(physician).waitFor({ state: 'detached' });
  await inbox(physician);
  await card(physician, number).getByRole('button', { name: '回答する' }).click();
  await press(physician, '回答する');
  await dialog(physician).getByText('3つの質問すべてにお答えください。').first().waitFor();
  for (const [legend, side] of [['診療録に転記', 'はい'], ['紛争や調査', 'なし'], ['診療・ケアは続きますか', 'いいえ']])
    await dialog(physician).locator('fieldset', { hasText: legend }).getByRole('radio', { name: side }).check();
  await physician.picture('erasure-answer');
  await press(physician, '回答する');
  await dialog(physician).waitFor({ state: 'detached' });

  await desk(clerk);
  await card(clerk, number).getByRole('button', { name: '電話をかけ直しました' }).click();
  await card(clerk, number).getByRole('button', { name: 'ご本人確認を記録する' }).click();
  await dialog(clerk).getByRole('radio', { name: '書面' }).check();
  await press(clerk, '確認しました');
  await card(clerk, number).getByRole('button', { name: '受理する' }).click();
  await clerk.picture('erasure-accept');
  await press(clerk, '受理する');
  await card(clerk, number).getByText('関係者でない2名の承認が必要です').waitFor();
  await card(clerk, number).locator('summary').click();
  await clerk.picture('erasure-accepted');
  assert.ok(!(await clerk.words()).includes('消去 ハナ'), 'the office reads no name');
});

journey('erasure: two people approve, seeing what for; the 主治医 is told by number and could object', async (w) => {
  const [first, second] = [await w.person('ono'), await w.person('nishimura', { size: 'phone' })];
  for (const p of [first, second]) await desk(p);
  await approve(first, '承認する（1人目）');
  await card(first, number).getByText('承認：大野 陽子さん').waitFor({ state: 'attached' });
  await press(second, '閉じる');
  await desk(second);
  await approve(second, '承認する（2人目）');
  await until('both', async () => (await request(w)).state === 'approved', 60_000);
  w.d.advance(61_000);
  await until('the waiting period', async () => (await request(w)).state === 'pausing', 60_000);
  await w.tidy();
  const physician = await w.person('sato', { size: 'phone' });
  await inbox(physician);
  assert.match(await card(physician, number).innerText(), /主治医として[\s\S]*確認期間のあとに削除されます[\s\S]*実行の予定/);
  await card(physician, number).getByRole('button', { name: '異議を申し出る' }).click();
  await card(physician, number).getByText('14日間保留され').waitFor();
  await physician.picture('erasure-notice');
  await card(physician, number).getByRole('button', { name: 'やめる' }).click();
});

journey('erasure: the timeline is gone, and the clerk prints the certificate', async (w) => {
  const { due_at } = await request(w);
  w.d.advance(due_at - w.d.clock.now() + day);
  await w.d.healthy();
  await until('the deletion', async () => (await request(w)).state === 'erased', 120_000);
  const clerk = await w.person('miura');
  await desk(clerk);
  await dialog(clerk).getByText('終わった依頼').click();
  await card(clerk, number).getByRole('button', { name: '完全削除証明書を見る' }).click();
  await clerk.page.locator('.paper-page').waitFor();
  const words = await clerk.page.locator('.paper-page').innerText();
  for (const part of [number, '大野 陽子', '西村 隆', '完全削除台帳 第', '何も残っていないこと']) assert.ok(words.includes(part), part);
  assert.ok(!words.includes('消去'));
  await clerk.picture('erasure-certificate');
  const [saved] = await Promise.all([clerk.page.waitForEvent('download'), clerk.page.getByRole('button', { name: '検証用ファイルを保存する' }).click()]);
  const verified = await w.d.tasuki('certificate', 'verify', await saved.path());
  assert.match(verified.stdout, new RegExp(`^number ${number}\\n[\\s\\S]*as it was signed`));
  await clerk.page.locator('.paper-bar .button').first().click();
  await clerk.page.locator('#erasures-title').waitFor();
  const physician = await w.person('sato');
  assert.equal(await physician.page.locator('.list-row', { hasText: title }).count(), 0);
  await physician.page.goto(`${physician.origin}/spaces/${space}`);
  await physician.page.locator('.space.empty').waitFor();
  const son = await w.visitor({ size: 'phone' });
  await son.page.locator('input[autocomplete=username]').fill('ichiro.s');
  await son.page.locator('input[type=password]').fill(secret);
  await son.page.locator('button[type=submit]').click();
  await son.page.getByText('連絡帳は完全に削除されました').waitFor();
  await son.picture('erasure-family');
  await son.page.getByRole('button', { name: '完全削除証明書を見る' }).click();
  await son.page.locator('.paper-page').getByText(number).waitFor();
  assert.ok(!(await son.words()).includes('消去'));
  await son.picture('erasure-family-certificate');
});
