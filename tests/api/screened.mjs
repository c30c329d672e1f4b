// The policy layer in the post path (Art. 17-2): patient data does not get into a free group, and nothing of what was refused is kept.
import assert from 'node:assert/strict';
import { about, circle, joins, marked, nothingKept, request, say } from './circle_world.mjs';
import { as, ask, hatOf, ok } from './people_world.mjs';
import { Deployment } from '../lib/deployment.mjs';
import { until } from '../lib/suite.mjs';
import { d, join, key, leave, main, password, patient, refused, test } from './world.mjs';

const note = '山田花子様（87歳）宅を訪問。仙骨部の褥瘡が3×2cmに広がっています。';

test('a pasted visit note is refused, its places are marked, nothing is kept', async () => {
  const id = await circle('tamura');
  await nothingKept(async () => {
    const answer = await say('tamura', id, note);
    assert.deepEqual(marked(answer, note), [['name', '山田花子']]);
    assert.deepEqual([answer.body.colleague, answer.body.places[0].certainty, answer.body.places[0].field], [false, 'certain', 'body']);
    marked(await say('tamura', id, note, { colleague: true }), note);
  });
  assert.ok(!d.logs().includes('仙骨部') && !d.logs().includes('山田花子'));
  const kept = await d.sql(`select outcome, kinds from screening where space = '${id}'`);
  assert.deepEqual(kept, [['refused', '{name}'], ['refused', '{name}']]);
  const trace = await d.sql(`select act, result from audit where space = '${id}' and result = 'patient_data'`);
  assert.deepEqual(trace, [['post_create', 'patient_data'], ['post_create', 'patient_data']]);
  assert.equal((await say('tamura', id, '87歳の方の仙骨部の褥瘡について、除圧の工夫を教えてください。')).status, 201);
});

test('places are in UTF-16 units of the text as it was sent', async () => {
  const id = await circle('tamura');
  const text = '😀\u{20b9f}と｛山田　花子｝様、ＴＥＬ０９０−１２３４−５６７８';
  assert.deepEqual(marked(await say('tamura', id, text), text), [['name', '山田　花子'], ['phone', '０９０−１２３４−５６７８']]);
});

test('thanking a colleague by name, study and anonymised cases pass', async () => {
  const id = await circle('tamura');
  const good = ['高橋さん、昨日の勉強会の資料をありがとうございました。', '佐藤先生のご講演、とても勉強になりました。', 'A様（80代女性、独居）の事例です。', '次回は4月16日（木）18時、市民会館3階です。', '事務局の電話は042-000-0101です。'];
  for (const text of good) assert.equal((await say('tamura', id, text)).status, 201, text);
});

test('a stranger’s name is asked about; one tap lets it through, is noted without text, and is not asked again', async () => {
  const id = await circle('tamura');
  const text = '沼田さん、昨夜から発熱しています。';
  const answer = await say('tamura', id, text);
  assert.deepEqual(marked(answer, text), [['name_other', '沼田']]);
  assert.equal(answer.body.colleague, true);
  assert.equal((await say('tamura', id, text, { colleague: true })).status, 201);
  const again = await say('tamura', id, '沼田さん、体調はいかがですか。発熱は下がりましたか。');
  assert.equal(again.status, 201, again.text);
  const dump = JSON.stringify(await d.sql(`select x::text from screening x where space = '${id}' union all select x::text from colleague x where space = '${id}'`));
  assert.ok(!dump.includes('沼田') && dump.includes('asked') && dump.includes('{name_other}'));
  assert.equal((await d.sql(`select count(*) from audit where act = 'guard_colleague' and space = '${id}'`))[0][0], '1');
  await joins('tamura', id, 'kobayashi');
  marked(await say('kobayashi', id, text), text); // it counts for her own texts only
});

test('a patient one has nothing to do with is a stranger: the answers do not differ', async () => {
  const id = await circle('tamura');
  const shape = (name) => `${name}様、昨夜から発熱しています。`;
  // 木村 勝 is registered, and tamura is not in his team; 木本 勝 is nobody's.
  const [his, nobodys] = [await say('tamura', id, shape('木村勝')), await say('tamura', id, shape('木本勝'))];
  assert.deepEqual(look2(his), look2(nobodys));
  await joins('tamura', id, 'kobayashi'); // in his team
  assert.equal((await say('kobayashi', id, shape('木村勝'))).body.colleague, false);
});

const look2 = ({ status, body }) => [status, body.error, body.colleague, body.places];

const name = '榎戸蔵之助';
const fever = `${name}様、昨夜から発熱しています。`;

/** A timeline of a patient with that name. */
async function enokido() {
  const named = ['--name', '榎戸 蔵之助', '--kana', 'えのきど くらのすけ'];
  const { stdout } = await d.tasuki('demo', 'patient', '--attending', 'sato', '--facility', 'clinic', ...named, '--settings', d.settingsFile);
  return stdout.trim();
}

