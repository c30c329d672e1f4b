// Documents with editions: written by the office, confirmed again by a day, those of others, those of one facility.
import assert from 'node:assert/strict';
import { d, key, main, nobody, refused, signedIn, test, unchanged } from './world.mjs';

/** A day in Japan, so many days from the deployment's now. */
const day = (n) => new Date(d.clock.now() + 9 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);
const edition = (kind, n, more = {}) => ({ key: key(), kind, edition: n, body: `第${n}版の本文`, from_on: day(0), confirm_by: day(10), ...more });
const clear = () => d.sql(`delete from document_confirm; delete from document_move; delete from facility_confirm; delete from facility_document; delete from pledge;
  delete from document where edition > 1 or kind = 'policy'; delete from guideline where id::text not like '5b0a6c52%';
  update guideline set edition = '最新版', version = 1, by = null, changed_at = 0, withdrawn_at = null; update hat set admitted = true where kind = 'staff'`);
/** Whatever comes of it, the town is as before. */
const put = (name, body) =>
  test(name, async () => {
    try {
      await body();
    } finally {
      await clear();
    }
  });
const due = async (c) => (await c.get('/api/inbox')).body.documents;
const newest = async (c, kind) => (await c.get('/api/documents')).body.documents.find((x) => x.kind === kind && x.newest);

put('a new edition asks everybody by a day: nothing is closed before it, and it is reminded of until it is confirmed', async () => {
  const [office, nurse, other] = [await signedIn('miura'), await signedIn('mori'), await signedIn('okada')];
  assert.deepEqual(await due(nurse), [], 'the first editions ask nobody who was here before');
  const made = edition('points', 2);
  assert.equal((await office.post('/api/documents', made)).status, 201);
  assert.deepEqual((await office.post('/api/documents', made)).body, { id: made.key }, 'the same key again is the same edition');
  const [one] = await due(nurse);
  assert.deepEqual(one, { id: made.key, kind: 'points', edition: 2, title: null, confirm_by: made.confirm_by, days_left: 11 });
  assert.equal((await nurse.get('/api/state')).status, 200, 'on day one nothing is closed');
  const listed = await newest(nurse, 'points');
  assert.deepEqual([listed.edition, listed.from_on, listed.confirm_by, listed.confirmed_at, 'asked' in listed], [2, made.from_on, made.confirm_by, null, false]);
  assert.equal((await nurse.get(`/api/documents/${made.key}`)).body.body, '第2版の本文');

  assert.equal((await nurse.post(`/api/gates/documents/${made.key}`)).status, 200);
  assert.deepEqual(await due(nurse), []);
  assert.ok((await newest(nurse, 'points')).confirmed_at > 0);
  assert.equal((await due(other)).length, 1, 'each for themselves');
  refused(await nurse.post(`/api/gates/documents/${made.key}`), 409, 'conflict');
  const [[first]] = await d.sql("select id from document where kind = 'points' and edition = 1");
  refused(await nurse.post(`/api/gates/documents/${first}`), 409, 'conflict');
  assert.equal((await nurse.get('/api/session')).body.admitted, true, 'confirming takes nothing away from who was here before');
});

put('of two clerks who write the same edition one does; days that leave no time are refused', async () => {
  const [miura, ono] = [await signedIn('miura'), await signedIn('ono')];
  const both = await Promise.all([miura, ono].map((c) => c.post('/api/documents', edition('policy', 1))));
  assert.deepEqual(both.map((a) => a.status).sort(), [201, 409]);
  await unchanged(async () => {
    for (const n of [1, 3, 100]) refused(await miura.post('/api/documents', edition('policy', n)), 409, 'conflict');
    for (const on of [day(-1), day(0), day(6)]) refused(await miura.post('/api/documents', edition('policy', 2, { confirm_by: on })), 400, 'bad_value', 'confirm_by');
    refused(await miura.post('/api/documents', edition('policy', 2, { from_on: day(20), confirm_by: day(19) })), 400, 'bad_value', 'confirm_by');
    refused(await miura.post('/api/documents', edition('policy', 2, { confirm_by: '2026-02-30' })), 400, 'bad_value', 'confirm_by');
    refused(await miura.post('/api/documents', edition('consent', 1)), 400, 'bad_value', 'kind');
    refused(await miura.post('/api/documents', edition('policy', 2, { body: '' })), 400, 'bad_value', 'body');
    refused(await miura.post('/api/documents', edition('policy', 2, { body: 'あ'.repeat(20001) })), 400, 'too_long', 'body');
    refused(await miura.get(`/api/documents/${nobody}`), 404, 'not_found');
  });
  assert.equal((await miura.post('/api/documents', edition('policy', 2, { confirm_by: day(7) }))).status, 201, 'a week is enough');
  assert.equal((await miura.post('/api/documents', { ...edition('policy', 3), confirm_by: undefined })).status, 201, 'or nobody is asked again');
});

