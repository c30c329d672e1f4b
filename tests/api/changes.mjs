// The list of 様式3 in pages.
import assert from 'node:assert/strict';
import { done, facility, hire } from './staff_world.mjs';
import { d, main, nobody, refused, signedIn, test } from './world.mjs';

/** Every page of the list, one after the other; `between` is told each. */
async function allPages(client, between = () => {}) {
  const all = [];
  let page = (await client.get('/api/changes')).body;
  for (;;) {
    all.push(...page.changes);
    await between(page);
    if (!page.more) return all;
    const last = page.changes.at(-1);
    page = (await client.get(`/api/changes?after=${last.id}${last.received_at ? '' : '&waits=1'}`)).body;
  }
}

test('様式3 in pages: nothing is left out, also while the office receives; of a 施設管理者 the own facility’s', async () => {
  const at = await facility('多くのステーション');
  const boss = await hire(at, { admin: true });
  const [admin, office] = [await boss.client(), await signedIn('miura')];
  await d.sql(`insert into change_notice (id, year, n, facility, hat, kind, name, kana, profession, by, at, received_at, received_by)
    select gen_random_uuid(), 1998, n, '${at}', '${boss.hat}', 'absent', '頁 ' || n, 'ぺえじ', 'nurse', '${boss.hat}', n, case when n % 2 = 0 then n end,
      case when n % 2 = 0 then '${boss.hat}'::uuid end from generate_series(1, 450) n`);
  try {
    const own = await allPages(admin, ({ changes, waiting }) => assert.deepEqual([changes.length <= 100, waiting], [true, 225]));
    assert.deepEqual(own.map((c) => c.number), Array.from({ length: 450 }, (_, i) => `1998-${String(450 - i).padStart(4, '0')}`));
    const seen = await allPages(office, async ({ changes }) => {
      const last = changes.at(-1);
      if (!last.received_at) done(await office.post(`/api/changes/${last.id}/receive`));
    });
    const mine = seen.filter((c) => c.facility === '多くのステーション');
    assert.equal(new Set(mine.map((c) => c.id)).size, 450);
    const firstReceived = seen.findIndex((c) => c.received_at);
    assert.ok(seen.slice(firstReceived).filter((c) => !c.received_at).length === 0, 'what waits comes first');
    refused(await office.get('/api/changes?after=here'), 400, 'bad_value', 'query');
    assert.deepEqual((await office.get(`/api/changes?after=${nobody}`)).body, { changes: [], more: false, waiting: 0 });
  } finally {
    await d.sql('delete from change_notice where year = 1998');
  }
});

await main(import.meta.url);
