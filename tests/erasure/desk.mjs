// 完全削除 from the wish to the waiting period: the office's desk, the clinic, two approvals, holds, objections, taking it back.
import assert from 'node:assert/strict';
import { hire, makeFacility } from '../lib/staff.mjs';
import {
  accept, accepted, answer, approve, approved, ask, attach, check, checked, clinicId, confirm, d, day, decide, end, hatOf, here, hold, hour, inbox, key, later, main, nobody, object,
  ok, password, patient, pausing, recorded, refused, resume, row, stateOf, sweep, swept, test,
} from './world.mjs';

const post = (login, space) => ask(login, 'POST', `/api/spaces/${space}/posts`, { key: key(), body: '訪問しました' });

test('a clinic outside the city is marked where it is chosen and in the request', async () => {
  const at = await makeFacility(d, '市外の診療所');
  await d.sql(`update facility set outside = true where id = '${at}'`);
  await hire(d, at, { profession: 'physician' });
  const { clinics } = (await ask('miura', 'GET', '/api/erasures')).body;
  assert.deepEqual(clinics.filter((c) => c.outside), [clinics.at(-1)], 'below those of the city');
  const id = key();
  ok(await ask('miura', 'POST', '/api/erasures', { key: id, way: 'phone', facility: at }));
  const { request } = await row(id);
  assert.deepEqual([request.facility, request.outside], ['市外の診療所', true]);
  ok(await ask('miura', 'POST', `/api/erasures/${id}/end`, { reason: 'mistake' }));
});

test('a wish on paper becomes a number; the clinic is asked blindly and the office never learns which timeline it is', async () => {
  const space = await patient('秘密 花子');
  const body = { key: key(), way: 'paper', facility: await clinicId() };
  ok(await ask('miura', 'POST', '/api/erasures', body));
  assert.equal((await ask('miura', 'POST', '/api/erasures', body)).status, 200);
  const made = await row(body.key);
  assert.match(made.request.number, /^R-20\d\d-\d{4}$/);
  assert.deepEqual([made.next, made.who, made.request.way, made.request.facility], ['attach', 'clinic', 'paper', 'すみれ坂内科クリニック']);
  assert.equal(made.request.outside, false);
  const asks = (await inbox('sato')).erasure_asks.filter((a) => a.id === body.key);
  assert.ok(asks.some((a) => a.space === space && a.title === '秘密 花子 様' && a.step === 'attach'));
  assert.ok(!(await inbox('takahashi')).erasure_asks.length, 'who manages nothing of that clinic is asked nothing');
  refused(await attach(space, body.key, 'takahashi'), 404, 'not_found');
  ok(await attach(space, body.key));
  refused(await attach(space, body.key), 409, 'conflict');
  const { confirm: shown, may } = (await here(space)).body;
  assert.deepEqual([shown, may.includes('confirm')], [{ title: '秘密 花子 様', posts: 2 }, true]);
  ok(await confirm(space));
  refused(await confirm(space), 409, 'conflict');
  assert.equal((await here(space)).body.confirm, null, 'it is shown once');
  const text = (await ask('miura', 'GET', '/api/erasures')).text;
  for (const word of ['秘密', 'はなこ', space]) assert.ok(!text.includes(word), word);
  ok(await end('miura', body.key, 'mistake'));
});

test('the desk shows who can approve at all, and who cannot yet and why', async () => {
  const states = async () => Object.fromEntries((await ask('miura', 'GET', '/api/erasures')).body.approvers.map((a) => [a.person.name, a.state]));
  assert.deepEqual(await states(), { '三浦 典子': 'ready', '大野 陽子': 'ready', '西村 隆': 'ready', '林 久美子': 'ready' });
  await d.sql(`update account set password_at = ${d.clock.now() - day} where login = 'nishimura'; update account set factor_changed_at = ${d.clock.now() - 6 * day} where login = 'ono'`);
  assert.deepEqual(await states(), { '三浦 典子': 'ready', '大野 陽子': 'changed', '西村 隆': 'changed', '林 久美子': 'ready' });
  await d.sql("update account set password_at = created_at where login = 'nishimura'; update account set factor_changed_at = null, state = 'disabled' where login = 'ono'");
  assert.equal((await states())['大野 陽子'], undefined, 'who has no account any more is not there');
  await d.sql("update account set state = 'active' where login = 'ono'");
});

