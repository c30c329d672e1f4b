// 管理台帳 (Art. 14), 様式4 on paper and regular education (Art. 15): the facility's 施設管理者 alone, live, and out of the house only with a trace.
import assert from 'node:assert/strict';
import { d, key, main, nobody, refused, signedIn, test, unchanged } from './world.mjs';

const secret = 'hinageshi12345';
const day = (months, days = 0) => {
  const at = new Date(d.clock.now() + 9 * 3600_000);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, at.getUTCDate() + days)).toISOString().slice(0, 10);
};
const end = () => d.sql("update hat set ended_at = coalesce(ended_at, 1) where account in (select id from account where login like 'ledger-%')");
const of = (people, login) => people.find((p) => p.login === login);
const ledger = async (c) => (await c.get('/api/ledger')).body.people;

/** Somebody new at the station, who has opened the account. */
async function newcomer(admin, login, more = {}) {
  const made = await admin.post('/api/staff', { name: '台帳 太郎', kana: 'だいちょう たろう', profession: 'helper', login, ...more });
  assert.equal(made.status, 201, made.text);
  assert.equal((await d.client().post('/api/activation', { token: made.body.token, password: secret })).status, 200);
  return { hat: made.body.hat, c: await d.signedIn(login, secret) };
}

test('ledger: everybody of the own facility, with what is recorded of them, from the invitation to the day they left', async () => {
  const admin = await signedIn('takahashi');
  const today = day(0);
  const { facility, head, at, people } = (await admin.get('/api/ledger')).body;
  assert.deepEqual([facility, head, at > 0], ['訪問看護ステーションひばり野', null, true]);
  assert.ok(people.every((p) => p.person.facility.name === facility));
  const own = of(people, 'takahashi');
  assert.deepEqual([own.state, own.facility_admin, own.person.profession, own.used_on], ['active', true, 'visiting_nurse', today]);

  const waiting = await admin.post('/api/staff', { name: '台帳 待子', kana: 'だいちょう まちこ', profession: 'nurse', login: 'ledger-waits' });
  const gone = await admin.post('/api/staff', { name: '台帳 消子', kana: 'だいちょう けしこ', profession: 'nurse', login: 'ledger-gone' });
  await admin.delete(`/api/staff/${gone.body.hat}/link`);
  const { hat, c } = await newcomer(admin, 'ledger-new');
  let now = await ledger(admin);
  assert.deepEqual([of(now, 'ledger-waits').state, of(now, 'ledger-waits').used_on], ['invited', null]);
  assert.ok(now.every((p) => p.person.hat !== gone.body.hat), 'who was never there is not in it');
  const before = of(now, 'ledger-new');
  assert.deepEqual([before.state, before.pledge, before.edition, before.newest, before.training, before.factor, before.from_on, before.used_on],
    ['waiting', null, null, false, null, false, today, today]);

  const { documents } = (await c.get('/api/gates')).body;
  await c.post('/api/gates/pledge', { document: documents.find((x) => x.kind === 'pledge').id, name: '台帳 太郎' });
  await c.post(`/api/gates/documents/${documents.find((x) => x.kind === 'points').id}`);
  await admin.post(`/api/staff/${hat}/training`, { way: 'together', held_on: '2026-01-05' });
  await d.sql(`update account set factor_since = 1 where login = 'ledger-new'`);
  const after = of(await ledger(admin), 'ledger-new');
  assert.deepEqual([after.state, after.pledge, after.pledged_on, after.edition, after.confirmed_on, after.newest, after.training, after.trained_on, after.factor],
    ['active', 'signed', today, 1, today, true, 'together', '2026-01-05', true]);


  assert.equal((await admin.post(`/api/staff/${hat}/leaving`, {})).status, 200);
  now = await ledger(admin);
  assert.deepEqual([of(now, 'ledger-new').state, of(now, 'ledger-new').ended_on, now.at(-1).ended_on !== null], ['ended', today, true], 'past ones come last');
  assert.ok(waiting.body.hat);
  await end();
});

