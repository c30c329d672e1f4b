// Writing: drafts, conversion of Japanese, limits, edits that meet each other.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { journey } from './journey.mjs';

const patient = '斎藤 ミチ 様';
const other = '鈴木 正雄 様';
const kept = '下書きを保存しました';

/** The keyboard of a Japanese input method, as Chromium sees it. */
async function conversion(page) {
  const cdp = await page.context().newCDPSession(page);
  const key = (modifiers) => cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, modifiers });
  return {
    compose: (text) => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    enter: () => key(0),
    controlEnter: () => key(2),
    commit: (text) => cdp.send('Input.insertText', { text }),
  };
}

journey('Enter during conversion never sends, plain Enter is a new line, Ctrl or ⌘ and Enter sends', async (w) => {
  const p = await w.person('takahashi');
  await p.enter(patient);
  await p.composer().click();
  const keys = await conversion(p.page);
  await keys.compose('ほうもん');
  await until('what is being converted', async () => (await p.composer().inputValue()) === 'ほうもん');
  await keys.enter();
  await keys.controlEnter();
  assert.equal(await p.page.locator('.letter').count(), 0);
  assert.equal(await p.composer().inputValue(), 'ほうもん');
  await keys.commit('訪問を終えました。');
  await p.page.keyboard.press('Enter');
  await p.page.keyboard.type('bp 120/70');
  assert.equal(await p.composer().inputValue(), '訪問を終えました。\nbp 120/70');
  await p.page.keyboard.press('Control+Enter');
  await p.card('訪問を終えました。').waitFor();
  assert.equal(await p.composer().inputValue(), '');
  await p.write('Macから送ります。');
  await p.page.keyboard.press('Meta+Enter');
  await p.card('Macから送ります。').waitFor();
});

journey('a draft that cannot be opened is said in plain words, and another is written over it', async (w) => {
  const p = await w.person('takahashi', { size: 'phone' });
  await p.enter(patient);
  await p.write('読めなくなる下書き');
  await p.page.getByText(kept).waitFor();
  await w.d.sql("update draft set body = '\\x00' where body is not null");
  await p.page.reload();
  await p.connected();
  await p.page.getByText('下書きを読み出せませんでした').waitFor();
  assert.equal(await p.composer().inputValue(), '');
  await p.picture('words-draft-lost');
  await p.write('書き直しました。');
  await p.page.getByText(kept).waitFor();
  await p.page.reload();
  await p.connected();
  await p.page.waitForFunction(() => document.querySelector('#composer')?.value === '書き直しました。');
  await p.write('');
  await p.page.locator('.composer-state[data-saved=none]').waitFor({ state: 'attached' });
  assert.doesNotMatch(await p.words(), /読み出せませんでした/);
  const space = p.page.url().split('/').pop();
  await p.page.locator('.space-back').tap();
  await w.draftGone('takahashi', space);
});

journey('a draft survives reload and lock, is there on the other device, and goes away with its post', async (w) => {
  const phone = await w.person('takahashi', { size: 'phone', expect: [/status of 423/] });
  await phone.enter(patient);
  const words = '夕方に長男さまとお話ししました。\n福祉用具の件、前向きです。';
  await phone.write(words);
  await phone.page.getByText(kept).waitFor();
  await phone.page.reload();
  await phone.connected();
  await phone.page.waitForFunction((v) => document.querySelector('#composer')?.value === v, words);

  await phone.page.locator('.space-back').tap();
  await phone.page.locator('.list-row', { hasText: patient }).getByText('下書きあり').waitFor();
  await phone.page.locator('.top-menu').tap();
  await phone.page.getByRole('button', { name: '画面ロック' }).tap();
  await phone.page.getByText('画面ロック中です').waitFor();
  assert.doesNotMatch(await phone.words(), /長男さま|斎藤/);
  await phone.picture('words-locked');
  const locked = () => phone.page.evaluate(async () => (await (await fetch('/api/session')).json()).state === 'locked');
  await until('the lock at the server', locked); // to go on before that would be to be locked again
  await phone.page.locator('input[type=password]').fill('asagao7himawari7');
  await phone.page.getByRole('button', { name: '続ける' }).tap();
  await phone.enter(patient);
  await phone.page.waitForFunction((v) => document.querySelector('#composer')?.value === v, words);

  const desk = await w.person('takahashi');
  await desk.enter(patient);
  await desk.page.waitForFunction((v) => document.querySelector('#composer')?.value === v, words);
  await desk.page.locator('.composer .button.main').click();
  await desk.card('前向きです。').waitFor();
  await phone.page.waitForFunction(() => document.querySelector('#composer')?.value === '');
  await phone.page.reload();
  await phone.connected();
  assert.equal(await phone.composer().inputValue(), '');
});

