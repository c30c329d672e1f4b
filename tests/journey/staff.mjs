// 施設管理者: changes, 休職, the duty handed on, and 退職 in one act with what everybody sees then; the office receives 様式3.
import assert from 'node:assert/strict';
import { hire, makeFacility } from '../lib/staff.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const row = (p, name) => p.page.locator('.dialog .people > .waiting-row', { hasText: name });

async function openStaff(p) {
  await p.page.locator('.top-menu').click();
  await button(p, '職員の手続き').click();
  await p.page.locator('.dialog .people > .waiting-row').first().waitFor();
}
const openPerson = (p, name) => row(p, name).getByRole('button', { name: /^変更・再設定・退職/ }).click();
async function backToList(p) {
  await p.page.keyboard.press('Escape');
  await p.page.locator('.dialog').waitFor({ state: 'detached' });
}

journey('staff: a nurse’s new name, her leave and back, and the duty of 施設管理者 handed on by her own yes', async (w) => {
  const at = await makeFacility(w.d, '訪問看護ステーションあおぞら');
  const boss = await hire(w.d, at, { admin: true, name: '青木 恵子', kana: 'あおき けいこ' });
  const nurse = await hire(w.d, at, { name: '川上 美咲', kana: 'かわかみ みさき' });
  const admin = await w.person(boss.login, { size: 'phone' });
  await openStaff(admin);
  await row(admin, '川上 美咲').getByText('患者タイムライン 0件').waitFor();
  await admin.picture('staff-people');
  await openPerson(admin, '川上 美咲');
  await admin.picture('staff-person');
  await button(admin, '登録内容を変更する').click();
  await admin.page.getByLabel('お名前').fill('石川 美咲');
  await admin.picture('staff-change');
  await button(admin, '変更を保存する').click();
  await row(admin, '石川 美咲').waitFor();

  const colleague = await w.person(nurse.login, { size: 'phone', expect: [/status of 401/, /WebSocket/] });
  await openPerson(admin, '石川 美咲');
  await button(admin, '休職にする').click();
  await admin.picture('staff-absence');
  await button(admin, '休職にする').click();
  await row(admin, '石川 美咲').getByText(/^休職中/).waitFor();
  await colleague.page.locator('input[autocomplete=username]').waitFor();
  await openPerson(admin, '石川 美咲');
  await button(admin, '復職にする').click();
  await button(admin, '復職にする').click();
  await row(admin, '石川 美咲').waitFor(); // the list is back: the answer has come
  await row(admin, '石川 美咲').getByText(/^休職中/).waitFor({ state: 'detached' });
  await colleague.signIn(nurse.login, password);

  await openPerson(admin, '石川 美咲');
  await button(admin, '施設管理者をお願いする').click();
  await admin.page.getByLabel('自分と交代で（引き受けると自分は外れます）').check();
  await admin.picture('staff-admin');
  await button(admin, 'お願いを送る').click();
  await row(admin, '石川 美咲').getByText('施設管理者のお返事待ち').waitFor();
  await backToList(admin);
  await colleague.page.locator('.top-inbox').click();
  await colleague.page.locator('.dialog .card', { hasText: '訪問看護ステーションあおぞら' }).waitFor();
  await colleague.picture('staff-offer');
  await button(colleague, '引き受ける').click();
  await colleague.page.locator('.dialog .card').waitFor({ state: 'detached' });
  await backToList(colleague);
  await openStaff(colleague);
  await row(colleague, '石川 美咲').locator('.tag', { hasText: /^施設管理者$/ }).waitFor();
  await row(colleague, '青木 恵子').locator('.tag', { hasText: /^施設管理者$/ }).waitFor({ state: 'detached' });
  await button(colleague, '様式3の控え').click();
  await colleague.page.locator('.dialog .cards > .card').nth(4).waitFor();
  await colleague.picture('staff-changes-own');
});

