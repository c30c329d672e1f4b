// The second factor at the screen: enrolled with an app on the phone, asked for at sign-in, a recovery code, a step that asks once more, a reset.
import assert from 'node:assert/strict';
import { hire, makeFacility } from '../lib/staff.mjs';
import { codeAt } from '../lib/totp.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const forget = (w, login) =>
  w.d.sql(`update account set factor_since = null, enrol_until = null where login = '${login}'; update factor set sealed = null, sealed_next = null;
    update recovery_code set replaced_at = 1 where replaced_at is null; delete from security_notice`);
const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const openMenu = (p, words) => p.page.locator('.top-menu').click().then(() => button(p, words).click());
const type = (p, words) => p.page.locator('input[autocomplete=one-time-code]').fill(words);

/** From the picture to the printed codes; {secret, used: the code that was taken, codes}. */
async function enrol(w, p, last) {
  await p.page.locator('.qr').waitFor();
  const secret = (await p.page.locator('.secret').innerText()).replaceAll(' ', '');
  const used = codeAt(secret, w.d.clock.now());
  await type(p, used);
  await button(p, '登録する').click();
  await p.page.locator('.codes li').first().waitFor();
  const codes = await p.page.locator('.codes li').allInnerTexts();
  await button(p, last).click();
  await p.page.getByText('保管したことを確かめて、印を付けてください。').waitFor();
  await p.page.getByText('印刷または書き写しをしました').click();
  return { secret, used, codes };
}

async function firstStep(p, login) {
  await p.page.locator('input[autocomplete=username]').fill(login);
  await p.page.locator('input[type=password]').fill(password);
  await button(p, 'ログイン').click();
}

journey('two-factor: a nurse sets up two-factor sign-in, signs in with a code, and with a recovery code when the phone is away', async (w) => {
  const p = await w.person('mori', { size: 'phone', expect: [/status of 401/] });
  await openMenu(p, '2要素認証');
  await p.page.getByText('まだ登録していません。').waitFor();
  await button(p, '登録する').click();
  await p.page.locator('.qr').waitFor();
  await p.picture('factor-enrol');
  await type(p, '12');
  await button(p, '登録する').click();
  await p.page.getByText('6桁の数字を入力してください。').first().waitFor();
  const { secret, used, codes } = await enrol(w, p, '完了');
  assert.equal(codes.length, 10);
  await p.picture('factor-codes');
  await p.page.emulateMedia({ media: 'print' });
  await p.page.getByText('森 彩香さん（ログイン名：mori）').waitFor();
  assert.equal(await p.page.locator('.dialog-head').evaluate((e) => getComputedStyle(e).display), 'none', 'only the codes are printed');
  await p.picture('factor-codes-print');
  await p.page.emulateMedia({ media: 'screen' });
  await button(p, '完了').click();
  await p.page.getByText('使える予備コードはあと10個です。').waitFor();
  await p.picture('factor-own');
  await button(p, '予備コードを作り直す').click();
  await p.page.locator('.codes li').first().waitFor();
  const fresh = await p.page.locator('.codes li').allInnerTexts();
  await p.page.getByText('印刷または書き写しをしました').click();
  await button(p, '完了').click();
  await p.page.keyboard.press('Escape');
  await p.page.locator('.top-inbox').click();
  const told = p.page.locator('.dialog .card', { hasText: '予備コードが作り直されました' });
  await told.waitFor();
  await p.page.locator('.dialog .card', { hasText: '2要素認証の設定が変わりました' }).waitFor();
  await p.picture('factor-told');
  await told.getByRole('button', { name: /^確認しました/ }).click();
  await told.waitFor({ state: 'detached' });

  const phone = await w.visitor({ size: 'phone', expect: [/status of 401/] });
  await firstStep(phone, 'mori');
  await phone.page.getByRole('heading', { name: '確認コードの入力' }).waitFor();
  await phone.page.locator('input[autocomplete=one-time-code]:focus').waitFor();
  await phone.picture('factor-sign-in');
  await type(phone, used);
  await button(phone, 'ログイン').click();
  await phone.page.getByText('確認コードが違うか、すでに使われています。').waitFor();
  await type(phone, codeAt(secret, w.d.clock.now(), 1));
  await button(phone, 'ログイン').click();
  await phone.page.locator('.list-row').first().waitFor();

  const lost = await w.visitor({ expect: [/status of 401/] });
  await firstStep(lost, 'mori');
  await type(lost, codes[3]);
  await button(lost, 'ログイン').click();
  await lost.page.getByText('確認コードが違うか、すでに使われています。').waitFor(); // it is of before
  await type(lost, fresh[3].toLowerCase());
  await button(lost, 'ログイン').click();
  await lost.page.locator('.list-row').first().waitFor();
  await forget(w, 'mori');
});

