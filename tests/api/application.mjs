// tests/api/application.mjs: 利用申込 (Art. 12-1) from the first draft to the first 施設管理者 who signs in.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { until } from '../lib/suite.mjs';
import { asks, bearer, begun, decide, error, form, idOf, office, ok, own, person, save, stranger, submit, uncounted, words } from './application_world.mjs';
import { d, key, main, password, signedIn, test } from './world.mjs';

/** One that waits: {link, id, version}. */
async function waiting(more) {
  const link = await begun();
  ok(await save(link, more));
  ok(await person(link, key()));
  const { version } = ok(await submit(link));
  return { link, id: await idOf(link), version };
}

asks();

test('application: opened again with number and secret only', async () => {
  const link = await begun();
  assert.match(link.receipt, /^[a-z0-9]{10}$/);
  assert.match(link.secret, /^[\w-]{43}$/);
  assert.equal(ok(await own(link)).state, 'draft');
  const other = await begun();
  for (const wrong of [{ ...link, secret: other.secret }, { ...link, receipt: other.receipt }, { receipt: '', secret: '' }, { ...link, secret: `${link.secret}=` }])
    error(await own(wrong), 'not_found');
  error(await stranger.get('/api/application'), 'not_found');
  assert.doesNotMatch(JSON.stringify(await d.sql('select receipt, encode(secret_hash, \'escape\') from application')), new RegExp(link.secret));
});

test('application: filled in by and by; what is missing is named; two windows do not overwrite each other', async () => {
  const link = await begun();
  error(await submit(link), 'field_missing', 'name');
  ok(await save(link, { relation: undefined, signed_name: '別の人' }));
  error(await submit(link), 'field_missing', 'relation');
  ok(await save(link, { signed_name: '別の人' }));
  error(await submit(link), 'field_missing', 'people');
  const id = key();
  ok(await person(link, id, { admin: false }));
  error(await submit(link), 'field_missing', 'admins');
  ok(await person(link, id));
  error(await submit(link), 'bad_value', 'signed_name');
  ok(await save(link, { point_device: false }));
  error(await submit(link), 'field_missing', 'point_device');
  error(await stranger.put('/api/application', { ...form, version: 1 }, bearer(link)), 'conflict');
  ok(await save(link));
  ok(await submit(link));
  const whole = ok(await own(link));
  assert.deepEqual([whole.state, whole.people, whole.form.name], ['waiting', [{ id, name: '試験 花', kana: 'しけん はな', profession: 'care_manager', admin: true }], form.name]);
  assert.deepEqual(whole.steps.map((s) => [s.state, s.by]), [['draft', null], ['waiting', null]]);
  for (const late of [await save(link), await person(link, key()), await stranger.delete(`/api/application/people/${id}`, undefined, bearer(link)), await submit(link)]) error(late, 'conflict');
});

test('application: the form has an end', async () => {
  const link = await begun();
  error(await stranger.put('/api/application', { version: 1, name: 'あ'.repeat(201) }, bearer(link)), 'too_long', 'name');
  error(await stranger.put('/api/application', { version: 1, state: 'accepted' }, bearer(link)), 'field_unknown', undefined);
  for (let i = 0; i < 50; i++) ok(await person(link, key(), { name: '<b>𠮷田</b>' }));
  error(await person(link, key()), 'too_long', undefined);
  const one = ok(await own(link)).people[0];
  assert.equal(one.name, '<b>𠮷田</b>');
  ok(await stranger.delete(`/api/application/people/${one.id}`, undefined, bearer(link)));
  assert.equal(ok(await own(link)).people.length, 49);
});

test('application: what stands in one line is one line that is seen', async () => {
  const link = await begun();
  for (const field of ['name', 'area', 'address', 'phone_day', 'phone_night', 'contact', 'head_title', 'head_name', 'signed_name'])
    for (const words of ['試験\n二行目', '試験\u2029', '試験\u202Efdp', ' ', '　']) error(await save(link, { [field]: words }), 'bad_value', field);
  for (const field of ['name', 'kana']) error(await person(link, key(), { [field]: '試験\n花' }), 'bad_value', field);
  error(await person(link, key(), { name: '長'.repeat(10_000) }), 'too_long', 'name');
  assert.deepEqual([ok(await own(link)).form.name, ok(await own(link)).people], [undefined, []]);
});

