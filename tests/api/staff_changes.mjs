// Changes of staff by the 施設管理者 of their facility, each with its 様式3: name and profession, absence, who is 施設管理者, a second facility.
import assert from 'node:assert/strict';
import { d, liveOnEach, main, nobody, patient, refused, signedIn, test, unchanged } from './world.mjs';
import { done, facility, hire, inboxOf, listed, notices, wear } from './staff_world.mjs';

const as = (name, more = {}) => ({ version: 1, name, kana: 'しけん はなこ', profession: 'nurse', ...more });

test('name and profession are changed, by version, and 様式3 says what was', async () => {
  const at = await facility();
  const [boss, nurse] = [await hire(at, { admin: true }), await hire(at)];
  const admin = await boss.client();
  done(await admin.put(`/api/staff/${nurse.hat}`, as('新姓 花子', { profession: 'visiting_nurse' })));
  const now = await listed(admin, nurse.hat);
  assert.deepEqual([now.person.name, now.person.kana, now.person.profession, now.version], ['新姓 花子', 'しけん はなこ', 'visiting_nurse', 2]);
  refused(await admin.put(`/api/staff/${nurse.hat}`, as('後から 花子')), 409, 'conflict');
  done(await admin.put(`/api/staff/${nurse.hat}`, as('新姓 花子', { version: 2, profession: 'visiting_nurse' })));
  assert.deepEqual(await notices(at), [['changed', '新姓 花子']], 'what changes nothing is not notified');
  const [mine] = (await admin.get('/api/changes')).body.changes;
  assert.deepEqual([mine.was, mine.name, mine.by.hat, mine.received_at], [{ name: nurse.name, kana: 'しけん', profession: 'nurse' }, '新姓 花子', boss.hat, null]);
  assert.match(mine.number, /^20\d\d-\d{4}$/);
});

test('a name is one line that is seen, of any script: invited and changed alike', async () => {
  const at = await facility();
  const [boss, nurse] = [await hire(at, { admin: true }), await hire(at)];
  const admin = await boss.client();
  const invited = (more) => admin.post('/api/staff', { name: '試験 花', kana: 'しけん', profession: 'nurse', login: `line${Date.now()}`, ...more });
  await unchanged(async () => {
    for (const words of ['試験\n花', '試験\t花', '試験\u2028花', '試験 \u202Eexe.花', '\u2066花', ' ', '　', '\u200B\uFEFF'])
      for (const field of ['name', 'kana']) {
        refused(await admin.put(`/api/staff/${nurse.hat}`, as('試験 花', { [field]: words })), 400, 'bad_value', field);
        refused(await invited({ [field]: words }), 400, 'bad_value', field);
      }
    for (const field of ['name', 'kana']) refused(await admin.put(`/api/staff/${nurse.hat}`, as('試験 花', { [field]: '長'.repeat(10_000) })), 400, 'too_long', field);
  });
  let version = 1;
  for (const name of ['𠮷野 髙﨑', 'محمد بن عبد الله', 'मीरा देवी', '葛\u{E0100}飾', '長'.repeat(100)]) {
    done(await admin.put(`/api/staff/${nurse.hat}`, as(name, { version: version++ })));
    assert.equal((await listed(admin, nurse.hat)).person.name, name);
  }
});

test('of two who change the same person at once one is told', async () => {
  const at = await facility();
  const [a, b, nurse] = [await hire(at, { admin: true }), await hire(at, { admin: true }), await hire(at)];
  const answers = await Promise.all((await Promise.all([a.client(), b.client()])).map((c, i) => c.put(`/api/staff/${nurse.hat}`, as(`同時 ${i}`))));
  assert.deepEqual(answers.map((x) => x.status).sort(), [200, 409]);
  assert.equal((await notices(at)).length, 1);
});

