// A patient's timeline from its opening on: the 主治医's instruction, consent. One story: each journey goes on where the last one ended.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';

const dialog = (p) => p.page.locator('.dialog');
const press = (p, name) => dialog(p).getByRole('button', { name, exact: true }).click();
const pick = (p, choice) => dialog(p).getByRole('radio', { name: choice, exact: true }).check();
const card = (p, words) => dialog(p).locator('.card', { hasText: words });
const steps = (p) => p.page.locator('.space-steps');
const members = (p) => p.page.locator('.space-members').click();
const inbox = (p) => p.page.locator('.top-inbox').click();

/** The first half of the form; who it is about. */
async function patient(p, { name, kana, year, sex = '女性' }) {
  await p.page.getByRole('button', { name: '患者タイムラインを作る' }).click();
  await dialog(p).getByLabel('氏名').fill(name);
  await dialog(p).getByLabel('ふりがな').fill(kana);
  await dialog(p).getByLabel('年', { exact: true }).fill(year);
  await dialog(p).getByLabel('月', { exact: true }).fill('4');
  await dialog(p).getByLabel('日', { exact: true }).fill('2');
  await pick(p, sex);
  await press(p, '次へ');
}

/** The second half, of who is no physician: on whose word, when and how. */
async function instructed(p, { facility, physician, on, way }) {
  await dialog(p).locator('.pick', { hasText: facility }).click();
  await dialog(p).locator('.pick', { hasText: physician }).click();
  await dialog(p).getByLabel('指示を受けた日').fill(on);
  await pick(p, way);
}

async function made(p) {
  await press(p, '患者タイムラインを作る');
  await dialog(p).waitFor({ state: 'detached' });
  await p.page.locator('.timeline').waitFor();
}

journey('life: a nurse opens a timeline on the phoned instruction of the 主治医, who confirms with one tap on the phone', async (w) => {
  const nurse = await w.person('takahashi');
  const physician = await w.person('sato', { size: 'phone' });
  await physician.connected();
  await nurse.page.getByRole('button', { name: '患者タイムラインを作る' }).click();
  await press(nurse, '次へ');
  await dialog(nurse).getByText('氏名を入力してください。').waitFor();
  await nurse.page.locator('.field:has(:focus)', { hasText: /^氏名/ }).waitFor();
  await nurse.picture('life-open-missing');
  await press(nurse, 'やめる');

  await patient(nurse, { name: '試作 ミツ', kana: 'しさく みつ', year: '13' });
  await dialog(nurse).getByText('1938年4月2日生').waitFor();
  await press(nurse, '患者タイムラインを作る');
  await dialog(nurse).getByText('主治医を選んでください。').waitFor();
  await instructed(nurse, { facility: 'すみれ坂内科クリニック', physician: '佐藤 健一', on: '2026-01-15', way: '電話' });
  await nurse.picture('life-open-instructed');
  await made(nurse);
  assert.match(await nurse.page.locator('#space-title').innerText(), /試作 ミツ 様/);
  await nurse.page.locator('.space-state').getByText('準備中（同意待ち）').waitFor();
  assert.match(await steps(nurse).innerText(), /同意（様式5）がまだ記録されていません[\s\S]*主治医の確認待ちです。佐藤 健一さん/);
  assert.equal(await nurse.composer().count(), 0);
  await nurse.picture('life-draft');
  await members(nurse);
  await nurse.panel().locator('.waiting-row', { hasText: '主治医の確認待ち' }).waitFor();

  await inbox(physician);
  assert.match(await card(physician, '試作 ミツ 様').innerText(), /高橋 由美子[\s\S]*1月15日（木）に電話で/);
  await physician.picture('life-inbox');
  await card(physician, '試作 ミツ 様').getByRole('button', { name: 'この内容で指示しました' }).click();
  await physician.page.locator('.timeline').waitFor();
  await physician.page.locator('.space-title').getByText('試作 ミツ 様').waitFor();
  await steps(nurse).getByText('主治医の確認待ち').waitFor({ state: 'detached' });
  await nurse.panel().locator('.waiting-row', { hasText: '確認済み' }).waitFor();
  await nurse.picture('life-instructed');
});

