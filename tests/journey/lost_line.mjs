// Lost lines and killed servers: what is written stays, is sent once, and the page says in plain words how it stands.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { loseData } from '../backup/place.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const patient = '鈴木 正雄 様';
const TROUBLE = [/net::ERR_/, /WebSocket connection to .* failed/, /status of (502|503)/];

async function lost(p) {
  await p.page.getByText('接続が切れています。書いた内容は残っています').waitFor();
}

async function back(p) {
  await p.connected();
  await p.page.locator('.banner.warn').waitFor({ state: 'detached' });
}

/** In the space, and all of it is read: no answer is under way that a deaf line would keep a connection busy with. */
async function settled(p) {
  const draft = p.page.waitForResponse((r) => r.url().endsWith('/draft') && r.request().method() === 'GET');
  await Promise.all([draft.then((r) => r.finished()), p.enter(patient)]);
}

/** Everybody in that space sees these words once, and the server has one post of them. */
async function once(w, words, people) {
  const ids = [];
  for (const p of people) {
    await p.card(words).waitFor();
    assert.equal(await p.card(words).count(), 1);
    ids.push(await p.card(words).getAttribute('data-no'));
  }
  assert.equal(new Set(ids).size, 1);
  const c = await w.d.signedIn('takahashi', 'asagao7himawari7');
  const space = (await c.get('/api/state')).body.spaces.find((s) => s.title === patient).id;
  const { posts } = (await c.get(`/api/spaces/${space}/posts`)).body;
  c.close();
  assert.equal(posts.filter((x) => x.body === words).length, 1);
}

journey('the line is lost: plain words, nothing written is lost, it goes out by itself and once', async (w) => {
  const [line] = w.lines;
  const nurse = await w.person('takahashi', { size: 'phone', origin: line.origin, expect: TROUBLE });
  const physician = await w.person('sato');
  const space = await w.space('takahashi', '鈴木 正雄');
  await Promise.all([nurse.enter(patient), physician.enter(patient)]);
  await nurse.write('体位を変えました。');
  await nurse.page.getByText('下書きを保存しました').waitFor();
  line.cut();
  await lost(nurse);
  const words = '体位を変えました。発赤は消えています。';
  await nurse.write(words);
  await nurse.page.getByText('未保存').waitFor();
  await nurse.picture('line-lost');
  await nurse.page.locator('.composer .button.main').tap();
  await nurse.letter(words).getByText('まだ送信できていません').waitFor();
  await nurse.letter(words).getByText('接続が戻ると、自動で送信します。').waitFor();
  assert.equal(await nurse.composer().inputValue(), '');
  await nurse.picture('line-letter');
  await physician.post('こちらからも書いておきます。');

  line.mend();
  await once(w, words, [nurse, physician]);
  await back(nurse);
  await nurse.letter(words).waitFor({ state: 'detached' });
  await nurse.card('こちらからも書いておきます。').waitFor();
  await w.draftGone('takahashi', space);
  const draft = nurse.page.waitForResponse((r) => r.url().endsWith('/draft') && r.request().method() === 'GET');
  await nurse.page.reload();
  await (await draft).finished();
  await nurse.connected(); // what was posted must not tempt to post it again
  assert.equal(await nurse.composer().inputValue(), '');
});

journey('two letters written without a line keep their order, one can be taken back, leaving the page asks first', async (w) => {
  const [line] = w.lines;
  const nurse = await w.person('kobayashi', { size: 'phone', origin: line.origin, expect: TROUBLE });
  await nurse.enter(patient);
  const letters = ['一通目です。', '二通目です。', '三通目は書き直します。'].map((words) => `${words}（${Date.now()}）`); // no older ones are like them
  line.cut();
  await lost(nurse);
  for (const words of letters) {
    await nurse.write(words);
    await nurse.page.locator('.composer .button.main').tap();
    await nurse.letter(words).waitFor();
  }
  await nurse.letter(letters[0]).getByText('まだ送信できていません').waitFor();
  line.mend();
  await nurse.card(letters[2]).waitFor();
  const numbers = [];
  for (const words of letters) numbers.push(Number(await nurse.card(words).getAttribute('data-no')));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));

  line.cut();
  await nurse.write('やはり電話します。');
  await nurse.page.locator('.composer .button.main').tap();
  await nurse.letter('やはり電話します。').getByRole('button', { name: '書き直す' }).tap();
  assert.equal(await nurse.composer().inputValue(), 'やはり電話します。');
  assert.equal(await nurse.letter('やはり電話します。').count(), 0);

  // What is not saved must not be lost by leaving. Not by page.close(): Chromium has twice ended itself as that was dismissed.
  const asked = new Promise((done) => nurse.page.once('dialog', (dialog) => dialog.dismiss().then(() => done(dialog.type()))));
  await nurse.page.evaluate(() => void setTimeout(() => location.reload()));
  assert.equal(await asked, 'beforeunload');
  assert.equal(await nurse.composer().inputValue(), 'やはり電話します。');
  await nurse.write('');
});

