// The live socket as a stream: everybody hears the same, resuming from any seq, gaps that heal, the end of a session in
// the stream's order, and the invariant of it all: an old snapshot with the events since equals a fresh snapshot.
import assert from 'node:assert/strict';
import { signal } from '../lib/processes.mjs';
import { Screen } from '../lib/screen.mjs';
import { until } from '../lib/suite.mjs';
import { d, join, key, leave, liveOnEach, main, nobody, onEachWorker, patient, post, signedIn, test } from './world.mjs';

const at = (space, ...rest) => [`/api/spaces/${space}/posts`, ...rest].join('/');
const eventsOf = (live, space) => live.frames.filter((f) => f.t === 'event' && f.space === space);
const seqOf = async (client, space) => (await client.get(`/api/spaces/${space}`)).body.space.seq;

/** Acts at random, eight at once, by these clients: posts, replies, edits, deletions, reactions. Returns when all are answered. */
class Town {
  constructor(space, clients) {
    Object.assign(this, { space, clients, posts: [] });
  }

  async burst(n = 8) {
    const made = await Promise.all(Array.from({ length: n }, (_, i) => this.act(this.clients[i % this.clients.length])));
    this.posts.push(...made.filter(Boolean));
  }

  async act(client) {
    const dice = Math.random();
    const living = this.posts.filter((p) => !p.gone);
    const any = living[Math.floor(Math.random() * living.length)];
    if (!any || dice < 0.35) return this.create(client);
    if (dice < 0.5) return this.create(client, any.id);
    const own = living.find((p) => p.client === client);
    if (own && dice < 0.6) await client.put(at(this.space, own.id), { key: key(), body: `直し ${key()}`, version: own.version++ });
    else if (own && dice < 0.66) await client.delete(at(this.space, (own.gone = true) && own.id), { reason: 'まちがい' });
    else if (dice < 0.9) await client.put(at(this.space, any.id, 'reaction'), { kind: ['seen', 'done', 'thanks'][Math.floor(dice * 100) % 3], version: 1 });
    else await client.delete(at(this.space, any.id, 'reaction'));
    return null;
  }

  async create(client, reply_to) {
    const answer = await client.post(at(this.space), { key: key(), body: `記録 ${key()}`, reply_to });
    return answer.status === 201 ? { id: answer.body.id, client, version: 1 } : null;
  }
}

async function scene() {
  const space = await patient('takahashi', 'ito');
  const clients = [await signedIn('sato'), await signedIn('takahashi'), await signedIn('ito')];
  return { space, clients, town: new Town(space, (await Promise.all(clients.map(onEachWorker))).flat()) };
}

test('an old snapshot with the events since equals a fresh one, whenever it was taken and however often the line was dropped', async () => {
  const { space, clients, town } = await scene();
  const [, nurse, manager] = clients;
  await town.burst();
  const steady = await Screen.open(nurse, space);
  const dropped = await Screen.open(nurse, space);
  const other = await Screen.open(manager, space);
  for (const s of [steady, dropped, other]) await s.connect();
  for (let i = 0; i < 10; i++) {
    await town.burst();
    await steady.upTo(0);
    if (i === 2) await join(space, 'watanabe');
    if (i === 4) await d.tasuki('demo', 'attending', space, 'watanabe', '--settings', d.settingsFile);
    if (i === 7) await leave(space, 'watanabe');
    if (i === 4 || i === 7) await steady.upTo(await seqOf(nurse, space)); // what makes a page read again comes one by one
    if (i % 3 === 1) {
      await dropped.upTo(0);
      await dropped.live.close();
      await town.burst(3);
      await dropped.connect();
    }
  }
  const crossing = await Screen.open(nurse, space);
  await crossing.connect();
  const busy = town.burst(16);
  await crossing.read(() => town.burst(2));
  await busy;
  const seq = await seqOf(nurse, space);
  for (const s of [steady, dropped, other, crossing]) await s.upTo(seq);
  const fresh = (await Screen.open(nurse, space)).view();
  assert.equal(fresh.space.seq, seq);
  for (const s of [steady, dropped, crossing]) assert.deepEqual(s.view(), fresh);
  assert.deepEqual(steady.because, ['attending', 'member_remove'], 'nothing else was read again');
  for (const s of [dropped, other]) assert.ok(s.because.every((kind) => steady.because.includes(kind)), s.because.join());
  assert.deepEqual(other.view(), (await Screen.open(manager, space)).view());
  for (const s of [steady, other]) {
    const heard = eventsOf(s.live, space).map((f) => f.seq);
    assert.deepEqual(heard, Array.from(heard, (_, i) => heard[0] + i), 'each seq once and in order');
  }
}, { limit: 120_000 });