journey('life: an instruction that was not given: the timeline is back in preparation, and another physician is asked', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone' });
  const physician = await w.person('sato');
  await patient(nurse, { name: '試作 ヨシ', kana: 'しさく よし', year: '９' });
  await instructed(nurse, { facility: 'すみれ坂内科クリニック', physician: '佐藤 健一', on: '2026-01-15', way: 'FAX' });
  await made(nurse);
  await nurse.picture('life-draft-phone');
  await inbox(physician);
  await card(physician, '試作 ヨシ 様').getByRole('button', { name: '指示していません' }).click();
  await card(physician, '試作 ヨシ 様').waitFor({ state: 'detached' });
  await steps(nurse).getByText('主治医の指示がありません。').waitFor();
  await members(nurse);
  await nurse.panel().getByText('指示していないとのお返事').waitFor();
  await nurse.picture('life-refused-phone');
});

journey('life: a physician opens for a patient of one’s own; a timeline for the same patient is warned of', async (w) => {
  const physician = await w.person('sato');
  await patient(physician, { name: '山田花子', kana: 'やまだ はなこ', year: '13' });
  await dialog(physician).getByText('同じお名前・生年月日の患者タイムラインに、すでに参加しています').waitFor();
  await physician.picture('life-open-same');
  await press(physician, '戻る');
  await dialog(physician).getByLabel('氏名').fill('試作 ハル');
  await press(physician, '次へ');
  await pick(physician, '自分が主治医です');
  await made(physician);
  assert.match(await physician.page.locator('.space-title').innerText(), /主治医 佐藤 健一/);
  await physician.page.getByRole('button', { name: '同意を記録する' }).waitFor();
});

/* As it stands on the signed form. */
async function consented(p, { giver = null, on = '2026-01-16' } = {}) {
  await p.page.getByRole('button', { name: '同意を記録する' }).last().click();
  await press(p, '患者さんご本人');
  if (giver) {
    await dialog(p).getByLabel('署名された方').fill(giver);
    await press(p, '長女');
  }
  await dialog(p).getByLabel('署名日').fill(on);
  await dialog(p).getByLabel('写しをお渡しした日').fill(on);
  await dialog(p).getByLabel('写真を載せること').check();
  await p.picture('life-consent-form');
  await press(p, '同意を記録する');
  await dialog(p).waitFor({ state: 'detached' });
}

journey('life: 様式5: printed for signature, recorded, and then the first post; the 主治医 reads it', async (w) => {
  const nurse = await w.person('takahashi');
  const physician = await w.person('sato', { size: 'phone' });
  await nurse.enter('試作 ミツ 様');
  await nurse.page.getByRole('button', { name: '同意を記録する' }).click();
  await press(nurse, '同意を記録する');
  await dialog(nurse).getByText('写しをお渡しした日を入力してください。').waitFor();
  await press(nurse, '様式5を印刷する');
  await nurse.page.locator('.paper-page').nth(1).waitFor();
  await nurse.picture('life-paper-screen');
  const words = await nurse.page.locator('.paper').innerText();
  assert.match(words, /試作 ミツ 様[\s\S]*昭和13年[\s\S]*高橋 由美子（訪問看護師）[\s\S]*印刷：高橋 由美子/);
  const a4 = '595×842';
  assert.deepEqual(await nurse.printed('life-paper-form'), [a4, a4]);
  await nurse.page.getByRole('button', { name: '戻る' }).click();
  await nurse.page.locator('.composer.closed').waitFor();

  await consented(nurse, { giver: '試作 恵子' });
  await nurse.page.locator('.space-state').waitFor({ state: 'detached' });
  await nurse.post('初回の訪問です。血圧は落ち着いています。');
  await members(nurse);
  const recorded = nurse.panel().locator('.group', { hasText: '患者同意書（様式5）' });
  await recorded.getByText(/高橋 由美子さんが.*に記録/).waitFor();
  const said = /試作 恵子（長女）[\s\S]*署名日 (?:2026年)?1月16日[\s\S]*写真[\s\S]*高橋 由美子さんが.*に記録/;
  assert.match(await recorded.innerText(), said);
  await nurse.picture('life-consent-state');
  await nurse.panel().getByRole('button', { name: '写しを印刷する' }).click();
  await nurse.page.locator('.paper-page').waitFor();
  assert.equal(await nurse.page.locator('.paper-page').count(), 1);
  assert.deepEqual(await nurse.printed('life-paper-copy'), [a4]);

  await physician.enter('試作 ミツ 様');
  await physician.card('初回の訪問です。').waitFor();
  await physician.picture('life-first-post');
});

