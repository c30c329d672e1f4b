// 退職の手続き: one act ends everything of somebody at a facility, and nothing that stays is without somebody who looks after it.
import assert from 'node:assert/strict';
import { circle, joins, request } from './circle_world.mjs';
import { ask, hatOf, inbox, invited, ok, spaceOf } from './people_world.mjs';
import { done, facility, hire, inboxOf, notices, wear } from './staff_world.mjs';
import { asked, tie } from './tie_world.mjs';
import { d, liveOnEach, main, nobody, password, patient, post, refused, signedIn, test, unchanged } from './world.mjs';

/** A facility with a 施設管理者 and somebody who will leave. */
async function place(more) {
  const at = await facility();
  const [boss, nurse] = [await hire(at, { admin: true }), await hire(at, more)];
  const admin = await boss.client();
  const leave = (heirs) => admin.post(`/api/staff/${nurse.hat}/leaving`, heirs ? { heirs } : {});
  return { at, boss, nurse, admin, leave, open: async () => (await admin.get(`/api/staff/${nurse.hat}/leaving`)).body };
}
const memberOf = (space, hat) => d.sql(`select count(*) from member where space = '${space}' and hat = '${hat}' and to_seq is null`).then((r) => r[0][0]);

test('everything ends at once: sockets, sessions, timelines, invitations, ties; posts stay, the team sees who has left, the office has 様式3', async () => {
  const { at, nurse, admin, leave, open } = await place();
  const space = await patient(nurse.login, 'takahashi');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: nurse.hat }));
  const client = await nurse.client();
  const mine = await post(client, space, '最後の申し送り');
  const [waits, sent] = [await invited('sato', await patient(), nurse.login), await invited(nurse.login, space, 'ito')];
  const asks = await asked(nurse.login, 'okada');
  const touch = await tie('yoshida', nurse.login);
  const before = await open();
  assert.deepEqual([before.timelines, before.delegate, before.attending, before.ties, before.invitations, before.sessions > 0, before.alone], [1, 1, 0, 1, 2, true, []]);
  assert.ok(!JSON.stringify(before).includes('試験 花子'));
  const lives = await liveOnEach(client);
  const team = await (await signedIn('takahashi')).live();
  ok(await leave());
  for (const live of lives) assert.equal(await live.closed, 4401);
  assert.equal((await team.next({ t: 'event', kind: 'member_remove', space })).member, nurse.hat);
  refused(await client.get('/api/state'), 401, 'session_none');
  refused(await d.client({ source: '127.0.0.71' }).post('/api/session', { login: nurse.login, password }), 401, 'sign_in_refused');
  const { members, members_past: past } = await spaceOf('takahashi', space);
  assert.deepEqual([members.some((m) => m.hat === nurse.hat), past.map((m) => [m.hat, m.person.ended])], [false, [[nurse.hat, true]]]);
  assert.equal((await ask('takahashi', 'GET', `/api/spaces/${space}/posts/${mine.id}`)).body.post.body, '最後の申し送り');
  const states = await d.sql(`select state from invitation where id in ('${waits}', '${sent}') union all select state from tie_request where id = '${asks}' or space = '${touch}'
    union all select state from instruction where delegate = '${nurse.hat}'`);
  assert.deepEqual(states.flat().sort(), ['cancelled', 'cancelled', 'ended', 'withdrawn', 'withdrawn']);
  assert.equal((await spaceOf('yoshida', touch)).space.peer_gone, true);
  assert.deepEqual(await notices(at), [['left', nurse.name]]);
  const again = await admin.post('/api/staff', { name: '後任 花子', kana: 'こうにん はなこ', profession: 'nurse', login: nurse.login });
  assert.equal(again.status, 201, 'the login name is free at once');
  refused(await leave(), 404, 'not_found');
  await team.close();
});

test('who manages a timeline is asked whether somebody follows; the first answer settles it for all of them', async () => {
  const { nurse, leave } = await place();
  const space = await patient(nurse.login, 'ito', 'takahashi');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('ito') }));
  const socket = await (await signedIn('ito')).live();
  ok(await leave());
  await socket.next({ t: 'inbox' });
  const cards = await Promise.all(['sato', 'ito', 'takahashi'].map(async (l) => (await inbox(l)).departures.filter((x) => x.space === space)));
  assert.deepEqual(cards.map((c) => c.map((x) => [x.title, x.by.hat])), [[['試験 花子 様', nurse.hat]], [['試験 花子 様', nurse.hat]], []]);
  const [{ id }] = cards[0];
  refused(await ask('takahashi', 'POST', `/api/departures/${id}/settle`), 404, 'not_found');
  ok(await ask('ito', 'POST', `/api/departures/${id}/settle`));
  refused(await ask('sato', 'POST', `/api/departures/${id}/settle`), 404, 'not_found');
  assert.deepEqual((await inbox('sato')).departures.filter((x) => x.space === space), []);
  await socket.close();
});

