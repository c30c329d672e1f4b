// What one does with posts: write, reply, edit with history, delete with tombstone, react; retries by the client's key; limits.
import assert from 'node:assert/strict';
import { d, key, look, main, nobody, onEachWorker, patient, post, refused, signedIn, test, unchanged } from './world.mjs';

const at = (space, ...rest) => [`/api/spaces/${space}/posts`, ...rest].join('/');

/** A fresh space with Dr Sato, the nurse and the care manager. */
async function scene() {
  const space = await patient('takahashi', 'ito');
  const [doctor, nurse, manager] = [await signedIn('sato'), await signedIn('takahashi'), await signedIn('ito')];
  return { space, doctor, nurse, manager };
}

async function read(client, space, id) {
  const answer = await client.get(at(space, id));
  assert.equal(answer.status, 200, answer.text);
  return answer.body.post;
}

test('a post is numbered without gaps, read by every member, with its author’s profession and facility', async () => {
  const { space, doctor, nurse } = await scene();
  const first = await post(nurse, space, '血圧 132/78。お変わりありません。');
  const second = await post(doctor, space, '承知しました。');
  assert.deepEqual([first.no, second.no, second.seq], [1, 2, first.seq + 1]);
  const page = (await doctor.get(at(space))).body;
  assert.deepEqual(page.posts.map((p) => p.body), ['血圧 132/78。お変わりありません。', '承知しました。']);
  const author = page.people.find((p) => p.hat === first.author);
  assert.deepEqual([author.name, author.profession, author.facility.name], ['高橋 由美子', 'visiting_nurse', '訪問看護ステーションひばり野']);
  assert.equal(page.seq, second.seq);
});

test('text comes back letter by letter', async () => {
  const { space, nurse } = await scene();
  const texts = ['１２３ﾃｽﾄ㍉', 'a\tb\n\nc ', '👩‍⚕️🇯🇵', 'が\u304b\u3099', '<script>alert(1)</script>&amp;"\\\'', '𠮷野家', '\u200fעברית', '%00 \\u0000 ${x} {{y}}'];
  for (const text of texts) assert.equal((await read(nurse, space, (await post(nurse, space, text)).id)).body, text);
});

test('0, 1, 10,000 and 10,001 characters; characters are counted, not bytes', async () => {
  const { space, nurse } = await scene();
  const create = (body) => nurse.post(at(space), { key: key(), body });
  await unchanged(async () => {
    refused(await create(''), 400, 'bad_value', 'body');
    refused(await create('あ'.repeat(10_001)), 400, 'too_long', 'body');
    refused(await create('😀'.repeat(10_001)), 400, 'too_long', 'body');
    for (const blank of [' ', '\n\t ', '　　', '\u200b\ufeff', '\u2060']) refused(await create(blank), 400, 'bad_value', 'body');
    for (const control of ['a\u0000b', 'a\u0007', '\u001b[31m', 'a\r\nb', '\u007f', '\u0085']) refused(await create(control), 400, 'text_invalid', 'body');
  });
  for (const body of ['a', 'あ'.repeat(10_000), '😀'.repeat(10_000)]) {
    const made = await create(body);
    assert.deepEqual([made.status, made.body.body === body], [201, true], made.text.slice(0, 200));
    assert.ok((await read(nurse, space, made.body.id)).body === body);
  }
  const post1 = await post(nurse, space, 'x');
  refused(await nurse.put(at(space, post1.id), { key: key(), body: '', version: 1 }), 400, 'bad_value', 'body');
  refused(await nurse.put(at(space, post1.id), { key: key(), body: '　', version: 1 }), 400, 'bad_value', 'body');
  refused(await nurse.put(at(space, post1.id), { key: key(), body: 'x'.repeat(10_001), version: 1 }), 400, 'too_long', 'body');
  refused(await nurse.delete(at(space, post1.id), { reason: 'x'.repeat(201) }), 400, 'too_long', 'reason');
});

