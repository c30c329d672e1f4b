// 施設管理者グループ: the office posts a notice, an admin confirms on the phone and answers, the office sees who has and who has not.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';

const notice = '来月の研修会は15日の18時からです。出席の有無をお知らせください。';
const submit = (p) => p.page.locator('.composer .button.main').click();

journey('the office posts to all facility admins, one confirms and answers on the phone; the office sees who has and who has not', async (w) => {
  const office = await w.person('miura', { expect: [/status of 422/] });
  const admin = await w.person('sato', { size: 'phone' });
  await office.page.locator('.list-row[href^="/spaces/"]').first().waitFor(); // the desk's own rows are there before it
  assert.equal(await office.page.locator('.list-row[href^="/spaces/"]').count(), 1);
  assert.equal(await office.page.getByRole('button', { name: '探す・つくる' }).count(), 0);
  await office.enter('施設管理者グループ');
  await office.write('沼田さん、昨夜から発熱しています。');
  await submit(office);
  await office.page.locator('.composer .refused').getByText('患者さんの情報を投稿できません').waitFor();
  assert.equal(await office.page.locator('.composer .refused').getByRole('button', { name: '職員・公の方のお名前です' }).count(), 0);
  await office.post(notice);
  await admin.enter('施設管理者グループ');
  await admin.card(notice).waitFor();
  await admin.page.locator('.composer.closed').getByText('返信は、それぞれのお知らせから').waitFor();
  await admin.card(notice).locator('[data-act=acknowledge]').click();
  await admin.card(notice).locator('[data-act=acknowledge][data-own=true]').waitFor();
  await admin.picture('board-confirmed');
  await admin.card(notice).locator('[data-act=reply]').click();
  await admin.post('2名で出席します。');
  await admin.page.locator('.composer.closed').waitFor();
  await office.card('2名で出席します').waitFor();
  await office.card(notice).first().getByText('確認しました 1名').click();
  await office.panel().locator('.group', { hasText: 'まだ確認していない方' }).getByText('高橋 由美子').waitFor();
  await office.panel().locator('.group', { hasText: '確認した方' }).getByText('佐藤 健一').waitFor();
  await office.picture('board-confirmations');
});

journey('the office sees how often texts were refused, by month, facility and kind; no word of them', async (w) => {
  const office = await w.person('miura', { size: 'phone' });
  await office.page.locator('.list-row[href="/desk/screenings"]').click();
  const card = office.page.locator('.desk-body .card', { hasText: '事務局・委員会' });
  await card.getByText('どなたかのお名前：止めました 1件').waitFor();
  assert.ok(!(await office.words()).includes('沼田'));
  await office.picture('desk-screenings');
});