test('each step names what is missing and who must act; nothing is accepted before all are there', async () => {
  const space = await patient();
  const id = await recorded('phone');
  const next = async () => [(await row(id)).next, (await row(id)).who].join();
  refused(await accept(id), 409, 'conflict');
  ok(await attach(space, id));
  assert.equal(await next(), 'confirm,clinic');
  ok(await confirm(space));
  assert.equal(await next(), 'call,office');
  ok(await check(id, 'called'));
  assert.equal(await next(), 'check,office');
  refused(await check(id, 'checked'), 400, 'field_missing');
  refused(await check(id, 'called', 'letter'), 400, 'bad_value');
  ok(await check(id, 'checked', 'in_person'));
  assert.equal(await next(), 'answer,attending');
  ok(await answer(space, { transcribed: false }));
  assert.equal(await next(), 'answer,attending', 'what is needed is not in the chart yet');
  refused(await accept(id), 409, 'conflict');
  ok(await answer(space, { dispute: true }));
  refused(await accept(id), 409, 'conflict');
  refused(await answer(space, {}, 'takahashi'), 404, 'not_found');
  ok(await answer(space, { care_goes_on: true }));
  ok(await hold(id));
  assert.equal(await next(), 'hold,office');
  refused(await accept(id), 409, 'conflict');
  ok(await resume(id));
  refused(await resume(id), 409, 'conflict');
  ok(await accept(id));
  assert.equal(await next(), 'approve,approver');
  refused(await accept(id), 409, 'conflict');
  refused(await answer(space), 409, 'conflict');
  refused(await check(id, 'called'), 409, 'conflict');
});

test('accepted, writing is frozen for everybody and the members are told; taken back, it goes on', async () => {
  const space = await patient();
  const id = await checked(space);
  ok(await post('takahashi', space));
  ok(await accept(id));
  refused(await post('takahashi', space), 409, 'space_read_only');
  assert.equal((await ask('takahashi', 'GET', `/api/spaces/${space}`)).body.space.state, 'erasing');
  const { request } = await row(id);
  assert.deepEqual([request.spaces, request.posts, request.digest.length], [1, 3, 64]);
  ok(await end('miura', id));
  refused(await end('miura', id), 409, 'conflict');
  ok(await post('takahashi', space));
});

test('accepted against posts: each is counted among what goes, or refused, never between', async () => {
  const space = await patient();
  const id = await checked(space);
  const [, ...posts] = await Promise.all([accept(id).then(ok), ...Array.from({ length: 6 }, (_, i) => post(i % 2 ? 'sato' : 'takahashi', space))]);
  const kept = posts.filter((a) => a.status === 201);
  for (const a of posts.filter((p) => !kept.includes(p))) refused(a, 409, 'space_read_only');
  const there = String(2 + kept.length); // two were there
  assert.deepEqual(await d.sql(`select x.posts, (select count(*) from post p where p.space = x.space) from erasure_space x where x.erasure = '${id}'`), [[there, there]]);
  ok(await end('miura', id));
});

test('主治医 or 管理担当 pass a wish on; one at a time for a timeline; who asked takes it back', async () => {
  const space = await patient();
  const body = { key: key() };
  refused(await ask('takahashi', 'POST', `/api/spaces/${space}/erasure`, { key: key() }), 404, 'not_found');
  assert.equal((await ask('sato', 'POST', `/api/spaces/${space}/erasure`, body)).status, 201);
  assert.equal((await ask('sato', 'POST', `/api/spaces/${space}/erasure`, body)).status, 200);
  refused(await ask('sato', 'POST', `/api/spaces/${space}/erasure`, { key: key() }), 409, 'conflict');
  refused(await attach(space, await recorded()), 409, 'conflict');
  assert.deepEqual([(await row(body.key)).next, (await here(space)).body.may.includes('withdraw')], ['confirm', true]);
  refused(await end('takahashi', body.key), 404, 'not_found');
  refused(await end('sato', body.key, 'mistake'), 404, 'not_found');
  ok(await end('sato', body.key));
  assert.equal((await row(body.key)).request.end_reason, 'withdrawn');
});

