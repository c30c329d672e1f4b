// A forgotten password at the screen: the 施設管理者 has a link made, the nurse opens it on her phone with the code of her app; who has no app needs a second person.
import assert from 'node:assert/strict';
import { hire, makeFacility } from '../lib/staff.mjs';
import { until } from '../lib/suite.mjs';
import { codeAt } from '../lib/totp.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const next = 'tsukimisou 2468';
const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const openMenu = (p, words) => p.page.locator('.top-menu').click().then(() => button(p, words).click());
const code = (p) => p.page.locator('input[autocomplete=one-time-code]');

/** A station with two 施設管理者 and a nurse. */
async function station(w, name) {
  const at = await makeFacility(w.d, name);
  const [one, two] = [await hire(w.d, at, { admin: true, name: '試験 園子' }), await hire(w.d, at, { admin: true, name: '試験 節子' })];
  return { one, two, nurse: await hire(w.d, at, { name: '試験 美咲' }) };
}

/** Her app, as if she had set it up some time ago; later(): a code that was not used yet. */
async function app(w, login) {
  const client = await w.d.signedIn(login, password);
  const { secret } = (await client.post('/api/factor')).body;
  const { codes } = (await client.put('/api/factor', { code: codeAt(secret, w.d.clock.now()) })).body;
  return { codes: codes.map((c) => c.code), later: () => codeAt(secret, w.d.clock.now(), 1) };
}

/** From the staff list to the link; null where it went out by mail. */
async function make(p, name) {
  await openMenu(p, '職員の手続き');
  const row = p.page.locator('.dialog .people > .waiting-row', { hasText: name });
  await row.getByRole('button', { name: /^変更・再設定・退職/ }).click();
  await button(p, 'パスワードを忘れた人の再設定').click();
  await p.page.getByText('直接お会いするか電話で、ご本人と確かめてから進めてください。').waitFor();
  await p.picture('forgotten-ask');
  await button(p, 'ご本人と確かめたので、リンクを作る').click();
  await button(p, '完了').waitFor();
  const shown = p.page.locator('.dialog .secret');
  return (await shown.count()) > 0 ? new URL(await shown.innerText()) : null;
}

async function choose(p, words) {
  await p.page.getByLabel('新しいパスワード', { exact: true }).fill(words);
  await p.page.getByLabel('新しいパスワード（もう一度）').fill(words);
  await button(p, 'パスワードを再設定する').click();
}

async function signInWith(p, login, words) {
  await p.page.locator('input[autocomplete=username]').fill(login);
  await p.page.locator('input[type=password]').fill(words);
  await button(p, 'ログイン').click();
}

journey('forgotten password: her 施設管理者 hands a link over; on her phone it opens with the code of her app only, and her other device is signed out', async (w) => {
  const { one, nurse } = await station(w, '訪問看護ステーションはなの');
  const { codes, later } = await app(w, nurse.login);
  const admin = await w.person(one.login, { size: 'phone' });
  const link = await make(admin, '試験 美咲');
  await admin.picture('forgotten-link');
  assert.equal(await admin.page.getByText('この方は2要素認証を登録していません。').count(), 0);

  const p = await w.visitor({ size: 'phone', expect: [/status of 40[14]/] });
  await p.page.getByText(/^パスワードを忘れたときや/).waitFor();
  await p.picture('forgotten-sign-in');
  await p.page.goto(p.origin + link.pathname + link.hash);
  await p.page.getByText('試験 美咲さん（訪問看護ステーションはなの）').waitFor();
  assert.ok(!p.page.url().includes('#'), 'the address forgets the token');
  await button(p, 'パスワードを再設定する').click();
  await p.page.getByText('コードを入力してください。').waitFor();
  await until('the focus on what is missing', () => code(p).evaluate((field) => field === document.activeElement));
  await code(p).fill('000000');
  await choose(p, next);
  await p.page.getByText('コードが違うか、リンクが使えなくなっています。').waitFor();
  await p.picture('forgotten-page');
  await code(p).fill(later());
  await choose(p, next);
  await p.page.getByText('パスワードを再設定しました。').waitFor();
  await p.picture('forgotten-done');
  await p.page.getByRole('link', { name: 'ログインへ進む' }).click();
  await signInWith(p, nurse.login, password);
  await p.page.getByText('ログイン名またはパスワードが違います。').waitFor();
  await signInWith(p, nurse.login, next);
  await p.page.getByLabel('確認コードまたは予備コード').fill(codes[1]);
  await button(p, 'ログイン').click();
  await p.page.locator('.top-inbox').click();
  await p.page.locator('.dialog .card', { hasText: 'パスワードが変わりました' }).waitFor();
  const late = await w.visitor({ size: 'phone', path: link.pathname + link.hash, expect: [/status of 404/] });
  await late.page.getByText('このリンクは使えません。').waitFor();
  await late.picture('forgotten-gone');
});

