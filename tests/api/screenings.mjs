// The office's counts: how often texts were refused or answered for, by month, facility and kind; never a text, never a person.
import assert from 'node:assert/strict';
import { circle, marked, say } from './circle_world.mjs';
import { as, ask, ok } from './people_world.mjs';
import { d, main, refused, test } from './world.mjs';

const counts = async (login) => (await ask(login, 'GET', '/api/screenings')).body.counts;
const sum = (list, more) => list.filter((c) => Object.entries(more).every(([k, v]) => c[k] === v)).reduce((n, c) => n + c.count, 0);

test('refusals and answers are counted by kind and by the writer’s facility', async () => {
  const id = await circle('tamura');
  const helpers = { facility: 'ヘルパーステーションつくし原' };
  const before = await counts('miura');
  marked(await say('tamura', id, '山田花子様（87歳）の件です。お電話は090-1234-5678です。'), '');
  marked(await say('tamura', id, '沼尻さん、昨夜から発熱しています。'), '');
  assert.equal((await say('tamura', id, '沼尻さん、昨夜から発熱しています。', { colleague: true })).status, 201);
  const after = await counts('miura');
  const grown = (more) => sum(after, { ...helpers, ...more }) - sum(before, { ...helpers, ...more });
  assert.deepEqual(['name', 'phone', 'name_other'].map((kind) => grown({ kind, outcome: 'refused' })), [1, 1, 0]);
  assert.deepEqual(['asked', 'colleague'].map((outcome) => grown({ kind: 'name_other', outcome })), [1, 1]);
  assert.match(after[0].month, /^20\d\d-\d\d$/);
});

test('nothing in them is a text or a person; for office and committee only', async () => {
  const text = JSON.stringify(await counts('miura'));
  for (const word of ['沼尻', '山田', '田村', (await as('tamura')).hat]) assert.ok(!text.includes(word), word);
  for (const login of ['sato', 'tamura']) refused(await ask(login, 'GET', '/api/screenings'), 404, 'not_found');
});

test('months older than a year are not shown', async () => {
  const before = sum(await counts('miura'), {});
  await d.sql("insert into screening (hat, outcome, kinds, at) select id, 'refused', '{name}', 1 from hat limit 1");
  assert.equal(sum(await counts('miura'), {}), before);
  await d.sql('delete from screening where at = 1');
  ok(await ask('miura', 'GET', '/api/screenings'));
});

await main(import.meta.url);