test('two workers, two devices, two people: the same frames, byte for byte', async () => {
  const { space, clients, town } = await scene();
  const lives = (await Promise.all([...clients.map((c) => liveOnEach(c)), liveOnEach(await signedIn('takahashi'))])).flat();
  for (let i = 0; i < 4; i++) await town.burst();
  const seq = await seqOf(clients[0], space);
  await Promise.all(lives.map((l) => l.next((f) => f.t === 'event' && f.space === space && f.seq === seq)));
  const stream = (l) => eventsOf(l, space).map((f) => [f.seq, f.kind, f.at, f.hat, f.post?.id, f.post?.no]);
  for (const l of lives) assert.deepEqual(stream(l), stream(lives[0]));
  for (const l of lives) for (const f of eventsOf(l, space)) if (f.post) assert.ok(f.post.receipt === null && f.people.some((p) => p.hat === f.post.author));
});

test('resume from every seq: exactly what was missed, in order, before ready', async () => {
  const { space, clients, town } = await scene();
  await town.burst();
  await town.burst();
  const seq = await seqOf(clients[0], space);
  for (let from = 3; from <= seq; from++) {
    const live = await clients[1].live({ spaces: { [space]: from } });
    const mine = live.frames.filter((f) => f.space === space || f.t === 'ready');
    assert.equal(mine.at(-1).t, 'ready');
    assert.deepEqual(mine.slice(0, -1).map((f) => f.seq), Array.from({ length: seq - from }, (_, i) => from + 1 + i));
    await live.close();
  }
});

test('who resumes right after a post hears of it before ready, at whichever worker', async () => {
  const { space, clients } = await scene();
  const [doctor, nurse, manager] = clients;
  const follow = await liveOnEach(manager); // so that both workers have read the space so far, and not yet further
  for (let i = 0; i < 20; i++) {
    const seq = await seqOf(nurse, space);
    const { id } = await post(doctor, space, `${i}`);
    const live = await nurse.live({ spaces: { [space]: seq } });
    assert.deepEqual(live.frames.filter((f) => f.space === space || f.t === 'ready').map((f) => f.post?.id ?? f.t), [id, 'ready']);
    await live.close();
  }
  for (const l of follow) await l.close();
});

test('too far behind, ahead of the stream, or before one joined: a reset, then on from now', async () => {
  const { space, clients } = await scene();
  const [doctor, nurse] = clients;
  const made = await post(doctor, space, 'x');
  await d.sql(`with s as (update space set seq = seq + 520 where id = '${space}' returning seq)
    insert into event (space, seq, kind, at, hat, post) select '${space}', n, 'reaction', 1, '${made.author}', '${made.id}' from s, generate_series(seq - 519, seq) n`);
  const kinds = async (from) => {
    const live = await nurse.live({ spaces: { [space]: from } });
    const frames = live.frames.filter((f) => f.space === space).map((f) => f.t);
    const { id } = await post(doctor, space, '後');
    await live.next((f) => f.t === 'event' && f.post?.id === id);
    await live.close();
    return frames;
  };
  const now = await seqOf(doctor, space);
  assert.deepEqual(await kinds(now + 1), ['reset']);
  assert.deepEqual(await kinds(Number.MAX_SAFE_INTEGER), ['reset']);
  assert.deepEqual(await kinds(0), ['reset'], 'she joined later than that');
  assert.deepEqual(await kinds((await seqOf(doctor, space)) - 501), ['reset']);
  assert.deepEqual(await kinds((await seqOf(doctor, space)) - 500), Array(500).fill('event'));
}, { limit: 120_000 });