journey('life: consent withdrawn: what follows is said first; nobody posts any more, and what to do next is said in plain words', async (w) => {
  const physician = await w.person('sato', { size: 'phone' });
  const nurse = await w.person('takahashi');
  await Promise.all([nurse.enter('試作 ミツ 様'), physician.enter('試作 ミツ 様')]);
  await members(physician);
  await physician.panel().getByRole('button', { name: '同意の撤回を受け付ける' }).click();
  assert.match(await dialog(physician).innerText(), /だれも投稿できず[\s\S]*7日間だけ読めます/);
  await physician.picture('life-withdraw');
  await dialog(physician).locator('.button.danger').click();
  await nurse.page.locator('.space-state').getByText('停止中（同意の撤回）').waitFor();
  await nurse.page.locator('.composer.closed').getByText('急ぎの連絡はお電話でお願いします。').waitFor();
  await nurse.picture('life-locked');
  await physician.panel().getByText(/に撤回（受け付け：佐藤 健一さん）/).waitFor();
  await physician.closePanel();
  await physician.picture('life-locked-phone');
  await physician.page.getByRole('button', { name: '同意をもう一度記録する' }).click();
  await pick(physician, 'すでに同意をいただいています');
  await press(physician, '患者さんご本人');
  await dialog(physician).getByLabel('同意をいただいた日').fill('2025-12-01');
  await press(physician, '同意を記録する');
  await nurse.post('再開しました。');
});

journey('life: 取り決め: written by who manages, read and confirmed with one tap by the others, kept when it is written anew', async (w) => {
  const nurse = await w.person('takahashi');
  const physician = await w.person('sato', { size: 'phone' });
  await Promise.all([nurse.enter('試作 ミツ 様'), physician.enter('試作 ミツ 様')]);
  await members(nurse);
  await nurse.panel().getByRole('button', { name: '取り決めを書く' }).click();
  await press(nurse, '取り決めを書く');
  await press(nurse, 'この内容で保存する');
  await dialog(nurse).getByText('取り決めの内容を入力してください。').waitFor();
  await dialog(nurse).getByLabel('取り決めの内容').fill('夜間はまずお電話ください。\n写真は創部だけにします。');
  await press(nurse, 'この内容で保存する');
  await dialog(nurse).getByText('参加者2名のうち1名が確認しました').waitFor();
  await nurse.picture('life-agreement');

  const bar = physician.page.locator('.agreement-bar');
  await bar.getByText('夜間はまずお電話ください。').waitFor();
  await physician.picture('life-agreement-fresh');
  await bar.getByRole('button', { name: '確認しました' }).click();
  await bar.getByRole('button', { name: '取り決めを見る' }).click();
  await dialog(physician).getByText('参加者2名のうち2名が確認しました').waitFor();
  await press(physician, '取り決めを書き直す');
  await dialog(physician).getByLabel('取り決めの内容').fill('夜間はまずお電話ください。');
  await press(physician, 'この内容で保存する');
  await dialog(physician).getByText('これまでの取り決め').click();
  await dialog(physician).getByText('写真は創部だけにします。').waitFor();
  await physician.picture('life-agreement-older');
  await nurse.page.keyboard.press('Escape');
  await nurse.page.locator('.agreement-bar').getByText('取り決めが新しくなりました').waitFor();
});

