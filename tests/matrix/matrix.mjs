// Every cell of expected.txt against a real server with two workers, and every byte that reached anybody searched for canaries.
import assert from 'node:assert/strict';
import { suite } from '../lib/suite.mjs';
import { how } from './ask.mjs';
import { Asker, isAllowed, isAsked, judgeAll } from './cells.mjs';
import { auditFaults, diskFaults, heardFaults } from './evidence.mjs';
import { readDeclared, readExpected } from './expected.mjs';
import { listenAll, LiveAsker } from './livecells.mjs';
import { aside, persona, shut } from './town.mjs';
import { World } from './world.mjs';

const { test, run } = suite();
const expected = readExpected();
const declared = readDeclared();
let world, asker, live, sockets, before;

const all = [...expected.cells, ...expected.gated];
const cellsOf = (route, allowed) => all.filter((c) => c.route === route && isAsked(c) && isAllowed(c) === allowed);
const everything = (route) => [...cellsOf(route, false), ...cellsOf(route, true)];
/** What uses up its object comes last. */
const spaceRoutes = [...declared.routes.keys()].filter((name) => how(name)?.space).sort((a, b) => Boolean(how(a).consumes) - Boolean(how(b).consumes));
const rank = (name) => (name === 'session_end_all' ? 3 : name === 'password_set' ? 2 : how(name).session ? 1 : 0);
/** Those that use up a session of their own come last, and last of all those that end everybody's. */
const otherRoutes = [...declared.routes.keys()]
  .filter((name) => how(name) && !how(name).space)
  .sort((a, b) => rank(a) - rank(b));
const limit = 240_000;

/** At most so many sentences: more of one kind tell nothing new. */
function none(faults) {
  if (faults.length > 0) assert.fail(`${faults.length} faults:\n${faults.slice(0, 30).join('\n')}`);
}

/** A digest of everything that people write. */
async function contents() {
  const tables = ['cursor', 'cursor_move', 'draft', 'event', 'hat', 'member', 'patient_identity', 'post', 'post_version', 'reaction', 'space'];
  const digests = tables.map((t) => `(select '${t} ' || count(*) || ' ' || md5(string_agg(x::text, ',' order by x::text)) from ${t} x)`);
  return (await world.d.sql(`select ${digests.join(', ')}`))[0];
}

test('denied: nothing was asked yet', async () => {
  before = await contents();
});

for (const route of spaceRoutes) test(`denied: ${route}`, async () => none(await judgeAll(asker, cellsOf(route, false), 3)), { limit });

for (const route of declared.frames.keys()) test(`denied: ${route}`, async () => none(await judgeAll(live, cellsOf(route, false))), { limit });

test('denied: nothing has changed', async () => {
  assert.deepEqual(await contents(), before);
});

test('denied: each act that was refused has its audit row, and nothing was kept as done', async () => none(await auditFaults(world, declared, expected)));

test('allowed: everybody listens', async () => {
  sockets = await listenAll(world);
});

const width = (route) => (declared.routes.get(route).method === 'GET' ? 4 : 1);
for (const route of spaceRoutes.filter((name) => !how(name).late)) test(`allowed: ${route}`, async () => none(await judgeAll(asker, cellsOf(route, true), width(route))), { limit });

for (const route of declared.frames.keys()) test(`allowed: ${route}`, async () => none(await judgeAll(live, cellsOf(route, true))), { limit });

/** Names of the spaces somebody may read, by the cells of a route or frame; and the other family's own one. */
function mayRead(route, who) {
  const cells = expected.cells.filter((c) => c.route === route && isAllowed(c) && persona(c.actor, c.state) === who);
  return [...cells.map((c) => `${c.kind}/${c.state}`), ...(aside.readers.includes(who) ? [aside.name] : [])];
}

test('allowed: the sockets are open', async () => none(await live.close()));

test('allowed: everybody has the list of the spaces that may be read', async () => {
  for (const who of sockets.keys()) {
    const { body } = await world.clients[who].get('/api/state');
    assert.deepEqual(body.spaces.map((s) => s.id).sort(), mayRead('space_read', who).map((name) => world.spaces[name].id).sort(), who);
  }
});

test('allowed: the other family reads its own timeline, and nobody else does', async () => {
  const { id } = world.spaces[aside.name];
  for (const [who, client] of Object.entries(world.clients)) {
    const said = { lk: 'session_locked', ga: 'gate_closed' }[who] ?? (shut.includes(who) ? 'session_none' : 'not_found');
    for (const at of [`/api/spaces/${id}`, `/api/spaces/${id}/posts`]) {
      const { body, status } = await client.get(at);
      assert.equal(body.error ?? status, aside.readers.includes(who) ? 200 : said, `${who} ${at}`);
    }
  }
});

test('allowed: what was written was told to those who may read it, to nobody else', async () => {
  for (const [who, socket] of sockets) none(await heardFaults(world, who, socket, mayRead('live:hello', who)));
}, { limit });

for (const route of spaceRoutes.filter((name) => how(name).late)) test(`allowed: ${route}`, async () => none(await judgeAll(asker, cellsOf(route, true), 1)), { limit });

test('reading time that ends while a socket is open ends what it hears', async () => {
  const space = world.spaces['care/withdrawn'];
  await world.d.sql(`update space set read_until = ${world.d.clock.now() + 60_000} where id = '${space.id}'`);
  const socket = await world.clients.me.live({ spaces: { [space.id]: space.seq } });
  assert.ok(socket.frames.some((f) => f.t === 'event' && f.space === space.id), 'it heard the space before');
  const heard = socket.frames.length;
  world.d.advance(120_000);
  const relation = world.canaries.word('what somebody who came after the end has to do with the patient');
  await world.d.tasuki('demo', 'member-add', space.id, world.login('st'), '--relation', relation, '--settings', world.d.settingsFile);
  await socket.next({ t: 'gone', space: space.id });
  socket.send({ t: 'cursor', space: space.id, opened_no: 1 });
  await socket.next({ t: 'error', error: 'not_found' });
  assert.deepEqual(socket.frames.slice(heard).filter((f) => f.t === 'event' && f.space === space.id), []);
  await socket.close();
});

for (const route of otherRoutes) test(`everybody: ${route}`, async () => none(await judgeAll(asker, everything(route))), { limit });

test('no canary reached anybody who may not see it', () => {
  none(Object.entries(world.clients).flatMap(([actor, c]) => world.canaries.search(actor, c.transcript.join('\n'))));
});

test('each canary that somebody may see did reach them', () => none(world.canaries.missing()));

test('no canary lies in the logs, none that is sealed anywhere on the disk', async () => none(await diskFaults(world)));

test('the cells were all asked', () => {
  const allowed = asker.counts.allowed + live.counts.allowed;
  const denied = asker.counts.denied + live.counts.denied;
  console.log(`${allowed + denied} cells, ${allowed} allowed, ${denied} denied; ${world.canaries.size} canaries`);
  if (process.argv.length === 2) assert.equal(allowed + denied, all.filter(isAsked).length);
});

await run(async () => {
  world = await World.start();
  asker = new Asker(world, declared);
  live = new LiveAsker(world);
});
