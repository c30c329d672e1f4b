// Who comes in and goes out: inviting from a phone, accepting, declining, taking out, leaving, 管理担当, 主治医の交代.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const patient = '清水 カヨ 様';
const members = (p) => p.page.locator('.space-members').click();
const dialog = (p) => p.page.locator('.dialog');
const row = (p, name) => p.panel().locator('.person', { hasText: name });
const waitingRow = (p, name) => p.panel().locator('.waiting-row', { hasText: name });
const card = (p, words) => dialog(p).locator('.card', { hasText: words });
const inbox = (p) => p.page.locator('.top-inbox').click();
const shownCount = async (p) => Number((await p.page.locator('.top-inbox').innerText()).match(/\d+/)?.[0] ?? 0);
const counted = (p, n) => p.page.getByRole('button', { name: n > 0 ? `お知らせ ${n}件` : 'お知らせ', exact: true }).waitFor();

/* Facility, person, relation, send. */
async function invite(p, facility, person, relation) {
  await p.panel().getByRole('button', { name: '招待する' }).click();
  await dialog(p).locator('.pick', { hasText: facility }).click();
  await dialog(p).locator('.pick', { hasText: person }).click();
  await dialog(p).getByRole('button', { name: relation, exact: true }).click();
  await p.picture(`people-invite-${person.slice(0, 2)}`);
  await dialog(p).getByRole('button', { name: '招待を送る' }).click();
  await dialog(p).getByText(`${person}さんを招待しました`).waitFor();
  await p.page.keyboard.press('Escape');
}

journey('a physician invites from the phone in few taps; the nurse is told at once, accepts, and is in; everybody sees why', async (w) => {
  const physician = await w.person('sato', { size: 'phone' });
  const nurse = await w.person('takahashi');
  await nurse.connected();
  await nurse.page.locator('.top-inbox .unread').waitFor(); // the town has something for her
  const before = await shownCount(nurse);
  await physician.enter(patient);
  await members(physician);
  await invite(physician, '訪問看護ステーションひばり野', '高橋 由美子', '訪問看護');
  await waitingRow(physician, '高橋 由美子').getByText('本人の参加待ち').waitFor();

  await counted(nurse, before + 1);
  await inbox(nurse);
  const mine = card(nurse, patient);
  assert.match(await mine.innerText(), /佐藤 健一[\s\S]*この患者さんとの関わり：訪問看護[\s\S]*これまでの投稿も見られます/);
  await nurse.picture('people-inbox');
  await mine.getByRole('button', { name: '参加する' }).click();
  await nurse.page.locator('.timeline').waitFor();
  assert.match(await nurse.page.locator('#space-title').innerText(), /清水 カヨ 様/);

  await row(physician, '高橋 由美子').locator('.relation', { hasText: '訪問看護' }).waitFor();
  await waitingRow(physician, '高橋 由美子').waitFor({ state: 'detached' });
  assert.match(await row(physician, '高橋 由美子').innerText(), /佐藤 健一さんの招待/);
  await physician.picture('people-members');
});

journey('declined, sent again, cancelled: the inviting side sees how it stands', async (w) => {
  const physician = await w.person('sato');
  const invited = await w.person('fujii', { size: 'phone' });
  await physician.enter(patient);
  await members(physician);
  await invite(physician, 'デイサービス花みずき台', '藤井 さゆり', '相談支援');
  await inbox(invited);
  await card(invited, patient).getByRole('button', { name: '今回は見送る' }).click();
  await card(invited, patient).waitFor({ state: 'detached' });
  await waitingRow(physician, '藤井 さゆり').getByText('今回は見送り').waitFor();
  await invited.page.keyboard.press('Escape');
  const before = await shownCount(invited);

  await invite(physician, 'デイサービス花みずき台', '藤井 さゆり', '相談支援');
  await counted(invited, before + 1);
  await waitingRow(physician, '藤井 さゆり').getByRole('button', { name: '招待を取り消す' }).click();
  await counted(invited, before);
  await waitingRow(physician, '藤井 さゆり').waitFor({ state: 'detached' });
});

journey('somebody is asked to manage, and taken out: each time it is said what that means', async (w) => {
  const physician = await w.person('sato');
  // Who is in it no more may ask for its people once, before that is known.
  const nurse = await w.person('takahashi', { size: 'phone', expect: [/status of 404/] });
  await nurse.enter(patient);
  await physician.enter(patient);
  await members(physician);
  await row(physician, '高橋 由美子').locator('.person-more').click();
  await dialog(physician).getByRole('button', { name: '管理をお願いする' }).click();
  await dialog(physician).getByText('参加者を招待したり').waitFor();
  await dialog(physician).locator('.button.main').click();
  await row(physician, '高橋 由美子').getByText('管理担当（主治医の指示）').waitFor();
  await members(nurse);
  await nurse.panel().getByRole('button', { name: '招待する' }).waitFor();

  await row(physician, '高橋 由美子').locator('.person-more').click();
  await physician.picture('people-member');
  await dialog(physician).getByRole('button', { name: '参加から外す' }).click();
  await dialog(physician).getByText('読むことも書くこともできなくなります').waitFor();
  await dialog(physician).locator('.button.danger').click();
  await nurse.page.getByText('この患者さんのタイムラインの参加者ではなくなりました。').waitFor();
  await physician.panel().locator('.group', { hasText: '以前の参加者' }).getByText('高橋 由美子').waitFor();
});