test('a 主治医 leaves: the timeline is a vacancy, its 管理担当 and the clinic’s 施設管理者 find a successor; an offered hand-over stays', async () => {
  const { nurse: doctor, admin, leave, open } = await place({ profession: 'physician' });
  const [space, offered] = [await patient('ito'), await patient('ito')];
  for (const one of [space, offered]) {
    const { id } = (await ask('sato', 'POST', `/api/spaces/${one}/handover`, { hat: doctor.hat })).body;
    ok(await ask(doctor.login, 'POST', `/api/handovers/${id}/accept`));
    ok(await ask(doctor.login, 'POST', `/api/spaces/${one}/delegates`, { hat: await hatOf('ito') }));
  }
  const { id } = (await ask(doctor.login, 'POST', `/api/spaces/${offered}/handover`, { hat: await hatOf('nakano') })).body;
  assert.deepEqual([(await open()).attending, (await open()).timelines], [2, 2]);
  ok(await leave());
  const { space: now, members, members_past: past } = await spaceOf('ito', space);
  assert.deepEqual([now.attending_pending, members.some((m) => m.role === 'attending'), past.map((m) => m.hat)], [true, false, [doctor.hat]]);
  assert.ok((await inbox('ito')).departures.some((x) => x.space === space && x.by.hat === doctor.hat));
  assert.deepEqual((await inboxOf(admin)).vacancies.map((v) => v.space).sort(), [space, offered].sort());
  ok(await ask('nakano', 'POST', `/api/handovers/${id}/accept`));
  const made = await admin.post(`/api/vacancies/${space}/successor`, { hat: await hatOf('sato') });
  assert.equal(made.status, 201, made.text);
  ok(await ask('sato', 'POST', `/api/handovers/${made.body.id}/accept`));
  assert.deepEqual((await Promise.all([space, offered].map((s) => spaceOf('ito', s)))).map((s) => s.space.attending.name), ['佐藤 健一', '中野 みさき']);
});

test('the last who manages a timeline whose 主治医 has no account: the hosting facility’s 施設管理者 names one', async () => {
  const { at, nurse, admin, leave } = await place();
  const [space] = (await d.sql(`select id from space where id = '${await patient(nurse.login, 'takahashi')}'`))[0];
  await d.sql(`alter table space disable trigger space_is_fixed; update space set facility = '${at}', attending = null, sealed_attending = '\\x00', instruction = 'declared' where id = '${space}';
    alter table space enable trigger space_is_fixed; update member set role = case hat when '${nurse.hat}' then 'delegate' else 'member' end where space = '${space}'`);
  ok(await leave());
  assert.deepEqual((await inboxOf(admin)).vacancies.map((v) => [v.space, v.former]), [[space, null]]);
  await d.sql(`alter table space disable trigger space_is_fixed; update space set attending = '${await hatOf('sato')}', sealed_attending = null where id = '${space}';
    alter table space enable trigger space_is_fixed`); // nobody can read that name
});

test('a circle keeps a グループ管理者: one of its members, named in the same act', async () => {
  const { nurse, leave, open } = await place();
  const [alone, shared, empty] = [await circle(nurse.login), await circle(nurse.login), await circle(nurse.login)];
  for (const who of ['takahashi', 'yoshida']) await joins(nurse.login, alone, who);
  await joins(nurse.login, shared, 'okada');
  ok(await ask(nurse.login, 'PUT', `/api/spaces/${shared}/members/${await hatOf('okada')}/role`, { role: 'manager' }));
  const { alone: list, circles } = await open();
  assert.deepEqual([circles, list.map((c) => [c.space, c.members.map((m) => m.person.hat)])], [3, [[alone, [await hatOf('takahashi'), await hatOf('yoshida')]]]]);
  const [, heir] = list[0].members;
  await unchanged(async () => {
    for (const heirs of [undefined, { [nobody]: 1 }, { [alone]: 1 }, { [alone]: 99999 }, { [shared]: heir.seq }]) refused(await leave(heirs), 409, 'manager_needed');
    refused(await leave({ [alone]: 'x' }), 400, 'type_wrong', 'heirs');
  });
  ok(await leave({ [alone]: heir.seq }));
  const { members, members_past: past } = await spaceOf('yoshida', alone);
  assert.deepEqual([members.filter((m) => m.role === 'manager').map((m) => m.hat), past.map((m) => m.hat)], [[await hatOf('yoshida')], [nurse.hat]]);
  assert.deepEqual([await memberOf(shared, nurse.hat), await memberOf(empty, nurse.hat)], ['0', '0']);
});

test('only one hat ends: at the other facility everything goes on, with the same login name', async () => {
  const { at, nurse, leave, open } = await place();
  const other = await facility();
  const second = await wear(nurse.account, other);
  const [here, there] = [await patient(nurse.login), await patient()];
  await d.sql(`insert into member (space, hat, from_seq, from_at, read_from_seq, role) select id, '${second}', seq, 1, 0, 'member' from space where id = '${there}'`);
  assert.equal((await open()).hats, 1);
  ok(await leave());
  const client = await nurse.client();
  assert.equal((await client.get('/api/session')).body.hat.hat, second);
  const state = await client.get('/api/state');
  assert.deepEqual([state.text.includes(there), state.text.includes(here)], [true, false]);
  assert.deepEqual([await notices(at), await notices(other)], [[['left', nurse.name]], []]);
});

