// History in both directions to its ends, unread counts, cursors and receipts, drafts.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { d, join, key, leave, look, main, nobody, onEachWorker, patient, post, refused, signedIn, test, unchanged } from './world.mjs';

const page = async (client, space, query = '') => (await client.get(`/api/spaces/${space}/posts${query}`)).body;
const nos = (p) => p.posts.map((one) => one.no);
const upTo = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const spaceOf = async (client, id) => (await client.get('/api/state')).body.spaces.find((s) => s.id === id);

async function filled(n, ...logins) {
  const space = await patient(...logins);
  const doctor = await signedIn('sato');
  for (let i = 1; i <= n; i++) await post(doctor, space, `第${i}`);
  return { space, doctor };
}

test('history pages both ways, each post once, and tells at which ends there is more', async () => {
  const { space, doctor } = await filled(23);
  const newest = await page(doctor, space, '?limit=7');
  assert.deepEqual([nos(newest), newest.more_before, newest.more_after], [upTo(17, 23), true, false]);
  let seen = nos(newest);
  for (let p = newest; p.more_before; ) {
    p = await page(doctor, space, `?limit=7&before=${seen[0]}`);
    assert.equal(p.more_after, true);
    seen = [...nos(p), ...seen];
  }
  assert.deepEqual(seen, upTo(1, 23));
  seen = [];
  for (let p = { more_after: true }; p.more_after; ) {
    p = await page(doctor, space, `?limit=7&after=${seen.at(-1) ?? 0}`);
    assert.equal(p.more_before, seen.length > 0);
    seen.push(...nos(p));
  }
  assert.deepEqual(seen, upTo(1, 23));
  const around = await page(doctor, space, '?limit=5&around=10');
  assert.deepEqual([nos(around), around.more_before, around.more_after], [upTo(8, 12), true, true]);
  const ends = [['?before=1', [], false, true], ['?after=23', [], true, false], ['?after=999', [], true, false], ['?before=999&limit=2', [22, 23], true, false]];
  for (const [query, ...rest] of ends) {
    const p = await page(doctor, space, query);
    assert.deepEqual([nos(p), p.more_before, p.more_after], rest, query);
  }
  const first = await page(doctor, space, '?limit=3&around=1');
  assert.deepEqual([nos(first), first.more_before], [[1, 2, 3], false]);
  const all = await page(doctor, space, '?limit=23&after=0');
  assert.deepEqual([all.more_before, all.more_after, all.posts.length], [false, false, 23]);
  const none = await page(doctor, await patient());
  assert.deepEqual([none.posts, none.people, none.more_before, none.more_after], [[], [], false, false]);
});

test('a page’s query says precisely that it is wrong', async () => {
  const { space, doctor } = await filled(1);
  const wrong = ['limit=0', 'limit=101', 'limit=-1', 'limit=1.5', 'limit=', 'limit=x', 'before=-1', 'before=1e3', 'after=%20', 'around=99999999999999999999', 'before=1&after=1', 'after=0&around=1'];
  for (const query of wrong) refused(await doctor.get(`/api/spaces/${space}/posts?${query}`), 400, 'bad_value', 'query');
});

test('who joined from now on pages within the window, and its ends are where the window ends', async () => {
  const { space, doctor } = await filled(6);
  await join(space, 'takahashi', '--history', 'from_now');
  const nurse = await signedIn('takahashi');
  const empty = await page(nurse, space);
  assert.deepEqual([empty.posts, empty.more_before, empty.more_after], [[], false, false]);
  for (let i = 7; i <= 12; i++) await post(doctor, space, `第${i}`);
  assert.deepEqual(nos(await page(nurse, space)), upTo(7, 12));
  for (const [query, wanted, before, after] of [
    ['?limit=3', upTo(10, 12), true, false], ['?limit=3&before=10', upTo(7, 9), false, true], ['?limit=3&after=0', upTo(7, 9), false, true],
    ['?limit=3&after=5', upTo(7, 9), false, true], ['?limit=3&after=6', upTo(7, 9), false, true], ['?limit=3&after=7', upTo(8, 10), true, true],
    ['?limit=3&around=3', upTo(7, 9), false, true], ['?before=7', [], false, true], ['?before=3', [], false, true],
  ]) {
    const p = await page(nurse, space, query);
    assert.deepEqual([nos(p), p.more_before, p.more_after], [wanted, before, after], query);
  }
  const old = (await page(doctor, space, '?before=2')).posts[0].id;
  for (const path of ['', '/versions', '/receipts', '/replies']) {
    assert.deepEqual(look(await nurse.get(`/api/spaces/${space}/posts/${old}${path}`)), look(await nurse.get(`/api/spaces/${space}/posts/${nobody}${path}`)));
  }
  assert.equal((await spaceOf(nurse, space)).unread, 6);
});

