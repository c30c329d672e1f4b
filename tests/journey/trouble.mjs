// トラブル連絡 from the helper's phone to its end; an account stopped under an open page; a 注意 that is confirmed.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const menu = async (p, name) => {
  await p.page.locator('.top-menu').click();
  await button(p, name).click();
};
const card = (p, words) => p.page.locator('.card', { hasText: words });
const place = (p, name) => p.page.locator(`.list-row[href="/desk/${name}"]`).click();

/* A history of many steps goes on to further pages, from the desk and from the window. */
async function prints(w, office, helper) {
  const clerk = await w.d.signedIn('miura', password);
  const [{ id, version }] = (await clerk.get('/api/incidents')).body.incidents.filter((i) => i.by.name === '田村 きみ子');
  const note = (act, n) => clerk.post(`/api/incidents/${id}/${act}`, { version: version + n, words: 'その後の様子を電話で確かめました。'.repeat(20) });
  await note('reopen', 0);
  for (let n = 1; n <= 8; n++) await note('notes', n);
  clerk.close();
  await office.page.locator('.incident-sheet .waiting-row').nth(12).waitFor();
  assert.ok((await office.printed('incident-sheet-long')).length >= 2, 'a long history goes on to the next page');
  await helper.page.locator('.incident-sheet .waiting-row').nth(12).waitFor();
  assert.ok((await helper.printed('incident-sheet-phone')).length >= 2, 'and from the window on the phone');
}

journey('incident: a helper reports a lost phone in two taps; 施設管理者 and office answer; it is closed, and she sees how', async (w) => {
  const helper = await w.person('tamura', { size: 'phone', expect: [/status of 422/] });
  const other = await w.person('tamura', { size: 'phone', expect: [/status of 401/, /WebSocket/] });
  const [admin, office] = [await w.person('yoshida'), await w.person('miura')];
  await helper.page.locator('.top-menu').click();
  await button(helper, 'トラブル連絡').click();
  await helper.page.getByText('施設管理者と事務局に、すぐに届きます。').waitFor();
  await button(helper, '連絡する').click();
  await helper.page.getByText('当てはまるものを選んでください。').waitFor();
  await helper.page.getByLabel('端末の紛失・盗難').check();
  await helper.page.getByLabel('何があったか').fill('山田花子様のお宅を出てから、業務用の電話が見当たりません。');
  await helper.page.getByLabel('立ち寄った先に問い合わせた').check();
  await helper.picture('incident-form');
  await button(helper, '連絡する').click();
  await helper.page.locator('.dialog .refused mark').first().waitFor();
  await helper.picture('incident-refused');
  await helper.page.getByLabel('何があったか').fill('訪問を終えてから、業務用の電話が見当たりません。');
  await button(helper, '連絡する').click();
  await helper.page.getByText('連絡しました').waitFor();
  await helper.page.getByText('ほかの端末はログアウトしました。').waitFor();
  await helper.picture('incident-sent');
  await other.page.locator('input[type=password]').waitFor();
  await button(helper, '見る').click();
  await helper.page.locator('.incident-sheet').waitFor();
  await helper.picture('incident-own');

  await admin.page.locator('.top-inbox').click();
  await card(admin, '端末の紛失・盗難').getByRole('button', { name: /^見る/ }).first().click();
  await button(admin, '書き込む').click();
  await admin.page.getByLabel('書き込み', { exact: true }).fill('電話会社に回線の停止を頼みました。');
  await button(admin, '書き込む').last().click();
  await admin.page.locator('.incident-sheet').getByText('電話会社に回線の停止を頼みました。').waitFor();
  await admin.picture('incident-admin');

  await place(office, 'incidents');
  await card(office, '田村 きみ子').first().getByRole('button', { name: /^見る/ }).click();
  await button(office, '対応中にする').click();
  await office.page.locator('.incident-sheet h3 .tag', { hasText: '対応中' }).waitFor();
  await button(office, '終了にする').click();
  await button(office, '終了にする').click();
  await office.page.getByText('対策を入力してください。').waitFor();
  await office.page.getByLabel('したこと', { exact: true }).fill('回線を止め、端末の中身を消しました。');
  await office.page.getByLabel('繰り返さないための対策').fill('端末を首から下げて持ち歩きます。');
  await office.picture('incident-closing');
  await button(office, '終了にする').click();
  await office.page.locator('.incident-sheet h3 .tag', { hasText: '終了' }).waitFor();
  await office.picture('incident-office');
  assert.equal((await office.printed('incident-sheet')).length, 1);

  await helper.page.locator('.incident-sheet h3 .tag', { hasText: '終了' }).waitFor();
  await helper.page.getByText('端末を首から下げて持ち歩きます。').waitFor();
  assert.match(await helper.words(), /電話会社に回線の停止を頼みました/);
  await prints(w, office, helper);
});

