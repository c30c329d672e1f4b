// A relative who has lost the second factor: reset in person by who manages the family timeline; nobody learns a secret or gets in by it.
import assert from 'node:assert/strict';
import { codeAt } from '../lib/totp.mjs';
import { comes, comesBack, daughter, family, joinsStaff, kinOf, secret, son } from './family_world.mjs';
import { as, ask, hatOf, inbox, ok } from './people_world.mjs';
import { d, main, nobody, refused, test, unchanged } from './world.mjs';

const now = () => d.clock.now();
const signIn = (login, password = secret) => {
  const client = d.client();
  return client.post('/api/session', { login, password }).then((answer) => ({ client, answer }));
};
/** A relative enrols a second factor; the secret is the app's, and nobody else's. */
async function enrols(kin) {
  const offer = await kin.client.post('/api/factor');
  assert.equal(offer.status, 200, offer.text);
  assert.equal((await kin.client.put('/api/factor', { code: codeAt(offer.body.secret, now()) })).status, 200);
}
const rowOf = async (space, kin) => (await kinOf('sato', space)).find((k) => k.hat === kin.hat);
const resets = (login, space, id, body = { met: true }) => ask(login, 'POST', `/api/spaces/${space}/kin/${id}/factor`, body);
/* Who manages has shown just now that it is they: the scenarios before this may have taken minutes. */
const proved = () => Promise.all(['sato', 'takahashi'].map(async (login) => d.sql(`update session set proved_at = ${now()} where hat = '${await hatOf(login)}' and state <> 'ended'`)));
const told = async (client) => (await client.get('/api/inbox')).body.kin_resets;

test('who manages the timeline has met her and resets it: sessions end, the password signs in to enrol and to nothing else; she and the others are told', async () => {
  const { space } = await family();
  await proved();
  const kin = await comes(space, daughter);
  const other = await comes(space, son);
  await joinsStaff(space, 'takahashi');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('takahashi') }));
  await enrols(kin);
  const socket = await kin.client.live();
  const row = await rowOf(space, kin);
  assert.equal(row.factor, 'enrolled');
  const answer = await resets('takahashi', space, row.id);
  assert.deepEqual([answer.status, answer.body], [200, {}]);
  assert.equal(await socket.closed, 4401);
  assert.equal((await rowOf(space, kin)).factor, 'reset');

  const { client: back, answer: in_ } = await signIn(kin.login);
  assert.deepEqual([in_.status, in_.body.admitted, in_.body.factor.enrolled], [200, false, false]);
  refused(await back.get(`/api/spaces/${space}/posts`), 403, 'gate_closed');
  await enrols({ client: back });
  const [mine] = await told(back);
  assert.deepEqual([mine.own, mine.person.name, mine.person.relation, mine.by.name, mine.title], [true, daughter.name, '長女', '高橋 由美子', '試験 花子 様']);
  const [his] = (await inbox('sato')).kin_resets;
  assert.deepEqual([his.own, his.person.name, his.by.name], [false, daughter.name, '高橋 由美子']);
  assert.deepEqual([(await inbox('takahashi')).kin_resets, await told(other.client)], [[], []], 'who did it, and other relatives, are not told');
  refused(await ask('takahashi', 'POST', `/api/kin/resets/${his.id}/seen`), 404, 'not_found');
  ok(await ask('sato', 'POST', `/api/kin/resets/${his.id}/seen`));
  refused(await ask('sato', 'POST', `/api/kin/resets/${his.id}/seen`), 404, 'not_found');
  ok(await back.post(`/api/kin/resets/${mine.id}/seen`));
  assert.deepEqual([await told(back), (await inbox('sato')).kin_resets], [[], []]);
  assert.equal((await rowOf(space, kin)).factor, 'enrolled');
  const [evidence] = await d.sql(`select count(*) from audit where act = 'kin_factor' and result = 'ok' and object = '${row.id}' and hat = '${await hatOf('takahashi')}'`);
  assert.deepEqual(evidence, ['1']);
  await d.sql('delete from throttle');
});

test('only who manages it, having met her, of who is in and has one', async () => {
  const { space } = await family();
  await proved();
  const [kin, plain] = [await comes(space, daughter), await comes(space, son)];
  await joinsStaff(space, 'takahashi');
  await enrols(kin);
  const [row, without] = [await rowOf(space, kin), await rowOf(space, plain)];
  await unchanged(async () => {
    refused(await resets('takahashi', space, row.id), 404, 'not_found');
    refused(await resets('nakano', space, row.id), 404, 'not_found');
    refused(await plain.client.post(`/api/spaces/${space}/kin/${row.id}/factor`, { met: true }), 404, 'not_found');
    refused(await resets('sato', space, row.id, { met: false }), 400, 'bad_value', 'met');
    refused(await resets('sato', space, row.id, {}), 400, 'field_missing', 'met');
    refused(await resets('sato', space, nobody), 404, 'not_found');
    refused(await resets('sato', space, without.id), 409, 'conflict');
  });
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${kin.hat}`));
  refused(await resets('sato', space, row.id), 404, 'not_found');
  await d.sql('delete from throttle');
});

test('nobody who manages it can have both the password and the factor: a link for a new password, waiting or used lately, stands in the way, and no link is made meanwhile', async () => {
  const { space } = await family();
  await proved();
  const kin = await comes(space, daughter);
  await enrols(kin);
  const row = await rowOf(space, kin);
  const link = () => ask('sato', 'POST', `/api/spaces/${space}/kin/${row.id}/link`);
  const { token } = (await link()).body;
  refused(await resets('sato', space, row.id), 409, 'conflict');
  assert.equal((await comesBack(token, 'atarashii7kotoba')).status, 200);
  refused(await resets('sato', space, row.id), 409, 'conflict');
  await d.sql(`update account set password_at = password_at - 8 * 86400000::bigint, created_at = created_at - 9 * 86400000::bigint where login = '${kin.login}'`);
  ok(await resets('sato', space, row.id));
  refused(await link(), 404, 'not_found');
  const { client } = await signIn(kin.login, 'atarashii7kotoba');
  await enrols({ client });
  assert.equal((await link()).status, 200);
  await d.sql('delete from throttle');
});

test('who did not come back within the day is met again', async () => {
  const { space } = await family();
  await proved();
  const kin = await comes(space, daughter);
  await enrols(kin);
  const row = await rowOf(space, kin);
  ok(await resets('sato', space, row.id));
  await d.sql(`update account set enrol_until = ${now() - 1} where login = '${kin.login}'`);
  assert.equal((await signIn(kin.login)).answer.status, 401);
  ok(await resets('sato', space, row.id));
  assert.equal((await signIn(kin.login)).answer.status, 200);
  await d.sql('delete from throttle');
});

test('it needs a proof of the last five minutes', async () => {
  const { space } = await family();
  const kin = await comes(space, daughter);
  await enrols(kin);
  const row = await rowOf(space, kin);
  await d.sql(`update session set proved_at = 1 where hat = '${(await as('sato')).hat}'`);
  refused(await resets('sato', space, row.id), 403, 'proof_needed');
  await d.sql(`update session set proved_at = ${now()} where hat = '${(await as('sato')).hat}'`);
  ok(await resets('sato', space, row.id));
  await d.sql('delete from throttle');
});

await main(import.meta.url);
