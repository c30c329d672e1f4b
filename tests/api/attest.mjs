// 在籍の確認: asked ahead, again in the last week and on the last day, told when overdue; stopped is only what is neither confirmed nor in use, and one act
// brings it back. The clock moves by months: this file comes last.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { d, main, nobody, refused, signedIn, test, unchanged } from './world.mjs';

const day = 86_400_000;
const station = "(select id from facility where ref = 'station')";
const hatOf = async (login) => (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' order by h.from_at limit 1`))[0][0];
const stateOf = async (login) => (await d.sql(`select state from account where login = '${login}'`))[0][0];
const round = async (ref = 'station') =>
  (await d.sql(`select r.step, r.due_at, r.told_at, r.id from attest_round r join facility f on f.id = r.facility where f.ref = '${ref}' and r.closed_at is null`))[0];
const stepIs = (step) => until(`a round to be at ${step}`, async () => (await round())?.[0] === step);
const admin = () => signedIn('takahashi');
const card = async (c) => (await c.get('/api/inbox')).body.attests;
const people = async (c) => (await c.get('/api/attest')).body.people;
const one = async (c, hat) => (await people(c)).find((p) => p.person.hat === hat);
const acts = async (act) => Number((await d.sql(`select count(*) from audit where act = '${act}'`))[0][0]);

/** A facility of its own, as old as the town's, so that what is stopped is nobody of the town: login → is a 施設管理者. */
async function facility(ref, logins) {
  const at = d.clock.now();
  await d.sql(`insert into facility (id, ref, name, kind, outside, created_at) values (gen_random_uuid(), '${ref}', '試験 ${ref}', 'clinic', false, (select created_at from region))`);
  for (const [login, admins] of Object.entries(logins))
    await d.sql(`with p as (insert into person (id, name, kana, created_at) values (gen_random_uuid(), '試験 ${login}', 'しけん', ${at}) returning id),
      a as (insert into account (id, person, side, login, password, password_at, created_at)
        select gen_random_uuid(), p.id, 'staff', '${login}', (select password from account where login = 'takahashi'), ${at}, ${at} from p returning id)
      insert into hat (id, account, kind, facility, profession, facility_admin, from_at, admitted)
        select gen_random_uuid(), a.id, 'staff', (select id from facility where ref = '${ref}'), 'nurse', ${admins}, ${at}, true from a`);
}

const clear = () => d.sql("update account set state = 'active' where id in (select account from attest_stop where lifted_at is null); delete from attest_answer; delete from attest_stop; delete from attest_round");

test('attest: nothing is asked before its time; two weeks ahead the 施設管理者 is, and the sockets hear of it', async () => {
  await facility('attest-a', { 'at-boss': true, 'at-second': true, 'at-idle': false, 'at-busy': false });
  await facility('attest-b', { 'at-alone': true, 'at-helper': false });
  const boss = await admin();
  const before = (await boss.get('/api/attest')).body;
  assert.deepEqual([before.step, before.stop_at, before.days, before.people.some((p) => p.asked)], [null, null, 90, false]);
  assert.deepEqual(await card(boss), []);
  refused(await boss.put(`/api/attest/${await hatOf('mori')}`, { answer: 'stays' }), 404, 'not_found');
  d.advance(before.due_at - d.clock.now() - 14 * day - 3 * 60_000);
  const again = await admin();
  const live = await again.live();
  d.advance(4 * 60_000);
  await stepIs('ahead');
  await live.next({ t: 'inbox' });
  const c = await admin();
  const [due] = await card(c);
  assert.deepEqual([due.facility, due.step, due.stop_at, due.kept], ['訪問看護ステーションひばり野', 'ahead', null, false]);
  assert.equal(due.waiting, (await people(c)).filter((p) => p.asked).length);
  assert.ok(due.due_at - d.clock.now() <= 14 * day && due.due_at - d.clock.now() > 13 * day);
  assert.deepEqual(await card(await signedIn('miura')), [], 'the office hears of it when it is overdue');
});

test('attest: said of one’s own people, one by one; the last word counts; of oneself nobody says that they left', async () => {
  const c = await admin();
  const [mori, own, other] = [await hatOf('mori'), await hatOf('takahashi'), await hatOf('sato')];
  await d.sql(`update session set started_at = 1 where hat = '${mori}'`); // whatever other scenarios did with her account was long ago
  assert.equal((await c.put(`/api/attest/${mori}`, { answer: 'left' })).status, 200);
  const left = await one(c, mori);
  assert.deepEqual([left.answer, left.by, left.answered_at > 0, left.risk], ['left', '高橋 由美子', true, true]);
  assert.equal((await c.put(`/api/attest/${mori}`, { answer: 'stays' })).status, 200);
  assert.deepEqual([(await one(c, mori)).answer, (await one(c, mori)).risk], ['stays', false]);
  const [elsewhere, colleague, office] = [await signedIn('sato'), await signedIn('okada'), await signedIn('miura')];
  await unchanged(async () => {
    refused(await c.put(`/api/attest/${own}`, { answer: 'left' }), 409, 'conflict');
    refused(await c.put(`/api/attest/${mori}`, { answer: 'maybe' }), 400, 'bad_value', 'answer');
    for (const hat of [other, nobody]) refused(await c.put(`/api/attest/${hat}`, { answer: 'stays' }), 404, 'not_found');
    for (const x of [elsewhere, colleague, office]) refused(await x.put(`/api/attest/${mori}`, { answer: 'stays' }), 404, 'not_found');
    for (const x of [colleague, office]) refused(await x.get('/api/attest'), 404, 'not_found');
    for (const x of [c, colleague]) refused(await x.get('/api/attests'), 404, 'not_found');
    refused(await c.post(`/api/attest/${mori}/restore`), 404, 'not_found');
  });
});

test('attest: said again in the last week, on the last day, and overdue, then to the office as well', async () => {
  const due = Number((await round())[1]);
  for (const [step, ahead] of [['week', 6 * day], ['day', day / 2]]) {
    d.advance(due - d.clock.now() - ahead);
    await stepIs(step);
    assert.equal((await card(await admin()))[0].step, step);
  }
  d.advance(due - d.clock.now() + 60_000);
  await stepIs('overdue');
  const told = Number((await round())[2]);
  const [mine] = await card(await admin());
  assert.deepEqual([mine.step, mine.stop_at], ['overdue', told + 14 * day]);
  const office = await signedIn('miura');
  assert.ok((await card(office)).some((a) => a.facility === '訪問看護ステーションひばり野' && a.stop_at === told + 14 * day));
  const { rounds, stopped } = (await office.get('/api/attests')).body;
  assert.deepEqual(stopped, []);
  const b = rounds.find((r) => r.facility === '試験 attest-b');
  assert.deepEqual([b.waiting, b.risk.map((p) => p.name), b.kept.map((p) => p.name)], [2, ['試験 at-helper'], ['試験 at-alone']], 'the last 施設管理者 is not stopped: the office sees it');
});

test('attest: a round ends when everybody is answered for', async () => {
  const c = await admin();
  for (const p of (await people(c)).filter((x) => x.asked && x.answer !== 'stays')) {
    assert.equal((await c.put(`/api/attest/${p.person.hat}`, { answer: 'stays' })).status, 200);
  }
  assert.equal(await round(), undefined);
  const after = (await c.get('/api/attest')).body;
  assert.deepEqual([after.step, after.people.some((p) => p.asked)], [null, false]);
  assert.ok(Math.abs(after.due_at - d.clock.now() - 90 * day) < day, 'the next one is a period away');
  assert.deepEqual(await card(c), []);
});

test('attest: days of grace after it was told, what is neither confirmed nor in use is stopped, and nothing else', async () => {
  const told = Number((await round('attest-a'))[2]);
  const boss = await signedIn('at-boss'); // she signs in, and nobody else
  assert.equal((await boss.put(`/api/attest/${await hatOf('at-busy')}`, { answer: 'stays' })).status, 200);
  d.advance(told + 14 * day - d.clock.now() - 4 * 60_000);
  await (await signedIn('at-boss')).get('/api/state');
  const before = await acts('attest_stop');
  d.advance(60_000);
  assert.equal(await stateOf('at-idle'), 'active', 'not before');
  d.advance(4 * 60_000);
  await until('the accounts to be stopped', async () => (await stateOf('at-idle')) === 'disabled' && (await stateOf('at-second')) === 'disabled');
  for (const login of ['at-boss', 'at-busy', 'at-alone', 'takahashi', 'mori']) assert.equal(await stateOf(login), 'active', login);
  assert.equal(await stateOf('at-helper'), 'disabled');
  assert.ok((await acts('attest_stop')) >= before + 3);
  refused(await d.client({ source: '127.0.0.71' }).post('/api/session', { login: 'at-idle', password: 'asagao7himawari7' }), 401, 'sign_in_refused');
  const office = await signedIn('miura');
  const { rounds, stopped } = (await office.get('/api/attests')).body;
  assert.ok(['試験 at-idle', '試験 at-second', '試験 at-helper'].every((name) => stopped.some((s) => s.person.name === name)));
  assert.deepEqual(rounds.find((r) => r.facility === '試験 attest-b').kept.map((p) => p.name), ['試験 at-alone']);
});

test('attest: one act brings the account back, and confirms it', async () => {
  const boss = await signedIn('at-boss');
  const [idle, helper] = [await hatOf('at-idle'), await hatOf('at-helper')];
  assert.ok((await one(boss, idle)).stopped_at > 0);
  refused(await boss.put(`/api/attest/${idle}`, { answer: 'stays' }), 409, 'conflict');
  refused(await boss.post(`/api/attest/${helper}/restore`), 404, 'not_found');
  refused(await (await admin()).post(`/api/attest/${idle}/restore`), 404, 'not_found');
  const both = await Promise.all([boss.post(`/api/attest/${idle}/restore`), boss.post(`/api/attest/${idle}/restore`)]);
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 404], 'pressed twice, done once');
  assert.equal(await stateOf('at-idle'), 'active');
  const back = await one(boss, idle);
  assert.deepEqual([back.stopped_at, back.answer, back.asked], [null, 'stays', true]);
  assert.equal((await (await signedIn('at-idle')).get('/api/state')).status, 200, 'with the password she had');
});

