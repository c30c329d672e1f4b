// 患者・家族タイムライン (Art. 16-5): opened beside the care one, relatives by one-time link, who sees what, the patient's word, cutting off.
import assert from 'node:assert/strict';
import { comes, consents, daughter, family, joins, joinsStaff, kinOf, link, look as looks, open, patientSelf, secret, son, token, underSetting } from './family_world.mjs';
import { as, ask, hatOf, inbox, live, ok, spaceOf } from './people_world.mjs';
import { d, key, look, main, nobody, patient, post, refused, test, unchanged } from './world.mjs';

const removes = async (login, space, hat) => ask(login, 'DELETE', `/api/spaces/${space}/members/${hat}`);

test('opened beside the care timeline: own id, own key, the 主治医 and the opener in it, nothing of the care side', async () => {
  const care = await patient('takahashi', 'kobayashi');
  await d.sql(`update member set role = 'delegate' where space = '${care}' and hat = '${await hatOf('takahashi')}'`);
  await consents(care);
  await post((await as('takahashi')).client, care, '職員だけの投稿');
  const body = { key: key() };
  const made = await open('takahashi', care, body);
  assert.equal(made.status, 201, made.text);
  assert.deepEqual([(await open('takahashi', care, body)).status, made.body.id], [200, body.key]);
  refused(await open('sato', care), 409, 'conflict');
  const { space, members } = await spaceOf('sato', made.body.id);
  assert.deepEqual([space.kind, space.title, space.state, space.role, space.post_no], ['family', '試験 花子 様', 'open', 'attending', 0]);
  assert.deepEqual(members.map((m) => [m.person.name, m.role]).sort(), [['佐藤 健一', 'attending'], ['高橋 由美子', 'delegate']].sort());
  assert.deepEqual((await ask('sato', 'GET', `/api/spaces/${care}/family`)).body, { space: made.body.id, consented: true });
  refused(await ask('kobayashi', 'GET', `/api/spaces/${care}/family`), 404, 'not_found');
  refused(await ask('kobayashi', 'GET', `/api/spaces/${made.body.id}`), 404, 'not_found');
});

test('without a consent that covers it there is none, and with a new one that does not it stays stopped', async () => {
  const care = await patient('takahashi');
  refused(await open('sato', care), 409, 'consent_missing');
  await consents(care, { scope_family: false });
  refused(await open('sato', care), 409, 'consent_missing');
  assert.deepEqual((await ask('sato', 'GET', `/api/spaces/${care}/family`)).body, { space: null, consented: false });
  await consents(care);
  refused(await open('kobayashi', care), 404, 'not_found');
  const { id } = (await open('sato', care)).body;
  await consents(care, { scope_family: false });
  assert.equal((await spaceOf('sato', care)).space.state, 'open');
  assert.equal((await spaceOf('sato', id)).space.state, 'locked');
});

test('a relative comes by the link: who invites and the network, no name of a patient; then an account, once', async () => {
  const { care, space } = await family();
  const text = await token(space);
  const seen = await looks(text);
  assert.equal(seen.status, 200, seen.text);
  assert.deepEqual([seen.body.by.name, seen.body.region.network_name, /花子|みどり/.test(seen.text.replaceAll('みどり野', ''))], ['佐藤 健一', 'みどり野あおぞらネット', false]);
  refused(await joins(text, 'a', secret), 400, 'bad_value', 'login');
  refused(await joins(text, 'MIDORI さん', secret), 400, 'bad_value', 'login');
  for (const weak of ['kaede5', 'kaedehanabikaede', '123456789012']) refused(await joins(text, 'midori', weak), 400, 'bad_value', 'password');
  refused(await joins(text, 'sato', secret), 409, 'conflict', 'login');
  const came = await joins(text, 'Midori.S', secret);
  assert.deepEqual([came.status, came.body], [201, { waits: false }], came.text);
  const kin = await d.signedIn('midori.s', secret);
  const session = (await kin.get('/api/session')).body;
  assert.deepEqual([session.account.name, session.hat.name, session.hat.relation, session.hat.self, session.hat.kind], ['試験 みどり', '試験 みどり', '長女', false, 'kin']);
  const { spaces } = (await kin.get('/api/state')).body;
  assert.deepEqual(spaces.map((s) => [s.id, s.title]), [[space, '試験 花子 様']]);
  const [one] = await kinOf('sato', space);
  assert.deepEqual([one.who, one.state, one.key_person, one.hat], [{ name: '試験 みどり', relation: '長女', identified: 'met' }, 'joined', true, session.hat.hat]);
  refused(await kin.get(`/api/spaces/${care}`), 404, 'not_found');
  for (const path of ['/api/facilities', '/api/directory?q=sato', '/api/circles', '/api/delegates']) assert.equal((await kin.get(path)).status, 404, path);
  refused(await kin.get(`/api/spaces/${space}/kin`), 404, 'not_found');
  refused(await kin.post(`/api/spaces/${space}/kin`, son), 404, 'not_found');
});

