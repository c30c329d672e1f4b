// tests/api/desk.mjs: what the office sees at a glance, a facility that leaves the network, and counts that tell of nobody.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { d, key, main, nobody, password, patient, post, refused, signedIn, test } from './world.mjs';

const secret = 'hinageshi12345';
let office, serial = 0;
const ok = (answer) => (assert.equal(answer.status, 200, answer.text), answer.body);
const waiting = async (kind) => ok(await office.get('/api/desk')).waiting.filter((w) => w.kind === kind);
const count = async (kind, who) => (await waiting(kind)).find((w) => w.who === who)?.count ?? 0;
const line = async (id) => ok(await office.get('/api/desk/facilities')).facilities.find((f) => f.id === id);
const proved = (who) => who.post('/api/session/factor', { password });
const end = (id, who = office) => who.post(`/api/desk/facilities/${id}/end`);

/** A facility with a 施設管理者 and a helper who have their accounts, by SQL as an application would make them: {id, admin, helper: {login, hat}}. */
async function facility({ admins = 1, helpers = 1 } = {}) {
  const n = ++serial;
  const id = key();
  const people = { admin: null, helper: null };
  await d.sql(`insert into facility (id, name, kind, outside, relation, listed, created_at) values ('${id}', '試験の事業所${n}', 'other', true, '市内の方を担当', true, 3)`);
  const add = async (role, i) => {
    const [person, account, hat, login] = [key(), key(), key(), `desk-${role}-${n}-${i}`];
    await d.sql(`insert into person (id, name, kana, created_at) values ('${person}', '試験 ${role}${i}', 'しけん', 1);
      insert into account (id, person, side, login, password, password_at, state, created_at)
        select '${account}', '${person}', 'staff', '${login}', password, 1, 'active', 1 from account where login = 'takahashi';
      insert into hat (id, account, kind, facility, profession, facility_admin, admitted, from_at)
        values ('${hat}', '${account}', 'staff', '${id}', 'helper', ${role === 'admin'}, true, 1)`);
    people[role] ??= { login, hat };
  };
  for (let i = 0; i < admins; i++) await add('admin', i);
  for (let i = 0; i < helpers; i++) await add('helper', i);
  return { id, ...people };
}

const gone = () => d.sql(`update hat set ended_at = 2 where facility in (select id from facility where created_at = 3) and ended_at is null;
  update facility set ended_at = 2, listed = false where created_at = 3 and ended_at is null`);

test('desk: who asks', async () => {
  office = await signedIn('miura');
});

test('desk: a facility without 施設管理者, one with a single one, a pledge that is missing: each counted for who must act', async () => {
  const before = { none: await count('no_admin', 'office'), one: await count('one_admin', 'facility'), pledges: await count('pledges', 'facility') };
  const [none, one, two] = [await facility({ admins: 0 }), await facility(), await facility({ admins: 2 })];
  assert.equal(await count('no_admin', 'office'), before.none + 1);
  assert.equal(await count('one_admin', 'facility'), before.one + 1);
  assert.equal(await count('pledges', 'facility'), before.pledges + 1 + 2 + 3);
  assert.deepEqual([await line(none.id), await line(one.id), await line(two.id)].map((f) => [f.admins, f.staff, f.unpledged]), [[0, 1, 1], [1, 2, 2], [2, 3, 3]]);
  const { name, outside, relation, listed } = await line(one.id);
  assert.deepEqual([name, outside, relation, listed], [`試験の事業所${serial - 1}`, true, '市内の方を担当', true]);
  await gone();
});

test('desk: people on their way in: a first link waits for its owner while it is good, then for who can make a new one; gates for their facility', async () => {
  const f = await facility();
  const admin = await signedIn(f.admin.login);
  const [person, unused, gates] = [await count('links', 'person'), await count('links', 'facility'), await count('gates', 'facility')];
  const { hat, token } = (await admin.post('/api/staff', { name: '試験 新', kana: 'しけん しん', profession: 'nurse', login: `desk-new-${serial}` })).body;
  assert.deepEqual([await count('links', 'person'), await count('links', 'facility')], [person + 1, unused]);
  assert.equal((await line(f.id)).invited, 1);
  await d.sql(`update activation set expires_at = 1 where account = (select account from hat where id = '${hat}')`);
  assert.deepEqual([await count('links', 'person'), await count('links', 'facility')], [person, unused + 1]);
  refused(await d.client().post('/api/activation/look', { token }), 404, 'not_found');
  const again = (await admin.post(`/api/staff/${hat}/link`)).body.token;
  ok(await d.client().post('/api/activation', { token: again, password: secret }));
  assert.equal(await count('gates', 'facility'), gates + 1);
  assert.equal((await line(f.id)).gates, 1);
  await gone();
});

