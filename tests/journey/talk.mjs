// A visiting nurse on her phone and a physician at his desk talk on a patient's timeline.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { journey } from './journey.mjs';

const patient = '山田 花子 様';

journey('a nurse posts in two taps from the list, the physician sees it live, answers, and she sees who and when', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone' });
  const physician = await w.person('sato');
  await physician.enter(patient);
  await nurse.connected();

  await nurse.page.locator('.list-row', { hasText: patient }).tap(); // the first tap
  const words = '18時に伺いました。呼吸は落ち着き、SpO2 97%です。浮腫は足首のみになりました。';
  await nurse.write(words);
  await nurse.page.locator('.composer .button.main').tap(); // the second
  await nurse.card(words).waitFor();

  const seen = physician.card(words);
  await seen.waitFor();
  assert.match(await seen.locator('.post-head').innerText(), /高橋 由美子[\s\S]*訪問看護師・訪問看護ステーションひばり野/);
  await seen.locator('[data-act=acknowledge]').click();
  await seen.getByRole('button', { name: /自分の反応：\s*承知しました/ }).waitFor();
  await physician.picture('talk-physician');

  const own = nurse.card(words);
  await own.getByText('承知 1').waitFor();
  await own.getByText('開きました 1/7').waitFor();
  await own.getByRole('button', { name: /反応を見る/ }).tap();
  const row = nurse.panel().locator('.person', { hasText: '佐藤 健一' });
  await row.waitFor();
  assert.match(await row.innerText(), /医師・すみれ坂内科クリニック\s+\d?\d:\d\d/);
  await nurse.picture('talk-reactions');
  await nurse.closePanel();

  await own.locator('[data-act=more]').tap();
  await nurse.page.getByRole('button', { name: '届いた方・開いた方を見る' }).tap();
  const receipt = nurse.panel().locator('.group', { hasText: '開きました 1名' }).locator('.person', { hasText: '佐藤 健一' });
  await receipt.waitFor();
  assert.match(await receipt.innerText(), /届きました \d?\d:\d\d\s+開きました \d?\d:\d\d/);
  await nurse.panel().getByText('まだの方 6名').waitFor();
  await nurse.picture('talk-receipts');
});

journey('an edit shows at once, earlier reactions lapse, and everybody may read what stood there before', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone' });
  const physician = await w.person('sato');
  await Promise.all([physician.enter(patient), nurse.enter(patient)]);
  await nurse.post('血圧 128/70、脈拍 76、体重 44.1kg。');
  await physician.card('体重 44.1kg').locator('[data-act=react]').click();
  await physician.page.getByRole('button', { name: 'ありがとうございます', exact: true }).click();

  const own = nurse.card('体重 44.1kg');
  await own.getByText('感謝 1').waitFor();
  await own.locator('[data-act=more]').tap();
  await nurse.page.getByRole('button', { name: '修正する' }).tap();
  await nurse.page.locator('.dialog textarea').fill('血圧 128/70、脈拍 76、体重 43.1kg。');
  await nurse.picture('talk-edit');
  await nurse.page.getByRole('button', { name: '修正を保存する' }).tap();

  for (const p of [nurse, physician]) {
    const card = p.card('体重 43.1kg');
    await card.getByText('修正前の内容に対して：感謝 1').waitFor();
    await card.getByRole('button', { name: '修正前を見る' }).click();
    await p.panel().getByText('体重 44.1kg').waitFor();
    await p.panel().getByText('体重 43.1kg').waitFor();
    await p.closePanel();
  }
  const card = physician.card('体重 43.1kg');
  await card.locator('[data-act=acknowledge]').click();
  await nurse.card('体重 43.1kg').getByText('承知 1').waitFor();
  await nurse.picture('talk-edited');
});

journey('a reply names whom it answers; a deleted post leaves who, when and why', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone' });
  const physician = await w.person('sato');
  await Promise.all([physician.enter(patient), nurse.enter(patient)]);
  await nurse.post('夜間の咳が増えています。次の訪問を早めましょうか。');
  await physician.card('夜間の咳が').locator('[data-act=reply]').click();
  await physician.write('明日の午前に伺います。');
  await physician.page.keyboard.press('Control+Enter');

  const answer = nurse.card('明日の午前に伺います。');
  await answer.getByText('高橋 由美子さんへの返信').waitFor();
  await nurse.card('夜間の咳が').first().getByText('返信 1件').tap();
  await nurse.panel().getByText('明日の午前に伺います。').waitFor();
  await nurse.picture('talk-thread');
  await nurse.closePanel();

  await physician.card('明日の午前に伺います。').locator('[data-act=more]').click();
  await physician.page.getByRole('button', { name: '投稿を削除する' }).click();
  await physician.page.getByLabel('理由').fill('別の日になりました');
  await physician.picture('talk-delete');
  await physician.page.locator('.dialog .button.danger').click();
  const stone = nurse.page.locator('.timeline .tombstone', { hasText: '別の日になりました' }).last();
  await stone.waitFor();
  assert.match(await stone.innerText(), /この投稿は削除されました[\s\S]*佐藤 健一さん \d?\d:\d\d[\s\S]*理由：別の日になりました/);
  assert.doesNotMatch(await nurse.words(), /明日の午前に伺います。/);
  await nurse.picture('talk-deleted');
});

