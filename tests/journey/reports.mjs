// 報告する: a member reports what slipped through; it is gone from the others' screens at once, and the manager decides.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const dialog = (p) => p.page.locator('.dialog');
const words = '先日うかがったお宅の方のことです。';

/** A group that tamura manages, with kobayashi and ito in it. */
async function prepare(w, name) {
  const [manager, ...others] = await Promise.all(['tamura', 'kobayashi', 'ito'].map((login) => w.d.signedIn(login, password)));
  const about = { name, aim: '学び合います。', rules: '患者さんの情報は書きません。', entry: 'request' };
  const { id } = (await manager.post('/api/circles', { key: crypto.randomUUID(), ...about })).body;
  for (const c of others) {
    const asked = await c.post(`/api/circles/${id}/request`, { version: 1 });
    await manager.post(`/api/spaces/${id}/requests/${asked.body.id}/accept`, {});
  }
  [manager, ...others].forEach((c) => c.close());
}

journey('a member reports a post on the phone: hidden at once, shown again by the manager, reported again and deleted', async (w) => {
  await prepare(w, '夜間対応の会');
  const [manager, author] = [await w.person('tamura'), await w.person('kobayashi')];
  const member = await w.person('ito', { size: 'phone' });
  for (const p of [manager, author, member]) await p.enter('夜間対応の会');
  await author.post(words);
  await member.card(words).locator('[data-act=more]').click();
  await member.card(words).getByRole('button', { name: '報告する' }).click();
  await dialog(member).getByText('ほかの参加者には表示されなくなります').waitFor();
  await member.picture('report');
  await dialog(member).getByRole('button', { name: '報告する' }).click();
  const hidden = member.page.locator('.tombstone', { hasText: '報告があり、確かめています' });
  await hidden.waitFor();
  assert.ok(!(await member.words()).includes(words));
  await member.picture('report-hidden');
  await author.card(words).getByText('グループ管理者が確かめるまで').waitFor();

  await manager.page.locator('.top-inbox').click();
  await dialog(manager).locator('.card', { hasText: '夜間対応の会' }).getByText('伊藤 直樹さんから報告').waitFor();
  await manager.picture('report-inbox');
  await dialog(manager).getByRole('button', { name: '投稿を確かめる' }).click();
  await manager.card(words).getByText('もう一度表示するか、削除してください').waitFor();
  await manager.picture('report-manager');
  await manager.card(words).getByRole('button', { name: 'もう一度表示する' }).click();
  await member.card(words).waitFor();

  await member.card(words).locator('[data-act=more]').click();
  await member.card(words).getByRole('button', { name: '報告する' }).click();
  await dialog(member).getByRole('button', { name: '報告する' }).click();
  await hidden.waitFor();
  await manager.card(words).getByRole('button', { name: '投稿を削除する' }).first().click();
  await dialog(manager).locator('.button.danger').click();
  await member.page.locator('.tombstone', { hasText: 'この投稿は削除されました' }).waitFor();
});