test('desk: applications and complete deletions wait for whom the lists behind them say', async () => {
  const all = ok(await office.get('/api/desk')).waiting;
  const { requests } = ok(await office.get('/api/erasures'));
  const open = requests.filter((r) => r.next !== 'done' && r.request.state !== 'objected');
  for (const who of new Set(open.map((r) => r.who)))
    assert.equal(all.find((w) => w.kind === 'erasures' && w.who === who)?.count, open.filter((r) => r.who === who).length, who);
  const { applications } = ok(await office.get('/api/applications'));
  assert.equal(await count('applications', 'office'), applications.filter((a) => ['waiting', 'resent'].includes(a.state)).length);
  assert.equal(await count('applications', 'applicant'), applications.filter((a) => a.state === 'returned').length);
  assert.deepEqual(ok(await (await signedIn('nishimura')).get('/api/desk')), ok(await office.get('/api/desk')));
});

test('desk: accounts: state, gates, month of the last sign-in; relatives are a number', async () => {
  const f = await facility();
  const all = ok(await office.get('/api/accounts'));
  const of = (hat) => all.accounts.find((a) => a.person.hat === hat);
  assert.deepEqual([of(f.helper.hat).state, of(f.helper.hat).last_month, of(f.admin.hat).facility_admin], ['active', null, true]);
  await signedIn(f.helper.login);
  const month = new Date(d.clock.now() + 9 * 3600_000).toISOString().slice(0, 7);
  assert.equal(ok(await office.get('/api/accounts')).accounts.find((a) => a.person.hat === f.helper.hat).last_month, month);
  assert.ok(all.accounts.every((a) => a.person.kind !== 'kin'));
  const [[kin]] = await d.sql("select count(*) from account where side = 'patient_side' and state = 'active'");
  assert.equal(all.patient_side, Number(kin));
  await gone();
});

test('desk: outside the city is said wherever the office reads a facility’s name', async () => {
  const f = await facility();
  const name = `試験の事業所${serial}`;
  const [now, round, helper] = [d.clock.now(), key(), await signedIn(f.helper.login)];
  const report = await helper.post('/api/incidents', { key: key(), kind: 'other', noticed_at: now - 60_000, words: '端末の調子が悪くなりました。' });
  await d.sql(`select change_write('${f.helper.hat}', 'absent', null, '${f.admin.hat}', ${now});
    insert into attest_round (id, facility, from_at, opened_at, due_at, step, told_at) values ('${round}', '${f.id}', 2, 2, ${now}, 'overdue', ${now});
    insert into screening (hat, outcome, kinds, at) values ('${f.helper.hat}', 'refused', '{name}', ${now})`);
  const lists = {
    ...ok(await office.get('/api/inbox')), ...ok(await office.get('/api/screenings')),
    notices: ok(await office.get('/api/changes')).changes, rounds: ok(await office.get('/api/attests')).rounds,
  };
  for (const list of ['attests', 'changes', 'counts', 'incidents', 'notices', 'rounds']) {
    const one = lists[list].find((l) => l.facility === name);
    assert.equal(one?.outside, true, list);
  }
  assert.equal(ok(await office.get('/api/accounts')).accounts.find((a) => a.person.hat === f.admin.hat).person.facility.outside, true);
  assert.equal(ok(await office.get(`/api/incidents/${report.body.id}`)).by.facility.outside, true);
  const inside = lists.notices.concat(lists.counts).filter((l) => /ひばり野|つくし原/.test(l.facility));
  assert.ok(inside.every((l) => l.outside === false));
  await d.sql(`delete from attest_round where id = '${round}'; delete from screening where hat = '${f.helper.hat}'`);
  await gone();
});

test('desk: what 様式1 says of a facility is kept right by the office; of two clerks one is told', async () => {
  const { id, admin } = await facility();
  const words = { name: '試験の事業所 新館', relation: '市内の方を担当', address: '新町1-1', head: '所長 新 任', phone_day: '042-000-0111', phone_night: '042-000-0112' };
  const change = (more = {}, who = office) => who.put(`/api/desk/facilities/${id}`, { version: 1, ...words, ...more });
  const clerk = await signedIn('miura');
  const answers = await Promise.all([change(), change({ head: '所長 別 人' }, clerk)]);
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409]);
  const now = await line(id);
  assert.deepEqual([now.name, now.address, now.phone_day, now.phone_night, now.version], [words.name, words.address, words.phone_day, words.phone_night, 2]);
  refused(await change({ version: 2, relation: undefined }), 400, 'field_missing', 'relation');
  refused(await change({ version: 2, phone_day: '042\n119' }), 400, 'bad_value', 'phone_day');
  refused(await change({ version: 2, phone_day: undefined }), 400, 'field_missing', 'phone_day');
  const own = await signedIn(admin.login);
  refused(await change({ version: 2 }, own), 404, 'not_found');
  assert.equal((await own.get('/api/session')).body.hat.facility.name, words.name);
  await gone();
  refused(await change({ version: 2 }), 404, 'not_found');
});

