// The day of a new edition passes: the gate closes by itself for who has not confirmed, sockets too, and opens at once when they do.
import assert from 'node:assert/strict';
import { day, edition, put } from './documents.mjs';
import { d, main, refused, signedIn } from './world.mjs';

put('a page that was open before the edition was written, and before its day was moved, closes on that day', async () => {
  const office = await signedIn('miura');
  const live = await (await signedIn('okada')).live();
  const lastDay = Date.parse(`${day(7)}T23:59:30+09:00`);
  await d.sql(`update session set end_at = ${lastDay + 86_400_000}, idle_ms = 864000000 where state <> 'ended'`);
  const made = edition('policy', 1, { confirm_by: day(30) });
  assert.equal((await office.post('/api/documents', made)).status, 201);
  await live.next({ t: 'inbox' });
  assert.equal((await office.put(`/api/documents/${made.key}/days`, { version: 1, from_on: made.from_on, confirm_by: day(7) })).status, 200);
  await live.next({ t: 'inbox' });
  d.clock.advance(lastDay - d.clock.now() - 60_000);
  await live.barrier();
  d.clock.advance(120_000);
  assert.equal(await live.closed, 4403);
});

put('the day passes: closed for who has not confirmed, nobody acting; open at once when they do', async () => {
  const office = await signedIn('miura');
  const made = edition('policy', 1, { confirm_by: day(7) });
  assert.equal((await office.post('/api/documents', made)).status, 201);
  const early = await signedIn('mori');
  await early.post(`/api/gates/documents/${made.key}`);

  const lastDay = Date.parse(`${made.confirm_by}T23:59:30+09:00`);
  d.clock.advance(lastDay - d.clock.now() - 60_000);
  const [late, nurse, kin] = [await signedIn('okada'), await signedIn('mori'), await signedIn('keiko')];
  assert.equal((await late.get('/api/state')).status, 200, 'the last day is one');
  assert.equal((await late.get('/api/inbox')).body.documents[0].days_left, 1);
  const socket = await late.live();
  const other = await nurse.live();
  await socket.barrier();

  d.advance(120_000);
  assert.equal(await socket.closed, 4403, 'an open socket does not outlive it');
  refused(await late.get('/api/state'), 403, 'gate_closed');
  assert.equal((await late.get('/api/session')).body.admitted, false);
  await other.barrier();
  for (const c of [nurse, kin]) assert.equal((await c.get('/api/state')).status, 200);
  const gates = (await late.get('/api/gates')).body;
  assert.deepEqual([gates.admitted, gates.documents.filter((x) => x.missing).map((x) => x.kind)], [true, ['policy']]);
  const clerk = await signedIn('miura');
  const waiting = (await clerk.get('/api/staff')).body.staff;
  assert.ok(waiting.length > 1 && waiting.every((s) => s.admitted === false), 'the office sees whom it closed out');
  assert.ok(waiting.every((s) => s.person.name !== '森 彩香'));

  assert.equal((await late.post(`/api/gates/documents/${made.key}`)).status, 200);
  assert.equal((await late.get('/api/state')).status, 200, 'the same session goes on');
});

await main(import.meta.url);
