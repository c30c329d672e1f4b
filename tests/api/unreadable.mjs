// Sealed bytes that cannot be opened any more (a broken disk, a key that is missing) take nothing else away: what they belong to says so, the rest is there.
import assert from 'node:assert/strict';
import { circle, listed } from './circle_world.mjs';
import { family, kinOf, token } from './family_world.mjs';
import { as, ask, hatOf, inbox, invited, spaceOf } from './people_world.mjs';
import { asked, apart, listOf, waitsFor } from './tie_world.mjs';
import { d, key, main, nobody, patient, post, test } from './world.mjs';

const damage = (table, column, where) => d.sql(`update ${table} set ${column} = set_byte(${column}, 29, 255 - get_byte(${column}, 29)) where ${where}`);
const stateOf = async (login) => {
  const answer = await ask(login, 'GET', '/api/state');
  assert.equal(answer.status, 200, answer.text);
  return answer.body.spaces;
};
const others = (spaces, id) => JSON.stringify(spaces.filter((s) => s.id !== id));

test('a 主治医 outside whose name cannot be opened: that line says so, everything else and every other space is as before', async () => {
  const space = await patient('takahashi');
  const before = await stateOf('takahashi');
  await d.sql(`update space set attending = null, instruction = 'declared', sealed_attending = '\\x01000000010203' where id = '${space}'`);
  const after = await stateOf('takahashi');
  assert.equal(others(after, space), others(before, space));
  const shown = after.find((s) => s.id === space);
  assert.deepEqual([shown.title, shown.attending, shown.unreadable], ['試験 花子 様', null, ['attending']]);
  assert.deepEqual((await spaceOf('takahashi', space)).space.unreadable, ['attending']);
  await post((await as('takahashi')).client, space, '本日も変わりありません');
});

test('a patient whose name cannot be opened: the timeline is there without it, and what was written in it is read', async () => {
  const space = await patient('takahashi');
  const said = await post((await as('takahashi')).client, space, '本日も変わりありません');
  await damage('patient_identity', 'sealed', `space = '${space}'`);
  const shown = (await stateOf('takahashi')).find((s) => s.id === space);
  assert.deepEqual([shown.title, shown.patient, shown.unreadable, shown.may.includes('post')], ['', null, ['title'], true]);
  const page = await ask('takahashi', 'GET', `/api/spaces/${space}/posts`);
  assert.deepEqual(page.body.posts.map((p) => [p.id, p.body, p.unreadable]), [[said.id, '本日も変わりありません', undefined]]);
});

test('a space whose key is missing: it is there, and says that it cannot be read; one that is being deleted is not', async () => {
  const space = await circle('takahashi');
  const before = await stateOf('takahashi');
  const lost = key();
  await d.sql(`insert into space select (jsonb_populate_record(s, jsonb_build_object('id', '${lost}'))).* from space s where id = '${space}';
    insert into member select (jsonb_populate_record(m, jsonb_build_object('space', '${lost}'))).* from member m where space = '${space}'`);
  const after = await stateOf('takahashi');
  assert.equal(others(after, lost), JSON.stringify(before));
  const shown = after.find((s) => s.id === lost);
  assert.deepEqual([shown.title, shown.unreadable], ['', ['title']]);
  await d.sql(`update space set frozen_at = 1 where id = '${lost}'`);
  assert.equal(JSON.stringify(await stateOf('takahashi')), JSON.stringify(before));
  await d.sql(`delete from member where space = '${lost}'; delete from space where id = '${lost}'`);
});

test('a draft that cannot be opened: as if there was none, which is said; a new one takes its place', async () => {
  const space = await patient('takahashi');
  const path = `/api/spaces/${space}/draft`;
  const said = await post((await as('takahashi')).client, space, '本日も変わりありません');
  await ask('takahashi', 'PUT', path, { body: '書きかけ', reply_to: said.id });
  await damage('draft', 'body', `space = '${space}'`);
  const read = async () => {
    const answer = await ask('takahashi', 'GET', path);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };
  assert.deepEqual(await read(), { body: '', reply_to: null, at: null, unreadable: true });
  const { at } = (await ask('takahashi', 'PUT', path, { body: '書き直し' })).body;
  assert.deepEqual(await read(), { body: '書き直し', reply_to: null, at });
});

