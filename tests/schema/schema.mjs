// schema/current.sql is what the migrations make. After a new migration: TASUKI_PRINT=1 tests/try tests/schema/schema.mjs
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Deployment, root } from '../lib/deployment.mjs';
import { suite } from '../lib/suite.mjs';

const { test, run } = suite();
const current = path.join(root, 'schema/current.sql');
let printed;

test('the migrations make schema/current.sql', () => {
  if (process.env.TASUKI_PRINT) fs.writeFileSync(current, printed);
  assert.equal(printed, fs.readFileSync(current, 'utf8'));
});

test('every foreign key, uniqueness and right is in it', () => {
  for (const word of ['FOREIGN KEY', 'UNIQUE', 'grant insert to tasuki_front', 'column sealed bytea not null']) assert.ok(printed.includes(word), word);
  assert.ok(!/grant (delete|update) to tasuki_front/.test(printed), 'front may delete nothing and updates single columns only');
});

await run(async () => {
  const d = await Deployment.start({ workers: 1, seed: false });
  const rows = await d.sql(fs.readFileSync(path.join(root, 'tests/schema/print.sql'), 'utf8'));
  printed = rows.map(([line]) => `${line}\n`).join('');
});
