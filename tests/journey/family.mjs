// 患者・家族タイムライン: a relative is invited from the nurse's phone and posts; a link used twice; cut off while the page is open; the patient's word.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pictures } from './browser.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const dialog = (p) => p.page.locator('.dialog');
const button = (p, name) => p.page.getByRole('button', { name });
const members = (p) => p.page.locator('.space-members').click();
const secret = 'kaede5hanabi5';
/* What is refused, the browser writes into the console. */
const refusing = { expect: [/status of 401/, /status of 404/, /WebSocket connection to .* failed/] };

/* Into the family timeline: its row says who reads it. */
async function enterFamily(p) {
  await p.page.locator('.list-row', { hasText: 'ご家族も読みます' }).click();
  await p.page.locator('.timeline').waitFor();
  await p.connected();
}

async function invite(nurse, name, relation) {
  await members(nurse);
  await nurse.panel().getByRole('button', { name: 'ご家族を招待する' }).click();
  await dialog(nurse).getByRole('button', { name: '招待リンクを作る' }).click();
  await dialog(nurse).locator('.field-error').first().waitFor();
  await dialog(nurse).getByLabel('お名前').fill(name);
  await dialog(nurse).getByRole('button', { name: relation, exact: true }).click();
  await dialog(nurse).getByLabel('お会いして確認しました').check();
  await nurse.picture('family-invite');
  await dialog(nurse).getByRole('button', { name: '招待リンクを作る' }).click();
  await dialog(nurse).locator('.qr').waitFor();
  await nurse.picture('family-link');
  assert.deepEqual(await nurse.printed('family-link'), ['595×842']);
  const paper = execFileSync('pdftotext', ['-layout', path.join(pictures, 'family-link.pdf'), '-'], { encoding: 'utf8' });
  assert.match(paper, /\/join#/, 'the link is on the paper');
  assert.doesNotMatch(paper, /渡しました/, 'nothing of the screen');
  const address = (await dialog(nurse).locator('.link-words').innerText()).trim();
  await dialog(nurse).getByRole('button', { name: '渡しました' }).click();
  await nurse.panel().locator('.waiting-row', { hasText: name }).getByText('アカウント登録待ち').waitFor();
  await nurse.closePanel();
  return new URL(address);
}

async function register(p, login) {
  await p.page.locator('input[autocomplete=username]').fill(login);
  await p.page.locator('input[type=password]').fill(secret);
  await button(p, '参加する').click();
  await p.page.locator('.three').waitFor();
}

const comes = (w, address, options = {}) => w.visitor({ size: 'phone', path: address.pathname + address.hash, ...refusing, ...options });

async function write(p, words) {
  await button(p, /^書く/).click();
  await p.write(words);
  await p.page.locator('.composer .button.main').click();
  await p.card(words).waitFor();
  await button(p, '戻る').click();
}

journey('from the nurse’s screen to the daughter’s first post, on phones; the link works once', async (w) => {
  const nurse = await w.person('kobayashi', { size: 'phone' });
  await enterFamily(nurse);
  const address = await invite(nurse, '井上 直美', '次女');
  const daughter = await comes(w, address);
  await daughter.page.getByText('小林 大地さんからの招待です').waitFor();
  await daughter.picture('family-join');
  assert.equal(new URL(daughter.page.url()).hash, '');
  assert.ok(!(await daughter.words()).includes('トシ'));
  await button(daughter, '参加する').click();
  await daughter.page.locator('.field-error').first().waitFor();
  await register(daughter, 'naomi.i');
  await daughter.page.getByRole('heading', { name: '井上 トシ 様の連絡帳' }).waitFor();
  await daughter.picture('family-home');
  for (const number of ['119', '042-000-0101', '042-000-0109']) await daughter.page.locator('.calls').getByText(number).waitFor();
  await write(daughter, '次女の直美です。今週は母の家にいます。');
  await nurse.card('次女の直美です。').waitFor();
  assert.ok((await nurse.card('次女の直美です。').innerText()).includes('ご家族（次女）'));
  assert.ok((await nurse.page.locator('.composer-audience').innerText()).includes('ご家族も読みます'));
  await nurse.write('ありがとうございます。明日は14時に伺います。');
  await nurse.page.locator('.composer .button.main').click();
  await dialog(nurse).locator('.family-preview', { hasText: '14時に伺います' }).waitFor();
  await nurse.picture('family-preview');
  await dialog(nurse).getByRole('button', { name: 'このまま投稿する' }).click();
  await nurse.card('14時に伺います').waitFor();
  await daughter.page.bringToFront(); // what is not looked at is not opened
  await daughter.page.getByText('新しい投稿が1件あります').waitFor();
  await button(daughter, /^読む/).click();
  await daughter.card('14時に伺います').waitFor();
  const visit = daughter.card('14時に伺います');
  await visit.getByRole('button', { name: '見ました', exact: true }).click();
  await nurse.card('14時に伺います').getByText('見ました 1').waitFor();
  await visit.getByRole('button', { name: 'ありがとうございます', exact: true }).click();
  await nurse.card('14時に伺います').getByText('感謝 1').waitFor();
  assert.equal(await visit.getByRole('button', { name: /承知|いいね|対応しました/ }).count(), 0, 'no more than three buttons');
  await daughter.picture('family-read');
  await visit.getByRole('button', { name: '返信する', exact: true }).click();
  await daughter.write('14時ですね。お待ちしています。');
  await daughter.picture('family-reply');
  await daughter.page.locator('.composer .button.main').click();
  await nurse.card('14時ですね。').getByText('小林 大地さんへの返信').waitFor();
  await daughter.card('14時ですね。').waitFor();
  await button(daughter, '戻る').click();
  await daughter.page.getByText('新しい投稿はありません').waitFor();
  await button(daughter, /^読む/).click();
  assert.ok(!(await daughter.words()).includes('夜もよく眠れているようです')); // from before she came

  const second = await comes(w, address);
  await second.page.getByText('このリンクは使えません').waitFor();
  await second.picture('family-join-used');
  await button(second, 'ログインへ').click();
  await second.page.locator('input[autocomplete=username]').waitFor();
});

journey('a relative is cut off while her page is open: it closes at once, and the password opens nothing', async (w) => {
  const nurse = await w.person('kobayashi');
  await enterFamily(nurse);
  const address = await invite(nurse, '井上 次郎', '次男');
  const son = await comes(w, address);
  await register(son, 'jiro.i');
  await write(son, '次郎です。');
  await members(nurse);
  const row = nurse.panel().locator('.person', { hasText: '井上 次郎' });
  await row.locator('.person-more').click();
  await dialog(nurse).getByRole('button', { name: '参加から外す' }).click();
  await dialog(nurse).getByText('ログインもできなくなります').waitFor();
  await dialog(nurse).getByRole('button', { name: '参加から外す' }).click();
  await son.page.locator('.gate input[autocomplete=username]').waitFor();
  assert.ok(!(await son.words()).includes('トシ'));
  await son.page.locator('input[autocomplete=username]').fill('jiro.i');
  await son.page.locator('input[type=password]').fill(secret);
  await son.page.locator('button[type=submit]').click();
  await son.page.locator('.gate-card .error').waitFor();
});

journey('a relative who forgot the password gets a link for a new one, and is in the same notebook as before', async (w) => {
  const nurse = await w.person('kobayashi');
  await enterFamily(nurse);
  const daughter = await comes(w, await invite(nurse, '井上 京子', '長女'));
  await register(daughter, 'kyoko.i');
  await write(daughter, '京子です。よろしくお願いします。');
  await members(nurse);
  const row = nurse.panel().locator('.waiting-row', { hasText: '井上 京子' });
  await row.getByRole('button', { name: /^パスワードを忘れた方へ/ }).click();
  await dialog(nurse).getByText('前のパスワードは使えなくなり').waitFor();
  await nurse.picture('family-again');
  await dialog(nurse).getByRole('button', { name: 'リンクを作る' }).click();
  const address = new URL((await dialog(nurse).locator('.link-words').innerText()).trim());
  await dialog(nurse).getByRole('button', { name: '渡しました' }).click();
  await row.getByText('パスワードを決め直すリンクがあります').waitFor();
  await nurse.picture('family-again-waits');
  const phone = await comes(w, address);
  await phone.page.getByRole('heading', { name: 'パスワードを決め直す' }).waitFor();
  await phone.page.getByText('kyoko.i').waitFor();
  await phone.picture('family-join-again');
  await button(phone, 'このパスワードにする').click();
  await phone.page.locator('.field-error').waitFor();
  await phone.page.locator('input[type=password]').fill('atarashii7kotoba');
  await button(phone, 'このパスワードにする').click();
  await phone.page.locator('.three').waitFor();
  await button(phone, /^読む/).click();
  await phone.card('京子です。').waitFor();
  await daughter.page.locator('.gate input[autocomplete=username]').waitFor(); // signed out where the old one was
  const again = await comes(w, address);
  await again.page.getByText('このリンクは使えません').waitFor();
});

/* Another journey's patient leaves: one may be in it. */
async function withoutPatient(w) {
  const c = await w.d.signedIn('kobayashi', password);
  const { id } = (await c.get('/api/state')).body.spaces.find((s) => s.kind === 'family');
  const self = (await c.get(`/api/spaces/${id}`)).body.members.find((m) => m.person.self);
  if (self) await c.delete(`/api/spaces/${id}/members/${self.hat}`);
  c.close();
}

journey('the patient is told who is new and objects; those who manage the timeline hear of it', async (w) => {
  await withoutPatient(w);
  const nurse = await w.person('kobayashi', refusing);
  await enterFamily(nurse);
  await members(nurse);
  await nurse.panel().getByRole('button', { name: 'ご家族を招待する' }).click();
  await dialog(nurse).getByLabel('患者さんご本人').check();
  await dialog(nurse).getByLabel('お名前').fill('井上 トシ');
  await dialog(nurse).getByLabel('知っている番号への電話').check();
  await dialog(nurse).getByRole('button', { name: '招待リンクを作る' }).click();
  const toshi = await comes(w, new URL((await dialog(nurse).locator('.link-words').innerText()).trim()), { type: '200' });
  await dialog(nurse).getByRole('button', { name: '渡しました' }).click();
  await register(toshi, 'toshi.i');
  await nurse.closePanel();
  const nephew = await comes(w, await invite(nurse, '井上 進', '孫'));
  await register(nephew, 'susumu.i');
  await toshi.page.getByText('井上 進').waitFor();
  await toshi.picture('family-newcomer');
  await toshi.page.locator('.cards .card', { hasText: '井上 進' }).getByRole('button', { name: '反対する' }).click();
  await dialog(toshi).getByRole('button', { name: '反対する' }).click();
  await toshi.page.locator('.cards .card', { hasText: '井上 進' }).waitFor({ state: 'detached' });
  await nurse.page.locator('.top-inbox').click();
  await dialog(nurse).getByText('ご本人から').waitFor();
  await nurse.picture('family-objection');
  await dialog(nurse).locator('.card', { hasText: '井上 進' }).getByRole('button', { name: '話し合いました' }).click();
  await dialog(nurse).locator('.card', { hasText: '井上 進' }).waitFor({ state: 'detached' });
});

journey('the 主治医 opens a family timeline beside the patient’s own one and asks the nurse into it', async (w) => {
  const space = await w.space('sato', '清水 カヨ');
  const c = await w.d.signedIn('sato', password);
  const given = { kind: 'prior', giver: '清水 進', relation: '長男', explained_by: '小林', signed_on: '2026-01-05', original_at: '書庫' };
  const scopes = { scope_photo: false, scope_family: false, scope_disaster: false, scope_after_death: false };
  const consent = async (more) => {
    await c.delete(`/api/spaces/${space}/consent`);
    assert.equal((await c.post(`/api/spaces/${space}/consent`, { ...given, ...scopes, ...more })).status, 201);
  };
  await consent({});
  const sato = await w.person('sato');
  await sato.enter('清水 カヨ 様');
  await members(sato);
  await sato.panel().getByText('への同意をいただいてから開けます').waitFor();
  await consent({ scope_family: true });
  c.close();
  await sato.panel().getByRole('button', { name: 'ご家族とのタイムラインを開く' }).click();
  await dialog(sato).locator('.check', { hasText: '小林 大地' }).click();
  await sato.picture('family-open');
  await dialog(sato).getByRole('button', { name: '開く', exact: true }).click();
  await sato.page.locator('.space-title', { hasText: 'ご本人・ご家族も読みます' }).waitFor();
  await sato.panel().locator('.waiting-row', { hasText: '小林 大地' }).waitFor();
  await sato.picture('family-opened');
});
