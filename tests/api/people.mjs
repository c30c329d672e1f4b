// Who is there, and how staff come into a space: the directory, invitations.
import assert from 'node:assert/strict';
import { answerTo, as, ask, forget, hatOf, inbox, invite, invited, live, ok, roleIn, set, spaceOf } from './people_world.mjs';
import { d, join, main, nobody, patient, post, refused, test, unchanged } from './world.mjs';

test('directory: staff see facilities and their staff, in pages, by name, kana and facility', async () => {
  const { facilities } = (await ask('sato', 'GET', '/api/facilities')).body;
  const station = facilities.find((f) => f.name === '訪問看護ステーションひばり野');
  assert.equal(station.staff, 4);
  assert.equal(facilities.at(-1).outside, true);
  const { people: staff, more } = (await ask('sato', 'GET', `/api/facilities/${station.id}/staff`)).body;
  assert.deepEqual(staff.map((p) => p.name), ['岡田 翔', '小林 大地', '高橋 由美子', '森 彩香']);
  assert.equal(more, false);
  const rest = (await ask('sato', 'GET', `/api/facilities/${station.id}/staff?after=${staff[1].hat}`)).body.people;
  assert.deepEqual(rest.map((p) => p.name), ['高橋 由美子', '森 彩香']);
  for (const words of ['高橋', 'たかはし', 'タカハシ', 'ﾀｶﾊｼ', '高橋由美子', 'ゆみこ　高橋', 'ひばり野 高橋'])
    assert.deepEqual((await ask('sato', 'GET', `/api/directory?q=${encodeURIComponent(words)}`)).body.people.map((p) => p.name), ['高橋 由美子'], words);
});

test('directory: no logins, nobody of the office or of the patient’s side, nobody who has left', async () => {
  const { client } = await as('sato');
  const [[kin]] = await d.sql(`
    with p as (insert into person values (gen_random_uuid(), '山田 裏子', 'やまだ うらこ', 1) returning id),
    a as (insert into account (id, person, side, login, password, password_at, created_at) select gen_random_uuid(), id, 'patient_side', 'urako', (select password from account limit 1), 1, 1 from p returning id)
    insert into hat (id, account, kind, patient, sealed, from_at) select gen_random_uuid(), a.id, 'kin', (select id from patient limit 1), '', 1 from a returning id`);
  for (const words of ['やまだ うらこ', 'みうら のりこ', 'urako', 'sato', '%', '_'])
    assert.deepEqual((await client.get(`/api/directory?q=${encodeURIComponent(words)}`)).body.people, [], words);
  await d.sql(`update hat set ended_at = 1 where id = '${await hatOf('hasegawa')}'`);
  assert.deepEqual((await client.get(`/api/directory?q=${encodeURIComponent('長谷川')}`)).body.people, []);
  await d.sql(`update hat set ended_at = null where id = '${await hatOf('hasegawa')}'`);
  forget('hasegawa'); // the sessions ended with it
  refused(await ask('miura', 'GET', '/api/facilities'), 404, 'not_found');
  refused(await ask('miura', 'GET', '/api/directory?q=a'), 404, 'not_found');
  assert.ok(!client.transcript.join('').includes('"login":"takahashi"'));
  assert.ok(kin);
});

test('directory: bad questions are told what is wrong', async () => {
  for (const query of ['', '?q=', '?q=%20', '?q=%ff', '?q=%C2%80', '?q=a+b+c+d+e+f', `?q=${'a'.repeat(201)}`, '?q=a&after=x'])
    refused(await ask('sato', 'GET', `/api/directory${query}`), 400, 'bad_value', 'query');
  assert.deepEqual((await ask('sato', 'GET', `/api/facilities/${nobody}/staff`)).body, { people: [], more: false });
});

// ---- invitations ----

