// Free groups (自由グループ): a helper makes one, a nurse asks to join, a pasted visit note is refused and corrected; handed over, closed.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { journey } from './journey.mjs';

const dialog = (p) => p.page.locator('.dialog');
const find = (p) => p.page.getByRole('button', { name: '探す・つくる' }).click();
const refused = (p) => p.page.locator('.composer .refused');
const members = (p) => p.page.locator('.space-members').click();
const row = (p, name) => p.panel().locator('.person', { hasText: name });
const submit = (p) => p.page.locator('.composer .button.main').click();
/* The server's answer is written into the console by the browser. */
const refusing = { expect: [/status of 422/] };

async function make(p, name) {
  await find(p);
  await dialog(p).getByRole('button', { name: 'グループをつくる' }).click();
  await dialog(p).getByLabel('グループの名前').fill(name);
  await dialog(p).getByLabel('趣旨').fill('褥瘡の予防とケアについて学び合います。');
  await dialog(p).getByLabel('使い方').fill('質問はいつでもどうぞ。患者さんの情報は書きません。');
  await p.picture('circle-new');
  await dialog(p).getByRole('button', { name: 'グループをつくる' }).click();
  await p.page.locator('.timeline').waitFor();
  await p.connected();
}

async function join(p, name) {
  await find(p);
  const card = dialog(p).locator('.card', { hasText: name });
  await card.getByRole('button', { name: '参加を希望する' }).click();
  await card.getByText('しるしを付けてください').waitFor();
  await card.getByLabel('趣旨と使い方を読みました').check();
  await card.getByLabel('ひとこと').fill('訪問看護の立場から参加したいです。');
  await p.picture('circle-list');
  await card.getByRole('button', { name: '参加を希望する' }).click();
  await card.getByText('グループ管理者のお返事を待っています').waitFor();
  await p.page.keyboard.press('Escape');
}

async function letIn(manager) {
  await manager.page.locator('.top-inbox').click();
  await dialog(manager).getByText('訪問看護の立場から').waitFor();
  await manager.picture('circle-inbox');
  await dialog(manager).getByRole('button', { name: '参加を認める' }).click();
  await dialog(manager).getByText('訪問看護の立場から').waitFor({ state: 'detached' });
  await manager.page.keyboard.press('Escape');
}

const canary = '琥珀色の合言葉';
const note = `山田花子様（87歳）宅を訪問。仙骨部の褥瘡が3×2cm。${canary}。除圧の方法を教えてください。`;

/* Nothing of it in the database, in clear or as a row that holds words, nor in the log. */
async function nowhere(w, space) {
  const rows = await w.d.sql(`select (select count(*) from post where space = '${space}'), (select count(*) from draft where space = '${space}' and body is not null)`);
  assert.deepEqual(rows, [['0', '0']]);
  assert.ok(!w.d.logs().includes(canary) && !w.d.logs().includes('山田花子'));
}

journey('a tired helper pastes a visit note into the study group: refused, marked, nothing is kept; then it goes without the name', async (w) => {
  const helper = await w.person('tamura', { size: 'phone', ...refusing });
  await make(helper, '褥瘡ケア勉強会');
  const space = helper.page.url().split('/').pop();
  await helper.write(note);
  await helper.page.locator('.composer-state[data-saved=withheld]').waitFor();
  await helper.picture('circle-draft-withheld');
  await submit(helper);
  await refused(helper).getByText('患者さんの情報が入っているようです').waitFor();
  assert.equal(await refused(helper).locator('mark').innerText(), '山田花子');
  assert.equal(await helper.composer().inputValue(), note);
  await helper.picture('circle-refused');
  assert.equal(await helper.page.locator('.timeline .post').count(), 0);
  await until('the draft is empty on the server', async () => (await w.d.sql(`select count(*) from draft where space = '${space}' and body is not null`))[0][0] === '0');
  await nowhere(w, space);

  await refused(helper).getByRole('button', { name: 'お名前などを消して書き直す' }).click();
  await helper.page.keyboard.type('ある方');
  await refused(helper).waitFor({ state: 'detached' });
  assert.equal(await helper.composer().inputValue(), note.replace('山田花子', 'ある方'));
  await helper.write('87歳の方の仙骨部の褥瘡について、除圧の方法を教えてください。');
  await submit(helper);
  await helper.card('除圧の方法を教えて').waitFor();
});

