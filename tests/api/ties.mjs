// つながり (Art. 18): asked for, accepted or not, exactly two; blocked without a word; ended by either side and by leaving.
import assert from 'node:assert/strict';
import { say } from './circle_world.mjs';
import { as, ask, forget, hatOf, inbox, live, ok, spaceOf } from './people_world.mjs';
import { answers, apart, asked, asks, between, blocks, ends, listOf, reason, tie, unblocks, waitsFor, withdraws } from './tie_world.mjs';
import { d, key, look, main, nobody, refused, test, unchanged } from './world.mjs';

const spaces = async () => (await d.sql("select count(*) from space where kind = 'tie'"))[0][0];

test('asked with a reason, accepted: exactly two, both pages at once', async () => {
  await apart('tamura', 'okada');
  const [hers, his] = [await live('tamura'), await live('okada')];
  const id = await asked('tamura', 'okada');
  await his.next({ t: 'inbox' });
  const one = await waitsFor('okada', id);
  assert.deepEqual([one.person.name, one.reason], ['田村 きみ子', reason]);
  assert.ok(one.person.profession && one.person.facility.name);
  assert.deepEqual((await listOf('tamura')).sent.filter((s) => s.id === id).map((s) => [s.state, s.reason, s.person.hat]), [['waiting', reason, await hatOf('okada')]]);
  const { body } = await answers('okada', id, 'accept');
  await hers.next({ t: 'space', space: body.space });
  await his.next({ t: 'space', space: body.space });
  const [page, other] = [await spaceOf('tamura', body.space), await spaceOf('okada', body.space)];
  assert.deepEqual([page.space.kind, page.space.state, page.space.peer.hat, page.space.peer_gone, page.space.role], ['tie', 'open', await hatOf('okada'), false, 'member']);
  assert.equal(other.space.peer.hat, await hatOf('tamura'));
  assert.deepEqual(page.members.map((m) => m.hat).sort(), [await hatOf('tamura'), await hatOf('okada')].sort());
  for (const word of ['post', 'reply', 'react', 'end']) assert.ok(page.space.may.includes(word), word);
  for (const word of ['invite', 'leave', 'remove']) assert.ok(!page.space.may.includes(word), word);
  hers.send({ t: 'join', spaces: { [body.space]: page.space.seq } });
  await hers.barrier();
  assert.equal((await say('okada', body.space, 'よろしくお願いします')).status, 201);
  await hers.next({ t: 'event', space: body.space, kind: 'post' });
  assert.equal((await listOf('tamura')).sent.some((s) => s.id === id), false);
  assert.deepEqual(await between('tamura', 'okada'), [2, ['accepted']]);
  refused(await asks('tamura', 'okada'), 409, 'conflict');
  refused(await asks('okada', 'tamura'), 409, 'conflict');
});

test('only staff, only somebody else who is here; with a reason', async () => {
  await apart('tamura', 'okada');
  await unchanged(async () => {
    refused(await asks('miura', 'okada'), 404, 'not_found');
    refused(await asks('tamura', 'miura'), 404, 'not_found');
    refused(await asks('tamura', 'tamura'), 404, 'not_found');
    assert.deepEqual(look(await ask('tamura', 'POST', '/api/ties', { hat: nobody, reason })), look(await asks('tamura', 'miura')));
    refused(await asks('tamura', 'okada', { reason: undefined }), 400, 'field_missing', 'reason');
    refused(await asks('tamura', 'okada', { reason: 'あ'.repeat(201) }), 400, 'too_long', 'reason');
    refused(await ask('miura', 'GET', '/api/ties'), 404, 'not_found');
    refused(await ask('miura', 'PUT', `/api/ties/blocked/${await hatOf('okada')}`), 404, 'not_found');
    refused(await blocks('tamura', 'miura'), 404, 'not_found');
  });
});

test('one request waits of two people, whoever asks; declined or withdrawn nothing stays but the request, and one may ask again', async () => {
  await apart('tamura', 'okada');
  const before = await spaces();
  const first = await asked('tamura', 'okada');
  refused(await asks('tamura', 'okada'), 409, 'conflict');
  refused(await asks('okada', 'tamura'), 409, 'conflict');
  refused(await answers('tamura', first, 'accept'), 404, 'not_found');
  refused(await withdraws('okada', first), 404, 'not_found');
  const socket = await live('tamura');
  ok(await answers('okada', first, 'decline'));
  await socket.next({ t: 'inbox' });
  assert.equal((await listOf('tamura')).sent.find((s) => s.id === first).state, 'declined');
  refused(await answers('okada', first, 'accept'), 404, 'not_found');
  const second = await asked('tamura', 'okada');
  assert.equal((await listOf('tamura')).sent.some((s) => s.id === first), false);
  const his = await live('okada');
  ok(await withdraws('tamura', second));
  await his.next({ t: 'inbox' });
  assert.equal(await waitsFor('okada', second), undefined);
  refused(await withdraws('tamura', second), 404, 'not_found');
  refused(await answers('okada', second, 'accept'), 404, 'not_found');
  assert.equal(await spaces(), before);
  assert.deepEqual(await between('tamura', 'okada'), [0, ['declined', 'withdrawn']]);
});