put('an open page hears of a new edition and of a moved day at once; so does the facility of its own', async () => {
  const [office, admin, nurse, kin] = [await signedIn('miura'), await signedIn('takahashi'), await signedIn('mori'), await signedIn('keiko')];
  const [own, others] = [await nurse.live(), await kin.live()];
  const made = edition('policy', 1);
  assert.equal((await office.post('/api/documents', made)).status, 201);
  await own.next({ t: 'inbox' });
  assert.equal((await due(nurse))[0].confirm_by, made.confirm_by);
  assert.equal((await office.put(`/api/documents/${made.key}/days`, { version: 1, from_on: made.from_on, confirm_by: day(20) })).status, 200);
  await own.next({ t: 'inbox' });
  assert.equal((await due(nurse))[0].confirm_by, day(20));
  const house = { key: key(), edition: 1, title: '訪問車の使い方', body: '鍵は必ず戻します。' };
  assert.equal((await admin.post('/api/facility/documents', house)).status, 201);
  await own.next({ t: 'inbox' });
  assert.equal((await admin.post(`/api/facility/documents/${house.key}/withdraw`)).status, 200);
  await own.next({ t: 'inbox' });
  await others.barrier();
  for (const socket of [own, others]) socket.close();
});

put('the days of an edition are moved while they are ahead: kept as they were, shown, audited; who has confirmed has confirmed', async () => {
  const [office, nurse] = [await signedIn('miura'), await signedIn('mori')];
  const made = edition('policy', 1, { from_on: day(5), confirm_by: day(20) });
  await office.post('/api/documents', made);
  const move = (version, from_on, confirm_by) => office.put(`/api/documents/${made.key}/days`, { version, from_on, confirm_by });
  assert.equal((await nurse.post(`/api/gates/documents/${made.key}`)).status, 200);
  assert.equal((await move(1, day(0), day(30))).status, 200);
  const listed = await newest(nurse, 'policy');
  assert.deepEqual([listed.from_on, listed.confirm_by, listed.version, listed.confirmed_at > 0], [day(0), day(30), 2, true]);
  assert.deepEqual([listed.moved.from_on, listed.moved.confirm_by, listed.moved.at > 0], [day(5), day(20), true]);
  assert.deepEqual(await due(nurse), [], 'still confirmed');
  await unchanged(async () => {
    refused(await move(1, day(0), day(40)), 409, 'conflict');
    refused(await move(2, day(3), day(40)), 409, 'conflict');
    for (const on of [day(6), day(-1)]) refused(await move(2, day(0), on), 400, 'bad_value', 'confirm_by');
    refused(await move(2, day(0), undefined), 400, 'bad_value', 'confirm_by');
    refused(await move(2, day(0), '2026-02-30'), 400, 'bad_value', 'confirm_by');
    refused(await office.put(`/api/documents/${nobody}/days`, { version: 1, from_on: day(1) }), 404, 'not_found');
    refused(await nurse.put(`/api/documents/${made.key}/days`, { version: 2, from_on: day(0), confirm_by: day(40) }), 404, 'not_found');
    assert.equal((await move(2, day(0), day(30))).status, 200, 'nothing to move');
  });
  assert.equal((await move(2, day(0), day(7))).status, 200, 'earlier, with a week left');
  const [[moves, acts]] = await d.sql(`select (select count(*) from document_move where document = '${made.key}'),
    (select count(*) from audit where act = 'document_write' and object = '${made.key}' and result = 'ok')`);
  assert.deepEqual([moves, Number(acts) >= 3], ['2', true]);
});

put('the days of an edition before the newest are moved too, while they are ahead', async () => {
  const office = await signedIn('miura');
  const [first, second] = [edition('policy', 1, { from_on: day(3), confirm_by: day(12) }), edition('policy', 2, { from_on: day(20), confirm_by: day(30) })];
  for (const made of [first, second]) assert.equal((await office.post('/api/documents', made)).status, 201);
  assert.equal((await office.put(`/api/documents/${first.key}/days`, { version: 1, from_on: day(5), confirm_by: day(14) })).status, 200);
  const list = (await office.get('/api/documents')).body.documents.filter((x) => x.kind === 'policy');
  assert.deepEqual(list.map((x) => [x.edition, x.newest, x.from_on, x.confirm_by]), [[2, true, day(20), day(30)], [1, false, day(5), day(14)]]);
});