test('application: signed by the 施設長, whatever keyboard wrote the space, on a day that has come', async () => {
  const link = await begun();
  ok(await person(link, key()));
  const tomorrow = new Date(d.clock.now() + 33 * 3_600_000).toISOString().slice(0, 10);
  ok(await save(link, { signed_on: tomorrow }));
  error(await submit(link), 'bad_value', 'signed_on');
  ok(await save(link, { signed_name: '試験 花' }));
  error(await submit(link), 'bad_value', 'signed_name');
  ok(await save(link, { signed_name: '試験　正' }));
  ok(await submit(link));
});

test('application: beginnings are counted by address and all together, and drafts go after a while', async () => {
  await uncounted();
  const answers = [];
  for (let i = 0; i < 7; i++) answers.push(await stranger.post('/api/application'));
  assert.deepEqual(answers.map((a) => a.status), [200, 200, 200, 200, 200, 429, 429]);
  assert.equal(answers[6].headers['retry-after'], '3600');
  await uncounted();
  await d.sql(`insert into application (id, receipt, secret_hash, source_key, by_office, state, at, changed_at)
    select gen_random_uuid(), 'full' || lpad(n::text, 6, '0'), sha256(n::text::bytea), sha256(n::text::bytea), false, 'draft', 1,
      ${d.clock.now()} from generate_series(1, 200) n`);
  assert.equal((await stranger.post('/api/application')).status, 429);
  await d.sql("update application set changed_at = 1 where receipt like 'full%'");
  d.advance(61_000);
  await until('the drafts are gone', async () => (await d.sql("select count(*) from application where receipt like 'full%'"))[0][0] === '0');
});

test('application: the office sees what was handed in, and no drafts', async () => {
  const draft = await begun();
  const { link, id } = await waiting();
  const list = ok(await office.get('/api/applications')).applications;
  assert.ok(list.some((a) => a.id === id && a.state === 'waiting' && a.outside));
  assert.ok(!list.some((a) => a.receipt === draft.receipt));
  error(await office.get(`/api/applications/${await idOf(draft)}`), 'not_found');
  assert.equal(ok(await office.get(`/api/applications/${id}`)).form.relation, form.relation);
  assert.ok(ok(await office.get('/api/inbox')).applications.some((a) => a.id === id && a.outside));
  assert.deepEqual(ok(await (await signedIn('takahashi')).get('/api/inbox')).applications, []);
  assert.equal(ok(await own(link)).steps.at(-1).by, null);
});

test('application: sent back, corrected, sent again; the applicant learns what was said, not by whom', async () => {
  const { link, id, version } = await waiting();
  const back = ok(await decide(office, id, 'return', { version, words: '電話番号をご確認ください' }));
  const seen = ok(await own(link));
  assert.deepEqual([seen.state, seen.steps.at(-1).words, seen.steps.at(-1).by], ['returned', '電話番号をご確認ください', null]);
  error(await decide(office, id, 'accept', { version: back.version }), 'conflict');
  ok(await save(link, { phone_day: '042-000-0888' }));
  ok(await submit(link));
  const whole = ok(await office.get(`/api/applications/${id}`));
  assert.deepEqual(whole.steps.map((s) => s.state), ['draft', 'waiting', 'returned', 'resent']);
  assert.equal(whole.steps[2].by, '三浦 典子');
});

test('application: refused with a reason, for good', async () => {
  const { link, id, version } = await waiting();
  const { version: now } = ok(await decide(office, id, 'refuse', { version, words: '市内との関わりがありません' }));
  assert.equal(ok(await own(link)).state, 'refused');
  const committee = await signedIn('nishimura'); // the office decides and reports
  assert.ok(ok(await committee.get('/api/applications')).applications.some((a) => a.id === id && a.state === 'refused'));
  const report = ok(await committee.get(`/api/applications/${id}`));
  assert.deepEqual([report.steps.at(-1).by, report.steps.at(-1).words, report.may_decide], ['三浦 典子', '市内との関わりがありません', false]);
  for (const [word, more] of [['accept', {}], ['return', { words: 'x' }], ['refuse', { words: 'x' }]]) error(await decide(office, id, word, { version: now, ...more }), 'conflict');
  error(await office.post(`/api/applications/${id}/link`), 'conflict');
});