journey('who leaves is asked once more; the 主治医 hands over first', async (w) => {
  const therapist = await w.person('mori', { size: 'phone' });
  await therapist.enter(patient);
  await members(therapist);
  await therapist.panel().getByRole('button', { name: '退出する' }).click();
  await dialog(therapist).locator('.button.danger').click();
  await therapist.page.locator('.list-row', { hasText: patient }).waitFor({ state: 'detached' });
  const physician = await w.person('sato');
  await physician.enter(patient);
  await members(physician);
  await physician.panel().getByText('主治医の方が退出するには、先に交代が必要です。').waitFor();
  assert.equal(await physician.panel().getByRole('button', { name: '退出する' }).count(), 0);
});

journey('主治医の交代: one asks, the other takes over, and everybody is told', async (w) => {
  // Who manages no more may ask for the invitations once, before that is known.
  const [old, fresh] = [await w.person('nakano', { expect: [/status of 404/] }), await w.person('sato', { size: 'phone' })];
  await old.enter('山口 隆 様');
  await members(old);
  await old.panel().getByText('主治医の交代を佐藤 健一さんに依頼中です').waitFor();
  await old.picture('people-handover');
  await inbox(fresh);
  await card(fresh, '山口 隆 様').getByRole('button', { name: '引き受ける' }).click();
  await fresh.page.locator('.timeline').waitFor();
  await fresh.page.locator('.space-title').getByText('主治医 佐藤 健一').waitFor();
  await old.panel().getByText(/主治医が佐藤 健一さんに交代しました/).waitFor();
  await old.panel().getByRole('button', { name: '退出する' }).waitFor();
});

/* A timeline whose 主治医 has left, managed by takahashi, in a region where somebody without account can be declared. */
async function vacant(w) {
  const verb = (...words) => w.d.tasuki('demo', ...words, '--settings', w.d.settingsFile);
  const space = (await verb('patient', '--attending', 'sato', '--facility', 'clinic', '--name', '後任 ツル', '--kana', 'こうにん つる')).stdout.trim();
  await verb('member-add', space, 'takahashi');
  const [sato, nurse] = [await w.d.signedIn('sato', password), await w.d.signedIn('takahashi', password)];
  await sato.post(`/api/spaces/${space}/delegates`, { hat: (await nurse.get('/api/session')).body.hat.hat });
  [sato, nurse].forEach((c) => c.close());
  await w.d.sql(`update space set attending_pending = true where id = '${space}'`);
}

async function restarted(w, settings) {
  w.d.writeSettings(settings);
  await w.d.end('SIGTERM');
  await w.d.serve();
}

journey('主治医 who does not use the network: declared by who manages the timeline, with the day and the way it was said', async (w) => {
  await vacant(w);
  await restarted(w, { 'instruction.declare': 1 });
  try {
    const nurse = await w.person('takahashi', { size: 'phone' });
    await nurse.enter('後任 ツル 様');
    await members(nurse);
    await nurse.panel().getByText('主治医が不在です').waitFor();
    await nurse.panel().getByRole('button', { name: 'ネットワークを使っていない主治医を登録する' }).click();
    await dialog(nurse).getByRole('button', { name: 'この内容で登録する' }).click();
    await dialog(nurse).getByText('主治医の氏名を入力してください。').waitFor();
    await nurse.picture('people-declare-missing');
    await dialog(nurse).getByLabel('主治医の氏名').fill('院外 太郎');
    await dialog(nurse).getByLabel('主治医の電話番号（任意）').fill('042-000-0999');
    await dialog(nurse).locator('input[type=date]').fill('2026-01-05');
    await dialog(nurse).getByRole('radio', { name: '電話' }).check();
    await nurse.picture('people-declare');
    await dialog(nurse).getByRole('button', { name: 'この内容で登録する' }).click();
    await dialog(nurse).waitFor({ state: 'detached' });
    await nurse.panel().getByText('主治医：院外 太郎').first().waitFor();
    await nurse.picture('people-declared');
    await w.tidy();
  } finally {
    await restarted(w, { 'instruction.declare': 0 });
  }
});
