// tests/api/public.mjs: what anybody may read (Art. 26): the public page, the list of facilities, and the office's hand on both.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { Deployment } from '../lib/deployment.mjs';
import { until } from '../lib/suite.mjs';
import { d, main, signedIn, test } from './world.mjs';

let office, stranger;

const notice = { title: '研修会のお知らせ', body: '1行目\n2行目', from_on: '2026-01-05' };

async function write(more = {}) {
  const key = randomUUID();
  const answer = await office.post('/api/public/notices', { key, ...notice, ...more });
  assert.equal(answer.status, 201);
  return key;
}

/** The page as it is now: what was kept of it is older than the worker keeps it. */
async function page(path = '/public', headers = {}) {
  await d.advance(6000);
  return stranger.get(path, { headers });
}

async function listing(name) {
  return (await office.get('/api/desk/facilities')).body.facilities.find((f) => f.name === name);
}

/* Facilities of this file's making; those of others have people. */
const dropMade = () => d.sql('delete from facility f where f.ref is null and f.created_at = 1 and not exists (select from hat h where h.facility = f.id)');

test('public: the office and somebody without a session', async () => {
  office = await signedIn('miura');
  stranger = d.client();
});

test('public: a page of HTML without script, for anybody and for search engines', async () => {
  const answer = await page();
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^text\/html/);
  assert.match(answer.text, /^<!doctype html>\n<html lang="ja">/);
  assert.doesNotMatch(answer.text, /<script|style=|\son\w+=|noindex|https?:/);
  assert.match(answer.text, /href="\/apply"/);
  assert.equal(answer.headers['x-robots-tag'], undefined);
  assert.equal((await stranger.request('HEAD', '/public')).status, 200);
  assert.equal((await stranger.request('POST', '/public', { body: {} })).status, 405);
});

test('public: 完全削除依頼書, blank: linked from the page, without script or session, for the region it names', async () => {
  assert.match((await page()).text, /href="\/public\/erasure.html"/);
  const answer = await page('/public/erasure.html');
  assert.deepEqual([answer.status, answer.headers['content-type'], answer.headers['x-robots-tag'] !== undefined], [200, 'text/html; charset=utf-8', true]);
  assert.doesNotMatch(answer.text, /<script|style=|\son\w+=|<form|<input|https?:/);
  for (const words of ['完全削除依頼書', '<bdi>みどり野市医師会</bdi> 御中', '患者さんのお名前', '依頼する方のお名前（署名）', '事務局記入欄']) assert.ok(answer.text.includes(words), words);
  assert.equal((await stranger.get('/public/erasure.html', { headers: { 'if-none-match': answer.headers.etag } })).status, 304);
});

test('public: nothing else is for search engines', async () => {
  for (const path of ['/', '/apply', '/public/erasure.html', '/public/facilities.csv', '/public/facilities.html', '/public/nothing', '/api/health', '/robots.txt'])
    assert.match((await stranger.get(path)).headers['x-robots-tag'], /noindex/, path);
  assert.match((await stranger.get('/robots.txt')).text, /Allow: \/public\$[^]*Disallow: \/\n/);
});

test('public: what one has already is not sent again', async () => {
  const { headers } = await page();
  const again = await stranger.get('/public', { headers: { 'if-none-match': `"other", W/${headers.etag}` } });
  assert.equal(again.status, 304);
  assert.equal(again.text, '');
  assert.equal(again.headers.etag, headers.etag);
  await write();
  assert.equal((await page('/public', { 'if-none-match': headers.etag })).status, 200);
});

test('public: a notice stands there from its first day to its last, until it is withdrawn', async () => {
  const day = (n) => new Date(d.clock.now() + (9 + 24 * n) * 3600_000).toISOString().slice(0, 10);
  const today = await write({ title: '今日まで', from_on: day(-1), until_on: day(0) });
  await write({ title: '明日から', from_on: day(1) });
  await write({ title: '昨日まで', from_on: day(-2), until_on: day(-1) });
  const text = (await page()).text;
  assert.match(text, /今日まで/);
  assert.doesNotMatch(text, /明日から|昨日まで/);
  assert.equal((await office.post(`/api/public/notices/${today}/withdraw`)).status, 200);
  assert.equal((await office.post(`/api/public/notices/${today}/withdraw`)).status, 200);
  assert.doesNotMatch((await page()).text, /今日まで/);
  assert.equal((await office.put(`/api/public/notices/${today}`, { ...notice, version: 2 })).body.error, 'conflict');
});

test('public: two clerks change one notice: one of them is told', async () => {
  const id = await write();
  assert.equal((await office.put(`/api/public/notices/${id}`, { ...notice, title: '直しました', version: 1 })).status, 200);
  assert.equal((await office.put(`/api/public/notices/${id}`, { ...notice, title: '遅れました', version: 1 })).body.error, 'conflict');
  const text = (await page()).text;
  assert.match(text, /直しました/);
  assert.doesNotMatch(text, /遅れました/);
});