journey('… or it goes where it belongs: the words move into the patient’s timeline', async (w) => {
  const helper = await w.person('tamura', refusing);
  await make(helper, '口腔ケアの会');
  await helper.write(note);
  await submit(helper);
  await refused(helper).getByRole('button', { name: '患者タイムラインに投稿する' }).click();
  await dialog(helper).locator('.pick', { hasText: '山田 花子 様' }).waitFor();
  await helper.picture('circle-elsewhere');
  await dialog(helper).locator('.pick', { hasText: '山田 花子 様' }).click();
  await helper.page.locator('#space-title', { hasText: '山田 花子 様' }).waitFor();
  await until('the words are there', async () => (await helper.composer().inputValue()) === note);
  await submit(helper);
  await helper.card(canary).waitFor();
  await helper.page.locator('.list-row', { hasText: '口腔ケアの会' }).click();
  await helper.page.locator('#space-title', { hasText: '口腔ケアの会' }).waitFor();
  assert.equal(await helper.composer().inputValue(), '');
});

journey('a nurse asks to join, is let in, thanks a colleague in peace, and answers for a name with one tap', async (w) => {
  const helper = await w.person('tamura');
  const nurse = await w.person('kobayashi', { size: 'phone', ...refusing });
  await make(helper, '夜勤の工夫');
  await join(nurse, '夜勤の工夫');
  await letIn(helper);
  await nurse.enter('夜勤の工夫');
  await nurse.post('高橋さん、昨日の勉強会の資料をありがとうございました。');
  await nurse.write('沼田さん、昨夜から発熱しています。');
  await submit(nurse);
  await refused(nurse).getByText('どなたのお名前でしょうか').waitFor();
  await nurse.picture('circle-guess');
  await refused(nurse).getByRole('button', { name: '職員・公の方のお名前です' }).click();
  await nurse.card('沼田さん').waitFor();
  await refused(nurse).waitFor({ state: 'detached' });
  await helper.card('沼田さん').waitFor();
});

journey('invited, one reads aim and rules before posting; the group is handed over and closed', async (w) => {
  // Who manages no more may ask for invitations and requests once, before that is known.
  const helper = await w.person('tamura', { expect: [/status of 404/] });
  const physician = await w.person('sato', { size: 'phone' });
  await make(helper, '連携の相談');
  await members(helper);
  await helper.panel().getByRole('button', { name: '招待する' }).click();
  await dialog(helper).locator('.pick', { hasText: 'すみれ坂内科クリニック' }).click();
  await dialog(helper).locator('.pick', { hasText: '佐藤 健一' }).click();
  await dialog(helper).getByRole('button', { name: '招待を送る' }).click();
  await dialog(helper).getByText('佐藤 健一さんを招待しました').waitFor();
  await helper.page.keyboard.press('Escape');
  await physician.page.locator('.top-inbox').click();
  await dialog(physician).locator('.card', { hasText: '連携の相談' }).getByRole('button', { name: '参加する' }).click();
  await physician.page.getByRole('button', { name: '趣旨と使い方を読む' }).click();
  await dialog(physician).getByText('褥瘡の予防とケアについて学び合います。').waitFor();
  await physician.picture('circle-about');
  await dialog(physician).getByRole('button', { name: '確認しました' }).click();
  await physician.post('よろしくお願いします。');

  await row(helper, '佐藤 健一').locator('.person-more').click();
  await dialog(helper).getByRole('button', { name: '管理を引き継ぐ' }).click();
  await dialog(helper).getByText('あなたは参加者になります').waitFor();
  await dialog(helper).locator('.button.main').click();
  await row(helper, '佐藤 健一').getByText('グループ管理者').waitFor();
  await members(physician);
  await physician.picture('circle-members');
  await physician.panel().getByRole('button', { name: 'グループを終了する' }).click();
  await dialog(physician).locator('.button.danger').click();
  await helper.page.locator('.composer.closed').waitFor();
  await helper.page.locator('.space-state', { hasText: '終了' }).waitFor();
});

journey('words for one patient that name another of mine are asked about before they go', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone' });
  await nurse.enter('山田 花子 様');
  await nurse.write('加藤清様、血圧128/74で落ち着いています。');
  await submit(nurse);
  await dialog(nurse).getByText('投稿先は山田 花子 様で間違いありませんか').waitFor();
  await nurse.picture('other-patient');
  await dialog(nurse).getByRole('button', { name: '書き直す' }).click();
  assert.equal(await nurse.composer().inputValue(), '加藤清様、血圧128/74で落ち着いています。');
  await nurse.post('山田様、血圧128/74で落ち着いています。');
  await nurse.write('加藤様とお庭でお話しされたそうです。');
  await submit(nurse);
  await dialog(nurse).getByRole('button', { name: 'このまま投稿する' }).click();
  await nurse.card('お庭でお話し').waitFor();
});