test('a 主治医 of timelines stays a physician; a name is notified by every facility of the person', async () => {
  const [at, other] = [await facility(), await facility()];
  const [boss, doctor] = [await hire(at, { admin: true }), await hire(at, { profession: 'physician' })];
  await wear(doctor.account, other, { profession: 'physician' });
  const admin = await boss.client();
  const space = await patient();
  await d.sql(`update space set attending = '${doctor.hat}' where id = '${space}'`);
  refused(await admin.put(`/api/staff/${doctor.hat}`, as(doctor.name, { kana: 'しけん', profession: 'nurse' })), 409, 'attending_stays');
  done(await admin.put(`/api/staff/${doctor.hat}`, as('改姓 医師', { kana: 'しけん', profession: 'dentist' })));
  assert.deepEqual([await notices(at), await notices(other)], [[['changed', '改姓 医師']], [['changed', '改姓 医師']]]);
});

test('休職中: sockets close at once, no signing in with that hat, the other hat stays; back again everything is as before', async () => {
  const [at, other] = [await facility(), await facility()];
  const [boss, nurse] = [await hire(at, { admin: true }), await hire(at)];
  const admin = await boss.client();
  const space = await patient(nurse.login);
  const second = await wear(nurse.account, other);
  const client = await nurse.client();
  const lives = await liveOnEach(client);
  const path = `/api/staff/${nurse.hat}/absence`;
  done(await admin.put(path, { absent: true }));
  for (const live of lives) assert.equal(await live.closed, 4401);
  refused(await client.get('/api/state'), 401, 'session_none');
  refused(await admin.put(path, { absent: true }), 409, 'conflict');
  assert.ok((await listed(admin, nurse.hat)).absent_since > 0);
  const elsewhere = await nurse.client();
  const worn = (await elsewhere.get('/api/session')).body;
  assert.deepEqual([worn.hat.hat, worn.hats.map((h) => h.hat)], [second, [second]]);
  refused(await elsewhere.post('/api/session/hat', { hat: nurse.hat }), 404, 'not_found');
  assert.ok(!(await elsewhere.get('/api/state')).text.includes(space), 'rights of two hats never add up');
  await assert.rejects(d.sql(`insert into session select gen_random_uuid(), decode(repeat('ab', 32), 'hex'), account, '${nurse.hat}', state, started_at, end_at, idle_ms, ended_at,
    end_reason, second_factor_at, device, source from session limit 1`), /not worn now/);
  assert.deepEqual(await d.sql(`select to_seq is null from member where space = '${space}' and hat = '${nurse.hat}'`), [['t']], 'stays a member');
  done(await admin.put(path, { absent: false }));
  refused(await admin.put(path, { absent: false }), 409, 'conflict');
  done(await elsewhere.post('/api/session/hat', { hat: nurse.hat }));
  assert.ok((await elsewhere.get('/api/state')).text.includes(space));
  assert.deepEqual((await notices(at)).map(([kind]) => kind), ['absent', 'back']);
});

test('who is on leave and has no other hat cannot sign in', async () => {
  const at = await facility();
  const [boss, nurse] = [await hire(at, { admin: true }), await hire(at)];
  done(await (await boss.client()).put(`/api/staff/${nurse.hat}/absence`, { absent: true }));
  await assert.rejects(nurse.client());
});