test('one post that cannot be opened is marked, the page and its versions are shown; a member’s relation too', async () => {
  const space = await patient('takahashi');
  const nurse = (await as('takahashi')).client;
  const [bad, good] = [await post(nurse, space, '読めなくなる投稿'), await post(nurse, space, '読める投稿')];
  await damage('post', 'body', `id = '${bad.id}'`);
  await d.sql(`update post_version set body = '\\x00' where post = '${bad.id}'; update member set sealed_relation = '\\x00' where space = '${space}' and hat = '${await hatOf('takahashi')}'`);
  const { posts } = (await ask('sato', 'GET', `/api/spaces/${space}/posts`)).body;
  assert.deepEqual(posts.map((p) => [p.id, p.body, p.unreadable]), [[bad.id, null, true], [good.id, '読める投稿', undefined]]);
  const versions = await ask('sato', 'GET', `/api/spaces/${space}/posts/${bad.id}/versions`);
  assert.deepEqual([versions.status, versions.body.versions.map((v) => v.body)], [200, [null]]);
  const { members } = await spaceOf('sato', space);
  assert.deepEqual(members.map((m) => m.relation === null), members.map((m) => m.person.name === '高橋 由美子'));
});

test('the inbox and the lists: each row that cannot be opened says so, the others are there', async () => {
  const [bad, good] = [await patient('takahashi'), await patient('takahashi')];
  const ids = [await invited('sato', bad, 'fujii'), await invited('sato', good, 'fujii')];
  await d.sql(`update patient_identity set sealed = '\\x00' where space = '${bad}'; update invitation set sealed_relation = '\\x00' where id = '${ids[0]}'`);
  const rows = (await inbox('fujii')).invitations.filter((i) => ids.includes(i.id));
  assert.deepEqual(rows.map((i) => [i.id, i.title, i.relation]).sort(), [[ids[0], null, null], [ids[1], '試験 花子 様', '訪問看護（週1回）']].sort());
  const invitations = (await ask('sato', 'GET', `/api/spaces/${bad}/invitations`)).body.invitations;
  assert.deepEqual(invitations.map((i) => [i.id, i.relation]), [[ids[0], null]]);

  await apart('tamura', 'okada');
  const request = await asked('tamura', 'okada');
  await d.sql(`update tie_request set sealed_reason = '\\x00' where id = '${request}'`);
  assert.equal((await waitsFor('okada', request)).reason, null);
  assert.equal((await listOf('tamura')).sent.find((s) => s.id === request).reason, null);
  await apart('tamura', 'okada');

  const group = await circle('ito');
  await d.sql(`update space set sealed_title = '\\x00' where id = '${group}'; update agreement set sealed = '\\x00' where space = '${group}'`);
  const one = await listed('takahashi', group);
  assert.deepEqual([one.title, one.said], [null, null]);
  const about = await ask('ito', 'GET', `/api/spaces/${group}/agreement`);
  assert.deepEqual([about.status, about.body.versions[0].said], [200, null]);
  await ask('ito', 'POST', `/api/spaces/${group}/close`);
});

test('consents and relatives: a row that cannot be opened stands among the others', async () => {
  const { care, space } = await family();
  await token(space);
  await d.sql(`update consent set sealed = '\\x00' where space = '${care}'; update kin_invitation set sealed = '\\x00' where space = '${space}'`);
  const consents = await ask('sato', 'GET', `/api/spaces/${care}/consent`);
  assert.equal(consents.status, 200);
  assert.ok(consents.body.consents.length > 0 && consents.body.consents.every((c) => c.names === null && c.signed_on));
  assert.deepEqual((await kinOf('sato', space)).map((k) => [k.who, k.state]), [[null, 'waiting']]);
  assert.equal((await ask('sato', 'GET', `/api/spaces/${nobody}/kin`)).status, 404);
});

await main(import.meta.url);
