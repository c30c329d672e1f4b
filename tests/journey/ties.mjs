// つながり: asked for, accepted, patient data waits for the word about consent; blocked without a word; ended, and what one sees when the other has left.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';

const dialog = (p) => p.page.locator('.dialog');
const open = (p) => p.page.getByRole('button', { name: '申し込む・確かめる' }).click();
const asked = (p) => p.page.locator('.composer .refused');
const members = (p) => p.page.locator('.space-members').click();
const submit = (p) => p.page.locator('.composer .button.main').click();
const refusing = { expect: [/status of 422/] };
const reason = '褥瘡の処置についてご相談したいです。';

async function ask(p, facility, name) {
  await open(p);
  await dialog(p).getByRole('button', { name: 'つながりを申し込む' }).click();
  await dialog(p).locator('.pick', { hasText: facility }).click();
  await dialog(p).locator('.pick', { hasText: name }).click();
  await dialog(p).getByRole('button', { name: '申し込む' }).click();
  await dialog(p).getByText('ひとことを入力してください').waitFor();
  await dialog(p).getByLabel('ひとこと').fill(reason);
  await p.picture('tie-ask');
  await dialog(p).getByRole('button', { name: '申し込む' }).click();
  await dialog(p).getByText(`${name}さんに申し込みました`).waitFor();
  await dialog(p).locator('.card', { hasText: name }).getByText('お返事を待っています').waitFor();
  await p.picture('ties');
  await p.page.keyboard.press('Escape');
}

async function accept(p, name) {
  await p.page.locator('.top-inbox').click();
  const card = dialog(p).locator('.card', { hasText: name });
  await card.getByText(reason).waitFor();
  await p.picture('tie-inbox');
  await card.getByRole('button', { name: '承認する' }).click();
  await p.page.locator('#space-title', { hasText: name }).waitFor();
  await p.page.locator('.timeline').waitFor();
  await p.connected();
}

journey('a helper asks a nurse, who accepts on her phone: both pages have it at once', async (w) => {
  const helper = await w.person('tamura', { size: 'phone' });
  const nurse = await w.person('kobayashi');
  await ask(helper, '訪問看護ステーションひばり野', '小林 大地');
  await accept(nurse, '田村 きみ子');
  await nurse.post('こちらこそ、よろしくお願いします。');
  await helper.enter('小林 大地');
  await helper.card('こちらこそ').waitFor();
  await helper.page.locator('.space-title', { hasText: '訪問看護師' }).waitFor();
  await helper.picture('tie');
});

journey('patient data waits for the word that the patient agrees, once a patient; nothing is kept before it', async (w) => {
  const helper = await w.person('tamura', { size: 'phone', ...refusing });
  await helper.enter('小林 大地');
  const space = helper.page.url().split('/').pop();
  const words = '山田花子様の仙骨部の発赤が広がっています。写真をお見せしてもよいですか。';
  await helper.write(words);
  await submit(helper);
  await asked(helper).getByText('患者さんの同意はありますか').waitFor();
  assert.equal(await asked(helper).locator('mark').innerText(), '山田花子');
  await helper.picture('tie-consent');
  const hers = `= (select hat from screening where space = '${space}' limit 1)`;
  const kept = await w.d.sql(`select (select count(*) from post where space = '${space}' and author ${hers}),
    (select count(*) from draft where space = '${space}' and hat ${hers} and body is not null)`);
  assert.deepEqual(kept, [['0', '0']]);
  await asked(helper).getByRole('button', { name: '同意を確認しました。送ります' }).click();
  await helper.card('発赤が広がっています').waitFor();
  await helper.post('山田花子様、今日は良くなりました。');
});

journey('somebody in the same team is asked from the members; blocked, and no word is said', async (w) => {
  const nurse = await w.person('takahashi');
  const helper = await w.person('tamura');
  await nurse.enter('山田 花子 様');
  await members(nurse);
  await nurse.panel().locator('.person', { hasText: '田村 きみ子' }).locator('.person-more').click();
  await dialog(nurse).getByRole('button', { name: 'つながりを申し込む' }).click();
  await dialog(nurse).getByLabel('ひとこと').fill('ご相談があります。');
  await dialog(nurse).getByRole('button', { name: '申し込む' }).click();
  await dialog(nurse).getByText('申し込みました').waitFor();
  await nurse.page.keyboard.press('Escape');
  await helper.page.locator('.top-inbox').click();
  await dialog(helper).locator('.card', { hasText: 'ご相談があります。' }).getByRole('button', { name: 'この方からの連絡を受けない' }).click();
  await dialog(helper).getByText('相手の方にお知らせはしません').waitFor();
  await helper.picture('tie-block');
  await dialog(helper).locator('.button.danger').click();
  await dialog(helper).waitFor({ state: 'detached' });
  await nurse.closePanel();
  if (await nurse.page.locator('.space-back').isVisible()) await nurse.page.locator('.space-back').click();
  await open(nurse);
  await dialog(nurse).locator('.card', { hasText: '田村 きみ子' }).getByText('お返事を待っています').waitFor();
  await open(helper);
  await dialog(helper).locator('.card', { hasText: '高橋' }).getByRole('button', { name: '連絡を受けるようにする' }).click();
  await dialog(helper).locator('.card', { hasText: '高橋' }).waitFor({ state: 'detached' });
  await dialog(nurse).locator('.card', { hasText: '田村 きみ子' }).getByRole('button', { name: '申し込みを取り消す' }).click();
  await dialog(nurse).locator('.card', { hasText: '田村 きみ子' }).waitFor({ state: 'detached' });
});

journey('ended: both read on; and who has left is said to have left', async (w) => {
  const helper = await w.person('tamura', { size: 'phone' });
  const nurse = await w.person('kobayashi', { expect: [/status of 401/, /WebSocket/] }); // her session ends with her affiliation
  await helper.enter('小林 大地');
  await nurse.enter('田村 きみ子');
  await members(helper);
  await helper.panel().getByRole('button', { name: 'つながりを終える' }).click();
  await dialog(helper).locator('.button.danger').click();
  await nurse.page.locator('.composer.closed').waitFor();
  await nurse.page.locator('.space-state', { hasText: '終了' }).waitFor();
  await nurse.picture('tie-ended');
  const hat = "(select h.id from hat h join account a on a.id = h.account where a.login = 'kobayashi')";
  await w.d.sql(`update hat set ended_at = 1 where id = ${hat}`);
  try {
    await helper.closePanel();
    await helper.page.reload();
    await helper.page.locator('.space-state', { hasText: '書いても届きません' }).waitFor();
    await helper.picture('tie-gone');
  } finally {
    await w.d.sql(`update hat set ended_at = null where id = ${hat}`);
  }
});
