// トラブル連絡 from the report to its end: who hears of it, what is refused, the clock, two clerks at once; no patient in it.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { d, key, main, nobody, patient, refused, signedIn, test, unchanged } from './world.mjs';

const hour = 3_600_000;
const report = (more = {}) => ({ key: key(), kind: 'lost_device', noticed_at: d.clock.now() - 60_000, words: '訪問の帰りに業務用の携帯電話をなくしました。', ...more });
const hatOf = async (login) => (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' and h.ended_at is null order by h.from_at limit 1`))[0][0];
const show = async (client, id) => (await client.get(`/api/incidents/${id}`)).body;
const inbox = async (client) => (await client.get('/api/inbox')).body.incidents;
const listed = async (client, id) => (await client.get('/api/incidents')).body.incidents.find((i) => i.id === id);
const path = (id, act) => `/api/incidents/${id}/${act}`;

async function reported(client, more) {
  const answer = await client.post('/api/incidents', report(more));
  assert.equal(answer.status, 201, answer.text);
  return answer.body.id;
}

test('a helper reports; the own 施設管理者 and the office hear of it at once, nobody elsewhere does', async () => {
  const [nurse, admin, office, committee, elsewhere, colleague] = await Promise.all(['mori', 'takahashi', 'miura', 'nishimura', 'sato', 'okada'].map((l) => signedIn(l)));
  const live = await Promise.all([admin, office].map((c) => c.live()));
  const id = await reported(nurse, { first_phoned: true, first_searched: true });
  for (const l of live) await l.next({ t: 'inbox' });
  for (const c of [admin, office]) assert.ok((await inbox(c)).some((i) => i.id === id && i.state === 'reported' && !i.overdue));
  for (const c of [committee, nurse]) assert.ok((await inbox(c)).every((i) => i.id !== id), 'nothing for them to do');
  for (const c of [nurse, admin, office, committee]) {
    const one = await show(c, id);
    assert.deepEqual([one.kind, one.state, one.by.name, one.first, one.signed_out, one.answered_at], ['lost_device', 'reported', '森 彩香', ['phoned', 'searched'], false, null]);
    assert.equal(one.answer_by - one.at, 24 * hour);
    assert.equal((await listed(c, id)).no, one.no);
  }
  assert.deepEqual((await show(office, id)).may, ['close', 'handle', 'note']);
  assert.deepEqual((await show(admin, id)).may, ['note']);
  assert.deepEqual((await show(committee, id)).may, []);
  await unchanged(async () => {
    for (const c of [elsewhere, colleague]) {
      assert.equal(await listed(c, id), undefined);
      refused(await c.get(`/api/incidents/${id}`), 404, 'not_found');
      refused(await c.post(path(id, 'notes'), { version: 1, words: '見えますか' }), 404, 'not_found');
      for (const act of ['reopen']) refused(await c.post(path(id, act), { version: 1, words: '見えますか' }), 404, 'not_found');
    }
    refused(await committee.post(path(id, 'notes'), { version: 1, words: '委員会です' }), 404, 'not_found');
    for (const c of [committee, admin, nurse]) refused(await c.post(path(id, 'handle'), { version: 1 }), 404, 'not_found');
    refused(await office.post('/api/incidents', report()), 404, 'not_found');
  });
  live.forEach((l) => l.close());
});

test('連絡済み, 対応中, 終了 and opened again; each step with who did it, and done to what was seen', async () => {
  const [nurse, admin, office, other] = [await signedIn('mori'), await signedIn('takahashi'), await signedIn('miura'), await signedIn('ono')];
  const id = await reported(nurse, { kind: 'wrong_recipient', words: '別のグループに予定を書いてしまいました。', first_removed: true });
  assert.deepEqual((await admin.post(path(id, 'notes'), { version: 1, words: '投稿は削除を確認しました。' })).body, { version: 2 });
  assert.equal((await show(office, id)).state, 'reported', 'the facility’s own word is not the office’s answer');
  const both = await Promise.all([office, other].map((c) => c.post(path(id, 'handle'), { version: 2 })));
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 409], 'of two clerks one is told');
  let one = await show(nurse, id);
  assert.deepEqual([one.state, one.version, one.answered_at > 0], ['handling', 3, true]);
  refused(await nurse.post(path(id, 'notes'), { version: 2, words: '遅れて書きました' }), 409, 'conflict');
  assert.equal((await nurse.post(path(id, 'notes'), { version: 3, words: '参加者の方には電話でお詫びしました。' })).status, 200);
  const close = { version: 4, done: '投稿の削除と、読んだ方への連絡を確かめました。', prevention: '投稿の前に読む人を声に出して確かめます。' };
  for (const c of [nurse, admin]) refused(await c.post(path(id, 'close'), close), 404, 'not_found');
  refused(await office.post(path(id, 'close'), { ...close, prevention: '' }), 400, 'bad_value', 'prevention');
  refused(await office.post(path(id, 'close'), { version: 4, done: 'はい' }), 400, 'field_missing', 'prevention');
  refused(await office.post(path(id, 'close'), { ...close, version: 3 }), 409, 'conflict');
  assert.equal((await office.post(path(id, 'close'), close)).status, 200);
  refused(await office.post(path(id, 'close'), { ...close, version: 5 }), 409, 'conflict');
  refused(await admin.post(path(id, 'notes'), { version: 5, words: 'もう終わっています' }), 409, 'conflict');
  for (const c of [admin, office]) assert.ok((await inbox(c)).every((i) => i.id !== id));
  assert.deepEqual((await show(admin, id)).may, ['reopen']);
  assert.deepEqual((await show(nurse, id)).may, []);
  refused(await nurse.post(path(id, 'reopen'), { version: 5, words: 'まだです' }), 404, 'not_found');
  assert.equal((await admin.post(path(id, 'reopen'), { version: 5, words: '同じことがもう一度ありました。' })).status, 200);
  one = await show(nurse, id);
  assert.deepEqual(one.steps.map((s) => [s.kind, s.by.name]), [
    ['reported', '森 彩香'], ['note', '高橋 由美子'], ['handling', one.steps[2].by.name], ['note', '森 彩香'], ['closed', '三浦 典子'], ['reopened', '高橋 由美子'],
  ]);
  assert.deepEqual([one.state, one.closed_at, one.steps[4].words, one.steps[4].prevention], ['handling', null, close.done, close.prevention]);
  assert.ok(one.open_since > one.at);
  assert.equal((await office.post(path(id, 'close'), { ...close, version: 6 })).status, 200, 'and closed once more');
});