journey('two tabs and two devices of one person stay equal, read marks and reactions too', async (w) => {
  const phone = await w.person('ito', { size: 'phone' });
  const desk = await w.person('ito');
  const second = await desk.tab('/');
  const writer = await w.person('takahashi');
  await writer.enter(patient);
  const unread = (page) => page.locator('.list-row', { hasText: patient }).locator('.unread');
  await desk.enter(patient);
  await desk.readAll();
  await Promise.all([desk.page, second, phone.page].map((page) => unread(page).waitFor({ state: 'detached' })));
  await desk.page.locator('.list-row', { hasText: '鈴木 正雄 様' }).click();
  await writer.post('本日のご様子です。食事は8割召し上がりました。');
  await Promise.all([desk.page, second, phone.page].map((page) => unread(page).waitFor()));

  await desk.enter(patient);
  const card = desk.card('本日のご様子です。');
  await card.locator('[data-act=acknowledge]').click();
  await Promise.all([second, phone.page].map((page) => unread(page).waitFor({ state: 'detached' })));
  await desk.enter(patient, second);
  await desk.card('本日のご様子です。', second).getByRole('button', { name: /自分の反応：\s*承知しました/ }).waitFor();
  await desk.post('ありがとうございます。長女さまにお伝えします。', second);
  await card.waitFor();
  await desk.card('長女さまにお伝えします。').waitFor();

  const list = async (page) => (await page.locator('.timeline .post .post-body').allInnerTexts()).slice(-8);
  await until('the same timeline in both tabs', async () => JSON.stringify(await list(desk.page)) === JSON.stringify(await list(second)));
});

journey('new posts do not move what one reads: a marker tells, one press shows them', async (w) => {
  const reader = await w.person('watanabe');
  const writer = await w.person('takahashi', { size: 'phone' });
  await Promise.all([reader.enter(patient), writer.enter(patient)]);
  await reader.readAll();
  const box = reader.page.locator('.timeline');
  await box.evaluate((e) => (e.scrollTop -= 1500));
  await reader.page.locator('.jump.end').waitFor();
  await reader.page.locator('.page-more:disabled').first().waitFor({ state: 'detached' }); // older posts come in above
  const place = () => box.evaluate((e) => [...e.querySelectorAll('[data-no]')].map((p) => [p.dataset.no, Math.round(p.getBoundingClientRect().top)]).find(([, top]) => top > 150));
  const before = await place();
  await writer.post('1つめの新しい投稿です。');
  await writer.post('2つめの新しい投稿です。');

  await reader.page.getByRole('button', { name: '新しい投稿 2件' }).waitFor();
  assert.deepEqual(await place(), before);
  await reader.page.locator('.list-row', { hasText: patient }).getByText('未読 2件').waitFor();
  await reader.picture('talk-new-posts');
  await reader.page.getByRole('button', { name: '新しい投稿 2件' }).click();
  await reader.page.getByText('ここから未読').waitFor();
  await reader.page.locator('.list-row', { hasText: patient }).locator('.unread').waitFor({ state: 'detached' });
  await reader.page.locator(':focus', { hasText: '1つめの新しい投稿です。' }).waitFor();
});

journey('the whole way by keyboard: list, post, reaction, reply, panel, help', async (w) => {
  const p = await w.person('nakano');
  await p.page.locator('.list-row').first().focus();
  await p.page.keyboard.press('ArrowDown');
  await p.page.keyboard.press('Enter');
  await p.page.locator('.timeline').waitFor();
  const last = p.page.locator('.timeline .post:not(.mine)').last();
  await last.focus();
  await p.page.keyboard.press('a');
  await p.page.getByRole('group', { name: '反応をえらぶ' }).locator('button:focus').waitFor();
  await p.page.keyboard.press('Escape');
  await p.page.locator('[data-act=react]:focus').waitFor();
  await last.focus();
  await p.page.keyboard.press('r');
  await p.page.locator('#composer:focus').waitFor();
  await p.page.locator('.replying').waitFor();
  await p.page.locator('.space-members').focus();
  await p.page.keyboard.press('Enter');
  await p.panel().waitFor();
  await p.page.locator('#panel-title:focus').waitFor();
  await p.page.keyboard.press('Escape');
  await p.panel().waitFor({ state: 'detached' });
  await p.page.locator('.space-members:focus').waitFor();
  await p.page.keyboard.press('Control+/');
  await p.page.getByRole('dialog', { name: '使い方とキー操作' }).waitFor();
  await p.page.keyboard.press('Escape');
  await p.page.getByRole('dialog').waitFor({ state: 'detached' });
});
