// A つながり has a key from its acceptance on and not before; why somebody asked is kept no longer than it is shown.
import assert from 'node:assert/strict';
import { answers, apart, asked, withdraws } from './tie_world.mjs';
import { until } from '../lib/suite.mjs';
import { d, main, test } from './world.mjs';

const keys = async () => Number(/^space keys (\d+)$/m.exec((await d.tasuki('keys', 'status', '--settings', d.settingsFile)).stdout)[1]);
const reasons = (ids) => d.sql(`select state, length(sealed_reason) > 0 from tie_request where id in (${ids.map((id) => `'${id}'`)}) order by at, id`);

test('declined and withdrawn requests leave no key; an accepted one has one', async () => {
  await apart('tamura', 'okada');
  await withdraws('tamura', await asked('tamura', 'okada')); // the region has its own key from now on at the latest
  const before = await keys();
  await answers('okada', await asked('tamura', 'okada'), 'decline');
  await withdraws('tamura', await asked('tamura', 'okada'));
  assert.equal(await keys(), before);
  const { body } = await answers('okada', await asked('tamura', 'okada'), 'accept');
  assert.equal(await keys(), before + 1);
  assert.equal((await d.sql(`select kind from space where id = '${body.space}'`))[0][0], 'tie');
});

test('reasons go: at once of what was answered or taken back, after a month of what was declined', async () => {
  await apart('tamura', 'okada');
  const ids = [];
  for (const act of [(id) => withdraws('tamura', id), (id) => answers('okada', id, 'decline'), (id) => answers('okada', id, 'accept')]) {
    ids.push(await asked('tamura', 'okada'));
    await act(ids.at(-1));
  }
  d.advance(61_000);
  await d.healthy();
  await until('the reasons shown to nobody to be gone', async () => (await reasons(ids)).filter(([, there]) => there === 't').length === 1);
  assert.deepEqual(await reasons(ids), [['withdrawn', 'f'], ['declined', 't'], ['accepted', 'f']]);
  await d.sql(`update tie_request set decided_at = decided_at - 32 * 86400000::bigint where id = '${ids[1]}'`);
  d.advance(61_000);
  await d.healthy();
  await until('the declined one to be gone', async () => (await reasons(ids)).every(([, there]) => there === 'f'));
});

await main(import.meta.url);
