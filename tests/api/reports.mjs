// 報告: a post that slipped through is hidden at once for the others of the group; who manages it decides; the office sees a number.
import assert from 'node:assert/strict';
import { circle, joins, say } from './circle_world.mjs';
import { as, ask, inbox, live, ok, spaceOf } from './people_world.mjs';
import { d, main, refused, test } from './world.mjs';

const at = (id, post, rest = '') => `/api/spaces/${id}/posts/${post}${rest}`;
const report = (login, id, post) => ask(login, 'POST', at(id, post, '/report'));
const show = (login, id, post) => ask(login, 'DELETE', at(id, post, '/report'));
const read = async (login, id, post) => (await ask(login, 'GET', at(id, post))).body.post;
const page = async (login, id, post) => (await ask(login, 'GET', `/api/spaces/${id}/posts`)).body.posts.find((p) => p.id === post);
const words = '先日うかがったお宅の方のことです';

/** A group that tamura manages, with kobayashi and ito in it, and a post of kobayashi's. */
async function group() {
  const id = await circle('tamura');
  await joins('tamura', id, 'kobayashi');
  await joins('tamura', id, 'ito');
  const { body } = await say('kobayashi', id, words);
  return { id, post: body.id };
}

test('reported it is hidden for the others at once, not for its author and the manager, who is told', async () => {
  const { id, post } = await group();
  await joins('tamura', id, 'hasegawa');
  const { seq } = (await spaceOf('hasegawa', id)).space;
  const other = await (await as('hasegawa')).client.live({ spaces: { [id]: seq } });
  const manager = await live('tamura');
  ok(await report('ito', id, post));
  const frame = await other.next({ t: 'event', space: id, kind: 'report' });
  assert.deepEqual([frame.hat, frame.post.body, frame.post.reported], [null, null, true], 'nobody is named, no word is told');
  await manager.next({ t: 'inbox' });
  for (const login of ['ito', 'hasegawa']) {
    assert.deepEqual([(await read(login, id, post)).body, (await page(login, id, post)).body], [null, null], login);
    assert.deepEqual((await ask(login, 'GET', at(id, post, '/versions'))).body.versions, []);
  }
  for (const login of ['kobayashi', 'tamura']) {
    const seen = await read(login, id, post);
    assert.deepEqual([seen.body, seen.reported], [words, true], login);
    assert.equal((await ask(login, 'GET', at(id, post, '/versions'))).body.versions.length, 1);
  }
  const [waits] = (await inbox('tamura')).reports.filter((r) => r.post === post);
  assert.deepEqual([waits.author.name, waits.by.name, waits.space], ['小林 大地', '伊藤 直樹', id]);
  assert.ok(!(await inbox('kobayashi')).reports.some((r) => r.post === post));
  ok(await report('hasegawa', id, post));
  assert.equal((await d.sql(`select count(*) from post_report where post = '${post}'`))[0][0], '1');
});

test('the manager shows it again, or deletes it and leaves a trace', async () => {
  const { id, post } = await group();
  ok(await report('ito', id, post));
  refused(await show('ito', id, post), 404, 'not_found');
  refused(await show('kobayashi', id, post), 404, 'not_found');
  const { seq } = (await spaceOf('ito', id)).space;
  const other = await (await as('ito')).client.live({ spaces: { [id]: seq } });
  ok(await show('tamura', id, post));
  const frame = await other.next({ t: 'event', space: id, kind: 'report' });
  assert.deepEqual([frame.post.body, frame.post.reported], [words, false]);
  refused(await show('tamura', id, post), 404, 'not_found');
  ok(await report('ito', id, post));
  const gone = await ask('tamura', 'DELETE', at(id, post), { reason: '患者さんのことと分かるため' });
  assert.deepEqual([gone.status, gone.body.body, gone.body.deleted.hat], [200, null, (await as('tamura')).hat]);
  assert.ok(!(await inbox('tamura')).reports.some((r) => r.post === post));
  refused(await report('ito', id, post), 409, 'conflict');
  const trace = await d.sql(`select act, result from audit where space = '${id}' and act in ('circle_report', 'circle_show', 'post_delete') and result = 'ok' order by id`);
  assert.deepEqual(trace.map(([act]) => act), ['circle_report', 'circle_show', 'circle_report', 'post_delete']);
});

test('one’s own is no report; who is not in the group reports nothing; it is counted for the office, without a word', async () => {
  const { id, post } = await group();
  refused(await report('kobayashi', id, post), 409, 'conflict');
  refused(await report('watanabe', id, post), 404, 'not_found');
  const counted = async () => (await ask('miura', 'GET', '/api/screenings')).body.counts.filter((c) => c.outcome === 'reported').reduce((n, c) => n + c.count, 0);
  const before = await counted();
  ok(await report('ito', id, post));
  assert.equal(await counted(), before + 1);
  const space = await d.sql(`select outcome, kinds from screening where space = '${id}'`);
  assert.deepEqual(space, [['reported', '{}']]);
});

test('a report against a deletion, two reports at once, a report against showing it again: one of the two orders', async () => {
  for (let i = 0; i < 6; i++) {
    const { id, post } = await group();
    const others = [() => ask('kobayashi', 'DELETE', at(id, post), {}), () => report('tamura', id, post), () => show('tamura', id, post)];
    const [one, other] = await Promise.all([report('ito', id, post), others[i % 3]()]);
    assert.ok(one.status === 200 || (i % 3 === 0 && one.body.error === 'conflict'), one.text);
    assert.ok(other.status === 200 || (i % 3 === 2 && other.body.error === 'not_found'), other.text);
    const [[n, waiting]] = await d.sql(`select count(*), count(*) filter (where state = 'waiting') from post_report where post = '${post}'`);
    if (i % 3 === 1) assert.deepEqual([n, waiting], ['1', '1']);
    if (i % 3 === 2) assert.equal(waiting, other.status === 200 ? '0' : '1');
  }
});

await main(import.meta.url);
