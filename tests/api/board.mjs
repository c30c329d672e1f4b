// 施設管理者グループ (Art. 25): its members are kept by the system; office and committee begin, admins read, answer and confirm; no patient data.
import assert from 'node:assert/strict';
import { marked, nothingKept, say } from './circle_world.mjs';
import { as, ask, forget, hatOf, live, ok, spaceOf } from './people_world.mjs';
import { d, key, main, nobody, patient, refused, test } from './world.mjs';

const board = async (login) => (await ask(login, 'GET', '/api/state')).body.spaces.find((s) => s.kind === 'board');
const members = async (login, id) => (await spaceOf(login, id)).members.map((m) => m.hat);
const notice = '来月の研修会は15日の18時からです。ご都合をお知らせください。';
const confirm = (login, id, post, version = 1) => ask(login, 'PUT', `/api/spaces/${id}/posts/${post}/reaction`, { kind: 'acknowledged', version });
const confirmations = (login, id, post) => ask(login, 'GET', `/api/spaces/${id}/posts/${post}/confirmations`);
let id;

test('there from the first start: every admin and the office, nobody else', async () => {
  id = (await board('miura')).id;
  assert.deepEqual((await d.sql("select count(*) from space where kind = 'board'"))[0], ['1']);
  const here = await d.sql(`select a.login from member m join hat h on h.id = m.hat join account a on a.id = h.account where m.space = '${id}' and m.to_seq is null order by 1`);
  const should = await d.sql("select a.login from hat h join account a on a.id = h.account where h.facility_admin or h.kind in ('office', 'committee') order by 1");
  assert.deepEqual(here, should);
  assert.equal((await board('sato')).id, id);
  assert.equal(await board('tamura'), undefined);
  refused(await ask('tamura', 'GET', `/api/spaces/${id}`), 404, 'not_found');
});

test('the demo town: notices that all, or some, of its 施設管理者 have confirmed; and two who are in touch (つながり)', async () => {
  const notices = (await ask('miura', 'GET', `/api/spaces/${id}/posts?after=0&limit=3`)).body.posts;
  const confirmations = async (p) => (await ask('miura', 'GET', `/api/spaces/${id}/posts/${p.id}/confirmations`)).body.confirmations;
  const confirmed = await Promise.all(notices.map(async (p) => (await confirmations(p)).filter((c) => c.at !== null).length));
  assert.deepEqual(confirmed, [7, 5, 2]);
  const tie = (await ask('ito', 'GET', '/api/state')).body.spaces.find((s) => s.kind === 'tie' && s.peer.name === '高橋 由美子');
  assert.deepEqual([tie.post_no, tie.unread, tie.state], [7, 0, 'open']);
  const { posts } = (await ask('takahashi', 'GET', `/api/spaces/${tie.id}/posts`)).body;
  assert.deepEqual([posts[0].author, posts.every((p) => p.body)], [await hatOf('ito'), true]);
  refused(await ask('sato', 'GET', `/api/spaces/${tie.id}`), 404, 'not_found');
});

test('the office posts, admins see it at once, confirm and answer; they do not begin', async () => {
  const { space } = await spaceOf('miura', id);
  assert.ok(space.may.includes('post') && space.may.includes('confirmations'), space.may.join());
  const socket = await (await as('sato')).client.live({ spaces: { [id]: space.seq } });
  const made = await say('miura', id, notice);
  assert.equal(made.status, 201, made.text);
  await socket.next({ t: 'event', space: id, kind: 'post' });
  const seen = (await spaceOf('sato', id)).space;
  assert.ok(!seen.may.includes('post') && !seen.may.includes('confirmations') && seen.may.includes('reply') && seen.may.includes('react'));
  refused(await say('sato', id, 'お知らせです'), 409, 'space_read_only');
  assert.equal((await say('sato', id, '参加します', { reply_to: made.body.id })).status, 201);
  refused(await ask('sato', 'PUT', `/api/spaces/${id}/posts/${made.body.id}`, { key: key(), body: '変更', version: 1 }), 404, 'not_found');
});