journey('a post is folded when it is very long; one character too many is told and cannot be sent', async (w) => {
  const p = await w.person('takahashi', { size: 'phone' });
  await p.enter(patient);
  const long = `長い記録です。${'経過を記します。'.repeat(1249)}以上`;
  assert.equal([...long].length, 10_001);
  await p.write(long);
  await p.page.getByText('1文字多すぎます').waitFor();
  assert.equal(await p.page.locator('.composer .button.main').isDisabled(), true);
  await p.write(long.slice(0, -1));
  await p.page.getByText('あと0文字').waitFor();
  await p.page.locator('.composer .button.main').tap();
  const card = p.card('長い記録です。');
  await card.waitFor();
  await card.getByRole('button', { name: '続きを読む（全10,000文字）' }).tap();
  await card.getByRole('button', { name: '短く表示する' }).waitFor();
  assert.ok((await card.locator('.post-body').boundingBox()).height > 5000);
});

journey('two screens edit one post: the later one is told, keeps its words and sees what stands there', async (w) => {
  const one = await w.person('kobayashi');
  const two = await w.person('kobayashi', { expect: [/status of 409/] });
  await Promise.all([one.enter(other), two.enter(other)]);
  await one.post('SpO2 93%です。');
  const begin = async (p) => {
    await p.card('SpO2 93%です。').locator('[data-act=more]').click();
    await p.page.getByRole('button', { name: '修正する' }).click();
  };
  await two.card('SpO2 93%です。').waitFor();
  await begin(one);
  await begin(two);
  await one.page.locator('.dialog textarea').fill('SpO2 95%です。');
  await one.page.getByRole('button', { name: '修正を保存する' }).click();
  await one.card('SpO2 95%です。').waitFor();
  await two.page.locator('.dialog textarea').fill('SpO2 94%です。');
  await two.page.getByRole('button', { name: '修正を保存する' }).click();
  await two.page.getByText('ほかの画面で先に修正されていました。').waitFor();
  await two.page.locator('.dialog .quote-block', { hasText: 'SpO2 95%です。' }).waitFor();
  assert.equal(await two.page.locator('.dialog textarea').inputValue(), 'SpO2 94%です。');
  await two.picture('words-conflict');
  await two.page.getByRole('button', { name: '修正を保存する' }).click();
  await Promise.all([one, two].map((p) => p.card('SpO2 94%です。').waitFor()));
});

journey('an edit under way survives the lock; leaving it asks first', async (w) => {
  const p = await w.person('kobayashi', { expect: [/status of 423/] });
  await p.enter(other);
  await p.post('明日10時に伺います。');
  await p.card('明日10時に伺います。').locator('[data-act=more]').click();
  await p.page.getByRole('button', { name: '修正する' }).click();
  await p.page.locator('.dialog textarea').fill('明日11時に伺います。');
  const c = await w.d.client();
  for (const cookie of await p.context.cookies()) c.cookies.set(cookie.name, cookie.value);
  await c.post('/api/session/lock');
  c.close();
  await p.page.getByText('画面ロック中です').waitFor();
  assert.doesNotMatch(await p.words(), /11時/);
  await p.page.locator('input[type=password]').fill('asagao7himawari7');
  await p.page.getByRole('button', { name: '続ける' }).click();
  await p.page.locator('.dialog textarea').waitFor();
  assert.equal(await p.page.locator('.dialog textarea').inputValue(), '明日11時に伺います。');
  await p.page.keyboard.press('Escape');
  await p.page.getByText('修正をやめますか').waitFor();
  await p.page.getByRole('button', { name: '修正を続ける' }).click();
  await p.page.getByRole('button', { name: '修正を保存する' }).click();
  await p.card('明日11時に伺います。').waitFor();
});