test('unread: a space’s own and in total; one’s own posts, deleted ones and opened ones do not count', async () => {
  const { space, doctor } = await filled(3, 'takahashi');
  const [nurse, otherDevice] = await onEachWorker(await signedIn('takahashi'));
  const total = async () => (await nurse.get('/api/state')).body.unread;
  const before = (await total()) - 3;
  assert.equal((await spaceOf(nurse, space)).unread, 3);
  const late = await post(doctor, space, '第4');
  await post(nurse, space, '自分の');
  assert.deepEqual([(await spaceOf(nurse, space)).unread, await total()], [4, before + 4]);
  await doctor.delete(`/api/spaces/${space}/posts/${late.id}`);
  assert.deepEqual([(await spaceOf(nurse, space)).unread, await total()], [3, before + 3]);
  await nurse.put(`/api/spaces/${space}/cursor`, { opened_no: 2 });
  assert.deepEqual([(await spaceOf(otherDevice, space)).unread, await total()], [1, before + 1]);
  await nurse.put(`/api/spaces/${space}/cursor`, { opened_no: 5 });
  assert.deepEqual([(await spaceOf(otherDevice, space)).unread, await total()], [0, before]);
});

test('届いた and 開いた: each recipient’s own cursor, only forward, with the time of each post', async () => {
  const { space, doctor } = await filled(3, 'takahashi', 'ito');
  const nurse = await signedIn('takahashi');
  const [nurseHat, doctorHat] = [(await nurse.get('/api/session')).body.hat.hat, (await doctor.get('/api/session')).body.hat.hat];
  const posts = (await page(doctor, space)).posts;
  const move = async (body) => assert.equal((await nurse.put(`/api/spaces/${space}/cursor`, body)).status, 200);
  const figures = async () => (await page(doctor, space)).posts.map((p) => [p.receipt.of, p.receipt.delivered, p.receipt.opened].join());
  const ofNurse = async (i, client = doctor) =>
    (await client.get(`/api/spaces/${space}/posts/${posts[i].id}/receipts`)).body.receipts.find((r) => r.hat === nurseHat);
  assert.deepEqual(await figures(), ['2,0,0', '2,0,0', '2,0,0']);
  await move({ delivered_no: 2 });
  assert.deepEqual(await figures(), ['2,1,0', '2,1,0', '2,0,0']);
  const delivered = await ofNurse(1);
  assert.ok(delivered.delivered_at > 0 && delivered.opened_at === null);
  d.advance(60_000);
  await move({ opened_no: 1 });
  assert.deepEqual(await figures(), ['2,1,1', '2,1,0', '2,0,0']);
  const opened = await ofNurse(0);
  assert.ok(opened.opened_at >= opened.delivered_at + 60_000 && opened.delivered_at === delivered.delivered_at);
  d.advance(60_000);
  await move({ opened_no: 3 });
  assert.deepEqual(await figures(), ['2,1,1', '2,1,1', '2,1,1']);
  assert.deepEqual(await ofNurse(0), opened, 'when the first was opened does not change');
  assert.ok((await ofNurse(2)).opened_at >= opened.opened_at + 60_000);
  await unchanged(async () => {
    await move({ delivered_no: 1, opened_no: 1 });
    await move({});
    refused(await nurse.put(`/api/spaces/${space}/cursor`, { opened_no: 4 }), 400, 'bad_value', 'opened_no');
    refused(await nurse.put(`/api/spaces/${space}/cursor`, { delivered_no: 4 }), 400, 'bad_value', 'delivered_no');
    refused(await nurse.put(`/api/spaces/${space}/cursor`, { opened_no: -1 }), 400, 'bad_value', 'opened_no');
    refused(await nurse.put(`/api/spaces/${space}/cursor`, { opened_no: 1, hat: doctorHat }), 400, 'field_unknown');
  });
  const own = (await page(nurse, space)).posts;
  assert.ok(own.every((p) => p.receipt === null), 'others’ posts carry no counts');
  const all = (await doctor.get(`/api/spaces/${space}/posts/${posts[0].id}/receipts`)).body;
  assert.deepEqual(all.receipts.map((r) => r.hat).includes(doctorHat), false, 'the author is no recipient');
  assert.equal(all.receipts.length, 2);
});