test('blocked: to the asker it is a request without an answer, until the block is lifted', async () => {
  await apart('tamura', 'okada');
  const his = await live('okada');
  for (let i = 0; i < 2; i++) {
    ok(await blocks('okada', 'tamura'));
    await his.next({ t: 'inbox' });
  }
  const id = await asked('tamura', 'okada');
  await his.barrier();
  assert.equal(his.waiting.some((f) => f.t === 'inbox'), false);
  assert.equal(await waitsFor('okada', id), undefined);
  assert.equal((await listOf('tamura')).sent.find((s) => s.id === id).state, 'waiting');
  refused(await answers('okada', id, 'accept'), 404, 'not_found');
  refused(await answers('okada', id, 'decline'), 404, 'not_found');
  refused(await asks('okada', 'tamura'), 409, 'conflict');
  assert.deepEqual((await listOf('okada')).blocked.map((b) => b.person.hat), [await hatOf('tamura')]);
  ok(await unblocks('okada', 'tamura'));
  refused(await unblocks('okada', 'tamura'), 404, 'not_found');
  assert.equal((await waitsFor('okada', id)).reason, reason);
  ok(await answers('okada', id, 'accept'));
});

test('a block ends what is there between the two, and takes back what one had asked', async () => {
  await apart('tamura', 'okada');
  const space = await tie('tamura', 'okada');
  const hers = await live('tamura', { spaces: {} });
  ok(await blocks('okada', 'tamura'));
  refused(await say('tamura', space, '届きますか'), 409, 'space_read_only');
  refused(await say('okada', space, '届きますか'), 409, 'space_read_only');
  assert.equal((await spaceOf('tamura', space)).space.state, 'closed');
  ok(await unblocks('okada', 'tamura'));
  const id = await asked('okada', 'tamura');
  await hers.next({ t: 'inbox' });
  ok(await blocks('okada', 'tamura'));
  assert.equal(await waitsFor('tamura', id), undefined);
  assert.deepEqual(await between('tamura', 'okada'), [0, ['ended', 'withdrawn']]);
});

test('a block is about the person, whichever hat', async () => {
  await apart('tamura', 'okada');
  const [[one, two, account]] = await d.sql(`select min(h.id::text), max(h.id::text), a.login from hat h join account a on a.id = h.account
    where h.kind = 'staff' and h.ended_at is null group by a.login having count(*) = 2 order by a.login limit 1`);
  const { client } = await as(account);
  ok(await ask('tamura', 'PUT', `/api/ties/blocked/${one}`));
  assert.equal((await client.post('/api/session/hat', { hat: two })).status, 200);
  const made = await client.post('/api/ties', { hat: await hatOf('tamura'), reason });
  assert.equal(made.status, 201, made.text);
  const { body } = made;
  assert.equal(await waitsFor('tamura', body.id), undefined);
  ok(await ask('tamura', 'DELETE', `/api/ties/blocked/${one}`));
  assert.equal((await waitsFor('tamura', body.id)).person.hat, two);
  assert.equal((await client.delete(`/api/ties/${body.id}`)).status, 200);
  refused(await client.post('/api/ties', { hat: one, reason }), 404, 'not_found'); // oneself, with the other hat
  forget(account);
});

test('ended by either side: both read on, nobody writes; asked again it is a new one', async () => {
  await apart('tamura', 'okada');
  const space = await tie('tamura', 'okada');
  assert.equal((await say('tamura', space, 'ありがとうございました')).status, 201);
  const { seq } = (await spaceOf('tamura', space)).space;
  const hers = await (await as('tamura')).client.live({ spaces: { [space]: seq } });
  refused(await ends('kobayashi', space), 404, 'not_found');
  ok(await ends('okada', space));
  await hers.next({ t: 'event', space, kind: 'space' });
  refused(await ends('tamura', space), 409, 'space_read_only');
  refused(await say('tamura', space, 'もう一言'), 409, 'space_read_only');
  assert.equal((await ask('tamura', 'GET', `/api/spaces/${space}/posts`)).body.posts.length, 1);
  assert.notEqual(await tie('okada', 'tamura'), space);
});