journey('staff: on leave: the team sees it with the day of return, nobody can choose her; back again it is gone', async (w) => {
  const dayOf = (n) => new Date(w.d.clock.now() + 9 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);
  const at = await makeFacility(w.d, '訪問看護ステーションこもれび');
  const boss = await hire(w.d, at, { admin: true, name: '木下 明', kana: 'きのした あきら' });
  const nurse = await hire(w.d, at, { name: '森下 葉子', kana: 'もりした ようこ' });
  const demo = async (...args) => (await w.d.tasuki('demo', ...args, '--settings', w.d.settingsFile)).stdout.trim();
  const space = await demo('patient', '--attending', 'sato', '--facility', 'clinic', '--name', '木漏 日出', '--kana', 'こもれ ひで');
  await demo('member-add', space, nurse.login);
  const doctor = await w.person('sato', { size: 'phone' });
  await doctor.enter('木漏 日出 様');
  await doctor.page.locator('.space-members').click();
  const member = doctor.panel().locator('.person', { hasText: '森下 葉子' });
  await member.waitFor();

  const admin = await w.person(boss.login, { expect: [/status of 400/] });
  await openStaff(admin);
  await openPerson(admin, '森下 葉子');
  await button(admin, '休職にする').click();
  await admin.page.getByLabel('復職の予定日').fill(dayOf(-3));
  await button(admin, '休職にする').click();
  await admin.page.getByText('今日か、それより後の日を選んでください。').waitFor();
  await admin.page.getByLabel('復職の予定日').fill(dayOf(40));
  await admin.picture('staff-absence-day');
  await button(admin, '休職にする').click();
  await row(admin, '森下 葉子').getByText(/に復職の予定$/).waitFor();
  await admin.picture('staff-absent');

  await member.getByText(/^休職中（.*に復職の予定）$/).waitFor();
  await doctor.picture('staff-absent-member');
  await doctor.closePanel();
  await doctor.page.locator('.composer-audience', { hasText: '読む人：職員2名（うち休職中1名）' }).waitFor();
  await doctor.picture('staff-absent-composer');
  await doctor.page.locator('.space-members').click();
  await doctor.panel().getByRole('button', { name: '招待する' }).click();
  await doctor.page.locator('.dialog input[type=search]').fill('森下');
  const pick = doctor.page.locator('.dialog .pick', { hasText: '森下 葉子' });
  await pick.getByText(/^休職中/).waitFor();
  assert.equal(await pick.isDisabled(), true);
  await doctor.picture('staff-absent-pick');
  await doctor.page.keyboard.press('Escape');

  await openPerson(admin, '森下 葉子');
  await button(admin, '復職の予定日を変更する').click();
  await admin.page.getByLabel('復職の予定日').fill('');
  await admin.picture('staff-absence-until');
  await button(admin, '予定日を保存する').click();
  await member.getByText('休職中', { exact: true }).waitFor();
  await openPerson(admin, '森下 葉子');
  await button(admin, '復職にする').click();
  await button(admin, '復職にする').click();
  await member.getByText('休職中', { exact: true }).waitFor({ state: 'detached' });
  await backToList(doctor); // the first Escape has but emptied the search
  await doctor.closePanel();
  await doctor.page.locator('.composer-audience', { hasText: /読む人：職員2名$/ }).waitFor();
});

journey('staff: 様式3 of a busy office in pages', async (w) => {
  await w.d.sql(`insert into change_notice (id, year, n, facility, hat, kind, name, kana, profession, by, at)
    select gen_random_uuid(), 1998, n, h.facility, h.id, 'absent', '頁 ' || n, 'ぺえじ', 'nurse', h.id, n from generate_series(1, 120) n,
      (select h.* from hat h join account a on a.id = h.account where a.login = 'takahashi' limit 1) h`);
  const clerk = await w.person('miura', { size: 'phone' });
  await clerk.page.locator('.list-row[href="/desk/changes"]').click();
  await clerk.page.locator('.desk-body .card').nth(99).waitFor();
  await button(clerk, 'さらに表示する').scrollIntoViewIfNeeded();
  await clerk.picture('staff-changes-more');
  await button(clerk, 'さらに表示する').click();
  await clerk.page.locator('.desk-body .card', { hasText: '1998-0001' }).waitFor();
  await button(clerk, 'さらに表示する').waitFor({ state: 'detached' });
  await w.d.sql('delete from change_notice where year = 1998');
});

journey('staff: somebody registered elsewhere gets a second affiliation, and whether there is such a login name is not shown', async (w) => {
  const [at, other] = [await makeFacility(w.d, '訪問看護ステーションみどり'), await makeFacility(w.d, '訪問看護ステーションもみじ')];
  const boss = await hire(w.d, at, { admin: true, name: '緑川 修' });
  const nurse = await hire(w.d, other, { name: '紅葉 京子' });
  const admin = await w.person(boss.login);
  await openStaff(admin);
  for (const login of [nurse.login, 'sonna.hito.wa.inai']) {
    await button(admin, 'ほかの施設で登録済みの方').click();
    await admin.page.getByLabel('ログイン名').fill(login);
    await admin.page.getByLabel('職種').selectOption('visiting_nurse');
    await admin.picture('staff-second');
    await button(admin, 'お願いを送る').click();
    await admin.page.getByText('お願いを送りました。').waitFor();
    await admin.page.locator('.dialog .group .waiting-row', { hasText: login }).waitFor();
  }
  await admin.picture('staff-offers');
  const phone = await w.person(nurse.login, { size: 'phone' });
  await phone.page.locator('.top-inbox').click();
  await phone.page.locator('.dialog .card', { hasText: '訪問看護ステーションみどり' }).waitFor();
  await phone.picture('staff-offer-hat');
  await button(phone, '承諾する').click();
  await phone.page.locator('.dialog .card').waitFor({ state: 'detached' });
  await backToList(phone);
  await phone.page.locator('.top-menu').click();
  await phone.page.locator('.menu-hats .button.hat', { hasText: '訪問看護ステーションみどり' }).waitFor();
});

