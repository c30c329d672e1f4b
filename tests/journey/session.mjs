// Coming in, the lock, going out: nothing of the content is on the screen or in the browser when it must not be.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const patient = '加藤 清 様';
const MINUTE = 60_000;

const press = (p, name, page = p.page) => page.getByRole('button', { name, exact: true }).click();

async function resume(page, words = password) {
  await page.locator('input[type=password]').fill(words);
  await page.getByRole('button', { name: '続ける' }).click();
}

async function nothingIsShown(p, page = p.page) {
  assert.doesNotMatch(await p.words(page), /加藤|坐剤|様/);
  assert.equal(await page.locator('.post, .list-row').count(), 0);
}

journey('signing in: what is missing, what is wrong and when to wait is told; the field in question has the focus', async (w) => {
  const p = await w.visitor({ size: 'phone', expect: [/status of (401|429)/] });
  await press(p, 'ログイン');
  await p.page.getByText('ログイン名を入力してください。').waitFor();
  await p.page.locator('input[autocomplete=username]:focus').waitFor();
  await p.page.getByLabel('ログイン名').fill('hasegawa');
  await press(p, 'ログイン');
  await p.page.getByText('パスワードを入力してください。').waitFor();
  await p.page.locator('input[type=password]:focus').waitFor();
  await until('a wait between tries, told with its seconds, and nothing to press meanwhile', async () => {
    await p.page.getByLabel('パスワード', { exact: true }).fill('not the password 1');
    await press(p, 'ログイン');
    await p.page.getByRole('alert').locator('.error').waitFor();
    const told = await p.page.getByRole('alert').innerText();
    const closed = await p.page.getByRole('button', { name: 'ログイン', exact: true }).isDisabled();
    return /しばらくお待ちいただいています。（あと\d+秒）/.test(told) && closed; // the next one is longer, should this be over already
  }, 300_000);
  await p.picture('session-throttled');
});

journey('a quarter of an hour without input, by the server’s clock: the screen locks; the right password goes on with the draft', async (w) => {
  const p = await w.person('nakano', { expect: [/status of (401|423)/, /WebSocket/] });
  await p.enter(patient);
  await p.write('夜間の呼吸が浅くなっています。');
  await p.page.getByText('下書きを保存しました').waitFor();
  w.d.clock.advance(16 * MINUTE);
  await p.page.getByText('画面ロック中です').waitFor();
  await nothingIsShown(p);
  await p.page.getByText('中野 みさきさん').waitFor();
  await resume(p.page, 'not the password 1');
  await p.page.getByText('パスワードが違います。もう一度入力してください。').waitFor();
  await resume(p.page);
  await p.page.locator('.timeline').waitFor();
  await p.connected();
  assert.equal(await p.composer().inputValue(), '夜間の呼吸が浅くなっています。');
  await p.write('');
  await w.draftGone('nakano', p.page.url().split('/').pop());
});

journey('by the page’s own clock: a warning first, input keeps it open, then the lock; the server knows', async (w) => {
  const p = await w.person('matsumoto', { clock: Date.now(), expect: [/status of 423/] });
  await p.enter(patient);
  const soon = p.page.getByText('まもなく画面がロックされます。');
  await p.page.clock.fastForward(14 * MINUTE + 10_000);
  await soon.waitFor();
  await p.page.keyboard.press('Shift');
  await soon.waitFor({ state: 'detached' });
  await p.page.clock.fastForward(14 * MINUTE + 10_000);
  await soon.waitFor();
  await p.picture('session-lock-soon');
  await p.page.clock.fastForward(MINUTE);
  await p.page.getByText('画面ロック中です').waitFor();
  await nothingIsShown(p);
  await until('the lock at the server', () => p.page.evaluate(async () => (await (await fetch('/api/session')).json()).state === 'locked'));
});