test('wrong, used, late, cancelled and replaced links are all alike', async () => {
  const { space } = await family();
  const nothing = look(await looks('A'.repeat(43)));
  const nobodyJoins = look(await joins('A'.repeat(43), 'dareka', secret));
  const alike = async (text) => {
    assert.deepEqual(look(await looks(text)), nothing);
    assert.deepEqual(look(await joins(text, 'dareka', secret)), nobodyJoins);
  };
  assert.deepEqual([nothing.status, nobodyJoins.status], [404, 404]);
  await alike('no token');
  const used = await token(space, son);
  assert.equal((await joins(used, 'jiro.s', secret)).status, 201);
  await alike(used);
  const made = (await link('sato', space)).body;
  const renewed = await ask('sato', 'POST', `/api/spaces/${space}/kin/${made.id}/link`);
  assert.equal(renewed.status, 200, renewed.text);
  await alike(made.token);
  await d.sql(`update kin_invitation set expires_at = 1 where id = '${made.id}'`);
  await alike(renewed.body.token);
  assert.equal((await kinOf('sato', space)).find((k) => k.id === made.id).state, 'expired');
  const again = (await ask('sato', 'POST', `/api/spaces/${space}/kin/${made.id}/link`)).body.token;
  assert.equal((await looks(again)).status, 200);
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/kin/${made.id}`));
  refused(await ask('sato', 'POST', `/api/spaces/${space}/kin/${made.id}/link`), 404, 'not_found');
  await alike(again);
  await d.sql('delete from throttle');
});

test('tries with wrong links are held back, by the address they come from', async () => {
  await d.sql('delete from throttle');
  let answer;
  for (let i = 0; i < 25 && (answer = await looks(`${i}`.padStart(43, 'B'))).status === 404; i++);
  refused(answer, 429, 'throttled');
  await d.sql('delete from throttle');
});

test('two who use one link at once: one comes in', async () => {
  const { space } = await family();
  for (let i = 0; i < 5; i++) {
    const text = await token(space, son);
    const answers = await Promise.all([joins(text, `futari${i}a`, secret), joins(text, `futari${i}b`, secret)]);
    assert.deepEqual(answers.map((a) => a.status).sort(), [201, 404]);
    await d.sql('delete from throttle');
  }
  assert.equal((await spaceOf('sato', space)).members.filter((m) => m.person.kind === 'kin').length, 5);
});

test('a relative reads from now on, posts, and sees names and 続柄 of the others, no receipts, no earlier texts', async () => {
  const { space } = await family();
  await joinsStaff(space, 'takahashi');
  const nurse = (await as('takahashi')).client;
  await post(nurse, space, '家族が来る前の連絡');
  const kin = await comes(space, daughter);
  const other = await comes(space, son);
  const said = await post(nurse, space, '明日は10時に伺います');
  await nurse.put(`/api/spaces/${space}/posts/${said.id}`, { key: key(), body: '明日は11時に伺います', version: 1 });
  const own = await post(kin.client, space, 'お待ちしています');
  assert.equal((await other.client.put(`/api/spaces/${space}/cursor`, { opened_no: own.no })).status, 200);
  assert.equal((await nurse.put(`/api/spaces/${space}/cursor`, { opened_no: own.no })).status, 200);
  const [mine] = (await kin.client.get('/api/state')).body.spaces;
  assert.deepEqual([mine.opened_no, mine.unread], [1, 1]); // from before she came nothing is waited for
  const read = await kin.client.get(`/api/spaces/${space}/posts`);
  assert.deepEqual(read.body.posts.map((p) => [p.body, p.receipt]), [['明日は11時に伺います', null], ['お待ちしています', null]]);
  assert.deepEqual(read.body.people.map((p) => [p.name, p.relation]).sort(), [['試験 みどり', '長女'], ['高橋 由美子', undefined]].sort());
  for (const what of ['versions', 'receipts']) refused(await kin.client.get(`/api/spaces/${space}/posts/${said.id}/${what}`), 404, 'not_found');
  refused(await kin.client.get(`/api/spaces/${space}/posts/${own.id}/receipts`), 404, 'not_found');
  const { members, members_past: past } = (await kin.client.get(`/api/spaces/${space}`)).body;
  assert.deepEqual(past, []);
  for (const m of members) assert.deepEqual([m.opened_no, m.added_by, m.instruction], [0, null, null]);
  const jiro = members.find((m) => m.hat === other.hat).person;
  assert.deepEqual([jiro.name, jiro.relation, jiro.facility, Object.keys(jiro).includes('login')], ['試験 次郎', '次男', null, false]);
  const { receipts } = (await nurse.get(`/api/spaces/${space}/posts/${said.id}/receipts`)).body;
  assert.deepEqual(receipts.map((r) => r.hat), [await hatOf('sato')]);
  const shown = (await spaceOf('takahashi', space)).members.find((m) => m.hat === other.hat);
  assert.equal(shown.opened_no, 0);
});

test('cut off: nothing more, sessions and sockets end at once; the account is of no use any more', async () => {
  const { space } = await family();
  const kin = await comes(space, daughter);
  const socket = await kin.client.live();
  ok(await removes('sato', space, kin.hat));
  assert.equal(await socket.closed, 4401);
  refused(await kin.client.get('/api/state'), 401, 'session_none');
  refused(await kin.client.post(`/api/spaces/${space}/posts`, { key: key(), body: 'まだ書けますか' }), 401, 'session_none');
  refused(await d.client().post('/api/session', { login: kin.login, password: secret }), 401, 'sign_in_refused');
  assert.equal((await spaceOf('sato', space)).members_past.find((m) => m.hat === kin.hat).person.name, '試験 みどり');
  await d.sql('delete from throttle');
});

test('cut off against a post: before it or after it, never between', async () => {
  const { space } = await family();
  for (let i = 0; i < 4; i++) {
    const kin = await comes(space, son);
    const [written, removed] = await Promise.all([
      kin.client.post(`/api/spaces/${space}/posts`, { key: key(), body: `最後の投稿 ${i}` }),
      removes('sato', space, kin.hat),
    ]);
    ok(removed);
    assert.ok([201, 401, 404].includes(written.status), written.text);
    const rows = await d.sql(`select (select from_seq from member where hat = '${kin.hat}') < created_seq and created_seq < (select to_seq from member where hat = '${kin.hat}')
      from post where author = '${kin.hat}'`);
    assert.deepEqual(rows, written.status === 201 ? [['t']] : []);
  }
});

test('a relative leaves by herself', async () => {
  const { space } = await family();
  const kin = await comes(space, daughter);
  ok(await kin.client.delete(`/api/spaces/${space}/membership`));
  refused(await kin.client.get('/api/state'), 401, 'session_none');
  assert.equal((await kinOf('sato', space)).length, 0);
});

test('the patient is told of newcomers and may object; those who manage settle it', async () => {
  const { space } = await family();
  const hanako = await comes(space, patientSelf);
  refused(await link('sato', space, patientSelf), 409, 'conflict');
  const socket = await hanako.client.live();
  const kin = await comes(space, daughter);
  await socket.next({ t: 'inbox' });
  await joinsStaff(space, 'takahashi');
  const told = (await hanako.client.get('/api/inbox')).body.newcomers;
  assert.deepEqual(told.map((n) => [n.person.name, n.state]).sort(), [['試験 みどり', 'told'], ['高橋 由美子', 'told']].sort());
  const of = (name) => told.find((n) => n.person.name === name).id;
  assert.equal((await kin.client.get('/api/inbox')).body.newcomers.length, 0);
  refused(await ask('sato', 'POST', `/api/newcomers/${of('高橋 由美子')}/object`), 404, 'not_found');
  ok(await hanako.client.post(`/api/newcomers/${of('高橋 由美子')}/approve`));
  refused(await hanako.client.post(`/api/newcomers/${of('高橋 由美子')}/object`), 404, 'not_found');
  ok(await hanako.client.post(`/api/newcomers/${of('試験 みどり')}/object`));
  const [objection] = (await inbox('sato')).objections.filter((o) => o.space === space);
  assert.deepEqual([objection.person.name, objection.by.name, objection.by.self, objection.in], ['試験 みどり', '試験 花子', true, true]);
  refused(await ask('sato', 'POST', `/api/spaces/${space}/newcomers/${nobody}/settle`), 404, 'not_found');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/newcomers/${objection.id}/settle`));
  assert.equal((await inbox('sato')).objections.filter((o) => o.space === space).length, 0);
});