test('public: the same key again is the same notice; a last day before the first is refused', async () => {
  const key = randomUUID();
  for (let i = 0; i < 2; i++) assert.equal((await office.post('/api/public/notices', { key, ...notice, title: '一度だけ' })).status, 201);
  assert.equal((await page()).text.split('一度だけ').length, 2);
  const wrong = await office.post('/api/public/notices', { key: randomUUID(), ...notice, until_on: '2026-01-04' });
  assert.equal(wrong.body.error, 'bad_value');
  assert.equal(wrong.body.detail, 'until_on');
});

test('public: whatever was written stays text', async () => {
  await write({ title: '<script>alert(1)</script>', body: '"><img src=x onerror=alert(1)>\n&amp; \u202Egnp.exe \u2067' });
  const text = (await page()).text;
  assert.doesNotMatch(text, /<script|<img/);
  assert.match(text, /<bdi>&lt;script&gt;alert\(1\)&lt;\/script&gt;<\/bdi>/);
  assert.match(text, /<p><bdi>&amp;amp; \u202Egnp.exe \u2067<\/bdi><\/p>/);
});

test('public: a facility is listed only if it agreed, its telephone number only if it agreed to that', async () => {
  const id = randomUUID();
  const name = '=HYPERLINK("x","<b>薬局</b>")';
  await d.sql(`insert into facility (id, name, kind, outside, phone_day, created_at) values ('${id}', '${name}', 'pharmacy', true, '+81-42-000-0000', 1)`);
  assert.doesNotMatch((await page()).text, /HYPERLINK/);
  const set = (more) => office.put(`/api/public/facilities/${id}`, { listed: true, area: '@本町', phone_listed: false, ...more });
  assert.equal((await set()).status, 200);
  let text = (await page()).text;
  assert.match(text, /<bdi>=HYPERLINK\(&quot;x&quot;,&quot;&lt;b&gt;薬局&lt;\/b&gt;&quot;\)<\/bdi><span class="outside">（市外）<\/span>/);
  assert.doesNotMatch(text, /\+81-42/);
  const { area, phone_day, listed, phone_listed } = await listing(name);
  assert.deepEqual({ area, phone_day, listed, phone_listed }, { area: '@本町', phone_day: '+81-42-000-0000', listed: true, phone_listed: false });
  assert.equal((await set({ phone_listed: true })).status, 200);
  const sheet = await page('/public/facilities.csv');
  assert.equal(sheet.headers['content-disposition'], 'attachment; filename="facilities.csv"');
  assert.match(sheet.text, /^\uFEFF"施設・事業所","種別"/);
  assert.ok(sheet.text.includes(`"'=HYPERLINK(""x"",""<b>薬局</b>"")","薬局","市外","'@本町","'+81-42-000-0000"\r\n`), sheet.text);
  assert.match((await page('/public/facilities.html')).text, /noindex[^]*\+81-42-000-0000/);
  assert.equal((await set({ listed: false })).status, 200);
  for (const path of ['/public', '/public/facilities.csv', '/public/facilities.html']) assert.doesNotMatch((await page(path)).text, /HYPERLINK/);
});

test('public: names of every script and length', async () => {
  const names = ['髙﨑診療所𠮷', 'عيادة', 'あ'.repeat(200), 'e\u0301'.repeat(50), "' or 1=1 --"];
  for (const name of names)
    await d.sql(`insert into facility (id, name, kind, outside, listed, created_at) values (gen_random_uuid(), '${name.replaceAll("'", "''")}', 'clinic', false, true, 1)`);
  const sheet = (await page('/public/facilities.csv')).text;
  for (const name of names) assert.ok(sheet.includes(`"${name}"`), name);
  await dropMade();
});

test('public: asked for no faster than anything else, whatever cookies come with it', async () => {
  const own = await Deployment.start({ name: 'public', workers: 1, settings: { 'limit.reads': 5 } });
  try {
    const visitor = own.client();
    const cookie = (i) => ({ headers: { cookie: `__Host-tasuki=${String(i).padStart(43, 'A')}` } });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => visitor.get('/public', cookie(i))));
    assert.ok(answers.some((a) => a.status === 200) && answers.some((a) => a.status === 429));
    visitor.close();
  } finally {
    await own.stop();
  }
});

/** What a reader of the PDF finds in it. */
function words(pdf) {
  const file = path.join(os.tmpdir(), `facilities-${process.pid}.pdf`);
  fs.writeFileSync(file, pdf);
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  fs.unlinkSync(file);
  return { text, info };
}