test('two people approve, each with the password again and for exactly this; nobody twice, nobody with a conflict of interest', async () => {
  const space = await patient();
  const id = await accepted(space);
  refused(await approve('ono', id, { password: 'not the password 1' }), 401, 'sign_in_refused');
  refused(await approve('ono', id, { digest: 'f'.repeat(64) }), 409, 'conflict');
  refused(await approve('takahashi', id), 404, 'not_found');
  await d.sql(`insert into hat (id, account, kind, facility, profession, from_at)
    select '${id}', a.id, 'staff', h.facility, 'clerk', h.from_at from account a, hat h where a.login = 'hayashi' and h.id = '${await hatOf('sato')}'`);
  refused(await approve('hayashi', id), 409, 'conflict_of_interest');
  assert.deepEqual([(await row(id, 'hayashi')).conflict, (await row(id, 'hayashi')).may.includes('approve')], [true, false]);
  await d.sql(`delete from hat where id = '${id}'`);
  ok(await approve('ono', id));
  refused(await approve('ono', id), 409, 'conflict');
  assert.ok((await inbox('hayashi')).erasures.some((n) => n.id === id && n.role === 'committee'), 'every approval alerts the committee');
  await d.sql(`update account set password_at = ${d.clock.now() - day} where login = 'nishimura'`);
  refused(await approve('nishimura', id), 409, 'factor_fresh');
  await d.sql("update account set password_at = created_at where login = 'nishimura'");
  ok(await approve('nishimura', id));
  assert.deepEqual([(await row(id)).request.state, (await row(id)).request.approvals.map((a) => a.person.name)], ['approved', ['大野 陽子', '西村 隆']]);
  refused(await approve('hayashi', id), 409, 'conflict');
  ok(await end('miura', id));
});

test('two approvals of the same request at the same moment are two, and never three', async () => {
  const space = await patient();
  const id = await accepted(space);
  const { digest } = (await row(id)).request;
  const both = await Promise.all(['ono', 'nishimura', 'hayashi'].map((login) => ask(login, 'POST', `/api/erasures/${id}/approve`, { digest, password })));
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 200, 409]);
  assert.equal((await row(id)).request.approvals.length, 2);
  ok(await end('miura', id));
});

test('an approval against the end of who gives it: it is refused, or void; it begins nothing', async () => {
  const space = await patient();
  await swept();
  const id = await accepted(space);
  const { digest } = (await row(id)).request;
  ok(await approve('nishimura', id));
  const hat = await hatOf('ono');
  const ono = await d.signedIn('ono', password); // ask() would sign in once more, and who has left may not
  try {
    const [answer] = await Promise.all([
      ono.post(`/api/erasures/${id}/approve`, { digest, password }),
      d.sql(`update hat set ended_at = ${d.clock.now()} where id = '${hat}'`),
    ]);
    if (answer.status === 200) await sweep('the approvals void', async () => (await stateOf(id)) === 'accepted');
    else assert.ok([401, 404].includes(answer.status), answer.text);
    const { request } = await row(id);
    assert.deepEqual([request.state, request.approvals.some((a) => a.person.name === '大野 陽子')], ['accepted', false]);
  } finally {
    await d.sql(`update hat set ended_at = null where id = '${hat}'`);
    ono.close();
  }
  ok(await end('miura', id));
});