journey('password: a nurse changes it on her phone; her other device is signed out, and only the new one signs in', async (w) => {
  const at = await makeFacility(w.d, '訪問看護ステーションつきみ');
  const { login } = await hire(w.d, at);
  const p = await w.person(login, { size: 'phone', expect: [/status of 401/] });
  const desk = await w.person(login, { expect: [/status of 401/, /WebSocket/] });
  await openMenu(p, 'パスワードの変更');
  await button(p, 'パスワードを変更する').click();
  await p.page.getByText('いまのパスワードを入力してください。').waitFor();
  await p.page.getByLabel('いまのパスワード', { exact: true }).fill('not the password 1');
  await p.page.getByLabel('新しいパスワード', { exact: true }).fill('tsukimisou 2468');
  await p.page.getByLabel('新しいパスワード（もう一度）').fill('tsukimisou 2469');
  await button(p, 'パスワードを変更する').click();
  await p.page.getByText('二つのパスワードが同じではありません。').waitFor();
  await p.page.getByLabel('新しいパスワード（もう一度）').fill('tsukimisou 2468');
  await button(p, 'パスワードを変更する').click();
  await p.page.getByText('いまのパスワードが違います。').waitFor();
  await p.picture('password');
  await p.page.getByLabel('いまのパスワード', { exact: true }).fill(password);
  await button(p, 'パスワードを変更する').click();
  await p.page.getByText('パスワードを変更しました。').waitFor();
  await desk.page.locator('input[autocomplete=username]').waitFor();
  await desk.page.locator('input[autocomplete=username]').fill(login);
  await desk.page.locator('input[type=password]').fill(password);
  await button(desk, 'ログイン').click();
  await desk.page.getByText('ログイン名またはパスワードが違います。').waitFor();
  await desk.page.locator('input[type=password]').fill('tsukimisou 2468');
  await button(desk, 'ログイン').click();
  await desk.page.locator('.top-menu').waitFor();
});

journey('two-factor: an important step asks once more who it is, and goes on by itself', async (w) => {
  const p = await w.person('hasegawa', { expect: [/status of 40[13]/] });
  await w.d.sql("update session set proved_at = 0 where account = (select id from account where login = 'hasegawa')");
  await openMenu(p, '2要素認証');
  await button(p, '登録する').click();
  await p.page.getByRole('heading', { name: 'ご本人の確認' }).waitFor();
  await p.picture('factor-proof');
  const dialog = p.page.locator('.dialog').last();
  await dialog.locator('input').first().fill('not the password 1');
  await button(p, '確認する').click();
  await p.page.getByText('パスワードが違います。').waitFor();
  await dialog.locator('input').first().fill(password);
  await button(p, '確認する').click();
  await p.page.locator('.qr').waitFor();
});