test('a new 主治医 is in the family timeline too, and the patient is told', async () => {
  const { care, space } = await family();
  const hanako = await comes(space, patientSelf);
  const offered = await ask('sato', 'POST', `/api/spaces/${care}/handover`, { hat: await hatOf('nakano') });
  assert.equal(offered.status, 201, offered.text);
  ok(await ask('nakano', 'POST', `/api/handovers/${offered.body.id}/accept`));
  assert.equal((await spaceOf('nakano', space)).space.role, 'attending');
  assert.deepEqual((await hanako.client.get('/api/inbox')).body.newcomers.map((n) => [n.person.name, n.state]), [['中野 みさき', 'told']]);
});

test('with family.patient_approves newcomers wait at the door, relatives and staff, until the patient or a キーパーソン says so', async () => {
  await underSetting({ 'family.patient_approves': 1 }, async () => {
    const { space } = await family();
    const first = await comes(space, daughter);
    const hanako = await comes(space, patientSelf);
    assert.deepEqual([first.waits, hanako.waits], [false, false]); // nobody to ask yet; and the patient asks nobody
    ok(await removes('sato', space, first.hat));
    const kin = await comes(space, daughter);
    assert.equal(kin.waits, true);
    assert.deepEqual((await kin.client.get('/api/state')).body.spaces, []);
    refused(await kin.client.post(`/api/spaces/${space}/posts`, { key: key(), body: '入れていますか' }), 404, 'not_found');
    assert.deepEqual(await joinsStaff(space, 'takahashi'), { space, waits: true });
    refused(await ask('takahashi', 'GET', `/api/spaces/${space}`), 404, 'not_found');
    const waiting = (await hanako.client.get('/api/inbox')).body.newcomers;
    const of = (name) => waiting.find((n) => n.person.name === name).id;
    ok(await hanako.client.post(`/api/newcomers/${of('試験 みどり')}/approve`));
    refused(await hanako.client.post(`/api/newcomers/${of('試験 みどり')}/approve`), 404, 'not_found');
    assert.equal((await kin.client.get(`/api/spaces/${space}`)).status, 200);
    ok(await kin.client.post(`/api/newcomers/${of('高橋 由美子')}/object`)); // a キーパーソン stands in
    assert.equal((await ask('sato', 'GET', `/api/spaces/${space}/invitations`)).body.invitations[0].state, 'declined');
    const jiro = await comes(space, son);
    const [item] = (await kin.client.get('/api/inbox')).body.newcomers;
    refused(await jiro.client.post(`/api/newcomers/${item.id}/approve`), 404, 'not_found');
    ok(await kin.client.post(`/api/newcomers/${item.id}/object`));
    refused(await jiro.client.get('/api/state'), 401, 'session_none');
    assert.ok((await inbox('sato')).objections.some((o) => o.person.name === '試験 次郎' && o.in === false));
    const gone = await comes(space, son);
    const waits = (await kinOf('sato', space)).find((k) => k.state === 'waiting_patient');
    ok(await ask('sato', 'DELETE', `/api/spaces/${space}/kin/${waits.id}`));
    for (const o of (await inbox('sato')).objections) ok(await ask('sato', 'POST', `/api/spaces/${o.space}/newcomers/${o.id}/settle`));
    refused(await gone.client.get('/api/state'), 401, 'session_none');
    assert.deepEqual((await hanako.client.get('/api/inbox')).body.newcomers, []);
  });
});