test('only one’s own people, never oneself where two are needed, and nothing for others', async () => {
  const [at, other] = [await facility(), await facility()];
  const [boss, nurse, far, stranger] = [await hire(at, { admin: true }), await hire(at), await hire(other, { admin: true }), await hire(other)];
  const [admin, colleague, elsewhere, office] = [await boss.client(), await nurse.client(), await far.client(), await signedIn('miura')];
  await unchanged(async () => {
    for (const c of [colleague, elsewhere, office]) {
      refused(await c.put(`/api/staff/${nurse.hat}`, as('別人')), 404, 'not_found');
      refused(await c.put(`/api/staff/${nurse.hat}/absence`, { absent: true }), 404, 'not_found');
      refused(await c.post(`/api/staff/${nurse.hat}/admin`, { in_stead: false }), 404, 'not_found');
      refused(await c.delete(`/api/staff/${boss.hat}/admin`), 404, 'not_found');
    }
    for (const hat of [stranger.hat, nobody]) {
      refused(await admin.put(`/api/staff/${hat}`, as('別人')), 404, 'not_found');
      refused(await admin.put(`/api/staff/${hat}/absence`, { absent: true }), 404, 'not_found');
      refused(await admin.post(`/api/staff/${hat}/admin`, { in_stead: false }), 404, 'not_found');
    }
    refused(await admin.put(`/api/staff/${boss.hat}/absence`, { absent: true }), 404, 'not_found');
    refused(await admin.post(`/api/staff/${boss.hat}/admin`, { in_stead: true }), 404, 'not_found');
    refused(await admin.delete(`/api/staff/${nurse.hat}/admin`), 404, 'not_found');
    refused(await admin.delete(`/api/staff/${boss.hat}/admin`), 409, 'admin_needed');
    for (const [more, field] of [[{ name: '' }, 'name'], [{ profession: 'wizard' }, 'profession'], [{ version: 0 }, 'version']])
      refused(await admin.put(`/api/staff/${nurse.hat}`, as('別人', more)), 400, 'bad_value', field);
    refused(await admin.put(`/api/staff/${nurse.hat}`, as('あ'.repeat(101))), 400, 'too_long', 'name');
    refused(await colleague.get('/api/changes'), 404, 'not_found');
    refused(await colleague.get('/api/offers'), 404, 'not_found');
  });
});

test('施設管理者: offered, and only with the person’s own yes; declined or taken back it is nothing', async () => {
  const at = await facility();
  const [boss, nurse, newcomer] = [await hire(at, { admin: true }), await hire(at), await hire(at, { admitted: false })];
  const [admin, colleague] = [await boss.client(), await nurse.client()];
  const live = await colleague.live();
  const offer = async () => (await admin.post(`/api/staff/${nurse.hat}/admin`, { in_stead: false })).body.id;
  const first = await offer();
  await live.next({ t: 'inbox' });
  assert.deepEqual((await inboxOf(colleague)).offers.map((o) => [o.id, o.kind, o.by.hat]), [[first, 'admin', boss.hat]]);
  assert.deepEqual([(await listed(admin, nurse.hat)).facility_admin, (await listed(admin, nurse.hat)).offered], [false, true]);
  refused(await admin.post(`/api/staff/${nurse.hat}/admin`, { in_stead: true }), 409, 'conflict');
  refused(await admin.post(`/api/staff/${newcomer.hat}/admin`, { in_stead: true }), 404, 'not_found');
  refused(await admin.post(`/api/offers/${first}/accept`), 404, 'not_found');
  done(await colleague.post(`/api/offers/${first}/decline`));
  const second = await offer();
  done(await admin.delete(`/api/offers/${second}`));
  for (const id of [first, second]) refused(await colleague.post(`/api/offers/${id}/accept`), 404, 'not_found');
  refused(await colleague.get('/api/staff'), 404, 'not_found');
  const third = await offer();
  assert.deepEqual((await admin.get('/api/offers')).body.offers.map((o) => o.id), [third]);
  done(await colleague.post(`/api/offers/${third}/accept`));
  assert.equal((await colleague.get('/api/staff')).status, 200);
  assert.deepEqual((await inboxOf(colleague)).offers, []);
  done(await admin.delete(`/api/staff/${boss.hat}/admin`));
  refused(await admin.get('/api/staff'), 404, 'not_found');
  refused(await colleague.delete(`/api/staff/${nurse.hat}/admin`), 409, 'admin_needed');
  assert.deepEqual((await notices(at)).map(([kind]) => kind), ['admin', 'admin_over']);
  await live.close();
});