put('a day that is over stays; none is set or taken away; of two clerks one moves it', async () => {
  const [miura, ono] = [await signedIn('miura'), await signedIn('ono')];
  const [silent, asking] = [{ ...edition('policy', 1, { from_on: day(3) }), confirm_by: undefined }, edition('policy', 2, { from_on: day(3) })];
  for (const made of [silent, asking]) assert.equal((await miura.post('/api/documents', made)).status, 201);
  const move = (c, made, from_on, confirm_by, version = 1) => c.put(`/api/documents/${made.key}/days`, { version, from_on, confirm_by });
  await unchanged(async () => {
    refused(await move(miura, silent, day(-1)), 400, 'bad_value', 'from_on');
    refused(await move(miura, silent, day(4), day(30)), 400, 'bad_value', 'confirm_by');
    refused(await move(miura, asking, day(12), day(10)), 400, 'bad_value', 'confirm_by');
    const [[first]] = await d.sql("select id from document where kind = 'points' and edition = 1");
    refused(await move(miura, { key: first }, day(4)), 409, 'conflict');
  });
  const both = await Promise.all([miura, ono].map((c, i) => move(c, asking, day(3), day(20 + i))));
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 409]);
  await d.sql(`update document set from_on = '${day(-20)}', confirm_by = '${day(-1)}' where id = '${asking.key}'`);
  await unchanged(async () => refused(await move(miura, asking, day(-20), day(30), 2), 409, 'conflict'));
});

put('who looks after people sees names and times of their own; the office of all; the others nothing', async () => {
  const [office, admin, nurse, doctor] = [await signedIn('miura'), await signedIn('takahashi'), await signedIn('mori'), await signedIn('sato')];
  const made = edition('policy', 1);
  await office.post('/api/documents', made);
  await nurse.post(`/api/gates/documents/${made.key}`);
  const at = `/api/documents/${made.key}/confirmations`;
  const own = (await admin.get(at)).body;
  assert.deepEqual([own.confirmed, own.confirmations.filter((x) => x.at !== null).map((x) => x.person.name)], [1, ['森 彩香']]);
  assert.ok(own.confirmations.every((x) => x.person.facility.name === '訪問看護ステーションひばり野'));
  assert.equal(own.asked, own.confirmations.length);
  assert.equal(own.confirmations.at(-1).person.name, '森 彩香', 'who has not confirmed comes first');
  const all = (await office.get(at)).body;
  assert.ok(all.asked > own.asked && all.confirmed === 1);
  assert.deepEqual([(await newest(office, 'policy')).confirmed, (await newest(office, 'policy')).asked], [1, all.asked]);
  refused(await nurse.get(at), 404, 'not_found');
  refused(await admin.get(`/api/documents/${nobody}/confirmations`), 404, 'not_found');
  assert.equal((await doctor.get(at)).body.confirmations.some((x) => x.person.name === '森 彩香'), false, 'another facility');
});

put('a newer edition of 様式4 is signed again with one’s own name', async () => {
  const [office, nurse] = [await signedIn('miura'), await signedIn('mori')];
  const made = edition('pledge', 2);
  await office.post('/api/documents', made);
  assert.equal((await due(nurse))[0].kind, 'pledge');
  refused(await nurse.post(`/api/gates/documents/${made.key}`), 409, 'conflict');
  refused(await nurse.post('/api/gates/pledge', { document: made.key, name: '別の 人' }), 400, 'bad_value', 'name');
  assert.equal((await nurse.post('/api/gates/pledge', { document: made.key, name: '森 彩香' })).status, 200);
  refused(await nurse.post('/api/gates/pledge', { document: made.key, name: '森 彩香' }), 409, 'conflict');
  assert.deepEqual(await due(nurse), []);
  assert.deepEqual([(await nurse.get('/api/gates')).body.pledge, (await nurse.get('/api/gates')).body.admitted], ['signed', true]);
});

put('binding documents of others: a new edition is a notice, and of two who change one once', async () => {
  const [miura, ono, nurse] = [await signedIn('miura'), await signedIn('ono'), await signedIn('mori')];
  const { guidelines } = (await nurse.get('/api/documents')).body;
  assert.equal(guidelines.length, 3, 'the guidelines of Art. 9');
  const [one] = guidelines;
  const change = { version: 1, title: one.title, edition: '第7版', link: one.link };
  const both = await Promise.all([miura, ono].map((c) => c.put(`/api/guidelines/${one.id}`, change)));
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 409]);
  const after = (await nurse.get('/api/documents')).body.guidelines.find((g) => g.id === one.id);
  assert.deepEqual([after.edition, after.version, after.changed_at > 0], ['第7版', 2, true]);
  assert.deepEqual(await due(nurse), [], 'nobody is asked');
  const added = { key: key(), title: '県の手引き', edition: '令和8年版', link: 'https://example.jp/tebiki' };
  assert.equal((await miura.post('/api/guidelines', added)).status, 201);
  await unchanged(async () => {
    for (const link of ['http://example.jp/', 'javascript:alert(1)', 'HTTPS://example.jp/']) refused(await miura.post('/api/guidelines', { ...added, key: key(), link }), 400, 'bad_value', 'link');
    refused(await nurse.put(`/api/guidelines/${one.id}`, change), 404, 'not_found');
    refused(await miura.put(`/api/guidelines/${nobody}`, change), 404, 'not_found');
  });
  assert.equal((await miura.post(`/api/guidelines/${added.key}/withdraw`)).status, 200);
  refused(await miura.post(`/api/guidelines/${added.key}/withdraw`), 404, 'not_found');
  assert.equal((await nurse.get('/api/documents')).body.guidelines.length, 3);
});

