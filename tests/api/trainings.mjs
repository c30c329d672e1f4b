// 研修: the office enters them and records who was there; the video's file in parts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { film } from '../lib/film.mjs';
import { d, key, main, nobody, refused, signedIn, test, unchanged } from './world.mjs';

const day = (n) => new Date(d.clock.now() + 9 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);
const training = (more = {}) => ({ key: key(), title: '第1回研修会', kind: 'meeting', held_on: day(-3), place: '医師会館', ...more });
const hatOf = async (login) => (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' order by h.from_at limit 1`))[0][0];
/** Everything is passed but the training. */
const untrained = async (login) => {
  const hat = await hatOf(login);
  await d.sql(`update hat set admitted = false where id = '${hat}';
    insert into pledge (hat, way, given_on, by, at) values ('${hat}', 'earlier', '2025-04-01', '${hat}', 1);
    insert into document_confirm (hat, document, at) select '${hat}', id, 1 from document where kind = 'points'`);
  return hat;
};
const clear = () => d.sql(`delete from training; delete from training_attendance; delete from training_session; delete from training_watch; delete from pledge;
  delete from document_confirm; update hat set admitted = true where kind = 'staff'`);
const put = (name, body) =>
  test(name, async () => {
    try {
      await body();
    } finally {
      await clear();
    }
  });

put('the office enters a training and changes it; of two clerks one', async () => {
  const [miura, ono, admin, nurse] = [await signedIn('miura'), await signedIn('ono'), await signedIn('takahashi'), await signedIn('mori')];
  const made = training({ held_on: day(5) });
  assert.equal((await miura.post('/api/trainings', made)).status, 201);
  assert.deepEqual((await miura.post('/api/trainings', made)).body, { id: made.key });
  const [one] = (await ono.get('/api/trainings')).body.trainings;
  assert.deepEqual([one.title, one.kind, one.held_on, one.place, one.held, one.attended, one.version], ['第1回研修会', 'meeting', made.held_on, '医師会館', false, 0, 1]);
  const { key: _, ...words } = made;
  const change = { ...words, version: 1, kind: 'online', place: 'オンライン会議' };
  const both = await Promise.all([miura, ono].map((c) => c.put(`/api/trainings/${made.key}`, change)));
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 409]);
  await unchanged(async () => {
    refused(await miura.put(`/api/trainings/${nobody}`, change), 404, 'not_found');
    refused(await miura.post('/api/trainings', training({ kind: 'video' })), 400, 'bad_value', 'kind');
    refused(await miura.post('/api/trainings', training({ held_on: 'morgen' })), 400, 'bad_value', 'held_on');
    refused(await miura.post(`/api/trainings/${made.key}/people`, { hat: await hatOf('mori'), attended: true }), 409, 'conflict');
    for (const c of [admin, nurse]) refused(await c.get('/api/trainings'), 404, 'not_found');
  });
  assert.equal((await miura.post(`/api/trainings/${made.key}/withdraw`)).status, 200);
  refused(await miura.put(`/api/trainings/${made.key}`, { ...change, version: 3 }), 409, 'conflict');
  assert.equal((await ono.get('/api/trainings')).body.trainings[0].withdrawn, true);
});

put('who was there is recorded of any facility, and it is the training that was missing', async () => {
  const hat = await untrained('mori');
  const [office, nurse] = [await signedIn('miura'), await signedIn('mori')];
  refused(await nurse.get('/api/state'), 403, 'gate_closed');
  const made = training();
  await office.post('/api/trainings', made);
  const at = `/api/trainings/${made.key}/people`;
  const { facility } = (await nurse.get('/api/session')).body.hat;
  const people = (await office.get(`${at}?facility=${facility.id}`)).body.people;
  const before = people.find((p) => p.person.hat === hat);
  assert.deepEqual([before.attended, before.admitted, before.trained_on, before.own], [false, false, null, false]);
  assert.ok(people.every((p) => p.person.facility.id === facility.id));
  assert.deepEqual((await office.get(at)).body.people, []);

  assert.equal((await office.post(at, { hat, attended: true })).status, 200);
  refused(await office.post(at, { hat, attended: true }), 409, 'conflict');
  assert.equal((await nurse.get('/api/state')).status, 200, 'the same session goes on');
  const gates = (await nurse.get('/api/gates')).body;
  assert.deepEqual([gates.training, gates.held_on], ['attended', made.held_on]);
  assert.deepEqual((await office.get(at)).body.people.map((p) => [p.person.hat, p.attended, p.admitted]), [[hat, true, true]]);
  refused(await office.post(`/api/trainings/${made.key}/withdraw`), 409, 'conflict');
  const { key: _, ...words } = made;
  refused(await office.put(`/api/trainings/${made.key}`, { ...words, version: 1, held_on: day(2) }), 400, 'bad_value', 'held_on');
  refused(await office.get(`${at}?facility=somewhere`), 400, 'bad_value', 'facility');
  refused(await office.post(at, { hat: nobody, attended: true }), 404, 'not_found');
  refused(await office.post(at, { hat: await hatOf('keiko'), attended: true }), 404, 'not_found');
});