test('the last 施設管理者 stays, also against themselves; with another one they can go, and leave the board', async () => {
  const at = await facility();
  const [boss, nurse] = [await hire(at, { admin: true }), await hire(at)];
  const admin = await boss.client();
  const own = () => admin.post(`/api/staff/${boss.hat}/leaving`, {});
  await unchanged(async () => refused(await own(), 409, 'admin_needed'));
  assert.equal((await admin.get(`/api/staff/${boss.hat}/leaving`)).body.last_admin, true);
  const { id } = (await admin.post(`/api/staff/${nurse.hat}/admin`, { in_stead: false })).body;
  done(await (await nurse.client()).post(`/api/offers/${id}/accept`));
  ok(await own());
  refused(await admin.get('/api/state'), 401, 'session_none');
  assert.deepEqual(await d.sql(`select count(*) from member m join space s on s.id = m.space where s.kind = 'board' and m.to_seq is null and m.hat = '${boss.hat}'`), [['0']]);
});

test('two 施設管理者 who take leave of each other at once: one stays, the other one’s act is refused', async () => {
  for (let round = 0; round < 3; round++) {
    const at = await facility();
    const [a, b] = [await hire(at, { admin: true }), await hire(at, { admin: true })];
    const clients = [await a.client(), await b.client()];
    const answers = await Promise.all([0, 1].map((i) => clients[i].post(`/api/staff/${[b, a][i].hat}/leaving`, {})));
    assert.equal(answers.filter((x) => x.status === 200).length, 1, answers.map((x) => x.text).join());
    assert.ok(answers.every((x) => [200, 401, 404, 409].includes(x.status)), answers.map((x) => x.text).join());
    assert.deepEqual(await d.sql(`select count(*) from hat where facility = '${at}' and facility_admin and ended_at is null`), [['1']]);
    assert.equal((await notices(at)).length, 1);
  }
});

test('leaving against the acceptance of the duty: one of the two happens, and the facility has its 施設管理者', async () => {
  for (const in_stead of [true, false, true]) {
    const { at, nurse, admin, leave } = await place();
    const client = await nurse.client();
    const { id } = (await admin.post(`/api/staff/${nurse.hat}/admin`, { in_stead })).body;
    const [left, accepted] = await Promise.all([leave(), client.post(`/api/offers/${id}/accept`)]);
    const said = `${left.text} ${accepted.text}`;
    if (in_stead) assert.equal([left, accepted].filter((x) => x.status === 200).length, 1, said);
    else assert.equal(left.status, 200, said);
    assert.ok([200, 401, 404].includes(accepted.status), said);
    assert.deepEqual(await d.sql(`select count(*) from hat where facility = '${at}' and facility_admin and ended_at is null`), [['1']], said);
  }
});

test('leaving against being let into a circle and a timeline: who has left is in neither', async () => {
  for (let round = 0; round < 3; round++) {
    const { nurse, leave } = await place();
    const id = await circle('takahashi');
    const wish = await request(nurse.login, id);
    const space = await patient();
    const invitation = await invited('sato', space, nurse.login);
    const client = await nurse.client();
    const [left, ...others] = await Promise.all([
      leave(),
      ask('takahashi', 'POST', `/api/spaces/${id}/requests/${wish.body.id}/accept`),
      client.post(`/api/invitations/${invitation}/accept`),
    ]);
    assert.equal(left.status, 200, left.text);
    assert.ok(others.every((x) => [200, 400, 401, 404, 409].includes(x.status)), others.map((x) => x.text).join());
    assert.deepEqual([await memberOf(id, nurse.hat), await memberOf(space, nurse.hat)], ['0', '0']);
  }
});

test('of one’s own facility only; not of who was only invited', async () => {
  const { nurse, admin } = await place();
  const { admin: elsewhere } = await place();
  const [colleague, office] = [await signedIn('okada'), await signedIn('miura')];
  const { hat } = (await admin.post('/api/staff', { name: '招待 花子', kana: 'しょうたい', profession: 'nurse', login: `onlyinvited${Date.now() % 1e6}` })).body;
  await unchanged(async () => {
    for (const c of [elsewhere, colleague, office]) {
      refused(await c.get(`/api/staff/${nurse.hat}/leaving`), 404, 'not_found');
      refused(await c.post(`/api/staff/${nurse.hat}/leaving`, {}), 404, 'not_found');
    }
    for (const one of [hat, nobody]) {
      refused(await admin.get(`/api/staff/${one}/leaving`), 404, 'not_found');
      refused(await admin.post(`/api/staff/${one}/leaving`, {}), 404, 'not_found');
    }
  });
});

await main(import.meta.url);