test('invitation: accepted, the invited one is in, sees what was agreed, and everybody sees why', async () => {
  const space = await patient('takahashi');
  await post((await as('sato')).client, space, '招待より前の投稿');
  const [invitedLive, membersLive] = [await live('watanabe'), await live('takahashi')];
  const id = await invited('sato', space, 'watanabe', { relation: '訪問薬剤管理', history: 'from_now' });
  await invitedLive.next({ t: 'inbox' });
  const [one] = (await inbox('watanabe')).invitations.filter((i) => i.id === id);
  assert.deepEqual([one.title, one.relation, one.history, one.by.name], ['試験 花子 様', '訪問薬剤管理', 'from_now', '佐藤 健一']);
  const waiting = (await ask('sato', 'GET', `/api/spaces/${space}/invitations`)).body.invitations;
  assert.deepEqual(waiting.map((i) => [i.person.name, i.relation, i.state]), [['渡辺 恵', '訪問薬剤管理', 'waiting']]);
  refused(await ask('watanabe', 'GET', `/api/spaces/${space}`), 404, 'not_found');
  const accepted = await answerTo('watanabe', id, 'accept');
  assert.deepEqual([accepted.status, accepted.body], [200, { space, waits: false }]);
  await invitedLive.next({ t: 'space', space });
  const event = await membersLive.next({ t: 'event', kind: 'member_add', space });
  assert.equal(event.member.relation, '訪問薬剤管理');
  assert.deepEqual((await ask('watanabe', 'GET', `/api/spaces/${space}/posts`)).body.posts, [], 'from now on only');
  const member = (await spaceOf('takahashi', space)).members.find((m) => m.hat === event.member.hat);
  assert.deepEqual([member.added_by, member.role, member.history, member.instruction], [await hatOf('sato'), 'member', 'from_now', null]);
  assert.deepEqual((await inbox('watanabe')).invitations.filter((i) => i.id === id), []);
  assert.deepEqual((await ask('sato', 'GET', `/api/spaces/${space}/invitations`)).body.invitations, []);
  refused(await answerTo('watanabe', id, 'accept'), 404, 'not_found');
  refused(await answerTo('watanabe', id, 'decline'), 404, 'not_found');
  refused(await invite('sato', space, 'watanabe'), 409, 'conflict');
  await invitedLive.close();
  await membersLive.close();
});

test('invitation: all history is the rule in a care timeline', async () => {
  const space = await patient();
  const { id } = await post((await as('sato')).client, space, 'これまでのこと');
  ok(await answerTo('ito', await invited('sato', space, 'ito'), 'accept'));
  assert.deepEqual((await ask('ito', 'GET', `/api/spaces/${space}/posts`)).body.posts.map((p) => p.id), [id]);
});

test('invitation: declined, cancelled, expired and another’s are nothing to the invited one, and change nothing', async () => {
  const space = await patient();
  const declined = await invited('sato', space, 'ito');
  ok(await answerTo('ito', declined, 'decline'));
  const cancelled = await invited('sato', space, 'yoshida');
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/invitations/${cancelled}`));
  const expired = await invited('sato', space, 'fujii');
  await d.sql(`update invitation set expires_at = 1 where id = '${expired}'`);
  const others = await invited('sato', space, 'watanabe');
  const states = async () => new Map((await ask('sato', 'GET', `/api/spaces/${space}/invitations`)).body.invitations.map((i) => [i.id, i.state]));
  assert.deepEqual(await states(), new Map([[others, 'waiting'], [expired, 'expired'], [declined, 'declined']]));
  await unchanged(async () => {
    const none = await answerTo('tamura', nobody, 'accept');
    refused(none, 404, 'not_found');
    for (const [login, id] of [['ito', declined], ['yoshida', cancelled], ['fujii', expired], ['tamura', others], ['okada', others]])
      for (const word of ['accept', 'decline']) assert.equal((await answerTo(login, id, word)).text, none.text, `${login} ${word}`);
    refused(await ask('sato', 'DELETE', `/api/spaces/${space}/invitations/${cancelled}`), 404, 'not_found');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/invitations/${declined}/resend`), 404, 'not_found');
  });
  const refusals = await d.sql(`select count(*) from audit where act = 'invitation_answer' and result = 'not_found' and object = '${others}'`);
  assert.deepEqual(refusals, [['4']], 'a forbidden answer leaves its line');
});

test('invitation: sent again its time begins anew; one that ran out can be made anew', async () => {
  const space = await patient();
  const first = await invited('sato', space, 'fujii');
  refused(await invite('sato', space, 'fujii'), 409, 'conflict');
  await d.sql(`update invitation set expires_at = 1 where id = '${first}'`);
  ok(await ask('sato', 'POST', `/api/spaces/${space}/invitations/${first}/resend`));
  await d.sql(`update invitation set expires_at = 1 where id = '${first}'`);
  const second = await invited('sato', space, 'fujii');
  refused(await answerTo('fujii', first, 'accept'), 404, 'not_found');
  ok(await answerTo('fujii', second, 'accept'));
});

test('invitation: one hat never answers for another of the same person', async () => {
  const space = await patient();
  const { client } = await as('okada');
  const { hat, hats } = (await client.get('/api/session')).body;
  const other = hats.find((h) => h.hat !== hat.hat).hat;
  const id = (await ask('sato', 'POST', `/api/spaces/${space}/invitations`, { hat: other, relation: '通所リハビリ' })).body.id;
  assert.deepEqual((await inbox('okada')).invitations, []);
  refused(await answerTo('okada', id, 'accept'), 404, 'not_found');
  ok(await client.post('/api/session/hat', { hat: other }));
  ok(await client.post(`/api/invitations/${id}/accept`));
  ok(await client.post('/api/session/hat', { hat: hat.hat }));
  refused(await client.get(`/api/spaces/${space}`), 404, 'not_found');
});