test('own posts carry the counts in whatever answer they come', async () => {
  const { space, doctor } = await filled(1, 'takahashi');
  const nurse = await signedIn('takahashi');
  await nurse.put(`/api/spaces/${space}/cursor`, { opened_no: 1 });
  const [made] = (await page(doctor, space)).posts;
  const wanted = { of: 1, delivered: 1, opened: 1 };
  const path = `/api/spaces/${space}/posts/${made.id}`;
  assert.deepEqual(made.receipt, wanted);
  assert.deepEqual((await doctor.get(path)).body.post.receipt, wanted);
  assert.deepEqual((await doctor.put(path, { key: key(), body: '直し', version: 1 })).body.receipt, wanted);
  assert.equal((await nurse.put(`${path}/reaction`, { kind: 'seen', version: 2 })).body.receipt, null);
  assert.equal((await nurse.get(path)).body.post.receipt, null);
});

test('recipients are those who were members when it was written', async () => {
  const { space, doctor } = await filled(0, 'takahashi');
  await post(doctor, space, '一');
  await join(space, 'ito');
  await post(doctor, space, '二');
  await leave(space, 'takahashi');
  await post(doctor, space, '三');
  const { posts } = await page(doctor, space);
  assert.deepEqual(posts.map((p) => p.receipt.of), [1, 2, 1]);
});

test('a draft is one’s own, the same on both workers, replaced, emptied', async () => {
  const { space, doctor } = await filled(1, 'takahashi');
  const nurse = await signedIn('takahashi');
  const [one, two] = await onEachWorker(nurse);
  const path = `/api/spaces/${space}/draft`;
  assert.deepEqual((await one.get(path)).body, { body: '', reply_to: null, at: null });
  const root = (await page(nurse, space)).posts[0].id;
  const kept = (await one.put(path, { body: '書きかけ\n二行目', reply_to: root })).body;
  assert.deepEqual((await two.get(path)).body, { body: '書きかけ\n二行目', reply_to: root, at: kept.at });
  assert.equal((await doctor.get(path)).body.body, '', 'nobody else sees it');
  await two.put(path, { body: 'あ'.repeat(10_000) });
  assert.deepEqual([(await one.get(path)).body.body.length, (await one.get(path)).body.reply_to], [10_000, null]);
  await unchanged(async () => {
    refused(await one.put(path, { body: 'あ'.repeat(10_001) }), 400, 'too_long', 'body');
    refused(await one.put(path, {}), 400, 'field_missing', 'body');
    refused(await one.put(path, { body: 'x', hat: nobody }), 400, 'field_unknown');
  });
  await one.put(path, { body: '' });
  assert.equal((await two.get(path)).body.body, '');
});

test('other devices hear that the draft changed, other people do not', async () => {
  const { space, doctor } = await filled(0, 'takahashi');
  const nurse = await signedIn('takahashi');
  const phone = await (await signedIn('takahashi')).live();
  const other = await doctor.live();
  const { at } = (await nurse.put(`/api/spaces/${space}/draft`, { body: 'あ' })).body;
  assert.deepEqual(await phone.next({ t: 'draft' }), { t: 'draft', space, at });
  await other.barrier();
  assert.ok(!other.frames.some((f) => f.t === 'draft'));
});

test('receipts reach the author’s socket within a beat, on whichever worker', async () => {
  const { space, doctor } = await filled(2, 'takahashi');
  const nurse = await signedIn('takahashi');
  const hat = (await nurse.get('/api/session')).body.hat.hat;
  const author = await doctor.live();
  const reader = await nurse.live();
  reader.send({ t: 'cursor', space, delivered_no: 2, opened_no: 1 });
  const frame = await author.next((f) => f.t === 'receipts' && f.cursors.some((c) => c.hat === hat));
  const cursor = frame.cursors.find((c) => c.hat === hat);
  assert.deepEqual([cursor.delivered_no, cursor.opened_no], [2, 1]);
  await until('it to be kept', async () => (await page(doctor, space)).posts[0].receipt.opened === 1);
  reader.send({ t: 'cursor', space: nobody, opened_no: 1 });
  assert.deepEqual((({ error, detail }) => [error, detail])(await reader.next({ t: 'error' })), ['not_found', 'space']);
});

await main(import.meta.url);
