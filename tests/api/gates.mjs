// The gates before the spaces: pledge, documents and training, in any order; who records them, and of whom.
import assert from 'node:assert/strict';
import { d, main, nobody, refused, signedIn, test, unchanged } from './world.mjs';

const hatOf = async (login) => (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' order by h.from_at limit 1`))[0][0];
/** As somebody who has just been invited. */
const asNew = (login) => d.sql(`delete from pledge; delete from document_confirm; delete from training;
  update hat set admitted = false where account = (select id from account where login = '${login}')`);
const asBefore = () => d.sql("delete from pledge; delete from document_confirm; delete from training; update hat set admitted = true where kind = 'staff'");
/** A day in Japan, by the server's clock. */
const dayAfter = (n) => new Date(d.clock.now() + 9 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);
const document = (gates, kind) => gates.documents.find((x) => x.kind === kind);

test('nothing is there before pledge, documents and training; with the last of them everything is', async () => {
  await asNew('mori');
  const c = await signedIn('mori');
  assert.equal((await c.get('/api/session')).body.admitted, false);
  refused(await c.get('/api/state'), 403, 'gate_closed');
  const before = (await c.get('/api/gates')).body;
  assert.deepEqual([before.factor, before.facility, before.pledge, before.training], [true, '訪問看護ステーションひばり野', null, null]);
  assert.deepEqual(before.documents.map((x) => [x.kind, x.edition, x.at]), [['pledge', 1, null], ['points', 1, null]]);
  assert.match(document(before, 'pledge').body, /退職後も/);

  const { id } = document(before, 'pledge');
  refused(await c.post('/api/gates/pledge', { document: id, name: '森 花子' }), 400, 'bad_value', 'name');
  refused(await c.post('/api/gates/pledge', { document: document(before, 'points').id, name: '森 彩香' }), 409, 'conflict');
  assert.equal((await c.post('/api/gates/pledge', { document: id, name: '森彩香' })).status, 200, 'a space more or less does not matter');
  refused(await c.post('/api/gates/pledge', { document: id, name: '森 彩香' }), 409, 'conflict');
  refused(await c.get('/api/state'), 403, 'gate_closed');

  const points = `/api/gates/documents/${document(before, 'points').id}`;
  assert.equal((await c.post(points)).status, 200);
  refused(await c.post(points), 409, 'conflict');
  refused(await c.post(`/api/gates/documents/${id}`), 409, 'conflict');
  refused(await c.get('/api/state'), 403, 'gate_closed');

  const admin = await signedIn('takahashi');
  const path = `/api/staff/${await hatOf('mori')}/training`;
  for (const held_on of [dayAfter(1), '2199-01-01']) refused(await admin.post(path, { way: 'together', held_on }), 400, 'bad_value', 'held_on');
  refused(await admin.post(`/api/staff/${await hatOf('kobayashi')}/pledge`, { given_on: dayAfter(1) }), 400, 'bad_value', 'given_on');
  assert.equal((await admin.post(path, { way: 'together', held_on: dayAfter(0) })).status, 200);
  refused(await admin.post(path, { way: 'attended', held_on: '2026-11-20' }), 409, 'conflict');
  assert.equal((await c.get('/api/state')).status, 200, 'the same session goes on');
  const after = (await c.get('/api/gates')).body;
  assert.deepEqual([after.pledge, after.training, after.held_on], ['signed', 'together', dayAfter(0)]);
  assert.ok(after.documents.every((x) => x.at > 0));
  await asBefore();
});

test('a new edition of the 留意事項 is what counts for who comes then', async () => {
  await d.sql("insert into document (id, kind, edition, body, at) values (gen_random_uuid(), 'points', 2, '第2版', 1)");
  await asNew('mori');
  const c = await signedIn('mori');
  const { documents } = (await c.get('/api/gates')).body;
  assert.deepEqual(documents.map((x) => [x.kind, x.edition]), [['pledge', 1], ['points', 2]]);
  await d.sql('delete from document where edition = 2');
  await asBefore();
});

test('those who look after people see what is missing, and record it for others only', async () => {
  await asNew('kobayashi');
  const [admin, office, other, colleague] = [await signedIn('takahashi'), await signedIn('miura'), await signedIn('sato'), await signedIn('okada')];
  const hat = await hatOf('kobayashi');
  const [first] = (await admin.get('/api/staff')).body.staff;
  assert.deepEqual([first.person.hat, first.admitted, first.pledged_on, first.trained_on, first.confirmed, first.own], [hat, false, null, null, false, false]);
  assert.deepEqual((await office.get('/api/staff')).body.staff.map((s) => s.person.hat), [hat], 'the office: whom something is missing');
  assert.ok((await other.get('/api/staff')).body.staff.every((s) => s.person.hat !== hat));
  refused(await colleague.get('/api/staff'), 404, 'not_found');
  const own = await hatOf('takahashi');
  await unchanged(async () => {
    for (const c of [other, colleague]) refused(await c.post(`/api/staff/${hat}/pledge`, { given_on: '2024-04-01' }), 404, 'not_found');
    refused(await office.post(`/api/staff/${hat}/pledge`, { given_on: '2024-04-01' }), 404, 'not_found');
    for (const c of [other, colleague]) refused(await c.post(`/api/staff/${hat}/training`, { way: 'attended', held_on: '2026-11-20' }), 404, 'not_found');
    refused(await admin.post(`/api/staff/${own}/training`, { way: 'attended', held_on: '2026-11-20' }), 404, 'not_found');
    refused(await admin.post(`/api/staff/${nobody}/pledge`, { given_on: '2024-04-01' }), 404, 'not_found');
    refused(await admin.post(`/api/staff/${hat}/training`, { way: 'video', held_on: '2026-11-20' }), 400, 'bad_value', 'way');
  });
  assert.equal((await admin.post(`/api/staff/${hat}/pledge`, { given_on: '2024-04-01' })).status, 200);
  assert.equal((await office.post(`/api/staff/${hat}/training`, { way: 'attended', held_on: '2026-11-20' })).status, 200);
  const c = await signedIn('kobayashi');
  refused(await c.get('/api/state'), 403, 'gate_closed');
  const { documents, pledge } = (await c.get('/api/gates')).body;
  assert.equal(pledge, 'earlier');
  assert.equal((await c.post(`/api/gates/documents/${document({ documents }, 'points').id}`)).status, 200);
  assert.equal((await c.get('/api/state')).status, 200);
  assert.deepEqual((await office.get('/api/staff')).body.staff, []);
  await asBefore();
});

test('the server’s own role can admit nobody whom something is missing', async () => {
  await asNew('mori');
  const hat = await hatOf('mori');
  await assert.rejects(d.sql(`update hat set admitted = true where id = '${hat}'`, undefined, 'tasuki_front'), /permission denied/);
  assert.deepEqual(await d.sql(`select hat_admit('${hat}')`, undefined, 'tasuki_front'), [['f']]);
  await asBefore();
});

await main(import.meta.url);