journey('forgotten password: whose it is sees it where she is signed in, and says that it was not her; the 施設管理者 sees that', async (w) => {
  const { one, nurse } = await station(w, '訪問看護ステーションつばき');
  const p = await w.person(nurse.login, { size: 'phone' });
  const admin = await w.person(one.login);
  const link = await make(admin, '試験 美咲');
  await button(admin, '完了').click();
  await admin.page.keyboard.press('Escape');
  await p.page.locator('.top-inbox').click();
  const card = p.page.locator('.dialog .card', { hasText: 'パスワードを再設定するリンクが作られました' });
  await card.getByText('試験 園子さんが、あなたのパスワードを再設定するリンクを作りました').waitFor();
  await p.picture('forgotten-told');
  await button(p, '私ではありません').click();
  await card.waitFor({ state: 'detached' });
  await openMenu(admin, 'パスワードの再設定');
  await admin.page.locator('.dialog .waiting-row', { hasText: '試験 美咲' }).getByText('ご本人が「私ではありません」と止めました。').waitFor();
  await admin.picture('forgotten-disowned');
  const late = await w.visitor({ size: 'phone', path: link.pathname + link.hash, expect: [/status of 404/] });
  await late.page.getByText('このリンクは使えません。').waitFor();
});

journey('forgotten password: without two-factor sign-in the link comes by mail, and a second 施設管理者 tells a code', async (w) => {
  const { one, two, nurse } = await station(w, '訪問看護ステーションあやめ');
  await w.d.sql(`insert into mail_address (account, address, confirmed_at) values ('${nurse.account}', 'misaki@example.jp', 1)`);
  const admin = await w.person(one.login, { size: 'phone' });
  assert.equal(await make(admin, '試験 美咲'), null);
  await admin.page.getByText('ご本人の登録済みのメールアドレスに、リンクを送ります。').waitFor();
  await admin.page.getByText('もう1人の施設管理者か事務局の確認コードも必要です。').waitFor();
  await admin.picture('forgotten-mailed');

  const second = await w.person(two.login, { size: 'phone' });
  await openMenu(second, 'パスワードの再設定');
  await second.page.getByText('もう1人の確認コードを待っています').waitFor();
  await second.picture('forgotten-second');
  await second.page.getByRole('button', { name: /^確認コードを出す/ }).click();
  const told = (await second.page.locator('.dialog .secret').innerText()).trim();
  await second.page.getByText('確認コードを出しました').waitFor();
  await second.picture('forgotten-code');

  const p = await w.visitor({ size: 'phone', path: '/public/demo/mail', expect: [/status of 40[14]/] });
  const letter = p.page.locator('article', { hasText: 'misaki@example.jp' }).filter({ hasText: 'パスワードの再設定のご案内' }).first();
  const come = async () => (await p.page.goto(`${p.origin}/public/demo/mail`)) && (await letter.count()) > 0;
  await until('her letter', come, 60_000);
  await letter.locator('a').first().click();
  await p.page.getByText('2要素認証が登録されていないため、このリンクだけでは再設定できません。').waitFor();
  await p.picture('forgotten-page-second');
  await code(p).fill(told.toLowerCase());
  await choose(p, next);
  await p.page.getByText('パスワードを再設定しました。').waitFor();
  await p.page.getByRole('link', { name: 'ログインへ進む' }).click();
  await signInWith(p, nurse.login, next);
  await p.page.locator('.top-menu').waitFor();
});
