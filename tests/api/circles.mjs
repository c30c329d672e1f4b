// 自由グループ (Art. 17): made by anybody of the staff, entered on request or by invitation, managed, handed over, closed.
import assert from 'node:assert/strict';
import { about, circle, joins, listed, request, requests, role, say, settle } from './circle_world.mjs';
import { answerTo, as, ask, hatOf, inbox, invited, live, ok, roleIn, spaceOf } from './people_world.mjs';
import { d, key, look, main, nobody, refused, test, unchanged } from './world.mjs';

test('a helper makes a group: aim and rules from the start, confirmed by her, once for a key', async () => {
  const body = { key: key(), ...about };
  const made = await ask('tamura', 'POST', '/api/circles', body);
  assert.equal(made.status, 201, made.text);
  const again = await ask('tamura', 'POST', '/api/circles', body);
  assert.deepEqual([again.status, again.body.id], [200, made.body.id]);
  const { space, members } = await spaceOf('tamura', made.body.id);
  assert.deepEqual([space.kind, space.title, space.state, space.role, space.entry, space.agreement], ['circle', about.name, 'open', 'manager', 'request', { version: 1, confirmed: true }]);
  assert.equal(members.length, 1);
  for (const word of ['circle_change', 'circle_close', 'circle_requests', 'circle_role', 'invite', 'post']) assert.ok(space.may.includes(word), word);
  const { versions } = (await ask('tamura', 'GET', `/api/spaces/${made.body.id}/agreement`)).body;
  assert.deepEqual([versions[0].said.text, versions[0].said.rules], [about.aim, about.rules]);
});

test('name, aim and rules are required; who is not of the staff makes none', async () => {
  const good = () => ({ key: key(), ...about });
  await unchanged(async () => {
    for (const field of ['name', 'aim', 'rules', 'entry']) refused(await ask('tamura', 'POST', '/api/circles', { ...good(), [field]: undefined }), 400, 'field_missing', field);
    refused(await ask('tamura', 'POST', '/api/circles', { ...good(), entry: 'open' }), 400, 'bad_value', 'entry');
    refused(await ask('tamura', 'POST', '/api/circles', { ...good(), name: 'あ'.repeat(61) }), 400, 'too_long', 'name');
    refused(await ask('miura', 'POST', '/api/circles', good()), 404, 'not_found');
    refused(await ask('miura', 'GET', '/api/circles'), 404, 'not_found');
  });
});

test('who asks has read aim and rules; accepted she is in, sees all, and has confirmed', async () => {
  const id = await circle('tamura');
  const found = await listed('kobayashi', id);
  assert.deepEqual([found.title, found.said, found.members, found.managers[0].name, found.request], [about.name, { text: about.aim, rules: about.rules }, 1, '田村 きみ子', 'none']);
  assert.equal((await say('tamura', id, '第1回は木曜の18時からです')).status, 201);
  refused(await request('kobayashi', id, { version: 2 }), 409, 'conflict');
  const socket = await live('tamura');
  const asked = await request('kobayashi', id, { reason: '訪問看護の立場から参加したいです' });
  assert.equal(asked.status, 201, asked.text);
  await socket.next({ t: 'inbox' });
  refused(await request('kobayashi', id), 409, 'conflict');
  assert.equal((await listed('kobayashi', id)).request, 'waiting');
  assert.ok((await inbox('tamura')).requests.some((r) => r.id === asked.body.id && r.title === about.name && r.reason.startsWith('訪問看護')));
  const [one] = await requests('tamura', id);
  assert.deepEqual([one.id, one.person.name, one.reason], [asked.body.id, '小林 大地', '訪問看護の立場から参加したいです']);
  refused(await ask('kobayashi', 'GET', `/api/spaces/${id}/posts`), 404, 'not_found');
  ok(await settle('tamura', id, asked.body.id, 'accept'));
  refused(await settle('tamura', id, asked.body.id, 'accept'), 404, 'not_found');
  const { space } = await spaceOf('kobayashi', id);
  assert.deepEqual([space.role, space.agreement.confirmed], ['member', true]);
  assert.equal((await ask('kobayashi', 'GET', `/api/spaces/${id}/posts`)).body.posts.length, 1);
  refused(await request('kobayashi', id), 409, 'conflict');
  refused(await ask('kobayashi', 'GET', `/api/spaces/${id}/requests`), 404, 'not_found');
});