test('a timeline that is not open lets nobody in; the family sees when it was stored, never why', async () => {
  const { space } = await family();
  const kin = await comes(space, daughter);
  const text = await token(space, son);
  ok(await ask('sato', 'POST', `/api/spaces/${space}/archive`, { reason: 'death' }));
  refused(await joins(text, 'osoi', secret), 409, 'space_read_only');
  refused(await link('sato', space, son), 409, 'space_read_only');
  const { archived } = (await kin.client.get(`/api/spaces/${space}`)).body.space;
  assert.deepEqual([typeof archived.at, archived.reason, archived.by], ['number', null, null]);
});

test('what does not fit is refused and leaves nothing', async () => {
  const { space } = await family();
  await unchanged(async () => {
    refused(await link('sato', space, { ...daughter, relation: undefined }), 400, 'field_missing', 'relation');
    refused(await link('sato', space, { ...patientSelf, relation: '本人' }), 400, 'bad_value', 'relation');
    refused(await link('sato', space, { ...patientSelf, key_person: true }), 400, 'bad_value', 'key_person');
    refused(await link('sato', space, { ...daughter, identified: 'mail' }), 400, 'bad_value', 'identified');
    refused(await link('takahashi', space), 404, 'not_found');
  });
});

test('who managed is no manager any more: the links of hers work no more', async () => {
  const { space } = await family();
  await joinsStaff(space, 'takahashi');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('takahashi') }));
  const text = (await link('takahashi', space, son)).body.token;
  assert.equal((await looks(text)).status, 200);
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/delegates/${await hatOf('takahashi')}`));
  refused(await looks(text), 404, 'not_found');
});

test('names and 続柄 of relatives, and the tokens of links, are nowhere in clear', async () => {
  const { space } = await family();
  const text = await token(space, { ...son, name: '試験 かえで', relation: '姪の配偶者' });
  assert.equal((await joins(text, 'kaede.s', secret)).status, 201);
  const dump = JSON.stringify(await d.sql('select k::text from kin_invitation k union all select h::text from hat h union all select p::text from person p union all select a::text from audit a'));
  for (const word of ['かえで', '姪の配偶者', text]) assert.ok(!dump.includes(word), word);
  assert.ok(!d.logs().includes(text));
});

test('a worker cannot make staff, nor end them', async () => {
  const fails = (statement) => assert.rejects(d.sql(statement, undefined, 'tasuki_front'), /patient's side only/);
  await fails(`insert into hat (id, account, kind, facility, from_at) select gen_random_uuid(), account, kind, facility, 1 from hat where kind = 'staff' limit 1`);
  await fails(`update hat set ended_at = 1 where kind = 'staff'`);
  await fails(`insert into account (id, person, side, login, password, password_at, created_at) select gen_random_uuid(), id, 'staff', 'puppet', '', 1, 1 from person limit 1`);
});

await main(import.meta.url);
