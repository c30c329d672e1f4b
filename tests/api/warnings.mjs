// 注意 and 指導 (Art. 11): given by the committee, in the person's inbox until acknowledged, in the history for ever; who reads them.
import assert from 'node:assert/strict';
import { d, key, main, nobody, refused, signedIn, test, unchanged } from './world.mjs';

const day = 86_400_000;
const hatOf = async (login) => (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' and h.ended_at is null order by h.from_at limit 1`))[0][0];
const inDays = (n) => new Date(d.clock.now() + 9 * 3_600_000 + n * day).toISOString().slice(0, 10);
const words = '自由グループへの投稿について、利用上の留意事項を読み直してください。';
const inbox = async (client) => (await client.get('/api/inbox')).body.warnings;
const listed = async (client, id) => (await client.get('/api/warnings')).body.warnings.find((w) => w.id === id);
const path = (id, act) => `/api/warnings/${id}/${act}`;

async function given(client, login, more = {}) {
  const answer = await client.post('/api/warnings', { key: key(), hat: await hatOf(login), kind: 'warning', words, due_on: inDays(7), ...more });
  assert.equal(answer.status, 201, answer.text);
  return answer.body.id;
}

test('it waits for the person, who acknowledges it once; the own 施設管理者, office and committee see it', async () => {
  const [committee, person, admin, office, elsewhere, colleague] = await Promise.all(['nishimura', 'mori', 'takahashi', 'miura', 'sato', 'okada'].map((l) => signedIn(l)));
  const socket = await person.live();
  const id = await given(committee, 'mori');
  await socket.next({ t: 'inbox' });
  const [waits] = (await inbox(person)).filter((w) => w.id === id);
  assert.deepEqual([waits.kind, waits.words, waits.due_on, waits.overdue], ['warning', words, inDays(7), false]);
  for (const c of [person, admin, office, committee]) {
    const one = await listed(c, id);
    assert.deepEqual([one.person.name, one.by.name, one.acknowledged_at, one.own], ['森 彩香', '西村 隆', null, c === person]);
  }
  await unchanged(async () => {
    for (const c of [elsewhere, colleague]) assert.equal(await listed(c, id), undefined);
    for (const c of [elsewhere, colleague, admin]) refused(await c.post(path(id, 'acknowledge')), 404, 'not_found');
    for (const c of [office, admin, person]) refused(await c.post(path(id, 'withdraw'), { words: '取り下げ' }), 404, 'not_found');
    for (const c of [office, admin]) refused(await c.post('/api/warnings', { key: key(), hat: await hatOf('mori'), kind: 'warning', words, due_on: inDays(7) }), 404, 'not_found');
  });
  const both = await Promise.all([1, 2].map(() => person.post(path(id, 'acknowledge'))));
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 409]);
  assert.ok((await inbox(person)).every((w) => w.id !== id));
  assert.ok((await listed(admin, id)).acknowledged_at > 0);
  socket.close();
});

test('withdrawn with a reason, by whichever member of the committee; it stays in the history and waits no more', async () => {
  const [committee, other, person] = [await signedIn('nishimura'), await signedIn('hayashi'), await signedIn('mori')];
  const id = await given(committee, 'mori', { kind: 'guidance' });
  refused(await other.post(path(id, 'withdraw'), { words: '' }), 400, 'bad_value', 'words');
  const both = await Promise.all([committee, other].map((c) => c.post(path(id, 'withdraw'), { words: '事実と違うことが分かりました。' })));
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 409]);
  refused(await person.post(path(id, 'acknowledge')), 409, 'conflict');
  assert.ok((await inbox(person)).every((w) => w.id !== id));
  const one = await listed(person, id);
  assert.deepEqual([one.withdrawn_words, one.overdue, one.kind], ['事実と違うことが分かりました。', false, 'guidance']);
});

test('to somebody of the staff only, by a day to come, without patient data; sent twice it is one', async () => {
  const committee = await signedIn('nishimura');
  const [hat, other] = [await hatOf('mori'), await hatOf('miura')];
  const input = { key: key(), hat, kind: 'warning', words, due_on: inDays(0) };
  const answers = await Promise.all([1, 2].map(() => committee.post('/api/warnings', input)));
  assert.deepEqual(answers.map((a) => [a.status, a.body.id]), [[201, input.key], [201, input.key]]);
  refused(await (await signedIn('hayashi')).post('/api/warnings', input), 409, 'conflict');
  await unchanged(async () => {
    const give = (more) => committee.post('/api/warnings', { ...input, key: key(), ...more });
    refused(await give({ hat: other }), 404, 'not_found');
    refused(await give({ hat: nobody }), 404, 'not_found');
    refused(await give({ due_on: inDays(-1) }), 400, 'bad_value', 'due_on');
    refused(await give({ due_on: '2026-02-30' }), 400, 'bad_value', 'due_on');
    refused(await give({ kind: 'thanks' }), 400, 'bad_value', 'kind');
    refused(await give({ words: 'あ'.repeat(2001) }), 400, 'too_long', 'words');
    refused(await committee.post(path(nobody, 'withdraw'), { words: 'どれ' }), 404, 'not_found');
  });
  const [[before]] = await d.sql('select count(*) from warning');
  const said = await committee.post('/api/warnings', { ...input, key: key(), words: '山田花子様（87歳）のことを書いていました。' });
  assert.deepEqual([said.status, said.body.error], [422, 'patient_data']);
  assert.deepEqual(await d.sql('select count(*) from warning'), [[before]]);
});

test('not acknowledged by its day, it is overdue for everybody who reads it', async () => {
  const id = await given(await signedIn('nishimura'), 'mori', { due_on: inDays(1) });
  d.advance(2 * day);
  const [person, office, admin] = [await signedIn('mori'), await signedIn('miura'), await signedIn('takahashi')];
  assert.equal((await inbox(person)).find((w) => w.id === id).overdue, true);
  for (const c of [office, admin]) assert.equal((await listed(c, id)).overdue, true);
  assert.equal((await person.post(path(id, 'acknowledge'))).status, 200);
  assert.equal((await listed(office, id)).overdue, false);
});

await main(import.meta.url);