journey('life: after a death storage is proposed, done by the 主治医, silent, and undone: everybody sees why and since when', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone' });
  const physician = await w.person('sato');
  await Promise.all([nurse.enter('試作 ミツ 様'), physician.enter('試作 ミツ 様')]);
  await members(nurse);
  await nurse.panel().getByRole('button', { name: '保管を主治医に提案する' }).click();
  await press(nurse, '保管を主治医に提案する');
  await dialog(nurse).getByText('理由を選んでください。').waitFor();
  await pick(nurse, 'ご逝去');
  await nurse.picture('life-archive-propose');
  await press(nurse, '保管を主治医に提案する');
  await nurse.panel().getByText('主治医の判断待ちです。').waitFor();
  await nurse.closePanel();

  await inbox(physician);
  assert.match(await card(physician, '試作 ミツ 様').innerText(), /高橋 由美子[\s\S]*理由：ご逝去/);
  await physician.picture('life-archive-inbox');
  await card(physician, '試作 ミツ 様').getByRole('button', { name: '保管リストへ移す' }).click();
  await dialog(physician).getByLabel('亡くなられた日（任意）').fill('2026-01-03');
  await physician.picture('life-archive');
  await press(physician, '保管リストへ移す');
  await dialog(physician).waitFor({ state: 'detached' });

  await nurse.page.locator('.space-state').getByText(/ご逝去・.*に佐藤 健一さんが保管リストへ移しました/).waitFor();
  assert.equal(await nurse.composer().count(), 0);
  await nurse.picture('life-archived-phone');
  await members(nurse);
  await nurse.panel().getByText(/亡くなられた日：.*1月3日/).waitFor();
  assert.equal(await nurse.panel().getByRole('button', { name: '亡くなられた日を直す' }).count(), 0);
  await members(physician);
  await physician.panel().getByRole('button', { name: '亡くなられた日を直す' }).click();
  await dialog(physician).getByLabel('亡くなられた日（任意）').fill('2026-01-04');
  await physician.picture('life-death');
  await press(physician, '保存する');
  await nurse.panel().getByText(/亡くなられた日：.*1月4日/).waitFor();
  await nurse.picture('life-death-phone');
  await nurse.closePanel();
  await physician.closePanel();
  await nurse.page.goto(`${nurse.origin}/`);
  await nurse.page.locator('.list-row').first().waitFor();
  assert.equal(await nurse.page.locator('.list-row', { hasText: '試作 ミツ 様' }).count(), 0);
  await nurse.page.getByRole('button', { name: /保管リスト（\d+件）/ }).click();
  const row = nurse.page.locator('.list-row', { hasText: '試作 ミツ 様' });
  assert.match(await row.innerText(), /ご逝去・\d+月\d+日/);
  assert.equal(await row.locator('.unread').count(), 0);
  await nurse.picture('life-stored-phone');
  await row.click();
  await nurse.card('再開しました。').waitFor();
  await nurse.page.locator('.space-back').click();
  await nurse.page.getByRole('heading', { name: '保管リスト' }).waitFor();

  await physician.picture('life-archived');
  await physician.page.getByRole('button', { name: '保管リストから戻す' }).last().click();
  await press(physician, '保管リストから戻す');
  await dialog(physician).waitFor({ state: 'detached' });
  await physician.post('ご家族へのお手紙を準備します。');
  await nurse.page.getByRole('button', { name: '患者タイムラインの一覧へ' }).click();
  await nurse.page.locator('.list-row', { hasText: '試作 ミツ 様' }).getByText('未読 1件').waitFor();
});

journey('life: a name that cannot be opened is said in plain words, in the list and inside; the rest goes on', async (w) => {
  const space = await w.space('takahashi', '試作 ミツ');
  const damage = () => w.d.sql(`update patient_identity set sealed = set_byte(sealed, 29, 255 - get_byte(sealed, 29)) where space = '${space}'`);
  await damage();
  try {
    const nurse = await w.person('takahashi', { size: 'phone' });
    const row = nurse.page.locator('.list-row', { hasText: 'この項目を表示できません' });
    await row.waitFor();
    assert.ok((await nurse.page.locator('.list-row').count()) > 1);
    await nurse.picture('life-unreadable-list');
    await row.click();
    await nurse.page.getByText('表示できない項目があります。システム担当へお知らせください。').waitFor();
    await nurse.post('本日も変わりありません。');
    await nurse.picture('life-unreadable-phone');
    const physician = await w.person('sato');
    await physician.page.locator('.list-row', { hasText: 'この項目を表示できません' }).click();
    await physician.card('本日も変わりありません。').waitFor();
    await physician.picture('life-unreadable');
  } finally {
    await damage();
  }
});
