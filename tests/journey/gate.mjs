// Before the spaces: a new nurse signs, confirms and is trained, on the phone; her 施設管理者 sees what is missing and records it at the desk.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });

journey('gates: a new nurse signs the pledge, confirms the points, and begins when her training is recorded', async (w) => {
  await w.d.sql(`delete from pledge; delete from document_confirm; delete from training;
    update hat set admitted = false where account = (select id from account where login = 'kobayashi')`);
  const nurse = await w.visitor({ size: 'phone', expect: [/status of 400/] });
  await nurse.page.locator('input[autocomplete=username]').fill('kobayashi');
  await nurse.page.locator('input[type=password]').fill(password);
  await button(nurse, 'ログイン').click();
  await nurse.page.getByRole('heading', { name: '利用を始める前の手続き' }).waitFor();
  await nurse.page.locator('.gate-row').nth(3).waitFor();
  await nurse.picture('gate-list');
  assert.doesNotMatch(await nurse.words(), /様(?!式)/, 'no patient is named');

  await button(nurse, '読んで署名する').click();
  await nurse.page.getByText('訪問看護ステーションひばり野の長あて').waitFor();
  await nurse.page.getByLabel('お名前（署名）').fill('小林');
  await button(nurse, '誓約して署名する').click();
  await nurse.page.getByText('登録されているお名前と違います。').waitFor();
  await nurse.picture('gate-pledge');
  await nurse.page.getByLabel('お名前（署名）').fill('小林 大地');
  await button(nurse, '誓約して署名する').click();
  await button(nurse, '読んで確認する').click();
  await nurse.picture('gate-points');
  await button(nurse, '読んで理解しました').click();
  await nurse.page.locator('.gate-row[data-passed=true]').nth(2).waitFor();

  const admin = await w.person('takahashi');
  await admin.page.locator('.top-menu').click();
  await button(admin, '職員の手続き').click();
  const row = admin.page.locator('.dialog .waiting-row', { hasText: '小林 大地' });
  await row.getByText('研修がまだです').waitFor();
  await admin.picture('gate-staff');
  await row.getByRole('button', { name: /^動画の視聴を記録する/ }).click();
  await button(admin, '記録する').click();
  await admin.page.getByText('日付を選んでください。').waitFor();
  await admin.page.getByLabel('見た日').fill('2026-11-20');
  await admin.picture('gate-record');
  await button(admin, '記録する').click();
  await row.getByText('利用できます').waitFor();

  await button(nurse, '最新の状態を確かめる').click();
  await nurse.page.locator('.list-row').first().waitFor();
  await w.d.sql("delete from pledge; delete from document_confirm; delete from training; update hat set admitted = true where kind = 'staff'");
});

journey('gates: a 施設管理者 invites a nurse; the link opens her account, and she stands before the gates', async (w) => {
  const admin = await w.person('takahashi', { expect: [/status of 409/] });
  await admin.page.locator('.top-menu').click();
  await button(admin, '職員の手続き').click();
  await button(admin, '職員を招待する').click();
  await button(admin, '招待のリンクを作る').click();
  await admin.page.getByText('職種を選んでください。').waitFor();
  await admin.page.getByLabel('お名前').fill('新井 さくら');
  await admin.page.getByLabel('ふりがな').fill('あらい さくら');
  await admin.page.getByLabel('職種').selectOption('nurse');
  await admin.page.getByLabel('ログイン名').fill('mori');
  await button(admin, '招待のリンクを作る').click();
  await admin.page.getByText('このログイン名は使われています。').waitFor();
  await admin.page.getByLabel('ログイン名').fill('arai');
  await admin.picture('staff-invite');
  await button(admin, '招待のリンクを作る').click();
  await admin.page.locator('.qr').waitFor();
  await admin.picture('staff-link');
  const address = await admin.page.locator('.secret').innerText();
  await button(admin, '渡しました').click();
  await admin.page.locator('.dialog .waiting-row', { hasText: '新井 さくら' }).getByText('招待中').waitFor();
  await admin.picture('staff-list');

  const nurse = await w.visitor({ size: 'phone', path: new URL(address).pathname + new URL(address).hash });
  const passwords = nurse.page.locator('input[autocomplete=new-password]');
  await passwords.first().fill('hinageshi12345');
  await passwords.last().fill('hinageshi12345');
  await nurse.page.locator('button[type=submit]').click();
  await nurse.page.locator('a.button').click();
  await nurse.page.locator('input[autocomplete=username]').fill('arai');
  await nurse.page.locator('input[type=password]').fill('hinageshi12345');
  await nurse.page.locator('button[type=submit]').click();
  await nurse.page.locator('.gate-row').nth(3).waitFor();
  await w.d.sql("update hat set ended_at = 1 where account = (select id from account where login = 'arai')");
});