test('a request is taken back or declined; afterwards one may ask again', async () => {
  const id = await circle('tamura');
  const first = await request('kobayashi', id);
  ok(await ask('kobayashi', 'DELETE', `/api/circles/${id}/request`));
  refused(await ask('kobayashi', 'DELETE', `/api/circles/${id}/request`), 404, 'not_found');
  refused(await settle('tamura', id, first.body.id, 'accept'), 404, 'not_found');
  const second = await request('kobayashi', id);
  ok(await settle('tamura', id, second.body.id, 'decline'));
  assert.equal((await listed('kobayashi', id)).request, 'declined');
  assert.equal((await request('kobayashi', id)).status, 201);
});

test('a group by invitation does not exist for who is not invited', async () => {
  const id = await circle('tamura', { entry: 'invitation' });
  assert.equal(await listed('kobayashi', id), undefined);
  assert.deepEqual(look(await request('kobayashi', id)), look(await request('kobayashi', nobody)));
  const item = await invited('tamura', id, 'kobayashi', { relation: undefined });
  assert.equal((await inbox('kobayashi')).invitations.find((i) => i.id === item).title, about.name);
  ok(await answerTo('kobayashi', item, 'accept'));
  const { space } = await spaceOf('kobayashi', id);
  assert.deepEqual([space.role, space.agreement.confirmed], ['member', false]);
  ok(await ask('kobayashi', 'POST', `/api/spaces/${id}/agreement/confirm`, { version: 1 }));
  assert.equal((await spaceOf('kobayashi', id)).space.agreement.confirmed, true);
});

test('managers: named, handed over in one act, never the last one gone', async () => {
  const id = await circle('tamura');
  await joins('tamura', id, 'kobayashi');
  await joins('tamura', id, 'ito');
  refused(await ask('tamura', 'DELETE', `/api/spaces/${id}/membership`), 409, 'manager_needed');
  refused(await role('tamura', id, 'tamura', { role: 'member' }), 409, 'manager_needed');
  refused(await role('kobayashi', id, 'ito', { role: 'manager' }), 404, 'not_found');
  refused(await role('tamura', id, 'sato', { role: 'manager' }), 404, 'not_found');
  refused(await role('tamura', id, 'kobayashi', { role: 'member' }), 409, 'conflict');
  refused(await role('tamura', id, 'kobayashi', { role: 'member', step_down: true }), 400, 'bad_value', 'step_down');
  const socket = await live('ito');
  ok(await role('tamura', id, 'kobayashi', { role: 'manager', step_down: true }));
  await socket.next({ t: 'event', space: id, kind: 'role' });
  assert.deepEqual([await roleIn('ito', id, await hatOf('tamura')), await roleIn('ito', id, await hatOf('kobayashi'))], ['member', 'manager']);
  ok(await role('kobayashi', id, 'ito', { role: 'manager' }));
  ok(await role('ito', id, 'kobayashi', { role: 'member' }));
  ok(await ask('ito', 'DELETE', `/api/spaces/${id}/members/${await hatOf('kobayashi')}`));
  refused(await ask('kobayashi', 'GET', `/api/spaces/${id}`), 404, 'not_found');
});

test('two managers who step down at once: one stays', async () => {
  for (let i = 0; i < 8; i++) {
    const id = await circle('tamura');
    await joins('tamura', id, 'kobayashi');
    ok(await role('tamura', id, 'kobayashi', { role: 'manager' }));
    const ways = [
      () => role('tamura', id, 'tamura', { role: 'member' }),
      () => (i % 2 ? role('kobayashi', id, 'kobayashi', { role: 'member' }) : ask('kobayashi', 'DELETE', `/api/spaces/${id}/membership`)),
    ];
    const answers = await Promise.all(ways.map((way) => way()));
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409], answers.map((a) => a.text).join());
    assert.equal((await d.sql(`select count(*) from member where space = '${id}' and to_seq is null and role = 'manager'`))[0][0], '1');
  }
});

