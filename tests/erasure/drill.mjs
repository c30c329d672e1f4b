// The deletion drill (decision 23): by the whole way, from the wish to the certificate. Then every key that lies anywhere is collected and held
// against what an old backup still has, sealed: nothing opens it, and a control in the same backup opens.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { keksIn, keysOfRecovery, keysOfStore } from '../backup/found_keys.mjs';
import { readDump } from '../backup/place.mjs';
import { openBody, spaceKeys } from '../canary/holder.mjs';
import { spellingsOfBytes } from '../canary/scan.mjs';
import { inMemory, readable } from '../keys/memory.mjs';
import { ask, d, due, erased, key, main, ok, patient, pausing, row, test } from './world.mjs';

const words = '消されるタイムラインの言葉';
const kept = '残るタイムラインの言葉';
const holder = () => path.join(d.data, 'run/keys/socket');

/** The sealed body of the post with these words, and what openBody needs to know of it. */
async function sealed(space, body) {
  const made = await ask('takahashi', 'POST', `/api/spaces/${space}/posts`, { key: key(), body });
  ok(made);
  const [[deployment]] = await d.sql('select deployment from region');
  const [[bytes]] = await d.sql(`select encode(body, 'hex') from post where id = '${made.body.id}'`);
  return { deployment, space, row: made.body.id, version: 1, sealed: Buffer.from(bytes, 'hex') };
}

const opens = (found, one) => found.some(({ key: k }) => {
  try {
    return openBody(k, one) !== null;
  } catch {
    return false;
  }
});

test('every key in existence opens the control in the old backup, and none the deleted timeline', async () => {
  const [space, control] = [await patient(), await patient()];
  const bodies = { space: await sealed(space, words), control: await sealed(control, kept) };
  const before = await spaceKeys(holder(), [space, control]);
  assert.equal(openBody(before.get(space), bodies.space), words);
  const backup = path.join(d.folder, 'old');
  await d.tasuki('backup', backup, '--settings', d.settingsFile);

  const id = await pausing(space);
  await due(id);
  await erased(id);

  const dump = readDump(backup).toString('latin1');
  for (const one of Object.values(bodies)) assert.ok(dump.includes(one.sealed.toString('hex')), 'the old backup has it, sealed');
  const all = (await d.sql('select id from space')).flat();
  const places = {
    holder: [...(await spaceKeys(holder(), all))].map(([s, k]) => ({ space: s, key: k })),
    store: keysOfStore(path.join(`${d.data}.keys`, 'store'), keksIn(`${d.data}.keys`)),
    recovery: keysOfRecovery(`${d.data}.recovery`, path.join(`${d.data}.recovery`, 'RECOVERY-PRIVATE-KEY')),
  };
  for (const [name, found] of Object.entries(places)) {
    assert.ok(opens(found, bodies.control), `the control, by ${name}`);
    assert.ok(!opens(found, bodies.space), `the deleted one, by ${name}`);
  }
  const needles = spellingsOfBytes('key', before.get(space));
  for (const { pid, role } of d.processes()) if (role !== 'backend' && readable(pid)) assert.deepEqual([...inMemory(pid, needles)], [], role);
  const ledger = fs.readFileSync(path.join(`${d.data}.keys`, 'ledger'), 'utf8');
  assert.ok(ledger.includes(space) && ledger.includes((await row(id)).request.number));
}, { limit: 120_000 });

await main(import.meta.url);
