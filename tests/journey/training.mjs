// The training video to its end on a nurse's phone, with a reload in between; the office's trainings; documents of a facility.
import assert from 'node:assert/strict';
import { until, within } from '../lib/suite.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const clear = (w) => w.d.sql(`delete from training; delete from training_attendance; delete from training_session; delete from training_watch; delete from pledge;
  delete from document_confirm; delete from facility_confirm; delete from facility_document; update hat set admitted = true where kind = 'staff'`);
/** Everything is there but the training. */
const untrained = (w, login) => w.d.sql(`update hat set admitted = false where account = (select id from account where login = '${login}');
  insert into pledge (hat, way, given_on, by, at) select h.id, 'earlier', '2025-04-01', h.id, 1 from hat h join account a on a.id = h.account where a.login = '${login}';
  insert into document_confirm (hat, document, at) select h.id, d.id, 1 from hat h join account a on a.id = h.account, document d where a.login = '${login}' and d.kind = 'points'`);
const at = (p) => p.page.evaluate(() => document.querySelector('video').currentTime);

/** Runs in the page, where no step is late: once it plays she skips to near its end, and later she pauses. Where the skip led. */
function skipAndPause() {
  const video = document.querySelector('video');
  const after = (seconds, act) => {
    const look = () => {
      if (video.seeking || video.currentTime <= seconds) return;
      video.removeEventListener('timeupdate', look);
      act();
    };
    video.addEventListener('timeupdate', look);
  };
  after(12, () => video.pause());
  return new Promise((done) =>
    after(1, () => {
      video.addEventListener('seeked', () => done(video.currentTime), { once: true });
      video.currentTime = 19;
    }),
  );
}

async function enterName(p, login) {
  await p.page.locator('input[autocomplete=username]').fill(login);
  await p.page.locator('input[type=password]').fill(password);
  await p.page.locator('button[type=submit]').click();
}

/** Whatever comes of it, the town is as before. */
const put = (name, body) =>
  journey(name, async (w) => {
    try {
      await body(w);
    } finally {
      await clear(w);
    }
  });

put('training: a nurse watches the video to its end, resumes after a reload, cannot skip, and begins', async (w) => {
  await untrained(w, 'kobayashi');
  const nurse = await w.visitor({ size: 'phone', expect: [/status of 409/, /net::ERR_ABORTED/] });
  await enterName(nurse, 'kobayashi');
  await button(nurse, '動画を見る').waitFor();
  await nurse.picture('gate-video');
  await button(nurse, '動画を見る').click();
  const video = nurse.page.locator('video');
  await until('the film is there', () => video.evaluate((v) => v.readyState > 0));
  await nurse.page.getByText('20秒のうち0秒まで見ました。').waitFor();
  assert.equal(await nurse.page.evaluate(() => document.querySelector('video').textTracks.length), 1);
  await video.focus();
  const skipped = Promise.all([
    nurse.page.evaluate(skipAndPause),
    nurse.page.getByText('まだ見ていないところへは進めません。').waitFor(), // said until the next report only
    nurse.page.keyboard.press('Space'),
  ]);
  assert.ok((await within(60_000, 'a skip that is refused', skipped))[0] < 15);
  await nurse.page.getByText(/20秒のうち(?:[4-9]|1[0-5])秒まで見ました。/).waitFor();
  await nurse.picture('training-video');

  await nurse.page.reload();
  await until('it goes on where it was', async () => (await at(nurse).catch(() => 0)) >= 4, 60_000);
  await video.focus();
  await nurse.page.keyboard.press('Space');
  await nurse.page.getByText('最後まで見ました。研修が済んだことを記録しました。').waitFor();
  await nurse.picture('training-done');
  await nurse.page.getByRole('link', { name: '手続きに戻る' }).click();
  await nurse.page.locator('.list-row').first().waitFor();
  await nurse.page.locator('.top-menu').click();
  await button(nurse, '研修の動画').click();
  await nurse.page.getByText('動画はもう最後まで見ています。').waitFor();
});

put('training: the office enters one and records who was there; somebody recorded by mistake is taken back', async (w) => {
  await untrained(w, 'kobayashi');
  const clerk = await w.person('miura');
  const { page } = clerk;
  await page.locator('.list-row[href="/desk/trainings"]').click();
  await button(clerk, '研修会を登録する').click();
  await button(clerk, '保存する').click();
  await page.locator('.dialog .field-error').first().waitFor();
  await page.getByLabel('名前', { exact: true }).fill('はじめての研修会');
  await page.getByLabel('場所・会議の名前').fill('医師会館 2階');
  await clerk.picture('training-entered');
  await button(clerk, '保存する').click();
  const card = page.locator('.desk-body .card', { hasText: 'はじめての研修会' });
  await card.getByRole('button', { name: /^参加した方/ }).click();
  await page.getByText('まだ記録されていません。').waitFor();
  await page.getByLabel('施設・事業所').selectOption({ label: '訪問看護ステーションひばり野' });
  const row = page.locator('.dialog .waiting-row', { hasText: '小林 大地' });
  await row.getByText('手続き中').waitFor();
  await clerk.picture('training-people');
  await row.getByRole('button', { name: /^参加を記録する/ }).click();
  await row.getByText('利用できます').waitFor();
  await button(clerk, '研修会の一覧に戻る').click();
  await card.getByText('参加 1人').waitFor();
  await clerk.picture('training-desk');

  const nurse = await w.person('kobayashi', { size: 'phone', expect: [/status of 40[13]/, /WebSocket/] });
  await card.getByRole('button', { name: /^参加した方/ }).click();
  await row.getByRole('button', { name: /^記録を取り消す/ }).click();
  await page.locator('.dialog .button.danger').click();
  await page.getByText('まだ記録されていません。').waitFor();
  await nurse.page.locator('input[autocomplete=username]').waitFor();
  await enterName(nurse, 'kobayashi');
  await button(nurse, '動画を見る').waitFor();
});

put('documents: a 施設管理者 writes one for the own staff, sees who has confirmed, and it is never a gate', async (w) => {
  const admin = await w.person('takahashi');
  const menu = async (p) => {
    await p.page.locator('.top-menu').click();
    await button(p, '文書').click();
  };
  await menu(admin);
  await button(admin, '施設の文書を書く').click();
  await button(admin, '職員に知らせる').click();
  await admin.page.getByText('見出しを入力してください。').waitFor();
  await admin.page.getByLabel('見出し').fill('訪問車の使い方');
  await admin.page.getByLabel('本文').fill('鍵は箱に戻します。\n使った日と距離を書きます。');
  await button(admin, '画面での見え方を確かめる').click();
  await admin.picture('house-preview');
  await button(admin, '職員に知らせる').click();
  const card = admin.page.locator('.dialog .card', { hasText: '訪問車の使い方' });
  await card.getByText(/人中0人が確認/).waitFor();

  const nurse = await w.person('mori', { size: 'phone' });
  assert.equal(await nurse.page.locator('.banner.note').count(), 0);
  await nurse.page.locator('.top-inbox').click();
  await nurse.page.locator('.dialog .card', { hasText: '訪問車の使い方' }).getByRole('button', { name: /^読んで確認する/ }).click();
  await nurse.page.getByText('鍵は箱に戻します。').waitFor();
  await nurse.picture('house-read');
  await button(nurse, '読んで理解しました').click();
  await nurse.page.locator('.dialog .card', { hasText: '訪問車の使い方' }).getByText(/に確認$/).waitFor();
  await nurse.picture('documents-phone');

  await button(admin, '閉じる').first().click();
  await menu(admin);
  await card.getByText(/人中1人が確認/).waitFor();
  await admin.picture('documents');
  await card.getByRole('button', { name: /^確認の状況/ }).click();
  await admin.page.locator('.dialog .waiting-row', { hasText: '森 彩香' }).getByText(/に確認$/).waitFor();
  await admin.picture('documents-who');
});