put('a facility’s own documents: for its staff alone, reminded of, never a gate', async () => {
  const [admin, nurse, elsewhere, office] = [await signedIn('takahashi'), await signedIn('mori'), await signedIn('sato'), await signedIn('miura')];
  const first = { key: key(), edition: 1, title: '訪問車の使い方', body: '鍵は必ず戻します。', confirm_by: day(0) };
  assert.equal((await admin.post('/api/facility/documents', first)).status, 201);
  assert.deepEqual((await admin.post('/api/facility/documents', first)).body, { id: first.key });
  assert.deepEqual(await due(nurse), [{ id: first.key, kind: 'facility', edition: 1, title: '訪問車の使い方', confirm_by: first.confirm_by, days_left: 1 }]);
  assert.equal((await nurse.get(`/api/documents/${first.key}`)).body.body, '鍵は必ず戻します。');
  for (const c of [elsewhere, office]) {
    refused(await c.get(`/api/documents/${first.key}`), 404, 'not_found');
    assert.deepEqual((await c.get('/api/documents')).body.facility, []);
  }
  await unchanged(async () => {
    refused(await elsewhere.post(`/api/facility/documents/${first.key}/confirm`), 404, 'not_found');
    refused(await elsewhere.post('/api/facility/documents', { ...first, key: key(), line: first.key, edition: 2 }), 404, 'not_found');
    refused(await elsewhere.post(`/api/facility/documents/${first.key}/withdraw`), 404, 'not_found');
    refused(await nurse.post('/api/facility/documents', { ...first, key: key() }), 404, 'not_found');
    refused(await elsewhere.get(`/api/documents/${first.key}/confirmations`), 404, 'not_found');
    refused(await office.get(`/api/documents/${first.key}/confirmations`), 404, 'not_found');
    refused(await admin.post('/api/facility/documents', { ...first, key: key(), confirm_by: day(-1) }), 400, 'bad_value', 'confirm_by');
    refused(await admin.post('/api/facility/documents', { ...first, key: key(), edition: 2 }), 409, 'conflict');
  });
  assert.equal((await nurse.post(`/api/facility/documents/${first.key}/confirm`)).status, 200);
  refused(await nurse.post(`/api/facility/documents/${first.key}/confirm`), 409, 'conflict');
  assert.deepEqual(await due(nurse), []);
  const told = (await admin.get(`/api/documents/${first.key}/confirmations`)).body;
  assert.deepEqual(told.confirmations.filter((x) => x.at !== null).map((x) => x.person.name), ['森 彩香']);

  const second = { ...first, key: key(), line: first.key, edition: 2, body: '鍵は箱に戻します。' };
  const both = await Promise.all([second, { ...second, key: key() }].map((s) => admin.post('/api/facility/documents', s)));
  assert.deepEqual(both.map((a) => a.status).sort(), [201, 409], 'two editions with one number: one');
  const [asked] = await due(nurse);
  assert.equal(asked.edition, 2);
  refused(await nurse.post(`/api/facility/documents/${first.key}/confirm`), 409, 'conflict');
  refused(await admin.post(`/api/facility/documents/${first.key}/withdraw`), 404, 'not_found');
  assert.equal((await admin.post(`/api/facility/documents/${asked.id}/withdraw`)).status, 200);
  assert.deepEqual(await due(nurse), []);
  refused(await nurse.post(`/api/facility/documents/${asked.id}/confirm`), 409, 'conflict');
  assert.ok((await nurse.get('/api/documents')).body.facility.every((f) => f.ended));
});

put('relatives read the region’s documents, and are asked for nothing', async () => {
  const office = await signedIn('miura');
  await office.post('/api/documents', edition('policy', 1));
  const kin = await signedIn('keiko');
  const { documents, facility } = (await kin.get('/api/documents')).body;
  assert.deepEqual([documents.length, facility], [3, []]);
  assert.deepEqual(await due(kin), []);
  refused(await kin.post(`/api/gates/documents/${documents.find((x) => x.kind === 'policy').id}`), 404, 'not_found');
  assert.equal((await kin.get('/api/session')).body.admitted, true);
});

export { day, edition, put };
await main(import.meta.url);