test('a reply hangs on the root, is counted there, and goes no deeper', async () => {
  const { space, doctor, nurse } = await scene();
  const root = await post(nurse, space, '体温 37.8');
  const reply = await post(doctor, space, '解熱剤を', { reply_to: root.id });
  assert.deepEqual(reply.reply_to, { id: root.id, no: root.no });
  const deeper = await post(nurse, space, 'はい', { reply_to: reply.id });
  assert.deepEqual(deeper.reply_to, { id: root.id, no: root.no });
  assert.equal((await read(nurse, space, root.id)).replies, 2);
  assert.deepEqual((await nurse.get(at(space, root.id, 'replies'))).body.posts.map((p) => p.id), [reply.id, deeper.id]);
  await nurse.delete(at(space, deeper.id));
  assert.equal((await read(nurse, space, root.id)).replies, 1, 'a deleted reply is not counted');
  const elsewhere = await patient('takahashi');
  await unchanged(async () => {
    const unknown = await nurse.post(at(space), { key: key(), body: 'x', reply_to: nobody });
    refused(unknown, 404, 'not_found');
    assert.deepEqual(look(await nurse.post(at(elsewhere), { key: key(), body: 'x', reply_to: root.id })), look(unknown));
  });
  await nurse.delete(at(space, root.id));
  refused(await nurse.post(at(space), { key: key(), body: 'x', reply_to: root.id }), 409, 'conflict');
});

test('an edit keeps what stood there before, for all members; only the author edits, and only what is current', async () => {
  const { space, doctor, nurse } = await scene();
  const made = await post(nurse, space, '一');
  const edit = (client, body, version) => client.put(at(space, made.id), { key: key(), body, version });
  const edited = (await edit(nurse, '二', 1)).body;
  assert.deepEqual([edited.body, edited.version, edited.no, edited.at], ['二', 2, made.no, made.at]);
  assert.ok(edited.edited_at >= made.at && edited.seq === made.seq + 1);
  await edit(nurse, '三', 2);
  await unchanged(async () => {
    refused(await edit(nurse, '四', 2), 409, 'conflict');
    refused(await edit(nurse, '四', 4), 409, 'conflict');
    refused(await edit(doctor, '四', 3), 404, 'not_found');
  });
  const { versions } = (await doctor.get(at(space, made.id, 'versions'))).body;
  assert.deepEqual(versions.map((v) => [v.version, v.body]), [[1, '一'], [2, '二'], [3, '三']]);
  assert.ok(versions[0].at === made.at && versions[1].at === edited.edited_at);
});

test('a deletion leaves a tombstone with who, when and why; text and history are gone for everybody', async () => {
  const { space, doctor, nurse } = await scene();
  const made = await post(nurse, space, 'まちがい');
  await nurse.put(at(space, made.id), { key: key(), body: 'まちがい二', version: 1 });
  await unchanged(async () => refused(await doctor.delete(at(space, made.id), {}), 404, 'not_found'));
  const gone = (await nurse.delete(at(space, made.id), { reason: '別の方の記録でした' })).body;
  assert.deepEqual([gone.body, gone.deleted.reason, gone.deleted.hat, gone.no], [null, '別の方の記録でした', made.author, made.no]);
  assert.ok(gone.deleted.at >= made.at);
  const seen = await read(doctor, space, made.id);
  assert.deepEqual([seen.body, seen.deleted], [null, gone.deleted]);
  for (const client of [doctor, nurse]) {
    for (const path of [at(space), at(space, made.id)]) assert.ok(!(await client.get(path)).text.includes('まちがい'));
    refused(await client.get(at(space, made.id, 'versions')), 409, 'conflict');
  }
  await unchanged(async () => {
    const again = await nurse.delete(at(space, made.id), { reason: '二度目' });
    assert.deepEqual([again.status, again.body], [200, { ...gone, receipt: again.body.receipt }]);
    refused(await nurse.put(at(space, made.id), { key: key(), body: 'x', version: 2 }), 409, 'conflict');
    refused(await doctor.put(at(space, made.id, 'reaction'), { kind: 'seen', version: 2 }), 409, 'conflict');
  });
  assert.equal((await post(nurse, space, '次')).no, made.no + 1, 'numbers are not given again');
});

