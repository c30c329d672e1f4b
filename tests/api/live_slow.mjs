// Live sockets that take slowly what they are sent: what was missed, removal, joining and the end of patience meanwhile.
import assert from 'node:assert/strict';
import { Raw } from '../lib/raw.mjs';
import { d, key, leave, liveOnEach, main, patient, post, signedIn, test } from './world.mjs';

const at = (space, ...rest) => [`/api/spaces/${space}/posts`, ...rest].join('/');
const eventsOf = (live, space) => live.frames.filter((f) => f.t === 'event' && f.space === space);
const seqOf = async (client, space) => (await client.get(`/api/spaces/${space}`)).body.space.seq;

async function scene() {
  const space = await patient('takahashi', 'ito');
  return { space, clients: [await signedIn('sato'), await signedIn('takahashi'), await signedIn('ito')] };
}

/** A socket that reads when it is told to. */
class Reader {
  static async open(client, spaces) {
    const reader = new Reader();
    reader.raw = await Raw.open(d);
    reader.came = [];
    assert.equal((await reader.raw.upgrade(client.cookie())).status, 101);
    reader.frame({ t: 'hello', spaces });
    return reader;
  }

  frame(words) {
    this.raw.frame(1, JSON.stringify(words));
  }

  pause() {
    this.raw.socket.pause();
  }

  resume() {
    this.raw.socket.resume();
  }

  /** Reads on until all that came, which is returned, fits. */
  async until(fits) {
    while (!fits(this.came)) {
      const { opcode, payload, code } = await this.raw.next();
      assert.notEqual(opcode, 8, `closed with ${code}`);
      if (opcode === 1) this.came.push(JSON.parse(payload));
    }
    return this.came;
  }

  end() {
    this.raw.end();
  }
}

/** Events of 40 kB: eight posts and, `rounds` times, a reaction to each, which carries its post. The posts. */
async function flood(space, author, other, rounds) {
  const posts = await Promise.all(Array.from({ length: 8 }, () => post(author, space, '😀'.repeat(10_000))));
  for (let round = 0; round < rounds; round++) {
    const kind = round % 2 ? 'seen' : 'done';
    await Promise.all(posts.map((p) => other.put(at(space, p.id, 'reaction'), { kind, version: 1 })));
  }
  return posts;
}

/** A nurse who has missed 320 large events, asks for them and does not read. */
async function behind() {
  const { space, clients } = await scene();
  const [doctor, nurse, manager] = clients;
  const seq = await seqOf(nurse, space);
  const posts = await flood(space, doctor, manager, 40);
  const slow = await Reader.open(nurse, { [space]: seq });
  slow.pause();
  return { space, doctor, nurse, seq, posts, slow };
}

test('more than a reader may be behind was missed: it comes whole and in order, as fast as it is taken', async () => {
  const { space, clients } = await scene();
  const [doctor, nurse] = clients;
  const seq = await seqOf(nurse, space);
  const long = '😀'.repeat(10_000); // 40 kB each, 1.8 MB together
  for (let i = 0; i < 45; i++) await post(doctor, space, long);
  const wanted = Array.from({ length: 45 }, (_, i) => seq + 1 + i);
  const live = await nurse.live({ spaces: { [space]: seq } });
  assert.deepEqual(live.frames.filter((f) => f.space === space || f.t === 'ready').map((f) => f.seq ?? f.t), [...wanted, 'ready']);
  await live.close();
  const slow = await Reader.open(nurse, { [space]: seq });
  slow.pause();
  const late = await post(doctor, space, '遅れて');
  await new Promise((done) => setTimeout(done, 1000));
  slow.resume();
  const came = await slow.until((all) => all.some((f) => f.post?.id === late.id) && all.some((f) => f.t === 'ready'));
  assert.deepEqual(came.filter((f) => f.space === space).map((f) => f.seq), [...wanted, seq + 46]);
  slow.end();
});