journey('the lock is for all tabs of the browser, and so is going on', async (w) => {
  const p = await w.person('nakano', { expect: [/status of 423/, /WebSocket/] });
  await p.enter(patient);
  const second = await p.tab('/');
  await second.locator('.list-row').first().waitFor();
  await press(p, /中野 みさきさんのメニュー/);
  await press(p, '画面ロック');
  await Promise.all([p.page, second].map((page) => page.getByText('画面ロック中です').waitFor()));
  await nothingIsShown(p, second);
  await resume(second);
  await Promise.all([p.page, second].map((page) => page.locator('.list-row').first().waitFor()));
});

journey('signed out on all devices from the phone: the desk closes at once and says why', async (w) => {
  const phone = await w.person('nakano', { size: 'phone' });
  const desk = await w.person('nakano', { expect: [/status of 401/, /WebSocket/] });
  await desk.enter(patient);
  await desk.write('机で書きかけの内容です。');
  await phone.page.locator('.top-menu').tap();
  await press(phone, 'すべての端末からログアウト');
  await phone.page.getByText('すべての端末からログアウトしました。').waitFor();
  await desk.page.getByText('ログインの期限が切れました。').waitFor();
  await nothingIsShown(desk);
  await desk.picture('session-ended');
  await desk.signIn('nakano', password);
  await desk.page.locator('.timeline').waitFor();
  assert.equal(await desk.composer().inputValue(), '机で書きかけの内容です。');
});

journey('somebody else signs in at the same page: words of the one before are gone', async (w) => {
  const p = await w.person('nakano', { expect: [/status of 401/, /WebSocket/] });
  await p.enter(patient);
  await p.write('次の方には見えてはいけない内容です。');
  await w.d.tasuki('user', 'end-sessions', 'nakano', '--settings', w.d.settingsFile);
  await p.page.getByText('ログインの期限が切れました。').waitFor();
  await p.signIn('takahashi', password);
  await p.page.locator('.composer').waitFor();
  assert.doesNotMatch(await p.words(), /次の方には/);
});

journey('signing out leaves nothing: not by the back button, not in the browser’s stores, not in its cache', async (w) => {
  const p = await w.person('nakano');
  await p.enter(patient);
  await p.page.locator('.space-members').click();
  await p.panel().waitFor();
  await p.closePanel();
  await press(p, /中野 みさきさんのメニュー/);
  await press(p, 'ログアウト');
  await p.page.getByText('ログアウトしました。').waitFor();
  await nothingIsShown(p);
  for (let i = 0; i < 4; i++) {
    await p.page.goBack().catch(() => {});
    if (!p.page.url().startsWith(p.origin)) break;
    await p.page.getByRole('heading', { name: 'ログイン' }).waitFor();
    await nothingIsShown(p);
  }
  await p.page.goto(`${p.origin}/`);
  assert.deepEqual(await p.context.cookies(), []);
  const kept = await p.page.evaluate(async () => ({
    local: Object.keys(localStorage).filter((k) => !['tasuki.language', 'tasuki.size'].includes(k)),
    session: Object.keys(sessionStorage),
    bases: (await indexedDB.databases()).map((b) => b.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  assert.deepEqual(kept, { local: [], session: [], bases: [], caches: [], workers: 0 });
});

journey('a page left and come back to by the back button shows nothing before it is known who is here', async (w) => {
  const p = await w.person('nakano', { expect: [/status of 401/] });
  await p.enter(patient);
  await p.page.goto('about:blank');
  await w.d.tasuki('user', 'end-sessions', 'nakano', '--settings', w.d.settingsFile);
  await p.page.goBack();
  await p.page.getByRole('heading', { name: 'ログイン' }).waitFor();
  await nothingIsShown(p);
});

journey('one person with two affiliations changes from one to the other', async (w) => {
  const p = await w.person('okada');
  const titles = () => p.page.locator('.list-title').allInnerTexts();
  const before = await titles();
  await press(p, /岡田 翔さんのメニュー/);
  await p.picture('session-menu');
  await p.page.getByRole('dialog').getByRole('button', { name: /デイサービス花みずき台/ }).click();
  await p.page.getByRole('dialog').waitFor({ state: 'detached' });
  await until('the list of the other affiliation', async () => {
    const now = await titles();
    return now.length > 0 && JSON.stringify(now) !== JSON.stringify(before);
  });
});