test('application: two clerks decide at once: one does it, the other is told', async () => {
  const { id, version } = await waiting();
  const [one, other] = [await signedIn('miura'), await signedIn('miura')];
  const answers = await Promise.all([decide(one, id, 'accept', { version }), decide(other, id, 'refuse', { version, words: '見送り' }), decide(one, id, 'accept', { version })]);
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409, 409]);
  const [[facilities]] = await d.sql(`select count(*) from facility f join application a on a.facility = f.id where a.id = '${id}'`);
  assert.equal(facilities, answers[1].status === 200 ? '0' : '1');
});

test('application: accepted: facility, 施設管理者 and links; the first one gives herself a password and signs in', async () => {
  const { link, id, version } = await waiting({ name: 'ケアプラン受付済み' });
  const { links } = ok(await decide(office, id, 'accept', { version }));
  assert.equal(links.length, 1);
  assert.equal(ok(await own(link)).state, 'accepted');
  const [facility] = await d.sql(`select f.name, f.outside, f.relation, f.listed, f.phone_listed, f.head from facility f join application a on a.facility = f.id where a.id = '${id}'`);
  assert.deepEqual(facility, [ 'ケアプラン受付済み', 't', form.relation, 't', 'f', '所長 試験 正' ]);
  const use = (token, password = 'himawari12345', login = 'shiken-hana') => stranger.post('/api/activation', { token, password, login });
  error(await stranger.post('/api/session', { login: links[0].login, password: 'none yet' }), 'sign_in_refused', undefined);
  error(await use(links[0].token, 'onlyletterslong'), 'bad_value', 'password');
  const { links: again } = ok(await office.post(`/api/applications/${id}/admins`));
  error(await use(links[0].token), 'not_found');
  const look = (token) => stranger.post('/api/activation/look', { token });
  assert.deepEqual(ok(await look(again[0].token)), { login: null, name: '試験 花', facility: 'ケアプラン受付済み' });
  for (const none of [links[0].token, again[0].token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))]) error(await look(none), 'not_found');
  error(await stranger.post('/api/activation', { token: again[0].token, password: 'himawari12345' }), 'field_missing', 'login');
  for (const wrong of ['a', '試験', 'a b', 'x'.repeat(101)]) assert.equal((await use(again[0].token, undefined, wrong)).status, 400, wrong);
  error(await use(again[0].token, undefined, 'Takahashi'), 'conflict', 'login');
  assert.equal(ok(await use(again[0].token, undefined, 'Shiken-Hana')).login, 'shiken-hana');
  error(await use(again[0].token), 'not_found');
  const admin = d.client();
  error(await stranger.post('/api/session', { login: links[0].login, password: 'himawari12345' }), 'sign_in_refused', undefined);
  const session = await admin.signIn('shiken-hana', 'himawari12345');
  assert.deepEqual([session.hat.name, session.hat.facility.name, session.hat.facility.outside], ['試験 花', 'ケアプラン受付済み', true]);
  assert.deepEqual(ok(await office.post(`/api/applications/${id}/admins`)).links, []);
  assert.ok(ok(await office.get('/api/desk/facilities')).facilities.some((f) => f.name === 'ケアプラン受付済み' && f.admins === 1));
});

test('application: the first staff have accounts too; their 施設管理者 hands them their links, and each chooses a login name', async () => {
  const link = await begun();
  ok(await save(link, { name: 'ケアプラン二人' }));
  ok(await person(link, key()));
  ok(await person(link, key(), { name: '試験 蓮', kana: 'しけん れん', profession: 'helper', admin: false }));
  const { version } = ok(await submit(link));
  const { links } = ok(await decide(office, await idOf(link), 'accept', { version }));
  assert.deepEqual(links.map((l) => l.name), ['試験 花']);
  ok(await stranger.post('/api/activation', { token: links[0].token, password: 'himawari12345', login: 'two-admin' }));
  const admin = d.client();
  await admin.signIn('two-admin', 'himawari12345');
  await d.sql("update hat set admitted = true where account in (select id from account where login = 'two-admin')");
  const helper = ok(await admin.get('/api/staff')).staff.find((p) => p.invited);
  assert.deepEqual([helper.person.name, helper.person.profession, helper.facility_admin], ['試験 蓮', 'helper', false]);
  const { token } = ok(await admin.post(`/api/staff/${helper.person.hat}/link`));
  const use = (login) => stranger.post('/api/activation', { token, password: 'himawari12345', login });
  error(await use('two-admin'), 'conflict', 'login');
  ok(await use('two-helper'));
  const session = await d.client().signIn('two-helper', 'himawari12345');
  assert.deepEqual([session.hat.profession, session.facility_admin, session.admitted], ['helper', false, false]);
});