test('who is removed while it takes slowly what it missed is told so at once, and nothing that was said after it', async () => {
  const { space, doctor, posts, slow } = await behind();
  await new Promise((done) => setTimeout(done, 1000)); // as much as fits between us has gone out
  await leave(space, 'takahashi');
  const after = `後の言葉 ${key()}`;
  for (const p of posts) assert.equal((await doctor.put(at(space, p.id), { key: key(), body: after, version: 1 })).status, 200);
  slow.resume();
  const came = await slow.until((all) => all.some((f) => f.t === 'gone' && f.space === space));
  slow.frame({ t: 'ping' });
  await slow.until((all) => all.at(-1).t === 'pong');
  assert.ok(came.filter((f) => f.t === 'event').length < 8 * 40, 'it was not through with what it missed');
  assert.ok(came.every((f) => !JSON.stringify(f).includes(after)) && came.filter((f) => f.space === space).at(-1).t === 'gone');
  slow.end();
});

test('a space that is joined while one takes slowly what was missed is followed all the same', async () => {
  const { doctor, nurse, slow } = await behind();
  const other = await patient('takahashi');
  slow.frame({ t: 'join', spaces: { [other]: await seqOf(nurse, other) } });
  await new Promise((done) => setTimeout(done, 500));
  slow.resume();
  await slow.until((all) => all.some((f) => f.t === 'ready'));
  const made = await post(doctor, other, '新しいタイムラインです。');
  await slow.until((all) => all.some((f) => f.post?.id === made.id));
  assert.ok(slow.came.every((f) => f.t !== 'error'));
  slow.end();
});

test('what has grown too far ahead meanwhile is a reset, for whoever is still a member', async () => {
  for (const stays of [true, false]) {
    const { space, doctor, posts, slow } = await behind();
    await d.sql(`with s as (update space set seq = seq + 520 where id = '${space}' returning seq)
      insert into event (space, seq, kind, at, hat, post) select '${space}', n, 'reaction', 1, '${posts[0].author}', '${posts[0].id}' from s, generate_series(seq - 519, seq) n`);
    if (!stays) await leave(space, 'takahashi');
    await post(doctor, space, 'その後');
    await new Promise((done) => setTimeout(done, 500));
    slow.resume();
    await slow.until((all) => all.some((f) => f.t === 'ready'));
    const last = await post(doctor, space, '最後');
    if (stays) await slow.until((all) => all.some((f) => f.post?.id === last.id));
    slow.frame({ t: 'ping' });
    const came = await slow.until((all) => all.at(-1).t === 'pong');
    const words = came.filter((f) => f.space === space && f.t !== 'event').map((f) => f.t);
    assert.deepEqual([words.includes('reset'), words.includes('gone')], [stays, !stays]);
    assert.equal(came.some((f) => f.post?.id === last.id), stays);
    slow.end();
  }
});

test('who takes nothing of what it missed is cut off, and comes again where it was', async () => {
  const { space, nurse, seq, slow } = await behind();
  await new Promise((done) => setTimeout(done, 1000));
  d.clock.advance(31_000);
  await new Promise((done) => setTimeout(done, 500));
  slow.resume();
  assert.equal(await slow.raw.closeCode(), 1013);
  const live = await nurse.live({ spaces: { [space]: seq } });
  assert.deepEqual(eventsOf(live, space).map((f) => f.seq), Array.from({ length: 8 + 8 * 40 }, (_, i) => seq + 1 + i));
  await live.close();
});

test('who does not read is cut off, and nobody else notices', async () => {
  const { space, clients } = await scene();
  const [doctor, nurse, manager] = clients;
  const spaces = (await nurse.get('/api/state')).body.spaces;
  const slow = await Reader.open(nurse, Object.fromEntries(spaces.map((s) => [s.id, s.seq])));
  await slow.until((all) => all.some((f) => f.t === 'ready'));
  const quick = await liveOnEach(nurse);
  const other = await manager.live();
  slow.pause();
  await flood(space, doctor, manager, 45);
  const events = 8 + 8 * 45;
  const last = await post(doctor, space, '最後');
  for (const l of [...quick, other]) {
    await l.next((f) => f.t === 'event' && f.post?.id === last.id, 30_000);
    assert.equal(eventsOf(l, space).length, events + 1);
    await l.barrier();
  }
  slow.resume();
  assert.equal(await slow.raw.closeCode(), 1013);
  assert.equal((await nurse.get('/api/state')).status, 200, 'the session itself goes on');
}, { limit: 120_000 });

await main(import.meta.url);