test('events that are there no more (their space is being erased) are no reason to look for them for ever: a reset, and ready', async () => {
  const { space, clients } = await scene();
  const [doctor, nurse] = clients;
  await post(doctor, space, '消される前');
  const seq = await seqOf(nurse, space);
  await d.sql(`delete from event where space = '${space}'`);
  const live = await nurse.live({ spaces: { [space]: seq - 1 } });
  assert.deepEqual(live.frames.filter((f) => f.space === space || f.t === 'ready').map((f) => f.t), ['reset', 'ready']);
  await live.close();
});

test('a space the client has not named is announced; one that is none of its is gone', async () => {
  const { space, clients } = await scene();
  const live = await clients[1].live({ spaces: { [nobody]: 4 } });
  const words = live.frames.map((f) => [f.t, f.space]);
  assert.ok(words.some(([t, id]) => t === 'space' && id === space) && words.some(([t, id]) => t === 'gone' && id === nobody));
  const added = await patient('takahashi');
  assert.deepEqual(await live.next({ t: 'space', space: added }), { t: 'space', space: added });
});

test('a hint that is lost heals by itself', async () => {
  const { space, clients } = await scene();
  const live = await clients[1].live();
  const seq = await seqOf(clients[0], space);
  await d.sql(`with s as (update space set seq = seq + 1 where id = '${space}' returning seq)
    insert into event (space, seq, kind, at) select '${space}', seq, 'attending', 1 from s`);
  assert.equal((await live.next({ t: 'event', kind: 'attending', space }, 30_000)).seq, seq + 1);
  for (const p of d.processes('backend').filter((b) => /tasuki_front/.test(b.args[0]))) signal(p.pid, 'SIGTERM');
  const made = await postAgain(clients[0], space);
  assert.equal((await live.next({ t: 'event', kind: 'post', space }, 30_000)).post.id, made.id);
  await live.barrier();
  const heard = eventsOf(live, space).map((f) => f.seq);
  assert.deepEqual(heard, Array.from(heard, (_, i) => seq + 1 + i));
  const back = async (c) => (await c.get('/api/state')).status === 200 && (await c.post('/api/session/activity')).status === 200;
  for (const worker of await onEachWorker(clients[1])) await until('all connections of a worker', () => back(worker));
});

/** Posts with one key until the database is back. */
async function postAgain(client, space) {
  const sent = { key: key(), body: 'やりなおし' };
  for (let i = 0; i < 200; i++) {
    const answer = await client.post(at(space), sent);
    if (answer.status < 300) return answer.body;
    assert.equal(answer.status, 503, answer.text);
    assert.ok(Number(answer.headers['retry-after']) >= 1);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the database did not come back');
}

test('a session that ends in the middle of the stream has heard a beginning of it without holes, and nothing later', async () => {
  const { space, clients, town } = await scene();
  const [doctor, nurse] = clients;
  const writers = new Town(space, town.clients.filter((c) => c.cookies !== nurse.cookies));
  const lives = await liveOnEach(nurse);
  const all = await doctor.live();
  const begin = await seqOf(doctor, space);
  const busy = (async () => {
    for (let i = 0; i < 12; i++) await writers.burst(6);
  })();
  await lives[0].next((f) => f.t === 'event' && f.seq > begin + 15, 30_000);
  await nurse.delete('/api/session');
  const after = await post(doctor, space, '退出の後');
  await busy;
  await all.next((f) => f.t === 'event' && f.post?.id === after.id);
  for (const l of lives) {
    assert.equal(await l.closed, 4401);
    const heard = eventsOf(l, space);
    assert.deepEqual(heard.map((f) => f.seq), heard.map((_, i) => begin + 1 + i));
    assert.ok(heard.every((f) => f.seq < after.seq));
  }
});

await main(import.meta.url);