test('invitation: who manages nothing here invites nobody, and nobody invites who is not there', async () => {
  const space = await patient('takahashi');
  await unchanged(async () => {
    for (const login of ['takahashi', 'ito', 'nakano', 'miura']) refused(await invite(login, space, 'yoshida'), 404, 'not_found');
    const gone = { relation: 'x', hat: nobody };
    refused(await ask('sato', 'POST', `/api/spaces/${space}/invitations`, gone), 404, 'not_found');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/invitations`, { ...gone, hat: await hatOf('miura') }), 404, 'not_found');
    refused(await ask('takahashi', 'GET', `/api/spaces/${space}/invitations`), 404, 'not_found');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/invitations`, { hat: await hatOf('ito') }), 400, 'field_missing', 'relation');
    refused(await invite('sato', space, 'ito', { role: 'manager' }), 400, 'bad_value', 'role');
    refused(await invite('sato', space, 'ito', { role: 'attending' }), 400, 'bad_value', 'role');
    refused(await invite('sato', space, 'ito', { relation: '' }), 400, 'bad_value', 'relation');
    refused(await invite('sato', space, 'ito', { relation: 'あ'.repeat(201) }), 400, 'too_long', 'relation');
  });
});

test('invitation: before consent and instruction only people of the hosting facility, at the invitation and at the acceptance', async () => {
  const space = await patient();
  const early = await invited('sato', space, 'ito');
  await set(space, "consent = 'none'");
  refused(await invite('sato', space, 'takahashi'), 409, 'space_read_only');
  refused(await answerTo('ito', early, 'accept'), 409, 'space_read_only');
  assert.deepEqual((await inbox('ito')).invitations.filter((i) => i.id === early), [], 'no name is told meanwhile');
  ok(await answerTo('hasegawa', await invited('sato', space, 'hasegawa'), 'accept'));
  await set(space, "consent = 'recorded', instruction = 'waiting'");
  refused(await invite('sato', space, 'takahashi'), 409, 'instruction_missing');
  refused(await answerTo('ito', early, 'accept'), 409, 'instruction_missing');
  const [may] = [(await spaceOf('sato', space)).space.may];
  assert.ok(may.includes('invite') && !may.includes('invite_other'));
  await set(space, "instruction = 'confirmed', attending_pending = true");
  refused(await answerTo('ito', early, 'accept'), 409, 'attending_missing');
  await set(space, "attending_pending = false, consent = 'withdrawn', read_until = 99999999999999");
  refused(await invite('sato', space, 'nakano'), 409, 'space_read_only');
  refused(await answerTo('ito', early, 'accept'), 409, 'space_read_only');
  await set(space, "consent = 'recorded', read_until = null");
  ok(await answerTo('ito', early, 'accept'));
});

test('invitation: accepting and cancelling at once end in one of the two orders', async () => {
  const space = await patient();
  for (let i = 0; i < 6; i++) {
    const id = await invited('sato', space, 'ito');
    const [accept, cancel] = await Promise.all([answerTo('ito', id, 'accept'), ask('sato', 'DELETE', `/api/spaces/${space}/invitations/${id}`)]);
    assert.deepEqual([accept.status, cancel.status].sort(), [200, 404]);
    const isIn = (await roleIn('sato', space, await hatOf('ito'))) !== undefined;
    assert.equal(isIn, accept.status === 200);
    if (isIn) ok(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${await hatOf('ito')}`));
  }
});

test('invitation: two answers at once: one is it', async () => {
  const space = await patient();
  for (const words of [['accept', 'accept'], ['accept', 'decline']]) {
    const id = await invited('sato', space, 'ito');
    const answers = await Promise.all(words.map((w) => answerTo('ito', id, w)));
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 404]);
    const [[now]] = await d.sql(`select count(*) from member where space = '${space}' and hat = '${await hatOf('ito')}' and to_seq is null`);
    assert.equal(Number(now), answers[0].status === 200 || words[1] === 'accept' ? 1 : 0);
    if (now === '1') ok(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${await hatOf('ito')}`));
  }
});

test('invitation: the relation stands nowhere in clear', async () => {
  const space = await patient();
  await invited('sato', space, 'ito', { relation: '秘密の関わり' });
  const [[found]] = await d.sql(`select count(*) from invitation where position('秘密の関わり'::bytea in sealed_relation) > 0 or sealed_relation is null and space = '${space}'`);
  assert.equal(found, '0');
  assert.ok(!d.logs().includes('秘密の関わり'));
});

await main(import.meta.url);