test('application: two choose the same login name at once: one has it, the other chooses another', async () => {
  const link = await begun();
  ok(await save(link));
  ok(await person(link, key()));
  ok(await person(link, key(), { name: '試験 葵', kana: 'しけん あおい' }));
  const { version } = ok(await submit(link));
  const { links } = ok(await decide(office, await idOf(link), 'accept', { version }));
  const use = (l, login) => stranger.post('/api/activation', { token: l.token, password: 'himawari12345', login });
  const answers = await Promise.all(links.map((l) => use(l, 'same-name')));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409]);
  ok(await use(links[answers.findIndex((a) => a.status === 409)], 'other-name'));
});

test('application: a link that was not used in time is none', async () => {
  const { id, version } = await waiting();
  const { links } = ok(await decide(office, id, 'accept', { version }));
  await d.sql(`update activation set expires_at = 1 where token_hash = sha256(decode(translate('${links[0].token}', '-_', '+/') || '=', 'base64'))`);
  error(await stranger.post('/api/activation', { token: links[0].token, password: 'himawari12345', login: 'too-late' }), 'not_found', undefined);
});

test('application: entered by the office from paper; a lost link is made anew, the old one is void', async () => {
  const link = ok(await office.post('/api/applications'));
  ok(await save(link));
  const id = await idOf(link);
  assert.ok(ok(await office.get('/api/applications')).applications.some((a) => a.id === id && a.by_office && a.state === 'draft'));
  const fresh = ok(await office.post(`/api/applications/${id}/link`));
  assert.equal(fresh.receipt, link.receipt);
  error(await own(link), 'not_found', undefined);
  ok(await person(fresh, key()));
  ok(await submit(fresh));
  assert.equal(ok(await office.get(`/api/applications/${id}`)).steps[0].by, '三浦 典子');
});

test('application: where the committee decides, the office looks on', async () => {
  const region = await Deployment.start({ name: 'committee', settings: { 'application.committee': 1 } });
  const applicant = region.client();
  const link = ok(await applicant.post('/api/application'));
  const { version } = ok(await applicant.get('/api/application', bearer(link)));
  ok(await applicant.put('/api/application', { ...form, version }, bearer(link)));
  const people = ok(await applicant.put(`/api/application/people/${key()}`, { name: '試験 花', kana: 'しけん はな', profession: 'care_manager', admin: true }, bearer(link)));
  const handed = ok(await applicant.post('/api/application/submit', { version: people.version }, bearer(link)));
  const [[id]] = await region.sql(`select id from application where receipt = '${link.receipt}'`);
  error(await decide(await region.signedIn('miura', password), id, 'accept', { version: handed.version }), 'not_found');
  ok(await decide(await region.signedIn('nishimura', password), id, 'accept', { version: handed.version }));
  await region.stop();
});

test('application: the database lets nobody make facilities in another way', async () => {
  const { id } = await waiting();
  const hat = (await d.sql("select h.id from hat h join account a on a.id = h.account where a.login = 'takahashi' limit 1"))[0][0];
  await assert.rejects(d.sql(`select application_accept('${id}', '${hat}', 1)`, 'tasuki', 'tasuki_front'), /cannot be accepted/);
  await assert.rejects(d.sql("insert into facility (id, name, kind, outside, created_at) values (gen_random_uuid(), 'x', 'clinic', false, 1)", 'tasuki', 'tasuki_front'), /permission denied/);
});

test('application: nothing of it is in the log', async () => {
  assert.ok(!d.logs().includes(words));
  await d.sql("delete from application_step; delete from application_scan; delete from application; update facility set ended_at = 1, listed = false where ref is null");
});

await main(import.meta.url);
