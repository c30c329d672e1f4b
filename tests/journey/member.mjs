// Who belongs to a patient and who does not any more; what one sees who belongs nowhere.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';

const patient = '山口 隆 様';

const many = [
  'fujii --facility day', 'hasegawa --facility clinic', 'ito --facility care', 'kobayashi --facility station', 'matsumoto --facility care',
  'mori --facility station', 'nakano --facility clinic', 'okada --facility day', 'okada --facility station', 'takahashi --facility station',
  'tamura --facility helper', 'watanabe --facility pharmacy', 'yoshida --facility helper',
];

const verb = (w, ...words) => w.d.tasuki('demo', ...words, '--settings', w.d.settingsFile);

journey('removed while the page is open: the space closes at once, with its words, drafts and the way back', async (w) => {
  const space = await w.space('takahashi', patient);
  const p = await w.person('takahashi', { expect: [/status of 404/] });
  await p.enter(patient);
  const said = await p.page.locator('.post .post-body').last().innerText();
  await p.page.locator('.space-members').click();
  await p.page.locator('#panel-title:focus').waitFor(); // what is typed before that goes nowhere
  await p.write('参加者でなくなる前の下書き');
  await verb(w, 'member-remove', space, 'takahashi');

  await p.page.getByText('この患者さんのタイムラインの参加者ではなくなりました。').waitFor();
  await p.page.locator('.list-row', { hasText: patient }).waitFor({ state: 'detached' });
  const left = await p.words();
  for (const words of [said, '山口', '下書き']) assert.ok(!left.includes(words), `still there: ${words}`);
  assert.equal(new URL(p.page.url()).pathname, '/');
  await p.picture('member-removed');
  await p.page.goBack();
  assert.ok(!(await p.words()).includes('山口'));
  await p.page.goto(`${p.origin}/spaces/${space}`);
  await p.page.getByText('このタイムラインは表示できません。').waitFor();

  await verb(w, 'member-add', space, 'takahashi', '--facility', 'station', '--relation', '訪問看護（週1回）', '--history', 'all');
  await p.page.locator('.list-row', { hasText: patient }).waitFor();
  await p.enter(patient);
  assert.equal(await p.composer().inputValue(), '');
});

journey('removed on the phone while only the list is open: the row goes', async (w) => {
  const space = await w.space('yoshida', '鈴木 正雄 様');
  const p = await w.person('yoshida', { size: 'phone' });
  await p.connected();
  await p.page.locator('.list-row', { hasText: '鈴木 正雄 様' }).waitFor();
  await verb(w, 'member-remove', space, 'yoshida');
  await p.page.locator('.list-row', { hasText: '鈴木 正雄 様' }).waitFor({ state: 'detached' });
  await verb(w, 'member-add', space, 'yoshida', '--facility', 'helper', '--history', 'all');
  await p.page.locator('.list-row', { hasText: '鈴木 正雄 様' }).waitFor();
});

journey('the members of a patient: who, in which role, since when, by which telephone; those who left stand apart', async (w) => {
  const p = await w.person('nakano', { size: 'phone' });
  await p.enter('加藤 清 様');
  await p.page.getByRole('button', { name: '参加者 6名' }).tap();
  const first = p.panel().locator('.group', { hasText: '参加者 6名' }).locator('.person').first();
  assert.match(await first.innerText(), /中野 みさき[\s\S]*主治医[\s\S]*から参加[\s\S]*042-000-0101/);
  assert.equal(await first.locator('a').first().getAttribute('href'), 'tel:0420000101');
  const past = p.panel().locator('.group', { hasText: '以前の参加者' });
  assert.match(await past.innerText(), /石川 真紀[\s\S]*（市外）[\s\S]*まで参加/);
  assert.equal(await past.locator('a').count(), 0);
  await p.picture('member-panel');
});

journey('whoever belongs to no patient is told so; an address of somebody else’s patient looks like one that does not exist', async (w) => {
  const space = await w.space('nakano', '加藤 清 様');
  const office = await w.person('miura');
  await office.page.getByText('お名前や内容は表示されません。').waitFor();
  const words = [];
  for (const id of [space, '00000000-0000-4000-8000-000000000000']) {
    await office.page.goto(`${office.origin}/spaces/${id}`);
    await office.page.getByText('このタイムラインは表示できません。').waitFor();
    await office.page.getByText('手続き中の依頼').waitFor();
    words.push(await office.page.locator('main').innerText());
  }
  assert.equal(words[0], words[1]);
  await office.page.getByRole('button', { name: '一覧へ戻る' }).click();
  assert.equal(new URL(office.page.url()).pathname, '/');
});

journey('a timeline that is kept for reading only says so and takes no posts', async (w) => {
  const space = await w.space('nakano', '井上 トシ 様');
  await w.d.sql(`update space set archived_at = 1, archive_reason = 'moved' where id = '${space}'`);
  const p = await w.person('nakano');
  await p.page.locator('.list-row').first().waitFor();
  const daily = p.page.locator('.list-row', { hasText: '井上 トシ 様', hasNotText: 'ご家族も読みます' });
  assert.equal(await daily.count(), 0, 'off the daily list');
  await p.page.getByRole('button', { name: /保管リスト（\d+件）/ }).click();
  await daily.click();
  await p.page.locator('.timeline').waitFor();
  await p.page.locator('.space-state').first().waitFor();
  assert.equal(await p.composer().count(), 0);
  assert.equal(await p.page.locator('.post [data-act=reply]').count(), 0);
  await p.picture('member-read-only');
  await w.d.sql(`update space set archived_at = null, archive_reason = null where id = '${space}'`);
});

journey('a name as long as names can be and a dozen members break no screen', async (w) => {
  const name = '寿限無寿限無五劫の擦り切れ 海砂利水魚の水行末雲来末風来末食う寝る処に住む処';
  await verb(w, 'patient', '--facility', 'clinic', '--attending', 'sato', '--name', name, '--kana', 'じゅげむ じゅげむ');
  const space = await w.space('sato', '寿限無');
  for (const member of many) await verb(w, 'member-add', space, ...member.split(' '), '--relation', '訪問（週1回）', '--history', 'all');
  for (const [size, type] of [['phone', '100'], ['phone', '200'], ['desk', '100'], ['desk', '200']]) {
    const p = await w.person('sato', { size, type });
    await p.page.locator('.list-row', { hasText: name }).click();
    await p.page.getByText('最初の投稿をお書きください。').waitFor();
    const wide = await p.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${size} ${type}: ${wide} px too wide`);
    assert.ok((await p.composer().boundingBox()).y + 40 < (await p.page.viewportSize()).height);
    await p.picture(`member-long-${size}-${type}`);
    await p.page.getByRole('button', { name: `参加者 ${many.length + 1}名` }).click();
    await p.panel().locator('.person').nth(many.length).waitFor();
    await p.panel().locator('.person').nth(many.length).scrollIntoViewIfNeeded();
    await p.picture(`member-many-${size}-${type}`);
  }
});