const isCertain = (answer, text = fever) => {
  assert.deepEqual(marked(answer, text), [[answer.body.places[0].certainty === 'certain' ? 'name' : 'name_other', name]]);
  return answer.body.places[0].certainty === 'certain';
};

test('the register follows the membership at once, in and out', async () => {
  const id = await circle('tamura');
  const space = await enokido();
  for (let i = 0; i < 3; i++) {
    assert.equal(isCertain(await say('tamura', id, fever)), false);
    await join(space, 'tamura');
    assert.equal(isCertain(await say('tamura', id, fever)), true);
    const link = `https://localhost:8443/spaces/${space} をご覧ください`;
    assert.deepEqual(marked(await say('tamura', id, link), link), [['link', space]]);
    await leave(space, 'tamura');
  }
  const after = await say('tamura', id, `番号は ${space} です`);
  assert.equal(after.status, 201, after.text);
});

test('texts while one comes in and goes: what is sent after it is judged by it, on either worker', async () => {
  const id = await circle('kobayashi');
  const space = await enokido();
  let phase = 'before';
  const seen = { before: [], changing: [], inside: [], after: [] };
  await d.sql(`update screening set at = 1 where hat = '${await hatOf('kobayashi')}'`);
  const writer = async () => {
    for (let i = 0; i < 9; i++) {
      const at = phase;
      const answer = await say('kobayashi', id, fever);
      seen[at === phase ? at : 'changing'].push(answer);
      if (i === 2) await turns.in;
      if (i === 5) await turns.out;
    }
  };
  const turn = () => {
    let open;
    return [new Promise((resolve) => (open = resolve)), open];
  };
  const [[first, openFirst], [second, openSecond]] = [turn(), turn()];
  const turns = { in: first, out: second };
  const writers = [writer(), writer(), writer()];
  phase = 'changing';
  await join(space, 'kobayashi');
  phase = 'inside';
  openFirst();
  await new Promise((resolve) => setImmediate(resolve));
  while (seen.inside.length < 9) await say('kobayashi', id, '続きます');
  phase = 'changing';
  await leave(space, 'kobayashi');
  phase = 'after';
  openSecond();
  await Promise.all(writers);
  assert.ok(seen.inside.length >= 9 && seen.after.length >= 9);
  for (const a of [...seen.before, ...seen.after]) assert.equal(isCertain(a), false);
  for (const a of seen.inside) assert.equal(isCertain(a), true);
  for (const a of seen.changing) isCertain(a);
});

test('everywhere a text comes in: replies, edits, reasons, names, aim and rules, requests', async () => {
  const id = await circle('tamura');
  const { body: root } = await say('tamura', id, '良い除圧の方法はありますか');
  await nothingKept(async () => {
    marked(await say('tamura', id, note, { reply_to: root.id }), note);
    marked(await ask('tamura', 'PUT', `/api/spaces/${id}/posts/${root.id}`, { key: key(), body: note, version: 1 }), note);
    marked(await ask('tamura', 'DELETE', `/api/spaces/${id}/posts/${root.id}`, { reason: note }), note);
    marked(await ask('tamura', 'PUT', `/api/spaces/${id}/circle`, { name: '山田花子様の会', entry: 'request' }), '山田花子様の会');
    marked(await ask('tamura', 'PUT', `/api/spaces/${id}/agreement`, { version: 2, text: note, rules: 'なし' }), note);
    marked(await ask('kobayashi', 'POST', `/api/circles/${id}/request`, { version: 1, reason: '鈴木正雄様（81歳）の担当です' }), '');
    for (const field of ['name', 'aim', 'rules']) {
      const answer = await ask('tamura', 'POST', '/api/circles', { key: key(), ...about, [field]: '山田花子様のこと' });
      assert.deepEqual([answer.status, answer.body.places[0].field], [422, field]);
    }
  });
  const edited = await ask('tamura', 'PUT', `/api/spaces/${id}/posts/${root.id}`, { key: key(), body: '除圧の方法を教えてください', version: 1 });
  assert.equal(edited.status, 200, edited.text);
  assert.equal((await ask('tamura', 'POST', '/api/circles', { key: key(), ...about, aim: '沼田さんを偲ぶ、発熱と看護の会', colleague: true })).status, 201);
});