test('an acceptance against a withdrawal, and against a second one: one of the two orders', async () => {
  for (let i = 0; i < 8; i++) {
    const id = await circle('tamura');
    const { id: item } = (await request('kobayashi', id)).body;
    const other = i % 2 ? () => settle('tamura', id, item, 'accept') : () => ask('kobayashi', 'DELETE', `/api/circles/${id}/request`);
    const [accepted, against] = await Promise.all([settle('tamura', id, item, 'accept'), other()]);
    assert.deepEqual([accepted.status, against.status].sort(), [200, 404]);
    const inside = i % 2 || accepted.status === 200 ? '1' : '0';
    assert.equal((await d.sql(`select count(*) from member where space = '${id}' and hat = '${await hatOf('kobayashi')}'`))[0][0], inside);
  }
});

test('closed: read on, nothing more is added, who waited is told', async () => {
  const id = await circle('tamura');
  await joins('tamura', id, 'kobayashi');
  await request('ito', id);
  const item = await invited('tamura', id, 'okada', { relation: undefined });
  refused(await ask('kobayashi', 'POST', `/api/spaces/${id}/close`), 404, 'not_found');
  const socket = await live('ito');
  ok(await ask('tamura', 'POST', `/api/spaces/${id}/close`));
  await socket.next({ t: 'inbox' });
  refused(await ask('tamura', 'POST', `/api/spaces/${id}/close`), 409, 'space_read_only');
  refused(await say('tamura', id, 'もう一言'), 409, 'space_read_only');
  refused(await ask('tamura', 'PUT', `/api/spaces/${id}/circle`, { name: '新しい名前', entry: 'request' }), 409, 'space_read_only');
  refused(await ask('tamura', 'PUT', `/api/spaces/${id}/agreement`, { version: 2, text: '趣旨', rules: '使い方' }), 409, 'space_read_only');
  refused(await request('watanabe', id), 404, 'not_found');
  refused(await answerTo('okada', item, 'accept'), 404, 'not_found');
  assert.equal((await spaceOf('kobayashi', id)).space.state, 'closed');
  assert.equal(await listed('ito', id), undefined);
});

test('renamed, and closed to requests: who was not in it finds nothing any more', async () => {
  const id = await circle('tamura');
  ok(await ask('tamura', 'PUT', `/api/spaces/${id}/circle`, { name: '褥瘡と栄養の勉強会', entry: 'invitation' }));
  assert.equal((await spaceOf('tamura', id)).space.title, '褥瘡と栄養の勉強会');
  assert.equal(await listed('kobayashi', id), undefined);
  refused(await request('kobayashi', id), 404, 'not_found');
});

test('the manager deletes what a member wrote, and it leaves a trace', async () => {
  const id = await circle('tamura');
  await joins('tamura', id, 'kobayashi');
  const { body } = await say('kobayashi', id, '宣伝です');
  refused(await ask('kobayashi', 'DELETE', `/api/spaces/${id}/posts/${(await say('tamura', id, '資料です')).body.id}`, {}), 404, 'not_found');
  const gone = await ask('tamura', 'DELETE', `/api/spaces/${id}/posts/${body.id}`, { reason: '趣旨に合わないため' });
  assert.deepEqual([gone.body.body, gone.body.deleted.hat, gone.body.deleted.reason], [null, (await as('tamura')).hat, '趣旨に合わないため']);
});

test('names, aims and reasons are nowhere in clear', async () => {
  const word = '翡翠色の合言葉';
  const id = await circle('tamura', { name: word, aim: word, rules: word });
  await request('kobayashi', id, { reason: word });
  const dump = JSON.stringify(await d.sql(`select s::text from space s where id = '${id}' union all select a::text from agreement a where space = '${id}' union all select r::text from circle_request r where space = '${id}'`));
  assert.ok(!dump.includes(word) && !d.logs().includes(word));
});

await main(import.meta.url);