test('who leaves ends it: the other side is told, and sees that there is nobody any more', async () => {
  await apart('tamura', 'okada');
  const space = await tie('tamura', 'okada');
  const waiting = await asked('okada', 'kobayashi');
  const { seq } = (await spaceOf('tamura', space)).space;
  const hers = await (await as('tamura')).client.live({ spaces: { [space]: seq } });
  const his = await live('kobayashi');
  const hat = await hatOf('okada');
  await d.sql(`update hat set ended_at = 1 where id = '${hat}'`);
  try {
    await hers.next({ t: 'event', space, kind: 'space' });
    await his.next({ t: 'inbox' });
    const { space: seen } = await spaceOf('tamura', space);
    assert.deepEqual([seen.state, seen.peer_gone, seen.peer.ended], ['closed', true, true]);
    assert.equal(await waitsFor('kobayashi', waiting), undefined);
    refused(await asks('tamura', 'okada'), 404, 'not_found');
    refused(await say('tamura', space, '届きますか'), 409, 'space_read_only');
  } finally {
    await d.sql(`update hat set ended_at = null where id = '${hat}'`);
  }
  forget('okada'); // his session has ended with his affiliation
  await apart('tamura', 'fujii');
  const again = await tie('tamura', 'fujii');
  const facility = `(select facility from hat where id = '${await hatOf('fujii')}')`;
  await d.sql(`update facility set ended_at = 1 where id = ${facility}`);
  const { space: seen } = await spaceOf('tamura', again);
  await d.sql(`update facility set ended_at = null where id = ${facility}`);
  assert.deepEqual([seen.state, seen.peer_gone], ['closed', true]);
  forget('fujii');
});

test('two acceptances, an acceptance against a withdrawal, against a block: one of the two orders', async () => {
  for (let i = 0; i < 9; i++) {
    await apart('tamura', 'okada');
    const id = await asked('tamura', 'okada');
    const others = [() => answers('okada', id, 'accept'), () => withdraws('tamura', id), () => answers('okada', id, 'decline')];
    const [accepted, against] = await Promise.all([answers('okada', id, 'accept'), others[i % 3]()]);
    assert.deepEqual([accepted.status, against.status].sort(), [200, 404], `${accepted.text} ${against.text}`);
    const inside = i % 3 === 0 || accepted.status === 200;
    assert.deepEqual(await between('tamura', 'okada'), inside ? [2, ['accepted']] : [0, [i % 3 === 1 ? 'withdrawn' : 'declined']]);
  }
  for (let i = 0; i < 6; i++) {
    await apart('tamura', 'okada');
    const id = await asked('tamura', 'okada');
    const [accepted, blocked] = await Promise.all([answers('okada', id, 'accept'), blocks(i % 2 ? 'okada' : 'tamura', i % 2 ? 'tamura' : 'okada')]);
    ok(blocked);
    assert.ok([200, 404].includes(accepted.status), accepted.text);
    assert.equal((await between('tamura', 'okada'))[0], 0, 'nobody writes to whom nothing arrives');
  }
});

test('both ask at once: one request', async () => {
  for (let i = 0; i < 4; i++) {
    await apart('tamura', 'okada');
    const both = await Promise.all([asks('tamura', 'okada'), asks('okada', 'tamura')]);
    assert.deepEqual(both.map((a) => a.status).sort(), [201, 409]);
    assert.deepEqual((await between('tamura', 'okada'))[1], ['waiting']);
  }
});

test('an end against a post: kept before it, or refused', async () => {
  for (let i = 0; i < 4; i++) {
    await apart('tamura', 'okada');
    const space = await tie('tamura', 'okada');
    const [ended, posted] = await Promise.all([ends('okada', space), say('tamura', space, 'お疲れさまです')]);
    ok(ended);
    assert.ok(posted.status === 201 || posted.body.error === 'space_read_only', posted.text);
    assert.equal((await ask('tamura', 'GET', `/api/spaces/${space}/posts`)).body.posts.length, posted.status === 201 ? 1 : 0);
  }
});

test('reasons are nowhere in clear; nothing of a つながり is anybody else’s', async () => {
  await apart('tamura', 'okada');
  const word = '琥珀色の合言葉';
  const id = await asked('tamura', 'okada', { reason: word });
  const dump = JSON.stringify(await d.sql(`select t::text from tie_request t where id = '${id}'`));
  assert.ok(!dump.includes(word) && !d.logs().includes(word));
  assert.equal((await inbox('kobayashi')).ties.length, 0);
  refused(await answers('kobayashi', id, 'accept'), 404, 'not_found');
  const { body } = await answers('okada', id, 'accept');
  refused(await ask('kobayashi', 'GET', `/api/spaces/${body.space}/posts`), 404, 'not_found');
  refused(await ask('kobayashi', 'POST', `/api/spaces/${body.space}/posts`, { key: key(), body: 'こんにちは' }), 404, 'not_found');
});

await main(import.meta.url);