test('desk: a facility’s name is changed: its people hear of it, and who shares a space with them; nobody else does', async () => {
  const f = await facility();
  const space = await patient(f.helper.login);
  const people = { admin: await signedIn(f.admin.login), helper: await signedIn(f.helper.login), doctor: await signedIn('sato'), other: await signedIn('tamura') };
  const lives = Object.fromEntries(await Promise.all(Object.entries(people).map(async ([name, c]) => [name, await c.live()])));
  const { version } = await line(f.id);
  const change = { version, name: `改名した事業所${serial}`, relation: '市内の方を担当', phone_day: '042-000-0178' };
  ok(await office.put(`/api/desk/facilities/${f.id}`, change));
  for (const name of ['admin', 'helper', 'doctor']) await lives[name].next({ t: 'names' });
  await lives.other.barrier();
  assert.ok(lives.other.frames.every((m) => m.t !== 'names'), 'shares nothing with them');
  assert.equal((await people.helper.get('/api/session')).body.hat.facility.name, change.name);
  const { members } = (await people.doctor.get(`/api/spaces/${space}`)).body;
  assert.ok(members.some((m) => m.person.facility.name === change.name && m.person.facility.phone_day === change.phone_day));
  refused(await office.put(`/api/desk/facilities/${f.id}`, change), 409, 'conflict');
  for (const l of Object.values(lives)) await l.barrier();
  assert.equal(lives.doctor.frames.filter((m) => m.t === 'names').length, 1, 'what was refused is not told');
  await gone();
});

test('desk: a facility leaves: its people are out at once, with invitations and first links; what they wrote stays', async () => {
  const f = await facility();
  const [admin, helper] = [await signedIn(f.admin.login), await signedIn(f.helper.login)];
  const live = await helper.live();
  const made = (await admin.post('/api/staff', { name: '試験 新', kana: 'しけん しん', profession: 'nurse', login: `desk-left-${serial}` })).body;
  const { body: circle } = await helper.post('/api/circles', { key: key(), name: '褥瘡ケア勉強会', aim: '褥瘡の予防を学びます。', rules: '患者さんの情報は書きません。', entry: 'invitation' });
  const said = circle?.id ? await post(helper, circle.id, '残ります') : null;
  await d.sql(`update session set proved_at = 1 where hat = (select h.id from hat h join account a on a.id = h.account where a.login = 'miura' limit 1)`);
  refused(await end(f.id), 403, 'proof_needed');
  assert.equal((await proved(office)).status, 200);
  refused(await end(nobody), 404, 'not_found');
  ok(await end(f.id));
  assert.equal(await live.closed, 4401);
  assert.equal((await d.sql(`select count(*) from member where hat = '${f.helper.hat}' and to_seq is null`))[0][0], '0');
  refused(await helper.get('/api/state'), 401, 'session_none');
  refused(await d.client().post('/api/session', { login: f.helper.login, password }), 401, 'sign_in_refused');
  refused(await d.client().post('/api/activation', { token: made.token, password: secret }), 404, 'not_found');
  const left = await line(f.id);
  assert.deepEqual([left.staff, left.admins, left.invited, left.listed, left.ended_at > 3], [0, 0, 0, false, true]);
  if (said) assert.equal((await d.sql(`select count(*) from post where id = '${said.id}' and deleted_at is null`))[0][0], '1');
  const [[board]] = await d.sql(`select count(*) from member m join space s on s.id = m.space and s.kind = 'board' where m.hat = '${f.admin.hat}' and m.to_seq is null`);
  assert.equal(board, '0');
  for (const login of [`desk-left-${serial}`, f.helper.login]) assert.equal((await d.sql(`select count(*) from account where login = '${login}'`))[0][0], '0', 'the login name is free');
});

test('desk: two clerks end one facility at once: one does it, the other is told; the office itself is none of them', async () => {
  const f = await facility();
  const clerks = [await signedIn('miura'), await signedIn('miura')];
  for (const clerk of clerks) assert.equal((await proved(clerk)).status, 200);
  const answers = await Promise.all(clerks.map((clerk) => end(f.id, clerk)));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409]);
  await assert.rejects(d.sql(`select facility_end('${f.helper.hat}', '${f.id}', 1)`, 'tasuki', 'tasuki_front'), /only the office/);
  await gone();
});