/** The bytes; a client of the tests keeps answers as text. */
async function paper(headers = {}) {
  await d.advance(6000);
  const answer = await new Promise((done, fail) => {
    https.get(`${d.origin}/public/facilities.pdf`, { agent: false, ca: d.certificate, servername: 'localhost', headers }, (r) => {
      const parts = [];
      r.on('data', (p) => parts.push(p)).on('end', () => done({ status: r.statusCode, headers: r.headers, bytes: Buffer.concat(parts) })).on('error', fail);
    }).on('error', fail);
  });
  return answer;
}

test('public: the list as a PDF: A4, Japanese that can be searched, as many pages as it takes; set anew only when something has changed', async () => {
  const first = await paper();
  assert.deepEqual([first.status, first.headers['content-type'], first.headers['content-disposition']], [200, 'application/pdf', 'attachment; filename="facilities.pdf"']);
  const { text, info } = words(first.bytes);
  assert.match(text, /利用施設一覧/);
  assert.match(text, /すみれ坂内科クリニック\s+診療所/);
  assert.match(info, /Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/);
  assert.match(info, /Tagged: +yes/);
  await new Promise((done) => setTimeout(done, 1100)); // a second of real time, which may stand in the file
  for (let i = 0; i < 6; i++) assert.equal((await paper({ 'if-none-match': first.headers.etag })).status, 304, 'whichever worker answers');
  for (let i = 0; i < 120; i++)
    await d.sql(`insert into facility (id, name, kind, outside, listed, created_at) values (gen_random_uuid(), '髙﨑診療所𠮷 ${i}', 'clinic', false, true, 1)`);
  const all = (await Promise.all([paper(), paper(), paper()])).find((p) => p.status === 200 && p.headers.etag !== first.headers.etag) ?? (await paper());
  const long = words(all.bytes);
  assert.match(long.text, /髙﨑診療所𠮷 119/);
  assert.ok(Number(/Pages: +(\d+)/.exec(long.info)[1]) > 2);
  assert.equal(long.text.match(/施設・事業所 +種別/g).length, Number(/Pages: +(\d+)/.exec(long.info)[1]), 'the heads on every page');
  await dropMade();
});

/** Every word of the PDF and every glyph that is drawn on its first page, and where they stand: in points from the left. */
function placed(pdf) {
  const file = path.join(os.tmpdir(), `facilities-${process.pid}.pdf`);
  fs.writeFileSync(file, pdf);
  const found = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' }).matchAll(/<word xMin="([\d.]+)" .*?xMax="([\d.]+)".*?>(.*)<\/word>/g);
  const drawn = execFileSync('pdftocairo', ['-svg', '-l', '1', file, '-'], { encoding: 'utf8' }).matchAll(/<use xlink:href="#(glyph[\d-]+)" x="([\d.]+)" y="([\d.]+)"/g);
  fs.unlinkSync(file);
  return {
    words: [...found].map(([, from, to, word]) => ({ from: Number(from), to: Number(to), word })),
    glyphs: [...drawn].map(([, glyph, x, y]) => ({ glyph, x: Number(x), y })),
  };
}

/** The 200 glyphs of the name, and nothing among them: no hyphen that would read as part of it. */
function nothingAdded(glyphs, end) {
  const name = glyphs.filter((g) => glyphs.filter((h) => h.glyph === g.glyph).length === 200);
  assert.equal(name.length, 200);
  const lines = new Set(name.map((g) => g.y));
  assert.deepEqual(glyphs.filter((g) => lines.has(g.y) && g.x < end && g.glyph !== name[0].glyph), []);
}

test('public: what is longer than its column goes on in the next line of the PDF, whole, and never into the column beside it', async () => {
  const long = { name: 'W'.repeat(200), area: '鷺'.repeat(60), phone: '7'.repeat(30) };
  await d.sql(`insert into facility (id, name, kind, outside, area, phone_day, phone_listed, listed, created_at)
    values (gen_random_uuid(), '${long.name}', 'community_support_center', false, '${long.area}', '${long.phone}', true, true, 1)`);
  let page;
  await until('the facility to be on the paper', async () => {
    page = placed((await paper()).bytes);
    return page.words.some((p) => p.word.startsWith('WW'));
  });
  const [left, width] = [42, 595.276 - 2 * 42];
  const columns = { name: [/W/, 0, 0.42], area: [/鷺/, 0.66, 0.82], phone: [/777/, 0.82, 1] };
  for (const [what, [letters, begin, end]] of Object.entries(columns)) {
    const words = page.words.filter((p) => letters.test(p.word));
    assert.ok(words.length > 1, `${what}: several lines`);
    assert.equal(words.map((p) => p.word).join(''), long[what]);
    for (const { from, to } of words) assert.ok(from > left + begin * width && to < left + end * width, `${what}: ${from} to ${to}`);
  }
  nothingAdded(page.glyphs, left + columns.name[2] * width);
  await dropMade();
});

await main(import.meta.url);
