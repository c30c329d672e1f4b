// Who is no member: removal at once, on open sockets and in every request, on both workers; and what is forbidden looks exactly like what
// does not exist.
import assert from 'node:assert/strict';
import { d, each, example, join, key, leave, liveOnEach, look, main, nobody, onEachWorker, patient, post, refused, routes, signedIn, test, unchanged } from './world.mjs';

const inSpaces = (ids) => routes(ids).filter((r) => r.template.includes('{space}'));

/** Every route about this space and post answers as if there were neither. */
async function nothingThere(client, space, one, what) {
  const none = inSpaces({ space: nobody, post: nobody });
  await each([...inSpaces({ space, post: one }).entries()], async ([i, r]) => {
    const inputs = [undefined, '{', '[]', { x: 1 }, example(r.input)];
    for (const body of r.method === 'GET' ? [undefined] : inputs) {
      const answer = await client.request(r.method, r.path, { body });
      assert.deepEqual(look(answer), look(await client.request(r.method, none[i].path, { body })), `${what}: ${r.method} ${r.template}`);
      assert.ok(answer.status >= 400 && !answer.text.includes(space));
    }
  });
  for (const path of ['', '?before=1', '?limit=0', '?around=x']) {
    assert.deepEqual(look(await client.get(`/api/spaces/${space}/posts${path}`)), look(await client.get(`/api/spaces/${nobody}/posts${path}`)));
  }
  for (const method of ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'])
    assert.deepEqual(look(await client.request(method, `/api/spaces/${space}`)), look(await client.request(method, `/api/spaces/${nobody}`)));
}

test('a stranger, the office and a nobody cannot tell a space or post that exists from one that does not', async () => {
  const space = await patient('takahashi');
  const doctor = await signedIn('sato');
  const secret = await post(doctor, space, '秘密');
  await doctor.put(`/api/spaces/${space}/posts/${secret.id}`, { key: key(), body: '秘密二', version: 1 });
  const strangers = await Promise.all(['nakano', 'miura'].map((login) => signedIn(login)));
  await unchanged(async () => {
    for (const client of strangers) {
      await nothingThere(client, space, secret.id, 'a stranger');
      assert.ok(!client.transcript.join().includes('秘密'));
      const live = await client.live({ spaces: { [space]: 1, [nobody]: 1 } });
      const gone = live.frames.filter((f) => f.t === 'gone').map((f) => f.space);
      assert.deepEqual(gone.sort(), [nobody, space].sort());
      live.send({ t: 'cursor', space, opened_no: 1 });
      live.send({ t: 'cursor', space: nobody, opened_no: 1 });
      assert.deepEqual(await live.next({ t: 'error' }), await live.next({ t: 'error' }));
      await live.close();
    }
  });
  const denied = await d.sql(`select count(*) > 0 from audit where space = '${space}' and result = 'not_found'`);
  assert.deepEqual(denied, [['t']], 'denials are in the evidence');
});

test('a post is not there by way of another space, nor one’s own by a space one may not see', async () => {
  const [mine, other] = [await patient('takahashi'), await patient()];
  const [nurse, doctor] = [await signedIn('takahashi'), await signedIn('sato')];
  const theirs = await post(doctor, other, 'よその');
  const own = await post(nurse, mine, '自分の');
  await unchanged(async () => {
    for (const r of routes({ space: mine, post: theirs.id }).filter((route) => route.template.includes('{post}'))) {
      const answer = await nurse.request(r.method, r.path, { body: example(r.input) });
      refused(answer, 404, 'not_found');
      assert.deepEqual(look(answer), look(await nurse.request(r.method, r.path.replace(theirs.id, nobody), { body: example(r.input) })));
    }
    for (const r of routes({ space: other, post: own.id }).filter((route) => route.template.includes('{post}'))) {
      refused(await nurse.request(r.method, r.path, { body: example(r.input) }), 404, 'not_found');
    }
    refused(await nurse.post(`/api/spaces/${mine}/posts`, { key: key(), body: 'x', reply_to: theirs.id }), 404, 'not_found');
  });
});

test('an id written otherwise is the same id or none', async () => {
  const space = await patient();
  const doctor = await signedIn('sato');
  assert.equal((await doctor.get(`/api/spaces/${space.toUpperCase()}`)).body.space.id, space);
  const wrong = [space.slice(1), `${space}0`, space.replaceAll('-', ''), `{${space}}`, space.replace(/-/g, '%2d'), 'x', '..', '.', '%2e%2e', `${space}%00`, "'", '*'];
  for (const id of wrong.filter((w) => w !== '%00')) {
    const answer = await doctor.get(`/api/spaces/${id}`);
    assert.ok(answer.status === 404 || (answer.status === 400 && answer.body.error === 'bad_head'), `${id}: ${answer.status}`);
  }
  for (const path of [`/api/spaces/${space}/`, `/api//spaces/${space}`, `/api/spaces/${space}/posts/`, `/API/spaces/${space}`, `/api/spaces`, '/api/']) {
    const answer = await doctor.get(path);
    assert.ok(!answer.text.includes('試験'), path);
  }
});

test('removal takes effect at once on open sockets and requests, on both workers, drafts and resumes included', async () => {
  const space = await patient('takahashi', 'ito');
  const [nurse, manager] = [await signedIn('takahashi'), await signedIn('ito')];
  const own = await post(nurse, space, '自分の投稿');
  const before = await post(manager, space, '前');
  await nurse.put(`/api/spaces/${space}/draft`, { body: '下書き' });
  const lives = await liveOnEach(nurse);
  const stays = await manager.live();
  await leave(space, 'takahashi');
  const removed = await stays.next({ t: 'event', kind: 'member_remove', space });
  assert.equal(removed.member, own.author);
  for (const l of lives) assert.deepEqual(await l.next({ t: 'gone' }), { t: 'gone', space });
  const word = key();
  await post(manager, space, word);
  await stays.next({ t: 'event', kind: 'post', space });
  for (const l of lives) {
    l.send({ t: 'cursor', space, opened_no: 1 });
    l.send({ t: 'watch', space });
    assert.deepEqual((({ error, detail }) => [error, detail])(await l.next({ t: 'error' })), ['not_found', 'space']);
    await l.barrier();
    assert.ok(!JSON.stringify(l.frames).includes(word));
    assert.equal(l.code, null, 'the socket itself stays');
  }
  await unchanged(async () => {
    const workers = await onEachWorker(nurse);
    await nothingThere(workers[0], space, before.id, 'removed');
    await nothingThere(workers[1], space, own.id, 'removed author');
    for (const worker of workers) {
      refused(await worker.get(`/api/spaces/${space}/posts/${own.id}`), 404, 'not_found');
      assert.ok(!(await worker.get('/api/state')).text.includes(space));
    }
    for (const seq of [0, 1, removed.seq - 1, removed.seq, removed.seq + 5]) {
      const live = await nurse.live({ spaces: { [space]: seq } });
      assert.deepEqual(live.frames.filter((f) => f.t !== 'space').map((f) => f.t), ['gone', 'ready']);
      await live.close();
    }
  });
  assert.ok(!nurse.transcript.join().includes(word));
  assert.equal((await manager.get(`/api/spaces/${space}/posts/${own.id}`)).body.post.body, '自分の投稿', 'what was written stays for the team');
  const people = (await manager.get(`/api/spaces/${space}`)).body;
  assert.deepEqual([people.members.length, people.members_past.map((m) => m.hat)], [2, [own.author]]);
});

test('who comes back hears it, starts anew, and sees what the invitation says', async () => {
  const space = await patient('takahashi');
  const [nurse, doctor] = [await signedIn('takahashi'), await signedIn('sato')];
  await post(doctor, space, '一');
  const live = await nurse.live();
  const old = (await nurse.get(`/api/spaces/${space}`)).body.space.seq;
  await leave(space, 'takahashi');
  await live.next({ t: 'gone', space });
  await post(doctor, space, 'いない間');
  await join(space, 'takahashi', '--history', 'from_now');
  await live.next({ t: 'space', space });
  const { seq } = (await nurse.get('/api/state')).body.spaces.find((s) => s.id === space);
  live.send({ t: 'join', spaces: { [space]: seq } });
  await live.next({ t: 'ready' });
  const third = await post(doctor, space, '三');
  const event = await live.next({ t: 'event', kind: 'post', space });
  assert.deepEqual([event.seq, event.post.id], [seq + 1, third.id]);
  assert.deepEqual((await nurse.get(`/api/spaces/${space}/posts`)).body.posts.map((p) => p.body), ['三']);
  const resumed = await nurse.live({ spaces: { [space]: old } });
  assert.deepEqual(resumed.frames.filter((f) => f.space === space).map((f) => f.t), ['reset'], 'an old cursor does not reach back into the gap');
  const all = [live, resumed].map((l) => JSON.stringify(l.frames)).join();
  assert.ok(!all.includes('いない間') && !nurse.transcript.join().includes('いない間'));
});

test('removal in the middle of posting: everything kept came before it, nothing heard came after it', async () => {
  const space = await patient('takahashi', 'ito');
  const [nurse, manager] = [await signedIn('takahashi'), await signedIn('ito')];
  const workers = [...(await onEachWorker(nurse)), ...(await onEachWorker(nurse))];
  const lives = await liveOnEach(nurse);
  const stays = await manager.live();
  let over = false;
  const answers = [];
  const writer = async (client, own) => {
    while (!over) {
      const answer = await client.post(`/api/spaces/${space}/posts`, { key: key(), body: 'x' });
      if (own) answers.push(answer);
    }
  };
  const busy = [...workers.map((w) => writer(w, true)), writer(manager, false)];
  await stays.next((f) => f.t === 'event' && f.seq > 30, 30_000);
  await leave(space, 'takahashi');
  const { seq } = await stays.next({ t: 'event', kind: 'member_remove' });
  await stays.next((f) => f.t === 'event' && f.seq > seq + 20, 30_000);
  over = true;
  await Promise.all(busy);
  const kept = answers.filter((a) => a.status === 201);
  assert.ok(kept.length > 0 && kept.every((a) => a.body.seq < seq), 'no post after the removal');
  assert.ok(answers.some((a) => a.status === 404) && answers.every((a) => a.status === 201 || a.body.error === 'not_found'));
  for (const l of lives) {
    await l.next({ t: 'gone' });
    await l.barrier();
    const heard = l.frames.filter((f) => f.t === 'event' && f.space === space).map((f) => f.seq);
    assert.ok(heard.every((n) => n < seq), 'no event after the removal');
    assert.deepEqual(heard, Array.from(heard, (_, i) => heard[0] + i), 'and none missing before it');
    assert.equal(heard.at(-1), seq - 1);
  }
}, { limit: 120_000 });

await main(import.meta.url);