test('ledger: of no other facility, for nobody else, and never a secret', async () => {
  const [admin, elsewhere, colleague, office] = [await signedIn('takahashi'), await signedIn('sato'), await signedIn('okada'), await signedIn('miura')];
  for (const path of ['/api/ledger', '/api/ledger.csv', '/api/education'])
    for (const c of [colleague, office]) refused(await c.get(path), 404, 'not_found');
  const [station, clinic] = [await admin.get('/api/ledger'), await elsewhere.get('/api/ledger')];
  assert.equal(clinic.status, 200);
  assert.ok(station.body.people.every((p) => !clinic.text.includes(p.person.hat)));
  const sealed = (await d.sql('select password from account')).flat();
  for (const text of [station.text, (await admin.get('/api/ledger.csv')).text]) {
    assert.ok(sealed.every((s) => !text.includes(s)));
    assert.doesNotMatch(text, /secret|token|argon|"password/);
  }
});

test('ledger: as a sheet, in which nothing is a formula; never cached, and taking it out leaves its trace', async () => {
  const admin = await signedIn('takahashi');
  const named = async (login, name, kana) => {
    await newcomer(admin, login);
    await d.sql(`update person set name = '${name}', kana = '${kana}' where id = (select person from account where login = '${login}')`);
  };
  await named('ledger-evil', '=HYPERLINK("http://x","台帳")', '@SUM(1),\n次の行');
  await named('ledger-tab', '\t=1+1', '-2+3');
  const rows = async () => Number((await d.sql("select count(*) from audit where act = 'ledger_export' and result = 'ok'"))[0][0]);
  const before = await rows();
  const sheet = await admin.get('/api/ledger.csv');
  assert.equal(sheet.status, 200);
  assert.equal(sheet.headers['content-type'], 'text/csv; charset=utf-8');
  assert.equal(sheet.headers['content-disposition'], 'attachment; filename="ledger.csv"');
  assert.equal(sheet.headers['cache-control'], 'no-store');
  assert.match(sheet.text, /^\uFEFF"氏名","ふりがな","職種","ログイン名","施設管理者","状態"/);
  assert.ok(sheet.text.includes(`\r\n"'=HYPERLINK(""http://x"",""台帳"")","'@SUM(1),\n次の行","ヘルパー","ledger-evil","","利用開始前の手続き中","${day(0)}",""`), sheet.text);
  assert.ok(sheet.text.includes(`"'\t=1+1","'-2+3"`));
  const lines = sheet.text.slice(1).split('\r\n').filter(Boolean);
  assert.equal(lines.length - 1, (await ledger(admin)).length, 'whoever is in the ledger is in the sheet');
  assert.ok(lines.filter((l) => !l.includes('HYPERLINK')).every((l) => l.split('","').length === 19));
  assert.equal(await rows(), before + 1);
  await end();
});

test('ledger: 様式4 as it was signed, for who gave it and for the 施設管理者 of the facility', async () => {
  const [admin, elsewhere, colleague, office] = [await signedIn('takahashi'), await signedIn('sato'), await signedIn('okada'), await signedIn('miura')];
  const { hat, c } = await newcomer(admin, 'ledger-pledge');
  const path = `/api/staff/${hat}/pledge`;
  refused(await admin.get(path), 404, 'not_found');
  await d.sql("update facility set head = '所長 大野 実' where ref = 'station'");
  const { documents } = (await c.get('/api/gates')).body;
  await c.post('/api/gates/pledge', { document: documents.find((x) => x.kind === 'pledge').id, name: '台帳 太郎' });
  const one = (await admin.get(path)).body;
  assert.deepEqual([one.facility, one.head, one.person.name, one.way, one.given_on, one.edition, one.by.hat],
    ['訪問看護ステーションひばり野', '所長 大野 実', '台帳 太郎', 'signed', day(0), 1, hat]);
  assert.match(one.body, /退職後も/);
  refused(await c.get(path), 403, 'gate_closed');
  await d.sql(`update hat set admitted = true where id = '${hat}'`);
  assert.equal((await c.get(path)).body.body, one.body, 'one’s own');
  for (const other of [elsewhere, colleague, office]) refused(await other.get(path), 404, 'not_found');
  refused(await admin.get(`/api/staff/${nobody}/pledge`), 404, 'not_found');

  const earlier = await newcomer(admin, 'ledger-earlier');
  await admin.post(`/api/staff/${earlier.hat}/pledge`, { given_on: '2024-04-01' });
  const paper = (await admin.get(`/api/staff/${earlier.hat}/pledge`)).body;
  assert.deepEqual([paper.way, paper.given_on, paper.body, paper.edition, paper.by.name], ['earlier', '2024-04-01', null, null, '高橋 由美子']);
  await d.sql("update facility set head = null where ref = 'station'");
  await end();
});

test('education: recorded for those who were there; whose last one is a year ago, of them the 施設管理者 is reminded, and nothing is closed to them', async () => {
  const admin = await signedIn('takahashi');
  const { hat, c } = await newcomer(admin, 'ledger-learns');
  await d.sql(`update hat set admitted = true where id = '${hat}'`);
  const one = async () => (await admin.get('/api/education')).body.staff.find((s) => s.person.hat === hat);
  const reminder = async () => (await admin.get('/api/inbox')).body.educations;
  assert.deepEqual([(await one()).last_on, (await one()).due], [null, false], 'who has just come is not late');
  assert.deepEqual(await reminder(), []);

  const record = (held_on, more = {}) => ({ key: key(), title: '個人情報の取り扱い', held_on, people: [hat], ...more });
  const late = record(day(-12));
  assert.equal((await admin.post('/api/education', late)).status, 201);
  assert.deepEqual((await admin.post('/api/education', late)).body, { id: late.key }, 'the same again is the same');
  assert.deepEqual([(await one()).last_on, (await one()).due], [day(-12), true]);
  assert.deepEqual(await reminder(), [{ months: 12, since: day(-12) }]);
  const row = of(await ledger(admin), 'ledger-learns');
  assert.deepEqual([row.educated_on, row.education, row.education_due], [day(-12), '個人情報の取り扱い', true]);
  assert.equal((await c.get('/api/state')).status, 200, 'a reminder is no gate');

  const fresh = record(day(-12, 1), { title: '端末の扱い', people: [hat, hat] });
  assert.equal((await admin.post('/api/education', fresh)).status, 201, 'named twice, there once');
  assert.deepEqual([(await one()).last_on, (await one()).due], [day(-12, 1), false]);
  assert.deepEqual(await reminder(), []);
  const { held } = (await admin.get('/api/education')).body;
  assert.deepEqual(held.slice(0, 2).map((h) => [h.id, h.title, h.people.map((p) => p.hat), h.by.name]),
    [[fresh.key, '端末の扱い', [hat], '高橋 由美子'], [late.key, '個人情報の取り扱い', [hat], '高橋 由美子']]);

  const elsewhere = await signedIn('sato');
  refused(await elsewhere.delete(`/api/education/${fresh.key}`), 404, 'not_found');
  assert.equal((await admin.delete(`/api/education/${fresh.key}`)).status, 200);
  refused(await admin.delete(`/api/education/${fresh.key}`), 404, 'not_found');
  refused(await admin.post('/api/education', fresh), 409, 'conflict');
  assert.equal((await one()).due, true, 'what was withdrawn does not count');
  await admin.delete(`/api/education/${late.key}`);
  await end();
});

test('education: of the own people only, on a day that has come, by a 施設管理者; another’s key is a conflict', async () => {
  const [admin, elsewhere, colleague, office] = [await signedIn('takahashi'), await signedIn('sato'), await signedIn('okada'), await signedIn('miura')];
  const own = (await ledger(admin))[0].person.hat;
  const other = (await ledger(elsewhere))[0].person.hat;
  const input = (more = {}) => ({ key: key(), title: '研修', held_on: day(0), people: [own], ...more });
  await unchanged(async () => {
    refused(await admin.post('/api/education', input({ held_on: day(0, 1) })), 400, 'bad_value', 'held_on');
    refused(await admin.post('/api/education', input({ held_on: '2026-02-30' })), 400, 'bad_value', 'held_on');
    for (const people of [[other], [own, other], [own, nobody]]) refused(await admin.post('/api/education', input({ people })), 400, 'bad_value', 'people');
    refused(await admin.post('/api/education', input({ people: [] })), 400, 'bad_value', 'people');
    refused(await admin.post('/api/education', input({ title: '' })), 400, 'bad_value', 'title');
    refused(await admin.post('/api/education', input({ title: 'あ'.repeat(121) })), 400, 'too_long', 'title');
    for (const c of [colleague, office]) refused(await c.post('/api/education', input()), 404, 'not_found');
    refused(await admin.delete(`/api/education/${nobody}`), 404, 'not_found');
  });
  const mine = input();
  const both = await Promise.all([admin.post('/api/education', mine), admin.post('/api/education', mine)]);
  assert.deepEqual(both.map((a) => a.status), [201, 201]);
  refused(await elsewhere.post('/api/education', { ...mine, people: [other] }), 409, 'conflict');
  assert.equal((await admin.delete(`/api/education/${mine.key}`)).status, 200);
});

await main(import.meta.url);