test('the five reactions with their time: one a person, replaced, lapsing on edit, withdrawn', async () => {
  const { space, doctor, nurse, manager } = await scene();
  const made = await post(nurse, space, '転倒あり。外傷なし。');
  const react = (client, kind, version = 1) => client.put(at(space, made.id, 'reaction'), { kind, version });
  let last = 0;
  for (const kind of ['seen', 'acknowledged', 'thanks', 'like', 'done']) {
    d.advance(1000);
    const { reactions } = (await react(doctor, kind)).body;
    assert.deepEqual(reactions.map((r) => [r.kind, r.lapsed]), [[kind, false]]);
    assert.ok(reactions[0].at > last, 'its time is that of the change');
    last = reactions[0].at;
  }
  await react(manager, 'seen');
  assert.deepEqual((await read(nurse, space, made.id)).reactions.map((r) => r.kind), ['done', 'seen'], 'in order of time');
  await unchanged(async () => {
    assert.equal((await react(doctor, 'done')).status, 200, 'the same again changes nothing');
    refused(await react(doctor, 'love'), 400, 'bad_value', 'kind');
    refused(await react(doctor, 'seen\u0000'), 400, 'bad_value', 'kind');
    refused(await react(doctor, 'seen', 2), 400, 'bad_value', 'version');
    refused(await react(doctor, 'seen', 0), 400, 'bad_value', 'version');
  });
  await nurse.put(at(space, made.id), { key: key(), body: '転倒あり。外傷なし。バイタル安定。', version: 1 });
  assert.deepEqual((await read(nurse, space, made.id)).reactions.map((r) => r.lapsed), [true, true]);
  assert.deepEqual((await react(manager, 'seen', 2)).body.reactions.map((r) => [r.kind, r.lapsed]), [['done', true], ['seen', false]]);
  const withdrawn = await doctor.delete(at(space, made.id, 'reaction'));
  assert.deepEqual(withdrawn.body.reactions.map((r) => r.kind), ['seen']);
  await unchanged(async () => assert.equal((await doctor.delete(at(space, made.id, 'reaction'))).status, 200));
});

test('the same key is the same post: again, at once, over both workers, changed or not, even when it was deleted since', async () => {
  const { space, nurse, doctor } = await scene();
  const [one, two] = await onEachWorker(nurse);
  const sent = { key: key(), body: '一度だけ' };
  const answers = await Promise.all([one, two, one, two, one, two].map((worker) => worker.post(at(space), sent)));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 200, 200, 200, 200, 201]);
  assert.equal(new Set(answers.map((a) => a.body.id)).size, 1);
  await unchanged(async () => {
    const other = await two.post(at(space), { ...sent, body: 'ちがう文' });
    assert.deepEqual([other.status, other.body.body, other.body.no], [200, '一度だけ', 1]);
  });
  assert.equal((await doctor.post(at(space), sent)).status, 201, 'a key is its author’s own');
  await nurse.delete(at(space, answers[0].body.id));
  const late = await nurse.post(at(space), sent);
  assert.deepEqual([late.status, late.body.id, late.body.body], [200, answers[0].body.id, null]);
  assert.equal((await nurse.get(at(space))).body.posts.length, 2);
});

test('the same key is the same edit, also when another edit or the deletion came between', async () => {
  const { space, nurse } = await scene();
  const [one, two] = await onEachWorker(nurse);
  const made = await post(nurse, space, '一');
  const first = { key: key(), body: '二', version: 1 };
  const answers = await Promise.all([one, two, one, two].map((worker) => worker.put(at(space, made.id), first)));
  assert.deepEqual(answers.map((a) => [a.status, a.body.version]), Array(4).fill([200, 2]));
  await nurse.put(at(space, made.id), { key: key(), body: '三', version: 2 });
  await unchanged(async () => {
    const again = await two.put(at(space, made.id), first);
    assert.deepEqual([again.status, again.body.version, again.body.body], [200, 3, '三']);
  });
  await nurse.delete(at(space, made.id));
  const after = await one.put(at(space, made.id), first);
  assert.deepEqual([after.status, after.body.body], [200, null]);
});

test('many at once over both workers: numbers and seq without gap, each answer as it is kept', async () => {
  const { space, doctor, nurse, manager } = await scene();
  const workers = (await Promise.all([doctor, nurse, manager].map(onEachWorker))).flat();
  const before = (await nurse.get(`/api/spaces/${space}`)).body.space;
  const jobs = Array.from({ length: 60 }, (_, i) => workers[i % workers.length].post(at(space), { key: key(), body: `並行 ${i}` }));
  const made = (await Promise.all(jobs)).map((a) => (assert.equal(a.status, 201, a.text), a.body));
  assert.deepEqual(made.map((p) => p.no).sort((a, b) => a - b), Array.from({ length: 60 }, (_, i) => before.post_no + 1 + i));
  const kept = (await nurse.get(at(space, '').replace(/\/$/, '?limit=100'))).body.posts;
  for (const p of made) assert.deepEqual([kept[p.no - 1].id, kept[p.no - 1].body], [p.id, p.body]);
  const { seq } = (await nurse.get(`/api/spaces/${space}`)).body.space;
  assert.equal(seq, before.seq + 60);
  assert.deepEqual(await d.sql(`select count(*), count(distinct seq), max(seq) from event where space = '${space}'`), [[String(seq), String(seq), String(seq)]]);
});

await main(import.meta.url);