test('the office’s first note is its answer', async () => {
  const [nurse, office] = [await signedIn('mori'), await signedIn('miura')];
  const id = await reported(nurse, { kind: 'other' });
  assert.equal((await office.post(path(id, 'notes'), { version: 1, words: 'お電話でお話を伺いました。' })).status, 200);
  const one = await show(nurse, id);
  assert.deepEqual([one.state, one.steps.at(-1).kind, one.steps.at(-1).words], ['handling', 'handling', 'お電話でお話を伺いました。']);
});

test('no patient in it: a name of one’s own patients is refused with its place, and nothing is kept', async () => {
  await patient('mori');
  const [nurse, office] = [await signedIn('mori'), await signedIn('miura')];
  const id = await reported(nurse, { kind: 'wrong_patient', words: '別の方のタイムラインに書きました。' });
  const kept = () => d.sql("select (select count(*) from incident), (select count(*) from incident_step), (select string_agg(version::text, ',' order by no) from incident)");
  const before = await kept();
  const answer = await nurse.post('/api/incidents', report({ kind: 'wrong_patient', words: '試験 花子様のことを別の方に書きました。' }));
  assert.deepEqual([answer.status, answer.body.error, answer.body.places[0].field], [422, 'patient_data', 'words']);
  const note = await nurse.post(path(id, 'notes'), { version: 1, words: '試験花子さんのご家族に謝りました。' });
  assert.deepEqual([note.status, note.body.error], [422, 'patient_data']);
  const closing = await office.post(path(id, 'close'), { version: 1, done: '090-1234-5678に電話しました。', prevention: '注意します。' });
  assert.deepEqual([closing.status, closing.body.places[0].field], [422, 'done']);
  assert.deepEqual(await kept(), before);
});

