// 完全削除 wished by a relative from her own account: both timelines of the patient go, and she is told and certified like the clinic.
import assert from 'node:assert/strict';
import { accept, answer, approve, ask, check, d, day, due, end, erased, key, later, main, object, ok, patient, refused, row, stateOf, sweep, test } from './world.mjs';

const secret = 'kaede5hanabi5kaede';
const daughter = { name: '試験 みどり', self: false, relation: '長女', key_person: true, identified: 'met' };
const consent = {
  kind: 'prior', giver: '試験 一郎', relation: '長男', explained_by: '試験 看護師', signed_on: '2026-01-05', original_at: '書庫',
  scope_photo: false, scope_family: true, scope_disaster: false, scope_after_death: false,
};

/** How many accounts of this login name there are. */
const accounts = async (login) => Number((await d.sql(`select count(*) from account where login = '${login}'`))[0][0]);

/** A patient with a family timeline and her daughter in it: {care, space, kin: asks as the daughter}. */
async function family(login) {
  const care = await patient('家族 花子');
  ok(await ask('sato', 'DELETE', `/api/spaces/${care}/consent`));
  ok(await ask('sato', 'POST', `/api/spaces/${care}/consent`, consent));
  const made = await ask('sato', 'POST', `/api/spaces/${care}/family`, { key: key() });
  ok(made);
  const link = await ask('sato', 'POST', `/api/spaces/${made.body.id}/kin`, daughter);
  ok(link);
  ok(await d.client().post('/api/join', { token: link.body.token, login, password: secret }));
  const kin = async (method, at, body) => {
    const client = await d.signedIn(login, secret);
    return client.request(method, at, { body, ...(method === 'GET' ? { origin: null } : {}) });
  };
  return { care, space: made.body.id, kin };
}

test('a daughter sees what goes on her side, wishes it, is told, and gets the certificate; both timelines are gone', async () => {
  const { care, space, kin } = await family('midori');
  ok(await kin('POST', `/api/spaces/${space}/posts`, { key: key(), body: 'いつもありがとうございます' }));
  const { confirm, may } = (await kin('GET', `/api/spaces/${space}/erasure/wish`)).body;
  assert.deepEqual([confirm, may], [{ title: '家族 花子 様', posts: 1 }, ['pass']]);
  refused(await kin('GET', `/api/spaces/${care}/erasure/wish`), 404, 'not_found');
  refused(await kin('GET', '/api/erasures'), 404, 'not_found');
  const id = key();
  assert.equal((await kin('POST', `/api/spaces/${space}/erasure/wish`, { key: id })).status, 201);
  assert.equal((await kin('POST', `/api/spaces/${space}/erasure/wish`, { key: id })).status, 200);
  refused(await kin('POST', `/api/spaces/${space}/erasure/wish`, { key: key() }), 409, 'conflict');
  const made = await row(id);
  assert.deepEqual([made.request.way, made.next], ['account', 'call']);
  ok(await check(id, 'called'));
  ok(await check(id, 'checked', 'phone'));
  ok(await answer(care, { care_goes_on: true }));
  const here = (await kin('GET', `/api/spaces/${space}/erasure/wish`)).body;
  assert.deepEqual([here.request.answered_at !== null, here.request.care_goes_on, here.may], [true, null, ['withdraw']], 'what the 主治医 said stays with the care side');
  ok(await accept(id));
  assert.deepEqual([(await row(id)).request.spaces, (await row(id)).request.posts], [2, 3]);
  refused(await kin('POST', `/api/spaces/${space}/posts`, { key: key(), body: '続き' }), 409, 'space_read_only');
  ok(await approve('ono', id));
  ok(await approve('hayashi', id));
  await sweep('the waiting period', async () => (await stateOf(id)) === 'pausing');
  const notice = (await kin('GET', '/api/inbox')).body.erasures.find((n) => n.id === id);
  assert.deepEqual([notice.role, notice.may_object], ['patient_side', true]);
  await due(id);
  await erased(id);
  const { certificate } = (await kin('GET', `/api/erasures/${id}/certificate`)).body;
  assert.deepEqual(certificate.spaces.map((s) => s.kind).sort(), ['care', 'family']);
  for (const one of [care, space]) assert.equal((await d.sql(`select (select count(*) from post where space = '${one}') + (select count(*) from member where space = '${one}')`))[0][0], '0');
  assert.equal((await d.sql(`select count(*) from kin_invitation where space = '${space}'`))[0][0], '0');
  await later(29 * day);
  assert.deepEqual((await kin('GET', '/api/state')).body.spaces, []);
  ok(await kin('GET', `/api/erasures/${id}/certificate`));
  await later(day);
  await sweep('the end of the account', async () => (await accounts('midori')) === 0);
  refused(await d.client().post('/api/session', { login: 'midori', password: secret }), 401, 'sign_in_refused');
  assert.deepEqual(await d.sql(`select state, password from account where login like 'ended %'`), [['disabled', 'none']]);
  assert.equal((await d.sql(`select count(*) from audit where act = 'kin_account_end' and result = 'ok'`))[0][0], '1');
});

test('of who is cut off login name, password and factors go with the next sweep; what she wrote stays with her name', async () => {
  const { space, kin } = await family('midori4');
  ok(await kin('POST', `/api/spaces/${space}/posts`, { key: key(), body: 'よろしくお願いします' }));
  const { hat } = (await kin('GET', '/api/session')).body.hat;
  await d.sql(`insert into factor (account, sealed) select account, '\\x00' from hat where id = '${hat}'; insert into recovery_code (id, account, hash, made_at)
    select gen_random_uuid(), account, sha256('x'), 1 from hat where id = '${hat}'`);
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${hat}`));
  refused(await d.client().post('/api/session', { login: 'midori4', password: secret }), 401, 'sign_in_refused');
  await sweep('the end of the account', async () => (await accounts('midori4')) === 0);
  assert.deepEqual(await d.sql(`select (select count(*) from factor f where f.account = h.account), (select count(*) from recovery_code r where r.account = h.account) from hat h where h.id = '${hat}'`), [['0', '0']]);
  const { posts, people } = (await ask('sato', 'GET', `/api/spaces/${space}/posts`)).body;
  assert.deepEqual([posts.at(-1).body, people.find((p) => p.hat === hat).name], ['よろしくお願いします', '試験 みどり']);
  const link = await ask('sato', 'POST', `/api/spaces/${space}/kin`, daughter);
  ok(await d.client().post('/api/join', { token: link.body.token, login: 'midori4', password: secret }));
});

test('who wished it takes it back, nobody else', async () => {
  const { care, space, kin } = await family('midori2');
  const id = key();
  ok(await kin('POST', `/api/spaces/${space}/erasure/wish`, { key: id }));
  refused(await object('takahashi', id), 404, 'not_found');
  refused(await end('takahashi', id), 404, 'not_found');
  ok(await kin('POST', `/api/erasures/${id}/end`, { reason: 'withdrawn' }));
  assert.equal(await stateOf(id), 'ended');
  ok(await ask('takahashi', 'POST', `/api/spaces/${care}/posts`, { key: key(), body: '続けます' }));
});

await main(import.meta.url);