test('attest: not whom another facility needs', async () => {
  await d.sql(`update attest_round set told_at = 1 where facility = (select id from facility where ref = 'attest-b')`);
  await d.sql(`insert into hat (id, account, kind, facility, profession, from_at, admitted)
    select gen_random_uuid(), account, 'staff', (select id from facility where ref = 'attest-a'), 'nurse', ${d.clock.now()}, true from hat where id = '${await hatOf('at-helper')}'`);
  const boss = await signedIn('at-boss');
  const [second] = (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = 'at-helper' and h.facility = (select id from facility where ref = 'attest-a')`))[0];
  assert.equal((await boss.post(`/api/attest/${second}/restore`)).status, 200, 'any facility where she works brings her back');
  assert.equal((await d.sql(`select attest_stop_loose(${d.clock.now()}, 0)`))[0][0], '0', 'needed elsewhere: not stopped again');
  assert.equal(await stateOf('at-helper'), 'active');
});

test('attest: who signs in at the very moment is not stopped', async () => {
  await facility('attest-c', { 'at-chief': true, 'at-late': false });
  const now = d.clock.now() + day;
  // Told tomorrow only: `job` must not be the one that stops her.
  await d.sql(`insert into attest_round (id, facility, from_at, opened_at, due_at, step, told_at)
    select gen_random_uuid(), id, ${now - 1}, ${now}, ${now}, 'overdue', ${now} from facility where ref = 'attest-c'
    on conflict (facility) where closed_at is null do update set from_at = excluded.from_at, opened_at = excluded.opened_at,
      due_at = excluded.due_at, step = excluded.step, told_at = excluded.told_at`); // `job` may have opened one first
  const loose = () => d.sql("select count(*) from attest_loose l join account a on a.id = l.account where a.login = 'at-late' and l.can_stop");
  assert.equal((await loose())[0][0], '1');
  const signing = await d.hold(`insert into session (id, token_hash, account, hat, state, started_at, end_at, idle_ms, ended_at, end_reason, source)
    select gen_random_uuid(), sha256('at-late'), account, id, 'ended', ${now}, ${now + 1}, 1, ${now}, 'sign_out', '' from hat where id = '${await hatOf('at-late')}';
    update account set last_hat = '${await hatOf('at-late')}' where login = 'at-late'`);
  const stopping = d.sql(`select attest_stop_loose(${now}, 0)`);
  await until('the stop to wait for the sign-in', async () => (await d.sql("select count(*) from pg_locks where not granted"))[0][0] !== '0');
  await signing.release();
  await stopping;
  assert.equal(await stateOf('at-late'), 'active');
});

test('attest: a server that was off for half a year asks first, and stops nobody', async () => {
  await clear();
  d.advance(61_000);
  await stepIs('ahead'); // `job` has just looked: there is a minute until it does again
  await clear();
  d.advance(200 * day);
  await stepIs('ahead');
  const [, due] = await round();
  assert.ok(Number(due) - d.clock.now() > 13 * day);
  assert.equal((await d.sql('select count(*) from attest_stop'))[0][0], '0');
});

test('attest: no process but job stops an account, and only the owner’s functions do', async () => {
  for (const role of ['tasuki_front', 'tasuki_job']) {
    await assert.rejects(d.sql("update account set state = 'disabled' where login = 'mori'", undefined, role), /permission denied/);
    await assert.rejects(d.sql('update attest_stop set lifted_at = 1', undefined, role), /permission denied/);
  }
  await assert.rejects(d.sql('select attest_stop_loose(1, 1)', undefined, 'tasuki_front'), /permission denied/);
  await assert.rejects(d.sql(`select attest_restore('${nobody}', '${nobody}', 1)`, undefined, 'tasuki_job'), /permission denied/);
});

test('attest: the town is as it was', async () => {
  await clear();
  await d.sql(`update hat set ended_at = ${d.clock.now()} where account in (select id from account where login like 'at-%'); update facility set ended_at = ${d.clock.now()} where ref like 'attest-%'`);
});

await main(import.meta.url);
