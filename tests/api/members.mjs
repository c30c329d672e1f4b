// How people leave a space or are taken out of it, and who manages it on the 主治医’s instruction.
import assert from 'node:assert/strict';
import { consents, open } from './family_world.mjs';
import { answerTo, as, ask, hatOf, invite, invited, live, ok, roleIn, set, spaceOf } from './people_world.mjs';
import { d, join, key, main, nobody, patient, post, refused, test, unchanged } from './world.mjs';

test('members: who leaves is out at once, stays as a past member, and can be invited again', async () => {
  const space = await patient('takahashi', 'ito');
  const socket = await live('takahashi');
  ok(await ask('takahashi', 'DELETE', `/api/spaces/${space}/membership`));
  await socket.next({ t: 'gone', space });
  refused(await ask('takahashi', 'GET', `/api/spaces/${space}`), 404, 'not_found');
  refused(await ask('takahashi', 'DELETE', `/api/spaces/${space}/membership`), 404, 'not_found');
  assert.deepEqual((await spaceOf('ito', space)).members_past.map((m) => m.person.name), ['高橋 由美子']);
  ok(await answerTo('takahashi', await invited('sato', space, 'takahashi'), 'accept'));
  await socket.close();
});

test('members: the 主治医 hands over first, and is taken out by nobody', async () => {
  const space = await patient('takahashi', 'nakano');
  await unchanged(async () => {
    refused(await ask('sato', 'DELETE', `/api/spaces/${space}/membership`), 409, 'attending_stays');
    refused(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${await hatOf('sato')}`), 409, 'attending_stays');
    refused(await ask('takahashi', 'DELETE', `/api/spaces/${space}/members/${await hatOf('nakano')}`), 404, 'not_found');
    refused(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${await hatOf('ito')}`), 404, 'not_found');
    refused(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${nobody}`), 404, 'not_found');
  });
});

test('members: taken out, nothing committed later arrives, the draft is gone, what was invited is cancelled', async () => {
  const space = await patient('takahashi', 'ito');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('ito') }));
  const id = await invited('ito', space, 'yoshida');
  ok(await ask('ito', 'PUT', `/api/spaces/${space}/draft`, { body: '書きかけ' }));
  const socket = await live('ito');
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${await hatOf('ito')}`));
  await post((await as('sato')).client, space, '外れた後の投稿');
  await socket.next({ t: 'gone', space });
  await socket.barrier();
  assert.ok(!JSON.stringify(socket.frames).includes('外れた後の投稿'));
  refused(await answerTo('yoshida', id, 'accept'), 404, 'not_found');
  assert.deepEqual(await d.sql(`select count(*) from draft where space = '${space}' and body is not null`), [['0']]);
  ok(await answerTo('ito', await invited('sato', space, 'ito'), 'accept'));
  assert.equal(await roleIn('sato', space, await hatOf('ito')), 'member', 'the instruction ended with the membership');
  assert.equal((await ask('ito', 'GET', `/api/spaces/${space}/draft`)).body.body, '');
  await socket.close();
});

test('members: taking out against posting ends in one of the two orders', async () => {
  const space = await patient('takahashi');
  const [{ client }, hat] = [await as('takahashi'), await hatOf('takahashi')];
  for (let i = 0; i < 5; i++) {
    if (i > 0) await join(space, 'takahashi');
    const [removed, ...posts] = await Promise.all([
      ask('sato', 'DELETE', `/api/spaces/${space}/members/${hat}`),
      ...[1, 2, 3].map(() => client.post(`/api/spaces/${space}/posts`, { key: key(), body: '競走' })),
    ]);
    ok(removed);
    const [[end]] = await d.sql(`select max(to_seq) from member where space = '${space}' and hat = '${hat}'`);
    for (const p of posts) {
      assert.ok(p.status === 404 || p.body.seq < Number(end), `${p.status} ${p.body?.seq} < ${end}`);
    }
  }
});

// ---- 管理担当 ----

