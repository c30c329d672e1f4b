// A new edition blocking until confirmed: written by the office, reminded of, its day over, confirmed. Moves the clock by days.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const dayOf = (w, n) => new Date(w.d.clock.now() + 9 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);

/** The last day to confirm, to so many days from now. */
async function moved(w, clerk, card, days = 12) {
  await card.getByRole('button', { name: /^日程を変更する/ }).click();
  await clerk.page.getByLabel('確認の期限（この日まで）').fill(dayOf(w, 2));
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.locator('.dialog .field-error').waitFor();
  await clerk.picture('document-move');
  await clerk.page.getByLabel('確認の期限（この日まで）').fill(dayOf(w, days));
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.locator('.dialog').waitFor({ state: 'detached' });
  await card.getByText(/に日程を変更しました。/).waitFor();
  await clerk.picture('document-moved');
}

journey('documents: a new edition blocks after its day, until it is confirmed', async (w) => {
  w.d.awayFromMidnight(600_000);
  const open = await w.person('okada');
  const clerk = await w.person('miura', { expect: [/status of 400/] });
  const { page } = clerk;
  await page.locator('.list-row[href="/desk/documents"]').click();
  const policy = page.locator('.desk-body .card', { hasText: '運用ポリシー' });
  await policy.getByRole('button', { name: /^最初の版を書く/ }).click();
  await button(clerk, '第1版を公開する').click();
  await page.getByText('本文を入力してください。').waitFor();
  await page.getByLabel('本文').fill('第1条 このネットワークは、患者さんの在宅療養を支えるために使います。\n第2条 急ぐときは、必ず電話をします。');
  await button(clerk, '画面での見え方を確かめる').click();
  await page.locator('.dialog .gate-text').waitFor();
  await clerk.picture('document-preview');
  await button(clerk, '本文に戻る').click();
  await page.getByLabel('職員全員に、あらためて確認をお願いする').check();
  await page.getByLabel('確認の期限（この日まで）').fill(dayOf(w, 2));
  await button(clerk, '第1版を公開する').click();
  await page.locator('.dialog .field-error').waitFor();
  await page.getByLabel('確認の期限（この日まで）').fill(dayOf(w, 8));
  await clerk.picture('document-write');
  await button(clerk, '第1版を公開する').click();
  await policy.getByText(/人中0人が確認/).waitFor();
  await clerk.picture('desk-documents');

  await open.page.getByText(/運用ポリシー（第1版）の確認をお願いします。あと9日です。/).waitFor(); // without a word to the server
  await moved(w, clerk, policy);
  await open.page.getByText(/運用ポリシー（第1版）の確認をお願いします。あと13日です。/).waitFor();
  await moved(w, clerk, policy, 8);
  await open.leave();
  w.people.splice(w.people.indexOf(open), 1);

  const nurse = await w.person('mori', { size: 'phone' });
  await nurse.page.getByText(/運用ポリシー（第1版）の確認をお願いします。/).waitFor();
  await nurse.page.getByText(/あと9日です。/).first().waitFor();
  await nurse.page.locator('.list-row').first().waitFor();
  await nurse.picture('document-reminder');
  await nurse.page.locator('.banner.note .button').click();
  await nurse.page.getByText('第2条 急ぐときは').waitFor();
  await nurse.picture('document-read');
  await nurse.leave();
  w.people.splice(w.people.indexOf(nurse), 1);

  w.d.advance(9 * 86_400_000);
  const late = await w.visitor({ size: 'phone', expect: [/status of 401/] });
  await late.page.locator('input[autocomplete=username]').fill('mori');
  await late.page.locator('input[type=password]').fill(password);
  await button(late, 'ログイン').click();
  await late.page.getByRole('heading', { name: '新しい版の確認のお願い' }).waitFor();
  await late.page.locator('.gate-row').first().waitFor();
  assert.equal(await late.page.locator('.gate-row').count(), 1, 'what was passed is not asked again');
  assert.doesNotMatch(await late.words(), /様(?!式)/, 'no patient is named');
  await late.picture('document-blocked');
  await button(late, '読んで確認する').click();
  await button(late, '読んで理解しました').click();
  await late.page.locator('.list-row').first().waitFor();
  assert.equal(await late.page.locator('.banner.note').count(), 0);
  await w.d.sql("delete from document_confirm; delete from document_move; delete from document where kind = 'policy'");
  clerk.expect(/status of 401/, /WebSocket/);
});

journey('documents: the days of an edition before the newest are moved as well, while they are ahead', async (w) => {
  w.d.awayFromMidnight(600_000);
  const office = await w.d.signedIn('miura', password);
  for (const edition of [1, 2])
    await office.post('/api/documents', { key: crypto.randomUUID(), kind: 'policy', edition, body: '第1条', from_on: dayOf(w, 10 * edition), confirm_by: dayOf(w, 10 * edition + 9) });
  office.close();
  const clerk = await w.person('miura');
  await clerk.page.locator('.list-row[href="/desk/documents"]').click();
  const earlier = clerk.page.locator('.desk-body .card', { hasText: '運用ポリシー' }).locator('details');
  await earlier.locator('summary').click();
  await earlier.getByRole('button', { name: /^日程を変更する.*第1版$/ }).click();
  await clerk.page.getByLabel('有効になる日').fill(dayOf(w, 12));
  await clerk.picture('document-move-earlier');
  await clerk.page.locator('.dialog .button.main').click();
  await clerk.page.locator('.dialog').waitFor({ state: 'detached' });
  await earlier.getByText(/に日程を変更しました。/).waitFor();
  await clerk.picture('document-moved-earlier');
  const days = await w.d.sql("select edition, from_on::text, confirm_by::text from document where kind = 'policy' order by edition");
  assert.deepEqual(days, [['1', dayOf(w, 12), dayOf(w, 19)], ['2', dayOf(w, 20), dayOf(w, 29)]]);
  await w.d.sql("delete from document_move; delete from document where kind = 'policy'");
});
