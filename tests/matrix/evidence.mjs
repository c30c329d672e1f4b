// What is left behind: audit rows, log lines, bytes on the disk, frames on sockets that listened.
import { execFileSync } from 'node:child_process';
import { until } from '../lib/suite.mjs';
import { isAsked } from './cells.mjs';
import { ruleOf } from './facts.mjs';
import { persona } from './town.mjs';

const codes = {
  '.': 'not_found', ro: 'space_read_only', con: 'conflict', lck: 'session_locked', out: 'session_none',
  ins: 'instruction_missing', att: 'attending_missing', sty: 'attending_stays', val: 'bad_value', pro: 'proof_needed', gat: 'gate_closed',
};
const hatOf = (world, c) => world.hat(persona(c.actor, c.state));
const known = (world, c) => hatOf(world, c) && world.spaces[`${c.kind}/${c.state}`];

function count(rows) {
  const counts = new Map();
  for (const key of rows) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/**
 * After every denied cell was asked once: an act of the hot lane that was refused has one row each; of all others at least one an actor, as they
 * are coalesced; and no row says 'ok' for any space.
 */
export async function auditFaults(world, declared, expected) {
  const rows = await world.d.sql(`select act, hat, space, result, count(*) from audit where id > ${world.begun} and space is not null and session is not null group by 1, 2, 3, 4`);
  const kept = new Map(rows.map(([act, hat, space, result, n]) => [`${act} ${hat} ${space} ${result}`, Number(n)]));
  const denied = [...expected.cells, ...expected.gated].filter((c) => isAsked(c) && codes[c.answer] && known(world, c) && declared.routes.get(c.route));
  const key = (c) => `${ruleOf(c, declared)} ${hatOf(world, c)} ${world.space(c).id} ${codes[c.answer]}`;
  const hot = count(denied.filter((c) => declared.routes.get(c.route).lane === 'hot lane').map(key));
  const reads = denied.filter((c) => !['hot lane', 'no session needed'].includes(declared.routes.get(c.route).lane) && c.answer === '.');
  const readKeys = new Set(reads.map(key));
  // Of the ordinary lane, refused by the route's rule or by what the handler finds behind it: under the route's name, and coalesced too.
  const calls = denied.filter((c) => declared.routes.get(c.route).lane === 'ordinary lane');
  const callKeys = new Set(calls.map((c) => key(c).replace(/^\w+/, declared.routes.get(c.route).rule)));

  const faults = rows.filter((r) => r[3] === 'ok').map((r) => `kept as done: ${r.join(' ')}`);
  for (const [k, n] of hot) if (kept.get(k) !== n) faults.push(`${k}: ${kept.get(k) ?? 0} rows for ${n} refused acts`);
  for (const actor of new Set(reads.map((c) => c.actor)))
    if (!reads.some((c) => c.actor === actor && kept.has(key(c)))) faults.push(`no row tells that ${actor} was refused a read`);
  const strange = [...kept.keys()].filter((k) => !k.endsWith(' ok') && !hot.has(k) && !readKeys.has(k) && !callKeys.has(k) && Object.values(world.spaces).some((s) => k.includes(s.id)));
  return [...faults, ...strange.map((k) => `a row for what nobody asked: ${k}`)];
}

/** What a socket that has asked for every space was sent: of those in `may` (names) everything to the newest event, of others nothing. */
export async function heardFaults(world, who, socket, may) {
  if (socket.code !== null) return [`${who}: the socket was closed (${socket.code})`];
  const heads = new Map((await world.d.sql('select id, seq from space')).map(([id, seq]) => [id, Number(seq)]));
  for (const name of may) {
    const { id, seq } = world.spaces[name];
    if (heads.get(id) > seq) await until(`the newest event of ${name} at ${who}`, () => socket.frames.some((f) => f.t === 'event' && f.space === id && f.seq === heads.get(id)), 60_000);
  }
  await socket.barrier();
  const mayIds = may.map((name) => world.spaces[name].id);
  const faults = socket.frames.filter((f) => f.space && f.t !== 'gone' && !mayIds.includes(f.space)).map((f) => `${who} was sent ${JSON.stringify(f)}`);
  await socket.close();
  return faults;
}

/** Canaries in the log, and those that are sealed in any file of the deployment (database, its log and WAL, key folders). */
export async function diskFaults(world) {
  const lines = (...args) => {
    try {
      return execFileSync('grep', ['-rahoE', 'kanari[a-p]{16}', ...args], { maxBuffer: 256 << 20, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    } catch (error) {
      if (error.status === 1) return ''; // none
      if (error.status === 2 && error.stdout) return error.stdout.toString(); // a file went away meanwhile
      throw error;
    }
  };
  const onDisk = lines(world.d.folder);
  if (!onDisk.includes('kanari')) return ['not even the names of people were found on the disk: the search finds nothing'];
  return [...world.canaries.searchBytes('the log', world.d.logs()), ...world.canaries.searchBytes('the disk', onDisk, { sealedOnly: true })];
}