journey('stop: an account is stopped under an open page; who signs in is told; a second one lifts it', async (w) => {
  const nurse = await w.person('mori', { size: 'phone', expect: [/status of 40[13]/, /WebSocket/] });
  const [clerk, second, admin] = [await w.person('miura'), await w.person('nishimura', { size: 'phone' }), await w.person('takahashi')];
  await place(clerk, 'stops');
  await button(clerk, 'アカウントを緊急停止する').click();
  await button(clerk, 'すぐに停止する').click();
  await clerk.page.getByText('相手の方を選んでください。').waitFor();
  await clerk.page.getByLabel('お名前か施設で探す').fill('森');
  await clerk.picture('stop-pick');
  await clerk.page.getByRole('button', { name: /^選ぶ.*森 彩香/ }).click();
  await clerk.page.getByLabel('不正利用の疑い').check();
  await clerk.picture('stop-put');
  await button(clerk, 'すぐに停止する').click();
  await nurse.page.locator('input[type=password]').waitFor();
  await clerk.page.locator('.desk-body .card', { hasText: '停止中' }).filter({ hasText: '森 彩香' }).first().waitFor();
  await clerk.picture('desk-stops');
  await nurse.page.locator('input[autocomplete=username]').fill('mori');
  await nurse.page.locator('input[type=password]').fill('asagao7himawari8');
  await button(nurse, 'ログイン').click();
  await nurse.page.getByText('ログイン名またはパスワードが違います。').waitFor();
  await nurse.page.locator('input[type=password]').fill(password);
  await button(nurse, 'ログイン').click();
  await nurse.page.getByText('このアカウントは、安全のため緊急停止中です。').waitFor();
  await nurse.picture('stop-sign-in');

  await admin.page.locator('.top-inbox').click();
  await card(admin, '森 彩香').getByText('停止中', { exact: true }).waitFor();
  await admin.picture('stop-inbox');

  await button(second, '緊急停止').click();
  await card(second, '森 彩香').filter({ hasText: '停止中' }).getByRole('button', { name: /^停止を解除する/ }).click();
  await second.page.getByLabel('確かめたこと').fill('ご本人に電話で確かめました。');
  await second.picture('stop-lift');
  await button(second, '停止を解除する').click();
  await card(second, '森 彩香').getByText('解除済み').first().waitFor();
  await second.picture('stop-lifted');
  await nurse.page.locator('input[type=password]').fill(password);
  await button(nurse, 'ログイン').click();
  await nurse.page.locator('.list-row').first().waitFor();
});

journey('warning: the committee gives one, the nurse confirms it, her 施設管理者 and the office see that she has', async (w) => {
  const [committee, nurse] = [await w.person('nishimura'), await w.person('kobayashi', { size: 'phone' })];
  const [admin, office] = [await w.person('takahashi', { size: 'phone' }), await w.person('miura')];
  await button(committee, '注意・指導').click();
  await button(committee, '注意・指導をする').click();
  await committee.page.getByLabel('お名前か施設で探す').fill('小林大地');
  await committee.page.getByRole('button', { name: /^選ぶ.*小林 大地/ }).click();
  await committee.page.getByLabel('注意', { exact: true }).check();
  await committee.page.getByLabel('内容').fill('投稿する前に、読む人を確かめてください。');
  await committee.page.getByLabel('確認の期限').fill('2036-01-31');
  await committee.picture('warning-give');
  await button(committee, 'ご本人に届ける').click();
  await card(committee, '小林 大地').getByText('確認待ち').waitFor();
  await committee.picture('desk-warnings');

  await nurse.page.locator('.top-inbox').click();
  await card(nurse, '投稿する前に、読む人を確かめてください。').waitFor();
  await nurse.picture('warning-inbox');
  await button(nurse, '内容を確認しました').click();
  await card(nurse, '投稿する前に').waitFor({ state: 'detached' });

  await menu(admin, '注意・指導・停止の記録');
  await card(admin, '投稿する前に').getByText(/^確認済み/).waitFor();
  await admin.picture('warning-records');
  await place(office, 'warnings');
  await card(office, '投稿する前に').getByText(/^確認済み/).waitFor();
  await card(committee, '小林 大地').getByText(/^確認済み/).waitFor();
});