test('desk: a facility leaves while its people write: every post that was answered is there, none comes after', async () => {
  const f = await facility();
  const helper = await signedIn(f.helper.login);
  const { body: circle } = await helper.post('/api/circles', { key: key(), name: '褥瘡ケア勉強会', aim: '褥瘡の予防を学びます。', rules: '患者さんの情報は書きません。', entry: 'invitation' });
  assert.ok(circle.id);
  assert.equal((await proved(office)).status, 200);
  const write = async () => {
    const kept = [];
    for (let i = 0; ; i++) {
      const answer = await helper.post(`/api/spaces/${circle.id}/posts`, { key: key(), body: `${i}` });
      if (answer.status !== 201) return { kept, last: answer.status };
      kept.push(answer.body.id);
    }
  };
  const [{ kept, last }, ended] = await Promise.all([write(), end(f.id)]);
  assert.equal(ended.status, 200);
  assert.equal(last, 401);
  const [[there]] = await d.sql(`select count(*) from post where space = '${circle.id}'`);
  assert.equal(Number(there), kept.length);
});

test('statistics: the region in numbers, for office and committee; of a facility nothing by which one could tell who wrote', async () => {
  const f = await facility({ helpers: 3 });
  const admin = await signedIn(f.admin.login);
  const own = async (measure) => ok(await admin.get('/api/statistics/facility')).months.find((m) => m.measure === measure);
  assert.equal(await own('posts_circle'), undefined);
  const people = [];
  for (let i = 0; i < 3; i++) people.push(await signedIn(`desk-helper-${serial}-${i}`));
  const { body: circle } = await people[0].post('/api/circles', { key: key(), name: '褥瘡ケア勉強会', aim: '褥瘡の予防を学びます。', rules: '患者さんの情報は書きません。', entry: 'invitation' });
  const region = ok(await office.get('/api/statistics')).months.find((m) => m.measure === 'posts_circle')?.count ?? 0;
  await post(people[0], circle.id, '一つ目');
  assert.deepEqual([(await own('posts_circle')).shown, (await own('posts_circle')).count], ['few', null]);
  for (const words of ['二つ目', '三つ目']) await post(people[0], circle.id, words);
  assert.deepEqual([(await own('posts_circle')).shown, (await own('posts_circle')).count], ['hidden', null]);
  await d.sql(`update post set author = '${f.admin.hat}' where space = '${circle.id}' and no = 1;
    update post set author = (select h.id from hat h join account a on a.id = h.account where a.login = 'desk-helper-${serial}-1') where space = '${circle.id}' and no = 2`);
  assert.deepEqual([(await own('posts_circle')).shown, (await own('posts_circle')).count], ['count', 3]);
  assert.deepEqual([(await own('active')).shown, (await own('active')).count], ['count', 4]);
  const all = ok(await office.get('/api/statistics'));
  assert.equal(all.months.find((m) => m.measure === 'posts_circle').count, region + 3);
  assert.ok(all.months.every((m) => m.shown === 'count' && /^\d{4}-\d{2}$/.test(m.month)));
  assert.deepEqual(ok(await (await signedIn('nishimura')).get('/api/statistics')).groups, all.groups);
  assert.ok(all.groups.some((g) => g.what === 'facilities' && g.kind === 'clinic'));
  const mine = ok(await admin.get('/api/statistics/facility')).groups;
  assert.deepEqual(mine, [{ what: 'people', kind: 'helper', count: 4 }]);
  refused(await people[0].get('/api/statistics/facility'), 404, 'not_found');
  await gone();
});

test('desk: a letter that was given up waits for the office', async () => {
  const before = await count('mails', 'office');
  const [id, now] = [key(), d.clock.now()];
  await d.sql(`insert into mail (id, kind, account, at, state, attempts, next_at, ended_at) select '${id}', 'factor', a.id, ${now}, 'given_up', 9, ${now}, ${now} from account a where a.login = 'takahashi'`);
  assert.equal(await count('mails', 'office'), before + 1);
  await d.sql(`delete from mail where id = '${id}'`);
});

test('desk: where the committee decides, applications wait for it', async () => {
  const region = await Deployment.start({ name: 'desk', settings: { 'application.committee': 1 } });
  await region.sql(`insert into application (id, receipt, secret_hash, source_key, by_office, state, at, changed_at)
    values (gen_random_uuid(), 'deskdesk22', sha256('1'), sha256('1'), false, 'waiting', 1, 1)`);
  const [clerk] = [await region.signedIn('miura', password)];
  assert.deepEqual(ok(await clerk.get('/api/desk')).waiting.find((w) => w.kind === 'applications' && w.who !== 'applicant'), {
    kind: 'applications', who: 'committee', count: Number((await region.sql("select count(*) from application where state in ('waiting', 'resent')"))[0][0]), since: 1,
  });
  await region.stop();
});

await main(import.meta.url);