test('delegate: asked by the 主治医 a member manages, seen with date and way; the 主治医 ends it', async () => {
  const space = await patient('takahashi', 'ito');
  const socket = await live('takahashi');
  const hat = await hatOf('ito');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat }));
  assert.equal((await socket.next({ t: 'event', kind: 'role', space })).member, hat);
  const { instruction, role } = (await spaceOf('takahashi', space)).members.find((m) => m.hat === hat);
  assert.deepEqual([role, instruction.way, instruction.state, instruction.standing], ['delegate', 'here', 'confirmed', false]);
  assert.match(instruction.given_on, /^\d{4}-\d\d-\d\d$/);
  refused(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat }), 409, 'conflict');
  const id = await invited('ito', space, 'yoshida');
  ok(await answerTo('yoshida', id, 'accept'));
  await unchanged(async () => {
    refused(await ask('ito', 'DELETE', `/api/spaces/${space}/members/${await hatOf('sato')}`), 409, 'attending_stays');
    refused(await ask('ito', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('takahashi') }), 404, 'not_found');
    refused(await ask('ito', 'DELETE', `/api/spaces/${space}/delegates/${hat}`), 404, 'not_found');
    refused(await ask('ito', 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf('nakano') }), 404, 'not_found');
    refused(await ask('ito', 'POST', `/api/spaces/${space}/successor`, { hat: await hatOf('nakano') }), 409, 'conflict');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('nakano') }), 404, 'not_found');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('sato') }), 409, 'conflict');
  });
  ok(await ask('ito', 'DELETE', `/api/spaces/${space}/members/${await hatOf('yoshida')}`));
  const waits = await invited('ito', space, 'yoshida');
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/delegates/${hat}`));
  refused(await answerTo('yoshida', waits, 'accept'), 404, 'not_found');
  refused(await invite('ito', space, 'fujii'), 404, 'not_found');
  refused(await ask('sato', 'DELETE', `/api/spaces/${space}/delegates/${hat}`), 404, 'not_found');
  await socket.close();
});

test('delegate: one 管理担当 does not take out another; the 主治医 does', async () => {
  const space = await patient('takahashi', 'ito');
  for (const login of ['takahashi', 'ito']) ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf(login) }));
  refused(await ask('ito', 'DELETE', `/api/spaces/${space}/members/${await hatOf('takahashi')}`), 404, 'not_found');
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${await hatOf('takahashi')}`));
});

test('delegate: a standing instruction reaches every timeline of the 主治医, joined before or after, and no other', async () => {
  const [first, second] = [await patient('kobayashi'), await patient('takahashi')];
  const [nurse, others] = [await hatOf('kobayashi'), await patient('kobayashi')];
  await d.sql(`update space set attending = '${await hatOf('nakano')}' where id = '${others}'`);
  ok(await ask('sato', 'POST', '/api/delegates', { hat: nurse }));
  refused(await ask('sato', 'POST', '/api/delegates', { hat: nurse }), 409, 'conflict');
  assert.equal(await roleIn('sato', first, nurse), 'delegate');
  assert.equal((await spaceOf('sato', first)).members.find((m) => m.hat === nurse).instruction.standing, true);
  assert.equal(await roleIn('kobayashi', others, nurse), 'member');
  refused(await ask('kobayashi', 'GET', `/api/spaces/${second}`), 404, 'not_found');
  ok(await answerTo('kobayashi', await invited('sato', second, 'kobayashi'), 'accept'));
  assert.equal(await roleIn('sato', second, nurse), 'delegate');
  assert.deepEqual((await ask('kobayashi', 'GET', '/api/delegates')).body.received.map((r) => r.person.name), ['佐藤 健一']);
  assert.deepEqual((await ask('sato', 'GET', '/api/delegates')).body.given.map((r) => r.person.hat), [nurse]);
  ok(await ask('sato', 'POST', `/api/spaces/${first}/delegates`, { hat: nurse }));
  ok(await ask('sato', 'DELETE', `/api/delegates/${nurse}`));
  assert.deepEqual([await roleIn('sato', first, nurse), await roleIn('sato', second, nurse)], ['delegate', 'member']);
  await unchanged(async () => {
    refused(await ask('sato', 'DELETE', `/api/delegates/${nurse}`), 404, 'not_found');
    refused(await ask('sato', 'POST', '/api/delegates', { hat: await hatOf('sato') }), 404, 'not_found');
    refused(await ask('takahashi', 'POST', '/api/delegates', { hat: nurse }), 404, 'not_found');
  });
});

test('delegate: the last instruction of its own ends, a standing one goes on', async () => {
  const space = await patient('kobayashi');
  const nurse = await hatOf('kobayashi');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: nurse }));
  ok(await ask('sato', 'POST', '/api/delegates', { hat: nurse }));
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/delegates/${nurse}`));
  assert.equal(await roleIn('sato', space, nurse), 'delegate');
  ok(await ask('sato', 'DELETE', `/api/delegates/${nurse}`));
  assert.equal(await roleIn('sato', space, nurse), 'member');
});

test('members: whose instruction ends in the care timeline manages the family timeline opened on it no more; what was asked for there stays', async () => {
  const care = await patient('takahashi');
  const nurse = await hatOf('takahashi');
  const grant = async (at) => ok(await ask('sato', 'POST', `/api/spaces/${at}/delegates`, { hat: nurse }));
  const end = async (at) => ok(await ask('sato', 'DELETE', `/api/spaces/${at}/delegates/${nurse}`));
  await grant(care);
  await consents(care);
  const space = (await open('takahashi', care)).body.id;
  assert.equal(await roleIn('sato', space, nurse), 'delegate');
  const socket = await live('sato');
  await end(care);
  assert.deepEqual([await roleIn('sato', care, nurse), await roleIn('sato', space, nurse)], ['member', 'member']);
  await socket.next((f) => f.t === 'event' && f.space === space);
  await socket.close();
  refused(await ask('takahashi', 'GET', `/api/spaces/${space}/kin`), 404, 'not_found');
  await grant(care);
  await grant(space);
  await end(care);
  assert.deepEqual([await roleIn('sato', care, nurse), await roleIn('sato', space, nurse)], ['member', 'delegate']);
});

await main(import.meta.url);