journey('a reply of which no word is written yet is one still when the line comes back', async (w) => {
  const [line] = w.lines;
  const nurse = await w.person('takahashi', { size: 'phone', origin: line.origin, expect: TROUBLE });
  await settled(nurse);
  await nurse.page.locator('.timeline .post:not(.mine) [data-act=reply]').last().tap();
  await nurse.page.locator('.replying').waitFor();
  line.cut();
  await lost(nurse);
  const draft = nurse.page.waitForResponse((r) => r.url().endsWith('/draft') && r.request().method() === 'GET');
  line.mend();
  await back(nurse);
  await (await draft).finished();
  const words = `折り返しました。${randomUUID()}`;
  await nurse.post(words);
  const c = await w.d.signedIn('takahashi', password);
  const { posts } = (await c.get(`/api/spaces/${await w.space('takahashi', '鈴木 正雄')}/posts`)).body;
  c.close();
  assert.notEqual(posts.find((p) => p.body === words).reply_to, null);
});

journey('the answer is lost on the way: the post was kept, and sending it again does not double it', async (w) => {
  const [line] = w.lines;
  const nurse = await w.person('takahashi', { size: 'phone', origin: line.origin, expect: TROUBLE });
  const physician = await w.person('sato');
  await Promise.all([settled(nurse), physician.enter(patient)]);
  line.swallow();
  const words = '本日の処置を終えました。次は明後日です。';
  await nurse.write(words);
  await nurse.page.locator('.composer .button.main').tap();
  await physician.card(words).waitFor(); // it arrived, yet she was not told
  await nurse.letter(words).waitFor();
  line.cut();
  await nurse.letter(words).getByText('まだ送信できていません').waitFor();
  line.mend();
  await once(w, words, [nurse, physician]);
  await nurse.letter(words).waitFor({ state: 'detached' });
});

journey('the device says it is offline, and online again', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone', expect: TROUBLE });
  await nurse.enter(patient);
  await nurse.context.setOffline(true);
  await lost(nurse);
  await nurse.context.setOffline(false);
  await back(nurse);
});

journey('a line that went dead without a word is noticed when a request gets no answer', async (w) => {
  const [line] = w.lines;
  const nurse = await w.person('takahashi', { size: 'phone', origin: line.origin, expect: TROUBLE });
  await nurse.enter(patient);
  line.swallow();
  await nurse.write('返事のない回線です。');
  await lost(nurse);
  line.cut();
  line.mend();
  await back(nurse);
  await nurse.page.getByText('下書きを保存しました').waitFor();
  await nurse.write('');
});

journey('all workers are killed, then the whole server restarts: pages come back by themselves', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone', expect: TROUBLE });
  const physician = await w.person('sato', { expect: TROUBLE });
  await Promise.all([nurse.enter(patient), physician.enter(patient)]);
  await w.d.kill('front');
  await nurse.post('再開しました。');
  await once(w, '再開しました。', [nurse, physician]);

  await w.d.end();
  await lost(nurse);
  await nurse.write('止まっている間に書きました。');
  await nurse.page.locator('.composer .button.main').tap();
  await w.d.serve();
  await once(w, '止まっている間に書きました。', [nurse, physician]);
  await Promise.all([back(nurse), back(physician)]);
});

journey('the data come back from a backup: an open page shows nothing of what is gone, asks who is there, and sends what was not sent', async (w) => {
  const nurse = await w.person('takahashi', { size: 'phone', expect: [...TROUBLE, /status of 401/] });
  const physician = await w.person('sato', { expect: [...TROUBLE, /status of 401/] });
  await Promise.all([nurse.enter(patient), physician.enter(patient)]);
  const verb = (...words) => w.d.tasuki(...words, '--settings', w.d.settingsFile);
  const backup = path.join(w.d.folder, 'copy');
  await nurse.post('控えに入っている投稿です。');
  await verb('backup', backup);
  await nurse.post('控えの後の投稿です。');
  await physician.card('控えの後の投稿です。').waitFor();
  await w.d.end();
  await lost(nurse);
  await nurse.write('復旧の間に書きました。');
  await nurse.page.locator('.composer .button.main').tap();
  loseData(w.d);
  await verb('restore', backup);
  await w.d.serve();

  for (const p of [nurse, physician]) {
    await p.page.getByText('もう一度ログインしてください。').waitFor();
    assert.doesNotMatch(await p.words(), /控えの後|控えに入って/);
  }
  await nurse.picture('restored-sign-in');
  for (const [p, login] of [[nurse, 'takahashi'], [physician, 'sato']]) {
    await p.page.locator('input[autocomplete=username]').fill(login);
    await p.page.locator('input[type=password]').fill(password);
    await p.page.locator('button[type=submit]').click();
    await p.connected();
    await p.card('控えに入っている投稿です。').waitFor();
  }
  await once(w, '復旧の間に書きました。', [nurse, physician]);
  for (const p of [nurse, physician]) assert.doesNotMatch(await p.words(), /控えの後/);
  await physician.post('復旧の後も続けて書けます。');
  await once(w, '復旧の後も続けて書けます。', [nurse, physician]);
});
