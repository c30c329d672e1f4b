// Mail: a nurse is invited by a letter, opens her account from the trial's page of letters and changes her address; the office sees numbers; an applicant follows.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const secret = 'hinageshi12345';

/** The newest letter to this address on the trial's page: what its link leads to. */
async function letter(p, address, words) {
  const article = p.page.locator('article', { hasText: address }).filter({ hasText: words }).first();
  const come = async () => (await p.page.goto(`${p.origin}/public/demo/mail`)) && (await article.count()) > 0;
  await until(`a letter to ${address}`, come, 60_000);
  return article.locator('a').first();
}

journey('mail: an invited nurse opens her account by the link of her letter, and confirms another address of her own', async (w) => {
  const admin = await w.person('takahashi', { expect: [/status of 400/] });
  await admin.page.locator('.top-menu').click();
  await button(admin, '職員の手続き').click();
  await button(admin, '職員を招待する').click();
  await admin.page.getByLabel('お名前').fill('新井 つぐみ');
  await admin.page.getByLabel('ふりがな').fill('あらい つぐみ');
  await admin.page.getByLabel('職種').selectOption('nurse');
  await admin.page.getByLabel('ログイン名').fill('tsugumi');
  await admin.page.getByLabel(/^メールアドレス/).fill('tsugumi@example');
  await button(admin, 'メールで招待する').click();
  await admin.page.getByText('メールアドレスの形をお確かめください。').waitFor();
  await admin.page.getByLabel(/^メールアドレス/).fill('tsugumi@example.jp');
  await admin.picture('mail-invite');
  await button(admin, 'メールで招待する').click();
  await admin.page.getByText('メールで招待しました').waitFor();
  await admin.picture('mail-invited');
  await button(admin, '一覧へ戻る').click();
  const row = admin.page.locator('.dialog .waiting-row', { hasText: '新井 つぐみ' });
  await row.getByText('tsugumi@example.jp').waitFor();
  await row.getByRole('button', { name: /^メールで送り直す/ }).click();
  await row.getByText('前のリンクは使えなくなります。').waitFor();
  await admin.picture('mail-again');

  const nurse = await w.visitor({ size: 'phone', path: '/public/demo/mail', expect: [/status of 403/] });
  const link = await letter(nurse, 'tsugumi@example.jp', 'アカウントのご案内');
  await nurse.picture('mail-demo');
  await link.click();
  const passwords = nurse.page.locator('input[autocomplete=new-password]');
  await passwords.first().fill(secret);
  await passwords.last().fill(secret);
  await nurse.page.locator('button[type=submit]').click();
  await nurse.page.locator('a.button').click();
  await nurse.page.locator('input[autocomplete=username]').fill('tsugumi');
  await nurse.page.locator('input[type=password]').fill(secret);
  await nurse.page.locator('button[type=submit]').click();
  await nurse.page.locator('.gate-row').nth(3).waitFor();
  await w.d.sql("update hat set admitted = true where account = (select id from account where login = 'tsugumi')");
  await button(nurse, '最新の状態を確かめる').click();
  await nurse.page.locator('.top-menu').click();
  await button(nurse, 'メールアドレス').click();
  await nurse.page.getByText('登録済み：tsugumi@example.jp').waitFor();
  await nurse.page.getByRole('textbox', { name: 'メールアドレス' }).fill('home@example.jp');
  await button(nurse, '変更する').click();
  await nurse.page.getByText('確認待ち：home@example.jp').waitFor();
  await nurse.picture('mail-own');

  await confirmed(w);
  await w.d.sql(`update hat set ended_at = ${w.d.clock.now()} where account = (select id from account where login = 'tsugumi')`);
});

async function confirmed(w) {
  const home = await w.visitor({ size: 'phone', path: '/public/demo/mail', expect: [/status of 404/] });
  await (await letter(home, 'home@example.jp', 'メールアドレスの確認')).click();
  await home.page.getByText('お知らせ先として登録します。').waitFor();
  assert.ok(!home.page.url().includes('#'), 'the address forgets the token');
  await home.picture('mail-confirm');
  await button(home, '登録する').click();
  await home.page.getByText('登録が終わりました。').waitFor();
  const late = await w.visitor({ size: 'phone', path: '/public/demo/mail', expect: [/status of 404/] });
  await (await letter(late, 'home@example.jp', 'メールアドレスの確認')).click();
  await button(late, '登録する').click();
  await late.page.getByText('このリンクは使えません。').waitFor();
  await letter(late, 'tsugumi@example.jp', 'メールアドレスが変わりました');
}

journey('mail: the office sees kinds and numbers, and what did not go', async (w) => {
  await w.d.sql(`insert into mail (id, kind, account, at, next_at, attempts, trouble)
    select gen_random_uuid(), 'password', id, ${w.d.clock.now() - 7_200_000}, ${w.d.clock.now() + 3_600_000}, 4, 'unreachable' from account where login = 'mori'`);
  const office = await w.visitor({ size: 'desk' });
  await office.signIn('miura', password);
  await office.page.locator('.list-row[href="/desk/mail"]').click();
  await office.page.getByText('中継サーバーに接続できません').first().waitFor();
  await office.picture('mail-desk');
  assert.doesNotMatch(await office.words(), /@example/);
  await w.d.sql("delete from mail where trouble = 'unreachable'");
});