journey('two-factor: both are lost: two 施設管理者 reset it in person, and the nurse sets it up anew before anything else is there', async (w) => {
  await w.d.sql("update hat set facility_admin = true where account = (select id from account where login = 'kobayashi')");
  await w.d.sql("update account set factor_since = 1 where login = 'mori'");
  const [first, second] = [await w.person('takahashi', { expect: [/status of 404/] }), await w.person('kobayashi')];
  await openMenu(first, '2要素認証のリセット');
  await first.page.getByLabel('対象の方のログイン名').fill('sato');
  await button(first, '申請する').click();
  await first.page.getByText('そのログイン名の方はいません。').waitFor();
  await first.page.getByLabel('対象の方のログイン名').fill('mori');
  await button(first, '申請する').click();
  await first.page.getByText('もう1人の確認を待っています').waitFor();
  await openMenu(second, '2要素認証のリセット');
  await second.page.getByText('高橋 由美子さんが申請しました').waitFor();
  await second.picture('factor-resets');
  await second.page.getByRole('button', { name: /^リセットを確認する/ }).click();
  await second.page.locator('.dialog .waiting-row').waitFor({ state: 'detached' });

  const nurse = await w.visitor({ size: 'phone', expect: [/status of 401/] });
  await firstStep(nurse, 'mori');
  await nurse.page.getByRole('heading', { name: '利用を始める前の手続き' }).waitFor();
  await button(nurse, '登録する').click();
  await nurse.page.locator('.qr').waitFor();
  await nurse.picture('factor-gate');
  assert.equal(await nurse.page.locator('.list-row').count(), 0);
  await enrol(w, nurse, '手続きに戻る');
  await button(nurse, '手続きに戻る').click();
  await nurse.page.locator('.list-row').first().waitFor();
  await forget(w, 'mori');
  await w.d.sql("update hat set facility_admin = false where account = (select id from account where login = 'kobayashi')");
});

journey('two-factor: a relative has lost both: the nurse who manages the timeline meets her and resets it; she sets it up anew and is told who did it', async (w) => {
  await w.d.sql("update account set factor_since = 1 where login = 'keiko'");
  const nurse = await w.person('kobayashi', { size: 'phone' });
  await nurse.page.locator('.list-row', { hasText: 'ご家族も読みます' }).click();
  await nurse.page.locator('.timeline').waitFor();
  await nurse.page.locator('.space-members').click();
  const row = nurse.panel().locator('.waiting-row', { hasText: '井上 恵子' });
  await row.getByRole('button', { name: /^2要素認証をなくした方へ/ }).click();
  await button(nurse, 'リセットする').click();
  await nurse.page.getByText('直接お会いして確かめてから、しるしを付けてください。').waitFor();
  await nurse.picture('kin-factor');
  await nurse.page.getByLabel('直接お会いして、ご本人と確かめました').check();
  await button(nurse, 'リセットする').click();
  await row.getByText('2要素認証の登録し直しを待っています').waitFor();
  assert.equal(await row.getByRole('button', { name: /^パスワードを忘れた方へ/ }).count(), 0);
  await nurse.picture('kin-factor-waits');

  const daughter = await w.visitor({ size: 'phone' });
  await firstStep(daughter, 'keiko');
  await daughter.page.locator('.qr').waitFor();
  await daughter.picture('kin-factor-anew');
  await enrol(w, daughter, '利用を始める');
  await button(daughter, '利用を始める').click();
  await daughter.page.getByText('小林 大地さんが、あなたの2要素認証をリセットしました。').waitFor();
  await daughter.picture('kin-factor-told');
  await button(daughter, '確認しました').click();
  await daughter.page.getByText('2要素認証をリセットしました').waitFor({ state: 'detached' });
  const physician = await w.person('nakano');
  await physician.page.locator('.top-inbox').click();
  const card = physician.page.locator('.dialog .card', { hasText: '小林 大地さんが、この方とお会いして、2要素認証をリセットしました。' });
  await card.waitFor();
  await physician.picture('kin-factor-manager');
  await card.getByRole('button', { name: '確認しました' }).click();
  await card.waitFor({ state: 'detached' });
  await forget(w, 'keiko');
});