test('in one’s stead: with the acceptance one is, and the other is no more; it falls with who offered it', async () => {
  const at = await facility();
  const [boss, nurse, third] = [await hire(at, { admin: true }), await hire(at), await hire(at)];
  const [admin, colleague] = [await boss.client(), await nurse.client()];
  const { id } = (await admin.post(`/api/staff/${nurse.hat}/admin`, { in_stead: true })).body;
  const stale = (await admin.post(`/api/staff/${third.hat}/admin`, { in_stead: false })).body.id;
  done(await colleague.post(`/api/offers/${id}/accept`));
  assert.deepEqual([(await listed(colleague, nurse.hat)).facility_admin, (await listed(colleague, boss.hat)).facility_admin], [true, false]);
  refused(await (await third.client()).post(`/api/offers/${stale}/accept`), 409, 'conflict');
  assert.deepEqual(await d.sql(`select count(*) from member m join space s on s.id = m.space where s.kind = 'board' and m.to_seq is null and m.hat in ('${nurse.hat}', '${boss.hat}')`), [['1']]);
});

test('two 施設管理者 who unmake each other, or send each other on leave, at once: one stays', async () => {
  const at = await facility();
  const [a, b] = [await hire(at, { admin: true }), await hire(at, { admin: true })];
  const clients = [await a.client(), await b.client()];
  const gone = await Promise.all([clients[0].delete(`/api/staff/${b.hat}/admin`), clients[1].delete(`/api/staff/${a.hat}/admin`)]);
  assert.equal(gone.filter((x) => x.status === 200).length, 1, gone.map((x) => x.text).join());
  await d.sql(`update hat set facility_admin = true where facility = '${at}'`);
  const absent = await Promise.all([0, 1].map((i) => clients[i].put(`/api/staff/${[b, a][i].hat}/absence`, { absent: true })));
  assert.equal(absent.filter((x) => x.status === 200).length, 1, absent.map((x) => x.text).join());
  assert.ok(absent.every((x) => [200, 401, 404, 409].includes(x.status)), absent.map((x) => x.text).join());
  assert.deepEqual(await d.sql(`select count(*) from hat where facility = '${at}' and facility_admin and absent_since is null`), [['1']]);
});

test('a second facility: accepted by the person, a hat of its own with gates of its own, and no rights of the first', async () => {
  const [at, other] = [await facility(), await facility()];
  const [boss, nurse] = [await hire(at, { admin: true }), await hire(other)];
  const [admin, colleague] = [await boss.client(), await nurse.client()];
  const space = await patient(nurse.login);
  const { id } = (await admin.post('/api/offers', { login: nurse.login.toUpperCase(), profession: 'visiting_nurse' })).body;
  const [card] = (await inboxOf(colleague)).offers;
  assert.deepEqual([card.id, card.kind, card.profession, card.by.hat], [id, 'hat', 'visiting_nurse', boss.hat]);
  done(await colleague.post(`/api/offers/${id}/accept`));
  refused(await colleague.post(`/api/offers/${id}/accept`), 404, 'not_found');
  const { hats } = (await colleague.get('/api/session')).body;
  const hat = hats.find((h) => h.hat !== nurse.hat);
  assert.deepEqual([hats.length, hat.facility.id, hat.profession], [2, at, 'visiting_nurse']);
  assert.equal((await listed(admin, hat.hat)).admitted, false);
  done(await colleague.post('/api/session/hat', { hat: hat.hat }));
  refused(await colleague.get('/api/state'), 403, 'gate_closed');
  refused(await colleague.get(`/api/spaces/${space}`), 403, 'gate_closed');
  assert.deepEqual(await notices(at), [['second', nurse.name]]);
});

