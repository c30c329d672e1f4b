// The policy layer in つながり (Art. 18-2): patient data waits for the writer's word that the patient agrees; the word is remembered, the text is not.
import assert from 'node:assert/strict';
import { marked as refusedAt, nothingKept, say } from './circle_world.mjs';
import { ask, hatOf, ok } from './people_world.mjs';
import { answers, apart, asks, tie } from './tie_world.mjs';
import { d, join, key, main, patient, refused, test } from './world.mjs';

const note = '山田花子様（87歳）宅を訪問。仙骨部の褥瘡が3×2cmに広がっています。';
const marked = (answer, text) => {
  assert.equal(answer.body.colleague, undefined, 'no tap about a colleague helps here');
  return refusedAt(answer, text, 'consent_needed');
};
const agreed = { consent: true };

/** A new つながり of these two. */
async function between(one, other) {
  await apart(one, other);
  return tie(one, other);
}

test('tied: the refusals of other scenarios do not count here', async () => {
  await d.sql('delete from screening');
});

test('a visit note waits for the word about consent, its places are marked, nothing is kept', async () => {
  const id = await between('tamura', 'okada');
  await nothingKept(async () => {
    assert.deepEqual(marked(await say('tamura', id, note), note), [['name', '山田花子']]);
    marked(await say('tamura', id, note, { colleague: true }), note);
    marked(await say('tamura', id, note, { consent: false }), note);
  });
  assert.ok(!d.logs().includes('仙骨部') && !d.logs().includes('山田花子'));
  assert.deepEqual(await d.sql(`select distinct act, result from audit where space = '${id}' and result = 'consent_needed'`), [['post_create', 'consent_needed']]);
  const sent = await say('tamura', id, note, agreed);
  assert.equal(sent.status, 201, sent.text);
  assert.equal((await ask('okada', 'GET', `/api/spaces/${id}/posts`)).body.posts[0].body, note);
  assert.deepEqual(await d.sql(`select outcome, kinds from screening where space = '${id}' order by id`), [
    ['asked', '{name}'],
    ['asked', '{name}'],
    ['asked', '{name}'],
    ['consent', '{name}'],
  ]);
  assert.equal((await d.sql(`select count(*) from audit where act = 'guard_consent' and space = '${id}'`))[0][0], '1');
});

test('the word counts for that patient, that writer and that つながり, and for no other', async () => {
  const id = await between('tamura', 'okada');
  assert.equal((await say('tamura', id, note, agreed)).status, 201);
  assert.equal((await say('tamura', id, '山田花子様、熱は下がりました。')).status, 201);
  await patient('tamura', 'okada');
  const other = '試験花子様、お変わりありません。';
  marked(await say('tamura', id, other), other);
  const both = '山田花子様と試験花子様のご家族に連絡しました。';
  assert.equal(marked(await say('tamura', id, both), both).length, 2);
  assert.equal((await say('tamura', id, both, agreed)).status, 201);
  assert.equal((await say('tamura', id, other)).status, 201);
  marked(await say('okada', id, other), other);
  const elsewhere = await between('tamura', 'kobayashi');
  marked(await say('tamura', elsewhere, note), note);
  assert.equal((await d.sql(`select count(*) from tie_consent where space = '${id}' and hat = '${await hatOf('tamura')}'`))[0][0], '2');
});

test('of somebody who is no patient of the writer’s the word is asked each time', async () => {
  const id = await between('tamura', 'okada');
  const text = '榎戸蔵之助様のお電話は090-1234-5678です。';
  for (let i = 0; i < 2; i++) {
    assert.deepEqual(marked(await say('tamura', id, text), text).map(([kind]) => kind), ['name_other', 'phone']);
    assert.equal((await say('tamura', id, text, agreed)).status, 201);
  }
  assert.equal((await d.sql(`select count(*) from tie_consent where space = '${id}'`))[0][0], '0');
});

test('everywhere a text comes in: the request, replies, edits, reasons of a deletion', async () => {
  await apart('tamura', 'okada');
  await nothingKept(async () => void assert.equal(marked(await asks('tamura', 'okada', { reason: note }), note).length, 1));
  const requested = await asks('tamura', 'okada', { reason: note, ...agreed });
  assert.equal(requested.status, 201, requested.text);
  const { space: id } = (await answers('okada', requested.body.id, 'accept')).body;
  const { body: root } = await say('tamura', id, '良い除圧の方法はありますか');
  const at = `/api/spaces/${id}/posts/${root.id}`;
  await nothingKept(async () => {
    marked(await say('tamura', id, note, { reply_to: root.id }), note);
    marked(await ask('tamura', 'PUT', at, { key: key(), body: note, version: 1 }), note);
    marked(await ask('tamura', 'DELETE', at, { reason: note }), note);
  });
  ok(await ask('tamura', 'PUT', at, { key: key(), body: note, version: 1, ...agreed }));
  assert.equal((await say('tamura', id, note, { reply_to: root.id })).status, 201);
  ok(await ask('tamura', 'DELETE', at, { reason: note }));
});

test('talk without patient data goes through; outsiders and ended ones are not looked at', async () => {
  const id = await between('tamura', 'okada');
  for (const text of ['高橋さん、昨日の勉強会の資料をありがとうございました。', '87歳の方の褥瘡について、除圧の工夫を教えてください。']) assert.equal((await say('tamura', id, text)).status, 201, text);
  refused(await say('kobayashi', id, note), 404, 'not_found');
  ok(await ask('okada', 'POST', `/api/spaces/${id}/end`));
  refused(await say('tamura', id, note), 409, 'space_read_only');
  assert.equal((await d.sql(`select count(*) from screening where space = '${id}'`))[0][0], '0');
});

test('the register follows the membership: who has come into the team is a patient from then on', async () => {
  const id = await between('kobayashi', 'okada');
  const named = ['--attending', 'sato', '--facility', 'clinic', '--name', '榛葉 つきの', '--kana', 'しんば つきの'];
  const space = (await d.tasuki('demo', 'patient', ...named, '--settings', d.settingsFile)).stdout.trim();
  const text = '榛葉つきの様、お変わりありません。';
  const isRegistered = async () => {
    const answer = await say('kobayashi', id, text);
    marked(answer, text);
    return answer.body.places[0].kind === 'name';
  };
  assert.equal(await isRegistered(), false);
  await join(space, 'kobayashi');
  assert.equal(await isRegistered(), true);
});

await main(import.meta.url);