test('of a lost device every other session ends with the same tap; a 施設管理者 reports for somebody of the own facility', async () => {
  const [here, lost, admin, elsewhere] = [await signedIn('mori'), await signedIn('mori'), await signedIn('takahashi'), await signedIn('sato')];
  const socket = await lost.live();
  const id = await reported(here, { sign_out: true });
  assert.equal(await socket.closed, 4401);
  refused(await lost.get('/api/state'), 401, 'session_none');
  assert.equal((await here.get('/api/state')).status, 200, 'this device goes on');
  assert.equal((await show(here, id)).signed_out, true);
  const hat = await hatOf('mori');
  await unchanged(async () => {
    refused(await elsewhere.post('/api/incidents', report({ about: hat, sign_out: true })), 400, 'bad_value', 'about');
    refused(await here.post('/api/incidents', report({ about: await hatOf('takahashi'), sign_out: true })), 400, 'bad_value', 'about');
    refused(await admin.post('/api/incidents', report({ about: nobody, sign_out: true })), 400, 'bad_value', 'about');
  });
  const other = await reported(admin, { about: hat, sign_out: true });
  refused(await here.get('/api/state'), 401, 'session_none');
  assert.equal((await show(admin, other)).about.name, '森 彩香');
  const back = await signedIn('mori');
  assert.equal(await listed(back, other), undefined, 'the report is the 施設管理者’s');
});

test('sent twice it is one; bad input and somebody else’s key are told apart', async () => {
  const [nurse, admin] = [await signedIn('mori'), await signedIn('takahashi')];
  const one = report();
  const answers = await Promise.all([1, 2].map(() => nurse.post('/api/incidents', one)));
  assert.deepEqual(answers.map((a) => [a.status, a.body.id]), [[201, one.key], [201, one.key]]);
  assert.equal((await show(nurse, one.key)).steps.length, 1);
  refused(await admin.post('/api/incidents', one), 409, 'conflict');
  await unchanged(async () => {
    refused(await nurse.post('/api/incidents', report({ kind: 'fire' })), 400, 'bad_value', 'kind');
    refused(await nurse.post('/api/incidents', report({ words: '' })), 400, 'bad_value', 'words');
    refused(await nurse.post('/api/incidents', report({ words: 'あ'.repeat(2001) })), 400, 'too_long', 'words');
    refused(await nurse.post('/api/incidents', report({ noticed_at: d.clock.now() + hour })), 400, 'bad_value', 'noticed_at');
    refused(await nurse.post('/api/incidents', report({ noticed_at: -1 })), 400, 'bad_value', 'noticed_at');
    refused(await nurse.post('/api/incidents', report({ first_prayed: true })), 400, 'field_unknown');
    refused(await nurse.get(`/api/incidents/${nobody}`), 404, 'not_found');
    refused(await nurse.post(path(nobody, 'notes'), { version: 1, words: 'どこ' }), 404, 'not_found');
  });
});

test('not answered in time, the desks are reminded once, and the committee hears of it too', async () => {
  const [nurse, old, tardy] = [await signedIn('mori'), await signedIn('miura'), await signedIn('nishimura')];
  const [late, answered] = [await reported(nurse), await reported(nurse)];
  assert.equal((await old.post(path(answered, 'handle'), { version: 1 })).status, 200);
  tardy.close();
  d.advance(24 * hour + 60_000);
  await until('reminded', async () => (await d.sql(`select reminded_at is not null from incident where id = '${late}'`))[0][0] === 't');
  const [office, committee] = [await signedIn('miura'), await signedIn('nishimura')];
  assert.equal((await inbox(office)).find((i) => i.id === late).overdue, true);
  assert.deepEqual((await inbox(committee)).filter((i) => [late, answered].includes(i.id)).map((i) => i.id), [late]);
  assert.equal((await listed(office, answered)).overdue, false);
  assert.deepEqual(await d.sql(`select reminded_at is null from incident where id = '${answered}'`), [['t']]);
  assert.equal((await office.post(path(late, 'handle'), { version: 1 })).status, 200);
  assert.ok((await inbox(committee)).every((i) => i.id !== late));
});

await main(import.meta.url);
