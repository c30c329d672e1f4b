// schema/current.sql is what the migrations make. After a new migration: TASUKI_PRINT=1 tests/try tests/schema/schema.mjs
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Deployment, root } from '../lib/deployment.mjs';
import { suite } from '../lib/suite.mjs';

const { test, run } = suite();
const current = path.join(root, 'schema/current.sql');
let d, printed;

test('the migrations make schema/current.sql', () => {
  if (process.env.TASUKI_PRINT) fs.writeFileSync(current, printed);
  assert.equal(printed, fs.readFileSync(current, 'utf8'));
});

test('every foreign key, uniqueness and right is in it', () => {
  for (const word of ['FOREIGN KEY', 'UNIQUE', 'grant insert to tasuki_front', 'column sealed bytea not null']) assert.ok(printed.includes(word), word);
  assert.ok(!/grant (delete|update) to tasuki_front/.test(printed), 'front may delete nothing and updates single columns only');
});

/** Every row of every table, as text: Map table → [row]. */
async function everything() {
  const tables = (await d.sql(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`)).map(([t]) => t);
  const rows = new Map();
  for (const t of tables) rows.set(t, (await d.sql(`select x::text from ${t} x`)).map((r) => r.join('|')));
  return rows;
}

test('purging a space takes every row of it in every table but the evidence, and nothing else', async () => {
  const [[space]] = await d.sql(`select p.space from post p join reaction r on r.post = p.id join post_version v on v.post = p.id limit 1`);
  const hanging = (await d.sql(`select id from post where space = '${space}' union all select id from consent where space = '${space}'`)).map(([id]) => id);
  const ofIt = (row) => [space, ...hanging].some((id) => row.includes(id));
  const before = await everything();
  const said = new Map((await d.sql(`select * from space_purge('${space}', 1764400000000)`)).map(([name, n]) => [name, Number(n)]));
  const after = await everything();
  for (const [table, rows] of after) {
    const gone = before.get(table).length - rows.length;
    assert.equal(gone, said.get(table) ?? 0, table);
    if (table === 'audit') assert.deepEqual(rows, before.get(table));
    else if (table === 'space') assert.equal(rows.filter(ofIt).length, 1);
    else assert.deepEqual(rows, before.get(table).filter((row) => !ofIt(row)), table);
  }
  for (const table of ['post', 'post_version', 'reaction', 'event', 'member', 'cursor_move', 'patient_identity']) assert.ok(said.get(table) > 0, table);
  assert.deepEqual(await d.sql(`select sealed_title is null, sealed_attending is null, attending is null, erased_at from space where id = '${space}'`), [['t', 't', 't', '1764400000000']]);
  assert.ok([...(await d.sql(`select * from space_purge('${space}', 1)`))].every(([, n]) => n === '0'), 'again: nothing is left');
});

test('a session may end for every reason that the program writes', () => {
  const [, list] = printed.match(/constraint session_end_reason_check CHECK \(\(end_reason = ANY \(ARRAY\[(.*)\]\)\)\)/);
  for (const reason of ['sign_out', 'sign_out_all', 'overall', 'replaced', 'disabled', 'password', 'factor', 'left', 'restored']) assert.ok(list.includes(`'${reason}'::text`), reason);
});

test('nobody but the owner may purge', async () => {
  for (const role of ['tasuki_front', 'tasuki_job', 'tasuki_mail', 'tasuki_demo'])
    assert.deepEqual(await d.sql(`select has_function_privilege('${role}', 'space_purge(uuid, bigint)', 'execute')`), [['f']], role);
});

await run(async () => {
  d = await Deployment.start({ workers: 1 });
  const rows = await d.sql(fs.readFileSync(path.join(root, 'tests/schema/print.sql'), 'utf8'));
  printed = rows.map(([line]) => `${line}\n`).join('');
});