test('who has confirmed and who not: for the office, of the text as it stands', async () => {
  const { body: post } = await say('miura', id, notice);
  ok(await confirm('sato', id, post.id));
  const list = (await confirmations('miura', id, post.id)).body.confirmations;
  const admins = (await d.sql("select count(*) from hat where facility_admin and ended_at is null"))[0][0];
  assert.equal(list.length, Number(admins));
  assert.deepEqual(list.filter((c) => c.at !== null).map((c) => c.person.hat), [await hatOf('sato')]);
  assert.equal(list[0].at, null, 'who has not comes first');
  refused(await confirmations('sato', id, post.id), 404, 'not_found');
  refused(await confirmations('miura', id, nobody), 404, 'not_found');
  ok(await ask('miura', 'PUT', `/api/spaces/${id}/posts/${post.id}`, { key: key(), body: `${notice}（時間を直しました）`, version: 1 }));
  assert.equal((await confirmations('miura', id, post.id)).body.confirmations.every((c) => c.at === null), true);
  ok(await confirm('sato', id, post.id, 2));
  assert.equal((await confirmations('miura', id, post.id)).body.confirmations.filter((c) => c.at !== null).length, 1);
  ok(await ask('miura', 'DELETE', `/api/spaces/${id}/posts/${post.id}`, {}));
  refused(await confirmations('miura', id, post.id), 409, 'conflict');
});

test('a hat that begins is in, one that ends is out, with its facility too, in the same act', async () => {
  const hat = await hatOf('tamura');
  const socket = await live('tamura');
  const isIn = async () => (await members('miura', id)).includes(hat);
  await d.sql(`update hat set facility_admin = true where id = '${hat}'`);
  await socket.next({ t: 'space', space: id });
  assert.equal(await isIn(), true);
  assert.ok((await ask('tamura', 'GET', `/api/spaces/${id}/posts`)).body.posts.length > 0, 'with all that was written');
  await d.sql(`update hat set facility_admin = false where id = '${hat}'`);
  assert.equal(await isIn(), false);
  refused(await ask('tamura', 'GET', `/api/spaces/${id}/posts`), 404, 'not_found');

  const ishikawa = (await d.sql("select h.id, h.facility from hat h join account a on a.id = h.account where a.login = 'ishikawa'"))[0];
  for (const [ends, begins] of [
    [`update hat set ended_at = 1 where id = '${ishikawa[0]}'`, `update hat set ended_at = null where id = '${ishikawa[0]}'`],
    [`update facility set ended_at = 1 where id = '${ishikawa[1]}'`, `update facility set ended_at = null where id = '${ishikawa[1]}'`],
  ]) {
    await d.sql(ends);
    assert.ok(!(await members('miura', id)).includes(ishikawa[0]));
    await d.sql(begins);
    assert.ok((await members('miura', id)).includes(ishikawa[0]));
  }
  await d.sql(`begin; update hat set facility_admin = true where id = '${hat}'; rollback`);
  assert.equal(await isIn(), false, 'an act that did not happen moved nobody');
});

test('nobody comes in or goes out by any other road', async () => {
  const hat = await hatOf('tamura');
  refused(await ask('miura', 'POST', `/api/spaces/${id}/invitations`, { hat }), 404, 'not_found');
  refused(await ask('sato', 'DELETE', `/api/spaces/${id}/membership`), 404, 'not_found');
  refused(await ask('miura', 'DELETE', `/api/spaces/${id}/members/${await hatOf('sato')}`), 404, 'not_found');
  await assert.rejects(d.sql(`insert into member (space, hat, from_seq, from_at, read_from_seq, role) values ('${id}', '${hat}', 1, 1, 0, 'member')`));
});

test('patient data is refused, and no tap helps', async () => {
  const texts = ['沼田さん、昨夜から発熱しています。', '山田花子様（87歳）の件で連絡してください。', '090-1234-5678の患者さんの件です。'];
  await nothingKept(async () => {
    for (const text of texts) {
      const answer = await say('miura', id, text);
      marked(answer, text);
      assert.equal(answer.body.colleague, false);
      marked(await say('miura', id, text, { colleague: true, consent: true }), text);
    }
  });
  assert.equal((await d.sql(`select count(*) from screening where space = '${id}' and outcome = 'refused'`))[0][0], '6');
});

test('the office has no way into any other kind', async () => {
  const space = await patient();
  assert.deepEqual((await ask('miura', 'GET', '/api/state')).body.spaces.map((s) => s.kind), ['board']);
  refused(await ask('miura', 'GET', `/api/spaces/${space}`), 404, 'not_found');
  refused(await ask('miura', 'POST', '/api/ties', { hat: await hatOf('sato'), reason: 'ご連絡' }), 404, 'not_found');
  forget('tamura');
});

await main(import.meta.url);