test('a draft of a free group is looked at before it is kept: guesses too; the one kept before stays; no count tells the office of it', async () => {
  const id = await circle('tamura');
  const draft = (body) => ask('tamura', 'PUT', `/api/spaces/${id}/draft`, { body });
  const counts = async () => (await ask('miura', 'GET', '/api/screenings')).text;
  ok(await draft('除圧についてです。'));
  const before = await counts();
  await nothingKept(async () => {
    marked(await draft(note), note);
    const guess = '清原 武さん、昨夜から発熱しています。';
    const answer = await draft(guess);
    marked(answer, guess);
    assert.equal(answer.body.colleague, false, 'a draft has no word to give');
  });
  assert.equal((await ask('tamura', 'GET', `/api/spaces/${id}/draft`)).body.body, '除圧についてです。');
  assert.equal(await counts(), before);
  const rows = `select count(*), sum(cardinality(kinds)) > 0 from screening where space = '${id}' and outcome = 'draft' and hat = '${await hatOf('tamura')}'`;
  assert.deepEqual((await d.sql(rows))[0], ['2', 't']);
  ok(await draft(''));
});

test('what must not be looked at is not: outsiders learn nothing, timelines take the words', async () => {
  const id = await circle('tamura', { entry: 'invitation' });
  refused(await say('kobayashi', id, note), 404, 'not_found');
  refused(await ask('kobayashi', 'PUT', `/api/spaces/${id}/draft`, { body: note }), 404, 'not_found');
  const space = await patient('tamura');
  assert.equal((await say('tamura', space, '試験花子様（87歳）、お変わりありません。')).status, 201);
  assert.equal((await d.sql(`select count(*) from screening where hat = '${await hatOf('kobayashi')}' and space = '${id}'`))[0][0], '0');
});

test('odd texts get a defined answer', async () => {
  const id = await circle('tamura');
  for (const text of ['山\u200b田\u200b花\u200b子\u200b様', '\u202e様子花田山\u202c 山田花子様', 'ﾔﾏﾀﾞ ﾊﾅｺ様']) marked(await say('tamura', id, text), text);
  assert.equal((await say('tamura', id, 'あ'.repeat(10000))).status, 201);
});

test('who comes in between the look and the batch: nothing goes in that was not looked at', async () => {
  const id = await circle('tamura', { entry: 'invitation' });
  const hat = await hatOf('kobayashi');
  const held = await d.hold(`update space set seq = seq + 1 where id = '${id}'; insert into member (space, hat, from_seq, from_at, read_from_seq, role)
    select id, '${hat}', seq, 1, 0, 'member' from space where id = '${id}'`);
  const waiting = say('kobayashi', id, note);
  await until('the batch waits for the lock', async () => (await d.sql('select count(*) from pg_locks where not granted'))[0][0] !== '0');
  await held.release();
  refused(await waiting, 503, 'screen_down');
  marked(await say('kobayashi', id, '山口隆様（80歳）宅を訪問'), '');
});

test('a post in which nothing is found is judged by the patients of a moment ago, and by the present ones soon', async () => {
  const other = await Deployment.start({ name: 'fresh', workers: 1 });
  const demo = async (...verb) => (await other.tasuki('demo', ...verb, '--settings', other.settingsFile)).stdout.trim();
  const space = await demo('patient', '--attending', 'sato', '--facility', 'clinic', '--name', '榎戸 蔵之助', '--kana', 'えのきど くらのすけ');
  const writer = await other.signedIn('tamura', password);
  const made = await writer.post('/api/circles', { key: key(), ...about });
  const post = (body) => writer.post(`/api/spaces/${made.body.id}/posts`, { key: key(), body });
  assert.equal((await post(`番号は ${space} です`)).status, 201, 'no patient of hers');
  await demo('member-add', space, 'tamura');
  await until('it to be one of hers', async () => (await post(`番号は ${space} です`)).status === 422);
  writer.close();
  await other.stop();
});

test('without a dictionary circles take nothing, and the server says so at its start; timelines go on', async () => {
  const bare = await Deployment.start({ name: 'no-dictionary', workers: 1, settings: { 'screen.dictionary': '/nowhere/at/all' } });
  try {
    const helper = await bare.signedIn('tamura', password);
    assert.match(bare.logs(), /free groups, connections and the board take no posts/);
    refused(await helper.post('/api/circles', { key: key(), ...about }), 503, 'screen_down');
    const { spaces } = (await helper.get('/api/state')).body;
    assert.equal((await helper.post(`/api/spaces/${spaces[0].id}/posts`, { key: key(), body: 'お変わりありません' })).status, 201);
  } finally {
    await bare.stop();
  }
});

test('too many refusals in an hour: nothing more is looked at for a while', async () => {
  const id = await circle('hasegawa');
  for (let i = 0; i < 40; i++) marked(await say('hasegawa', id, '鈴木正雄様（81歳）'), '');
  const answer = await say('hasegawa', id, 'こんにちは');
  assert.deepEqual([answer.status, answer.body.error, answer.body.retry_after, answer.body.places], [429, 'throttled', 3600, undefined]);
  assert.equal((await request('ito', id)).status, 201); // nobody else's
  await d.sql(`delete from screening where hat = '${(await as('hasegawa')).hat}'`);
  assert.equal((await say('hasegawa', id, 'こんにちは')).status, 201);
});

await main(import.meta.url);