journey('staff: 退職 in one act: the leaver is out at once, the team sees who has left, a manager is asked, the office receives 様式3', async (w) => {
  const at = await makeFacility(w.d, '訪問看護ステーションさざなみ');
  const boss = await hire(w.d, at, { admin: true, name: '波多野 明' });
  const nurse = await hire(w.d, at, { name: '退田 由紀' });
  const demo = async (...args) => (await w.d.tasuki('demo', ...args, '--settings', w.d.settingsFile)).stdout.trim();
  const space = await demo('patient', '--attending', 'sato', '--facility', 'clinic', '--name', '漣 とみ', '--kana', 'さざなみ とみ');
  for (const login of [nurse.login, 'ito']) await demo('member-add', space, login);
  const leaver = await w.person(nurse.login, { size: 'phone', expect: [/status of 401/, /WebSocket/] });
  await leaver.enter('漣 とみ 様');
  await leaver.post('最後の訪問を終えました。');

  const manager = await w.person('ito');
  await manager.enter('漣 とみ 様');
  const admin = await w.person(boss.login);
  await openStaff(admin);
  await openPerson(admin, '退田 由紀');
  await button(admin, '退職の手続き').click();
  await admin.page.getByText('患者タイムライン 1件：参加が終わります。投稿は残ります').waitFor();
  assert.doesNotMatch(await admin.words(), /漣/, 'no patient is named');
  await button(admin, '退職の手続きをする').click();
  await admin.page.getByText('内容を確かめて、チェックを入れてください。').waitFor();
  await admin.page.getByLabel('内容を確かめました').check();
  await admin.picture('staff-leaving');
  await button(admin, '退職の手続きをする').click();
  await admin.page.getByText('退田 由紀さんの退職の手続きが済みました。様式3を事務局に届けました。').waitFor();
  await row(admin, '退田 由紀').waitFor({ state: 'detached' });

  await leaver.page.locator('input[autocomplete=username]').waitFor();
  assert.doesNotMatch(await leaver.words(), /漣/);
  await manager.card('最後の訪問を終えました。').waitFor();
  await manager.page.locator('.space-members').click();
  await manager.panel().getByRole('heading', { name: '以前の参加者' }).waitFor();
  await manager.panel().getByText('退田 由紀').waitFor();
  await manager.picture('staff-left-team');

  const doctor = await w.person('sato', { size: 'phone' });
  await doctor.page.locator('.top-inbox').click();
  const card = doctor.page.locator('.dialog .card', { hasText: '漣 とみ 様' });
  await card.getByText(/^退田 由紀さんが施設を退職し/).waitFor();
  await doctor.picture('staff-departure');
  await card.getByRole('button', { name: '済みました', exact: true }).click();
  await card.waitFor({ state: 'detached' });

  const clerk = await w.person('miura');
  await clerk.page.locator('.top-inbox').click();
  await clerk.page.locator('.dialog .card', { hasText: '訪問看護ステーションさざなみ' }).getByRole('button', { name: /^表示・印刷/ }).click();
  const notice = clerk.page.locator('.desk-body .card', { hasText: '退田 由紀' });
  await notice.getByText('受領待ち', { exact: true }).waitFor();
  await clerk.picture('staff-changes');
  await notice.getByRole('button', { name: /^受領しました/ }).click();
  await notice.getByText(/^受領 /).waitFor();
  await notice.getByRole('button', { name: /^表示・印刷/ }).click();
  await clerk.page.locator('.paper-page').waitFor();
  await clerk.picture('staff-change-paper');
  assert.deepEqual(await clerk.printed('staff-change'), ['595×842']);
  await button(clerk, '戻る').click();
  await notice.waitFor();
  await button(admin, '様式3の控え').click();
  await admin.page.locator('.dialog .card', { hasText: '退田 由紀' }).getByText(/^受領 /).waitFor();
});