put('a wrong entry is taken back: whom it let in stands before the gates, the others stay', async () => {
  const hat = await untrained('mori');
  const office = await signedIn('miura');
  const made = training();
  await office.post('/api/trainings', made);
  const at = `/api/trainings/${made.key}/people`;
  refused(await office.post(at, { hat, attended: false }), 409, 'conflict');
  await office.post(at, { hat, attended: true });
  const nurse = await signedIn('mori');
  const socket = await nurse.live();
  await socket.barrier();
  assert.equal((await office.post(at, { hat, attended: false })).status, 200);
  assert.equal(await socket.closed, 4401);
  refused(await nurse.get('/api/state'), 401, 'session_none');
  assert.equal((await (await signedIn('mori')).get('/api/session')).body.admitted, false);

  const other = await hatOf('okada');
  const colleague = await signedIn('okada');
  await office.post(at, { hat: other, attended: true });
  assert.equal((await office.post(at, { hat: other, attended: false })).status, 200);
  assert.equal((await colleague.get('/api/state')).status, 200, 'who was in before the entry stays in');
});

test('the video in parts, to staff alone, before the gates and after them', async () => {
  const bytes = fs.readFileSync(film.path);
  const [nurse, office, kin] = [await signedIn('mori'), await signedIn('miura'), await signedIn('keiko')];
  const own = (await nurse.get('/api/training')).body;
  assert.deepEqual([own.video, own.captions, own.length, own.reached, own.done_at], [true, true, 20_000, 0, null]);
  const at = '/api/training/video';
  const ask = (range, more = {}) => nurse.request('GET', at, { origin: null, headers: { ...(range ? { Range: range } : {}), ...more } });
  const whole = await ask();
  assert.deepEqual([whole.status, whole.headers['content-type'], whole.headers['content-length'], whole.headers['accept-ranges'], whole.headers['cache-control']],
    [200, 'video/webm', String(bytes.length), 'bytes', 'no-store']);
  const n = bytes.length;
  const parts = { 'bytes=0-': [0, n - 1], 'bytes=0-0': [0, 0], 'bytes=100-199': [100, 199], [`bytes=${n - 1}-`]: [n - 1, n - 1], 'bytes=-10': [n - 10, n - 1], 'bytes=10-99999999999999999999': [10, n - 1] };
  for (const [range, [from, to]] of Object.entries(parts)) {
    const part = await ask(range);
    assert.deepEqual([part.status, part.headers['content-range'], part.headers['content-length']], [206, `bytes ${from}-${to}/${n}`, String(to - from + 1)], range);
    assert.ok(part.bytes.equals(bytes.subarray(from, to + 1)), range);
  }
  for (const range of [`bytes=${n}-`, 'bytes=-0', 'bytes=99999999999999999999-']) {
    const none = await ask(range);
    refused(none, 416, 'range_refused');
    assert.equal(none.headers['content-range'], `bytes */${n}`, range);
  }
  for (const range of ['bytes=5-2', 'bytes=0-1,4-5', 'bytes=x', 'lines=0-1', 'bytes']) assert.equal((await ask(range)).status, 200, range);
  assert.equal((await ask('bytes=0-9', { 'If-Range': '"something"' })).status, 200, 'there is no validator to agree with');
  assert.match((await nurse.get('/api/training/captions')).text, /^WEBVTT/);
  for (const c of [office, kin]) for (const path of [at, '/api/training/captions', '/api/training']) refused(await c.get(path), 404, 'not_found');
  refused(await d.client().get(at), 401, 'session_none');
});

test('only the screen that plays it may play media', async () => {
  const c = d.client();
  assert.match((await c.get('/training')).headers['content-security-policy'], /media-src 'self';/);
  for (const path of ['/', '/training/x', '/trainings', '/api/training']) assert.doesNotMatch((await c.get(path)).headers['content-security-policy'], /media-src/);
});

export { clear, hatOf, put, untrained };
await main(import.meta.url);