test('a second facility: whether there is such a login name shows nowhere', async () => {
  const [at, other] = [await facility(), await facility()];
  const [boss, nurse, own] = [await hire(at, { admin: true }), await hire(other), await hire(at)];
  const [admin, colleague] = [await boss.client(), await nurse.client()];
  const logins = [nurse.login, 'nobody.is.called.so', own.login, boss.login];
  const shown = ({ status, body }) => [status, Object.keys(body ?? {})];
  const offered = [];
  for (const login of logins) offered.push(await admin.post('/api/offers', { login, profession: 'nurse' }));
  assert.equal(new Set(offered.map((a) => JSON.stringify(shown(a)))).size, 1);
  done(await colleague.post(`/api/offers/${offered[0].body.id}/decline`));
  for (const login of logins) refused(await admin.post('/api/offers', { login, profession: 'nurse' }), 409, 'conflict');
  const list = (await admin.get('/api/offers')).body.offers;
  assert.deepEqual(list.map((o) => o.login).sort(), [...logins].sort());
  assert.ok(list.every((o) => o.person === null && o.profession === 'nurse'));
  for (const { body } of offered) done(await admin.delete(`/api/offers/${body.id}`));
  for (const { body } of offered) refused(await admin.delete(`/api/offers/${body.id}`), 404, 'not_found');
  refused(await admin.post('/api/offers', { login: 'さくら', profession: 'nurse' }), 400, 'bad_value', 'login');
  assert.deepEqual(await notices(at), []);
});

test('様式3: it waits for the office until one of two clerks receives it; the 施設管理者 sees when', async () => {
  const [at, other] = [await facility('受領ステーション'), await facility()];
  const [boss, far, nurse] = [await hire(at, { admin: true }), await hire(other, { admin: true }), await hire(at)];
  const [admin, elsewhere, office] = [await boss.client(), await far.client(), await signedIn('miura')];
  const live = await office.live();
  done(await admin.put(`/api/staff/${nurse.hat}`, as('受領 花子')));
  await live.next({ t: 'inbox' });
  const [waits] = (await inboxOf(office)).changes.filter((c) => c.facility === '受領ステーション');
  assert.deepEqual(Object.keys(waits).sort(), ['at', 'facility', 'id', 'kind', 'number', 'outside']);
  refused(await admin.post(`/api/changes/${waits.id}/receive`), 404, 'not_found');
  refused(await office.post(`/api/changes/${nobody}/receive`), 404, 'not_found');
  assert.deepEqual((await elsewhere.get('/api/changes')).body.changes, []);
  const clerks = await Promise.all([office, await signedIn('miura')].map((c) => c.post(`/api/changes/${waits.id}/receive`)));
  assert.deepEqual(clerks.map((a) => a.status).sort(), [200, 409]);
  assert.deepEqual((await inboxOf(office)).changes.filter((c) => c.id === waits.id), []);
  const [mine] = (await admin.get('/api/changes')).body.changes;
  assert.deepEqual([mine.id, mine.received_at > 0, mine.received_by], [waits.id, true, null]);
  const [theirs] = (await office.get('/api/changes')).body.changes.filter((c) => c.id === waits.id);
  assert.equal(theirs.received_by.name, '三浦 典子');
  await live.close();
});

test('an invitation and its end are notified too', async () => {
  const at = await facility();
  const boss = await hire(at, { admin: true });
  const admin = await boss.client();
  const { hat } = (await admin.post('/api/staff', { name: '招待 花子', kana: 'しょうたい はなこ', profession: 'nurse', login: `invited${Date.now() % 1e6}` })).body;
  refused(await admin.put(`/api/staff/${hat}/absence`, { absent: true }), 404, 'not_found');
  done(await admin.delete(`/api/staff/${hat}/link`));
  assert.deepEqual(await notices(at), [['invited', '招待 花子'], ['cancelled', '招待 花子']]);
});

test('the server’s own role makes none of these changes but by their functions', async () => {
  const front = (sql) => assert.rejects(d.sql(sql, undefined, 'tasuki_front'), /permission denied/);
  await front("update hat set facility_admin = true");
  await front("update hat set absent_since = 1");
  await front("update person set name = 'x'");
  await front("insert into change_notice (id) values (gen_random_uuid())");
  await front("update staff_offer set state = 'accepted'");
  assert.deepEqual(await d.sql(`select staff_change('${nobody}', '${nobody}', 1, 'x', 'x', 'nurse', 1)`, undefined, 'tasuki_front'), [['not_found']]);
});

await main(import.meta.url);