test('the waiting period is three business days and 72 hours; 主治医 and the clinic are told by number only', async () => {
  const space = await patient('通知 花子');
  const id = await pausing(space);
  const { request, next } = await row(id);
  assert.equal(next, 'wait');
  assert.ok(request.due_at - request.paused_at >= 72 * hour && request.due_at - request.paused_at < 16 * day);
  assert.equal((request.due_at + 9 * hour) % day, 0, 'it ends with a day, in Japan');
  const box = await ask('sato', 'GET', '/api/inbox');
  const notice = box.body.erasures.find((n) => n.id === id);
  assert.deepEqual([notice.state, notice.role, notice.may_object, notice.number], ['pausing', 'attending', true, request.number]);
  assert.ok(!JSON.stringify(box.body.erasures).includes('通知'));
  assert.ok(!(await inbox('takahashi')).erasures.some((n) => n.id === id), 'a member who manages nothing is not told');
  refused(await object('takahashi', id), 404, 'not_found');
  refused(await object('hayashi', id), 404, 'not_found');
  ok(await end('miura', id));
});

test('one objection holds for fourteen days; then the committee decides with a reason', async () => {
  const space = await patient();
  const id = await pausing(space);
  refused(await decide('hayashi', id, 'go_on'), 409, 'conflict');
  ok(await object('sato', id));
  refused(await object('sato', id), 409, 'conflict');
  assert.deepEqual([(await row(id)).next, (await row(id)).who], ['objection', 'time']);
  refused(await decide('hayashi', id, 'go_on'), 409, 'conflict');
  refused(await decide('miura', id, 'go_on'), 404, 'not_found');
  await later(14 * day);
  assert.equal((await row(id)).next, 'decide');
  ok(await decide('hayashi', id, 'go_on', 'patient_wish'));
  await sweep('the waiting period again', async () => (await stateOf(id)) === 'pausing');
  assert.equal((await inbox('sato')).erasures.find((n) => n.id === id).may_object, false, 'it has been decided');
  ok(await end('miura', id));
});

test('the committee may stop it: writing is free again', async () => {
  const space = await patient();
  const id = await pausing(space);
  ok(await object('sato', id));
  await later(14 * day);
  ok(await decide('nishimura', id, 'stop', 'record_needed'));
  assert.deepEqual([(await row(id)).request.state, (await row(id)).request.end_reason, (await row(id)).request.decision_reason], ['ended', 'stopped', 'record_needed']);
  ok(await post('takahashi', space));
});

test('an approver who has left since does not count: both approvals are void, and the digest is taken anew', async () => {
  const space = await patient();
  await swept();
  const id = await approved(space);
  const hat = await hatOf('ono');
  await d.sql(`update hat set ended_at = ${d.clock.now()} where id = '${hat}'`);
  try {
    await sweep('the approvals void', async () => (await stateOf(id)) === 'accepted');
    assert.equal((await row(id)).request.approvals.length, 0);
  } finally {
    await d.sql(`update hat set ended_at = null where id = '${hat}'`);
  }
  ok(await approve('hayashi', id));
  ok(await approve('nishimura', id));
  ok(await end('miura', id));
});

test('front alone begins no waiting period and executes nothing', async () => {
  const space = await patient();
  const id = await approved(space);
  const forged = (statement) => assert.rejects(d.sql(statement, 'tasuki', 'tasuki_front'), /permission denied|belong to job/);
  await forged(`update erasure set state = 'pausing' where id = '${id}'`);
  await forged(`update erasure set due_at = 1 where id = '${id}'`);
  await forged(`select erasure_pause('${id}', 1, 300000000)`);
  await forged(`delete from post where space = '${space}'`);
  await forged(`update erasure_approval set voided_at = null where erasure = '${id}'`);
  assert.deepEqual(await d.sql(`select erasure_pause('${id}', ${d.clock.now()}, ${d.clock.now() + hour})`, 'tasuki', 'tasuki_job'), [['short']]);
  ok(await end('miura', id));
});

test('a withdrawn consent whose reading time is over is no obstacle', async () => {
  const space = await patient();
  await d.sql(`update space set consent = 'withdrawn', read_until = 1 where id = '${space}'`);
  refused(await ask('sato', 'GET', `/api/spaces/${space}`), 404, 'not_found');
  const id = await recorded();
  assert.ok((await inbox('sato')).erasure_asks.some((a) => a.id === id && a.space === space));
  ok(await attach(space, id));
  ok(await confirm(space));
  ok(await answer(space));
  ok(await end('miura', id));
});

await main(import.meta.url);
