// 緊急停止: an account stopped by one, at once, and lifted by another; who is told what. 利用停止 is not there unless the region has it.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { codeAt } from '../lib/totp.mjs';
import { d, key, look, main, nobody, password, refused, signedIn, test, unchanged } from './world.mjs';

const hatOf = async (login) => (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' and h.ended_at is null order by h.from_at limit 1`))[0][0];
const stop = async (client, login, more = {}) => client.post('/api/stops', { key: key(), hat: await hatOf(login), reason: 'misuse', ...more });
const signIn = (login, more = {}, source = '127.0.0.1') => d.client({ source }).post('/api/session', { login, password, ...more });
const lift = (client, id, words = 'ご本人に電話で確かめました。') => client.post(`/api/stops/${id}/lift`, { words });
const inbox = async (client) => (await client.get('/api/inbox')).body.stops;
const state = async (login) => (await d.sql(`select state from account where login = '${login}'`))[0][0];

test('stopped, sessions and sockets are gone at once and nobody signs in; lifted by a second one, everything is as before', async () => {
  const [clerk, other, person, admin, elsewhere] = await Promise.all(['miura', 'ono', 'mori', 'takahashi', 'sato'].map((l) => signedIn(l)));
  const [socket, heard] = [await person.live(), await admin.live()];
  const made = await stop(clerk, 'mori', { words: '見覚えのない投稿の申し出がありました。' });
  assert.equal(made.status, 201, made.text);
  assert.equal(await socket.closed, 4401);
  refused(await person.get('/api/state'), 401, 'session_none');
  await heard.next({ t: 'inbox' });
  refused(await signIn('mori'), 403, 'account_stopped');
  const [told] = (await inbox(admin)).filter((s) => s.id === made.body.id);
  assert.deepEqual([told.person.name, told.kind, told.reason, told.words], ['森 彩香', 'security', 'misuse', '見覚えのない投稿の申し出がありました。']);
  const listed = async (c) => (await c.get('/api/stops')).body.stops.find((s) => s.id === made.body.id);
  assert.deepEqual([(await listed(clerk)).may_lift, (await listed(other)).may_lift, (await listed(admin)).may_lift, await listed(elsewhere)], [false, true, false, undefined]);
  await unchanged(async () => {
    refused(await stop(other, 'mori'), 409, 'conflict');
    for (const c of [clerk, admin, elsewhere]) refused(await lift(c, made.body.id), 404, 'not_found');
  });
  assert.equal((await lift(other, made.body.id)).status, 200);
  refused(await lift(other, made.body.id), 409, 'conflict');
  refused(await person.get('/api/state'), 401, 'session_none');
  assert.equal((await signIn('mori')).status, 200);
  assert.ok((await inbox(admin)).every((s) => s.id !== made.body.id));
  const after = await listed(admin);
  assert.deepEqual([after.lifted_by.name, after.lifted_words], ['大野 陽子', 'ご本人に電話で確かめました。']);
  const [[acts]] = await d.sql(`select string_agg(act || ' ' || result, ', ' order by id) from audit where act in ('stop_put', 'stop_lift') and object in ('${made.body.id}', '${await hatOf('mori')}')`);
  assert.equal(acts, 'stop_put ok, stop_put conflict, stop_lift not_found, stop_lift ok, stop_lift conflict');
  heard.close();
});

test('only the right password, and the right code of who has a factor, is told; the rest looks like any wrong sign-in', async () => {
  const [clerk, committee] = [await signedIn('miura'), await signedIn('nishimura')];
  const person = await signedIn('mori');
  const { secret } = (await person.post('/api/factor')).body;
  assert.equal((await person.put('/api/factor', { code: codeAt(secret, d.clock.now()) })).status, 200);
  d.advance(31_000);
  const { id } = (await stop(clerk, 'mori')).body;
  const wrong = await signIn('mori', { password: 'asagao7himawari8' }, '127.0.0.71');
  const unknown = await signIn('mori.not.there', { password: 'asagao7himawari8' }, '127.0.0.72');
  assert.deepEqual(look(wrong), look(unknown));
  refused(await signIn('mori', {}, '127.0.0.73'), 401, 'factor_needed');
  refused(await signIn('mori', { code: codeAt(secret, d.clock.now() - 600_000) }, '127.0.0.74'), 401, 'factor_refused');
  const code = codeAt(secret, d.clock.now());
  refused(await signIn('mori', { code }, '127.0.0.75'), 403, 'account_stopped');
  refused(await signIn('mori', { code }, '127.0.0.76'), 401, 'factor_refused');
  assert.equal((await lift(committee, id)).status, 200);
  await d.sql("update account set factor_since = null where login = 'mori'; delete from factor; delete from throttle");
});

test('never oneself, never a relative, nobody who is not there; by office and committee only, who have just shown who they are', async () => {
  const [clerk, admin, committee, colleague] = await Promise.all(['miura', 'takahashi', 'nishimura', 'okada'].map((l) => signedIn(l)));
  const people = (await clerk.get('/api/stops/people')).body.people;
  assert.ok(people.some((p) => p.person.name === '森 彩香' && !p.stopped && !p.own));
  assert.ok(people.every((p) => p.person.kind !== 'kin'));
  assert.deepEqual(people.filter((p) => p.own).map((p) => p.person.name), ['三浦 典子']);
  await unchanged(async () => {
    refused(await stop(clerk, 'miura'), 404, 'not_found');
    refused(await stop(clerk, 'keiko'), 404, 'not_found');
    refused(await stop(admin, 'mori'), 404, 'not_found');
    refused(await clerk.post('/api/stops', { key: key(), hat: nobody, reason: 'lost' }), 404, 'not_found');
    refused(await stop(clerk, 'mori', { reason: 'dislike' }), 400, 'bad_value', 'reason');
    refused(await stop(clerk, 'mori', { words: '' }), 400, 'bad_value', 'words');
    refused(await lift(clerk, nobody), 404, 'not_found');
    refused(await admin.get('/api/stops/people'), 404, 'not_found');
    refused(await colleague.get('/api/stops'), 404, 'not_found');
    await assert.rejects(d.sql("update account set state = 'stopped' where login = 'mori'", undefined, 'tasuki_front'), /permission denied/);
  });
  const said = await stop(clerk, 'mori', { words: '山田花子様（87歳）の投稿がありました。' });
  assert.deepEqual([said.status, said.body.error, await state('mori')], [422, 'patient_data', 'active']);
  d.advance(301_000);
  refused(await stop(committee, 'mori'), 403, 'proof_needed');
});

test('two stop the same account at once: one has, the other is told; sent twice it is one', async () => {
  const [clerk, committee] = [await signedIn('miura'), await signedIn('nishimura')];
  const both = await Promise.all([clerk, committee].map((c) => stop(c, 'mori')));
  assert.deepEqual(both.map((a) => a.status).sort(), [201, 409]);
  const { id } = both.find((a) => a.status === 201).body;
  const lifts = await Promise.all((await Promise.all(['ono', 'hayashi'].map((l) => signedIn(l)))).map((c) => lift(c, id)));
  assert.deepEqual(lifts.map((a) => a.status).sort(), [200, 409]);
  assert.equal(await state('mori'), 'active');
  const again = { key: key(), hat: await hatOf('mori'), reason: 'lost' };
  assert.deepEqual([(await clerk.post('/api/stops', again)).status, (await clerk.post('/api/stops', again)).body.id], [201, again.key]);
  refused(await committee.post('/api/stops', again), 409, 'conflict');
  assert.equal((await lift(committee, again.key)).status, 200);
});

/** Only these of office and committee have an account that works. */
async function desk(only, body) {
  const all = "select a.id from account a join hat h on h.account = a.id where h.kind in ('office', 'committee')";
  const was = await d.sql(`select id, state from account where id in (${all})`);
  await d.sql(`update account set state = 'disabled' where id in (${all}) and login not in (${only.map((l) => `'${l}'`).join()})`);
  try {
    await body();
  } finally {
    await d.sql(`update stop set lifted_at = 1, lifted_words = '試験' where lifted_at is null; update account set state = 'active' where id in (${was.map(([id]) => `'${id}'`).join()})`);
  }
}

test('an office of two and a committee of one: one of them is stopped at a time, and always somebody can lift it', async () => {
  await desk(['miura', 'ono', 'nishimura'], async () => {
    const [clerk, committee] = [await signedIn('miura'), await signedIn('nishimura')];
    const made = await stop(clerk, 'ono');
    assert.equal(made.status, 201, made.text);
    await unchanged(async () => {
      refused(await stop(clerk, 'nishimura'), 409, 'lifter_needed');
      refused(await stop(committee, 'miura'), 409, 'lifter_needed');
      refused(await lift(clerk, made.body.id), 404, 'not_found');
    });
    const nurse = await stop(clerk, 'mori');
    assert.equal(nurse.status, 201, 'people of facilities can be stopped all the same');
    for (const { body } of [made, nurse]) assert.equal((await lift(committee, body.id)).status, 200);
    const other = await stop(committee, 'miura');
    assert.equal(other.status, 201, other.text);
    assert.equal((await lift(await signedIn('ono'), other.body.id)).status, 200);
  });
});

test('three who stop each other at once: nobody ends up with a stop that none of them may lift', async () => {
  await desk(['miura', 'ono', 'nishimura'], async () => {
    for (let i = 0; i < 3; i++) {
      const [a, b, c] = [await signedIn('miura'), await signedIn('ono'), await signedIn('nishimura')];
      const answers = await Promise.all([stop(a, 'ono'), stop(b, 'nishimura'), stop(c, 'miura')]);
      const put = answers.filter((x) => x.status === 201);
      assert.ok(put.length <= 1, answers.map((x) => x.text).join());
      const active = (await d.sql("select a.login from account a where a.login in ('miura', 'ono', 'nishimura') and a.state = 'active'")).flat();
      for (const { body } of put) {
        const lifts = [];
        for (const login of active) lifts.push((await lift(await signedIn(login), body.id)).status);
        assert.ok(lifts.includes(200), lifts.join());
      }
    }
  });
});

test('a single clerk: stops people of facilities, nobody of the desk; the operator lifts, and it is in the audit', async () => {
  await desk(['miura', 'nishimura'], async () => {
    const [clerk, committee] = [await signedIn('miura'), await signedIn('nishimura')];
    refused(await stop(clerk, 'nishimura'), 409, 'lifter_needed');
    refused(await stop(committee, 'miura'), 409, 'lifter_needed');
  });
  await desk(['miura'], async () => {
    const clerk = await signedIn('miura');
    const { id } = (await stop(clerk, 'mori')).body;
    const operator = (...more) => d.tasuki('user', 'lift', ...more, '--settings', d.settingsFile);
    await assert.rejects(operator('mori'), /--words/);
    await operator('mori', '--words', '電話で確かめました');
    await assert.rejects(operator('mori', '--words', 'もう一度'), /not stopped/);
    await assert.rejects(operator('nobody.here', '--words', 'x'), /no account/);
    assert.equal((await signIn('mori')).status, 200);
    const one = (await clerk.get('/api/stops')).body.stops.find((s) => s.id === id);
    assert.deepEqual([one.lifted_by, one.lifted_at > 0, one.lifted_words], [null, true, '電話で確かめました']);
    const [[n]] = await d.sql("select count(*) from audit where act = 'operator_lift'");
    assert.equal(n, '1');
  });
});

test('利用停止 is absent where the region has none', async () => {
  const committee = await signedIn('nishimura');
  assert.equal((await committee.get('/api/stops')).body.may_suspend, false);
  await unchanged(async () => {
    const input = { key: key(), hat: await hatOf('mori'), words: '決定による停止です。' };
    const [here, absent] = [await committee.post('/api/stops/suspensions', input), await committee.post(`/api/stops/${nobody}/lift`, { words: 'はい' })];
    refused(here, 404, 'not_found');
    assert.deepEqual(look(here), look(absent));
  });
});

test('利用停止 where the region has it: by the committee, lifted by another member of it', async () => {
  const own = await Deployment.start({ name: 'suspension', workers: 1, settings: { 'suspension.allowed': 1 } });
  try {
    const [first, second, clerk] = [await own.signedIn('nishimura', password), await own.signedIn('hayashi', password), await own.signedIn('miura', password)];
    assert.equal((await first.get('/api/stops')).body.may_suspend, true);
    const [[hat]] = await own.sql("select h.id from hat h join account a on a.id = h.account where a.login = 'mori'");
    const input = { key: key(), hat, words: '委員会の決定によります。' };
    refused(await clerk.post('/api/stops/suspensions', input), 404, 'not_found');
    const made = await first.post('/api/stops/suspensions', input);
    assert.equal(made.status, 201, made.text);
    refused(await own.client().post('/api/session', { login: 'mori', password }), 403, 'account_suspended');
    for (const c of [first, clerk]) refused(await lift(c, made.body.id), 404, 'not_found');
    assert.equal((await lift(second, made.body.id)).status, 200);
    assert.equal((await own.client().post('/api/session', { login: 'mori', password })).status, 200);
  } finally {
    await own.stop();
  }
});

await main(import.meta.url);
