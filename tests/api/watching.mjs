// The video watched to its end: by the server's clock, resumed, never skipped. Moves the clock by seconds.
import assert from 'node:assert/strict';
import { film } from '../lib/film.mjs';
import { hatOf, put, untrained } from './trainings.mjs';
import { d, main, refused, settled, signedIn, unchanged } from './world.mjs';

const watch = (c, from, to) => c.post('/api/training/watch', { from, to });

put('watched to its end it is a training of today; reloading goes on where one was', async () => {
  await untrained('mori');
  const nurse = await signedIn('mori');
  refused(await nurse.get('/api/state'), 403, 'gate_closed');
  assert.deepEqual((await watch(nurse, 0, 0)).body, { reached: 0, done: false });
  d.clock.advance(9000);
  assert.deepEqual((await watch(nurse, 0, 9000)).body, { reached: 9000, done: false });
  const again = await signedIn('mori');
  assert.equal((await again.get('/api/training')).body.reached, 9000, 'on another device too');
  await watch(again, 9000, 9000);
  d.clock.advance(9000);
  assert.deepEqual((await watch(again, 9000, 18_000)).body, { reached: 18_000, done: false });
  refused(await nurse.get('/api/state'), 403, 'gate_closed');
  d.clock.advance(2000);
  assert.deepEqual((await watch(again, 18_000, 20_000)).body, { reached: 20_000, done: true });
  assert.equal((await nurse.get('/api/state')).status, 200);
  const gates = (await nurse.get('/api/gates')).body;
  assert.deepEqual([gates.training, gates.held_on], ['video', new Date(d.clock.now() + 9 * 3_600_000).toISOString().slice(0, 10)]);
  assert.deepEqual((await watch(nurse, 0, 0)).body, { reached: 20_000, done: true }, 'after the end nothing changes');
  assert.ok((await nurse.get('/api/training')).body.done_at > 0);
  assert.equal((await d.sql(`select count(*) from audit where act = 'training_watch' and result = 'ok' and hat = '${await hatOf('mori')}'`))[0][0], '1', 'one line for the end');
});

put('nobody skips: neither forward, nor faster than 1.25 times the clock, nor by waiting', async () => {
  await untrained('mori');
  const nurse = await signedIn('mori');
  await settled(); // it may move the clock
  await watch(nurse, 0, 0);
  await unchanged(async () => {
    for (const [from, to] of [[0, 20_000], [0, 15_000], [15_000, 20_000], [15_000, 15_000], [2000, 1000]]) refused(await watch(nurse, from, to), 409, 'conflict');
    for (const to of [-1, 14_400_001]) refused(await watch(nurse, 0, to), 400, 'bad_value', 'to');
  });
  await watch(nurse, 0, 0); // from here on: what was refused took its time
  d.clock.advance(4000);
  refused(await watch(nurse, 0, 9000), 409, 'conflict');
  assert.equal((await watch(nurse, 0, 4900)).status, 200, 'a little faster is no skip');
  d.clock.advance(4000);
  refused(await watch(nurse, 5500, 8000), 409, 'conflict');
  assert.equal((await watch(nurse, 4900, 8900)).body.reached, 8900);
  assert.equal((await watch(nurse, 0, 3000)).body.reached, 8900, 'looking at it again takes nothing away');
  d.advance(600_000);
  refused(await watch(nurse, 8900, film.seconds * 1000 + 5000), 409, 'conflict');
  refused(await nurse.get('/api/state'), 403, 'gate_closed');
  for (const login of ['miura', 'keiko']) refused(await watch(await signedIn(login), 0, 0), 404, 'not_found');
});

await main(import.meta.url);
