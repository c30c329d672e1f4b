// A forgotten password: the link that who looks after the person has made, and the person's own second factor; one without the other gives nothing.
import assert from 'node:assert/strict';
import { codeAt } from '../lib/totp.mjs';
import { facility, hire, inboxOf, wear } from './staff_world.mjs';
import { d, main, nobody, password, refused, signedIn, test, unchanged } from './world.mjs';

const next = 'tsukimisou 2468';
const now = () => d.clock.now();
const make = (client, who) => client.post(`/api/staff/${who.hat}/password`);
const look = (token) => d.client().post('/api/password/look', { token });
const give = (token, code, secret = next) => d.client().post('/api/password/return', { token, code, password: secret });
const signIn = (who, secret, more = {}) => d.client().post('/api/session', { login: who.login, password: secret, ...more });
const links = async (client) => (await client.get('/api/password/links')).body.links;
const forgive = () => d.sql('delete from throttle');

/** A station with a 施設管理者 and a nurse; `two`: a second one, where the test needs it. */
async function station(second = false) {
  const at = await facility();
  const [admin, nurse] = [await hire(at, { admin: true }), await hire(at)];
  const two = second ? await (await hire(at, { admin: true })).client() : null;
  return { at, nurse, admin, one: await admin.client(), two };
}
/** She has an app on her phone; a new code each time, and her 予備コード. */
async function phone(who) {
  const client = await who.client();
  const { secret } = (await client.post('/api/factor')).body;
  const { codes } = (await client.put('/api/factor', { code: codeAt(secret, now()) })).body;
  return { client, codes: codes.map((c) => c.code), code: () => (d.advance(31_000), codeAt(secret, now())) };
}
async function made(client, who) {
  const answer = await make(client, who);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}
const stands = (who) => d.sql(`select password, password_at from account where id = '${who.account}'`);

test('the link and her own code give a new password: sessions and sockets end, the old one signs in no more, she is told, and it is in the audit', async () => {
  const { nurse, one } = await station();
  const { client, code } = await phone(nurse);
  const socket = await client.live();
  const link = await made(one, nurse);
  assert.deepEqual([link.token.length, link.second, link.expires_at - now() > 86_000_000], [43, false, true]);
  await socket.next({ t: 'inbox' });
  assert.deepEqual((await look(link.token)).body, { name: nurse.name, facility: (await d.sql(`select f.name from facility f join hat h on h.facility = f.id where h.id = '${nurse.hat}'`))[0][0], factor: true });
  const answer = await give(link.token, code());
  assert.deepEqual([answer.status, answer.body, answer.headers['set-cookie']], [200, { login: nurse.login }, undefined], 'and no session by it');
  assert.equal(await socket.closed, 4401);
  refused(await signIn(nurse, password, { code: code() }), 401, 'sign_in_refused');
  refused(await signIn(nurse, next), 401, 'factor_needed');
  const back = d.client();
  assert.equal((await back.post('/api/session', { login: nurse.login, password: next, code: code() })).status, 200);
  const inbox = await inboxOf(back);
  assert.deepEqual([inbox.password_links, inbox.security_notices.map((n) => n.kind)], [[], ['password', 'factor']]);
  refused(await look(link.token), 404, 'not_found');
  refused(await give(link.token, code()), 404, 'not_found');
  const acts = await d.sql(`select act, result, account = '${nurse.account}' from audit where act in ('password_link_make', 'password_return') and (object = '${nurse.hat}' or object = '${link.id}') order by id`);
  assert.deepEqual(acts, [['password_link_make', 'ok', 'f'], ['password_return', 'ok', 't']]);
  assert.ok(!d.logs().includes(link.token) && !d.logs().includes(next));
  await forgive();
});

test('a recovery code will do, once; without the code, with a wrong one, and with a token that nobody has, the answers are alike and nothing changes', async () => {
  const { nurse, one } = await station();
  const { codes, code } = await phone(nurse);
  const { token } = await made(one, nurse);
  const before = await stands(nurse);
  const wrong = [await give('x'.repeat(43), '123456'), await give(token, '000000'), await give(token, 'ABCD-EFGH-IJKL-MNOP'), await give('y'.repeat(43), code())];
  for (const answer of wrong) refused(answer, 404, 'not_found');
  assert.equal(new Set(wrong.map((a) => a.text)).size, 1);
  refused(await d.client().post('/api/password/return', { token, password: next }), 400, 'field_missing', 'code');
  for (const bad of ['only letters here', '123456789012']) refused(await give(token, code(), bad), 400, 'bad_value', 'password');
  refused(await give(token, code(), 'short 1'), 400, 'bad_value', 'password');
  assert.deepEqual(await stands(nurse), before);
  assert.equal((await give(token, codes[2].toLowerCase())).status, 200);
  const again = await made(one, nurse);
  refused(await give(again.token, codes[2]), 404, 'not_found');
  await forgive();
});

test('wrong tokens and wrong codes are slowed down alike, and the tenth wrong code ends the link', async () => {
  const { nurse, one } = await station();
  const { code, codes } = await phone(nurse);
  const { token } = await made(one, nurse);
  for (const t of [token, 'z'.repeat(43)]) {
    for (let i = 0; i < 5; i++) refused(await give(t, '000000'), 404, 'not_found');
    refused(await give(t, codes[0]), 429, 'throttled'); // the clock stands still: a code of the app would move it
    await forgive();
  }
  for (let i = 0; i < 5; i++) {
    refused(await give(token, '000000'), 404, 'not_found');
    await forgive();
  }
  refused(await give(token, code()), 404, 'not_found');
  assert.deepEqual(await d.sql(`select end_reason from password_link where account = '${nurse.account}'`), [['wrong']]);
  await forgive();
});

test('one is open at a time, for 24 hours, five a day; by who has just shown the factor', async () => {
  const { nurse, one } = await station();
  const { code } = await phone(nurse);
  const [first, second] = [await made(one, nurse), await made(one, nurse)];
  refused(await give(first.token, code()), 404, 'not_found');
  assert.equal((await look(second.token)).status, 200);
  assert.equal((await links(one)).length, 1);
  d.advance(301_000);
  refused(await make(one, nurse), 403, 'proof_needed');
  await one.post('/api/session/factor', { password });
  for (let i = 0; i < 3; i++) await made(one, nurse);
  refused(await make(one, nurse), 429, 'throttled');
  const { token } = await made(one, await hire((await d.sql(`select facility from hat where id = '${nurse.hat}'`))[0][0]));
  d.advance(86_400_000 - 60_000);
  assert.equal((await look(token)).status, 200);
  d.advance(120_000);
  refused(await look(token), 404, 'not_found');
  await forgive();
});

test('a 施設管理者 for the own people, the office for 施設管理者, office and committee; nobody for oneself, nor with another hat', async () => {
  const { at, nurse, admin, one } = await station();
  const elsewhere = await station();
  const [office, committee] = [await signedIn('miura'), await signedIn('ito')];
  const of = async (login) => ({ hat: (await d.sql(`select h.id from hat h join account a on a.id = h.account where a.login = '${login}' order by h.from_at limit 1`))[0][0] });
  const nurseElsewhere = await elsewhere.nurse.client();
  await unchanged(async () => {
    for (const who of [admin, elsewhere.nurse, await of('miura'), await of('keiko'), { hat: nobody }]) refused(await make(one, who), 404, 'not_found');
    for (const who of [nurse, await of('miura')]) refused(await make(office, who), 404, 'not_found');
    for (const client of [committee, nurseElsewhere]) refused(await make(client, nurse), 404, 'not_found');
  });
  await made(office, admin);
  await made(office, await of('ito'));
  await wear(nurse.account, elsewhere.at, { admin: true }); // looks after people there: the office's now
  refused(await make(one, nurse), 404, 'not_found');
  await made(office, nurse);
  assert.ok(at);
  await forgive();
});

test('who could not sign in gets none, and an open link answers like one that is not there: stopped, on leave, left', async () => {
  const ways = [
    (who) => `update account set state = 'stopped' where id = '${who.account}'`,
    (who) => `update account set state = 'disabled' where id = '${who.account}'`,
    (who) => `update hat set absent_since = 1 where id = '${who.hat}'`,
    (who) => `update hat set ended_at = 1 where id = '${who.hat}'`,
  ];
  const { at, one, admin, nurse: last } = await station();
  for (const way of ways) {
    const nurse = await hire(at);
    const { code } = await phone(nurse);
    const { token } = await made(one, nurse);
    await d.sql(way(nurse));
    refused(await make(one, nurse), 404, 'not_found');
    refused(await look(token), 404, 'not_found');
    const answer = await give(token, code());
    assert.deepEqual([answer.status, answer.text], [404, (await give('x'.repeat(43), '123456')).text]);
    await forgive();
  }
  const { token } = await made(one, last);
  await d.sql(`update hat set ended_at = 1 where id = '${admin.hat}'`);
  refused(await look(token), 404, 'not_found');
  await forgive();
});

test('she sees it where she is signed in, and 「私ではありません」 ends it; who looks after her sees that, for a week', async () => {
  const { nurse, one, two } = await station(true);
  const { client, code } = await phone(nurse);
  const { id, token } = await made(one, nurse);
  const [waits] = (await inboxOf(client)).password_links;
  assert.deepEqual([waits.id, waits.by.name.length > 0], [id, true]);
  const bystander = await (await hire(await facility())).client();
  refused(await bystander.delete(`/api/password/links/${id}`), 404, 'not_found');
  assert.equal((await client.delete(`/api/password/links/${id}`)).status, 200);
  refused(await client.delete(`/api/password/links/${id}`), 404, 'not_found');
  refused(await give(token, code()), 404, 'not_found');
  assert.deepEqual((await inboxOf(client)).password_links, []);
  const [stopped] = await links(two);
  assert.deepEqual([stopped.id, stopped.disowned, stopped.person.name], [id, true, nurse.name]);
  const mine = await made(one, nurse);
  assert.equal((await two.delete(`/api/password/links/${mine.id}`)).status, 200, 'taken back by the other one');
  refused(await look(mine.token), 404, 'not_found');
  await forgive();
});

test('the password that comes back to her mind ends it, at the sign-in and at a locked screen; so does every other change of password or factor', async () => {
  const { nurse, one } = await station();
  const { client, code } = await phone(nurse);
  const ways = [
    async () => assert.equal((await signIn(nurse, password, { code: code() })).status, 200),
    async () => {
      await client.post('/api/session/lock');
      assert.equal((await client.post('/api/session/resume', { password })).status, 200);
    },
    async () => {
      await client.post('/api/session/factor', { code: code() });
      assert.equal((await client.delete('/api/factor')).status, 200);
    },
  ];
  for (const way of ways) {
    const { token } = await made(one, nurse);
    refused(await signIn(nurse, password), 401, 'factor_needed'); // half of it ends nothing
    assert.equal((await look(token)).status, 200);
    await way();
    refused(await look(token), 404, 'not_found');
  }
  const ends = await d.sql(`select end_reason from password_link where account = '${nurse.account}' order by at`);
  assert.deepEqual(ends.flat(), ['sign_in', 'sign_in', 'changed']);
  await forgive();
});

test('of who has no factor nobody gets in alone: the link by one, a code by a second one, and both in the person’s hands', async () => {
  const { nurse, one, two, admin } = await station(true);
  const other = await facility();
  const [elsewhere, herself] = [await (await hire(other, { admin: true })).client(), await nurse.client()];
  const { id, token, second } = await made(one, nurse);
  assert.equal(second, true);
  assert.equal((await look(token)).body.factor, false);
  for (const code of ['000000', 'ABCD-EFGH-IJKL-MNOP']) refused(await give(token, code), 404, 'not_found');
  const tell = (client) => client.post(`/api/password/links/${id}/second`);
  await wear(admin.account, other, { admin: true });
  for (const client of [one, elsewhere, herself]) refused(await tell(client), 404, 'not_found');
  const told = await tell(two);
  assert.equal(told.status, 200, told.text);
  assert.match(told.body.code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  const newer = (await tell(await signedIn('miura'))).body.code; // the office may be the second one too
  refused(await give(token, told.body.code), 404, 'not_found');
  assert.deepEqual((await links(two)).map((l) => [l.own, l.second, l.seconded]), [[false, true, true]]);
  const answer = await give(token, newer);
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await signIn(nurse, next)).status, 200);
  const again = await made(two, nurse);
  refused(await give(again.token, newer), 404, 'not_found');
  await forgive();
});

test('both lost: the reset of the factor by two ends what is open, and the link after it needs one of them and another one; it signs in to enrol and to nothing else', async () => {
  const { nurse, one, two } = await station(true);
  const { codes, code } = await phone(nurse);
  const early = await made(one, nurse);
  const tellEarly = await two.post(`/api/password/links/${early.id}/second`);
  refused(tellEarly, 404, 'not_found'); // nobody's code stands in for a factor that is there
  const asked = await one.post('/api/factor/resets', { login: nurse.login });
  assert.equal((await two.post(`/api/factor/resets/${asked.body.id}/confirm`)).status, 200);
  for (const c of [code(), codes[0]]) refused(await give(early.token, c), 404, 'not_found');
  d.advance(86_400_000 + 60_000); // nobody remembered the password in that day
  await forgive();
  const [asks, tells] = [await signedIn((await d.sql(`select login from account where id = (select account from hat where id = (select by from password_link where id = '${early.id}'))`))[0][0]), await signedIn('miura')];
  const { id, token } = await made(asks, nurse);
  for (const c of [code(), codes[0]]) refused(await give(token, c), 404, 'not_found');
  refused(await asks.post(`/api/password/links/${id}/second`), 404, 'not_found');
  const told = await tells.post(`/api/password/links/${id}/second`);
  assert.equal((await give(token, told.body.code)).status, 200);
  refused(await signIn(nurse, password), 401, 'sign_in_refused');
  const back = d.client();
  const in_ = await back.post('/api/session', { login: nurse.login, password: next });
  assert.deepEqual([in_.status, in_.body.admitted, in_.body.factor.enrolled], [200, false, false]);
  refused(await back.get('/api/state'), 403, 'gate_closed');
  await forgive();
});

test('of two who come with the same link at the same moment one gets through', async () => {
  const { nurse, one, two } = await station(true);
  const { id, token } = await made(one, nurse);
  const { code } = (await two.post(`/api/password/links/${id}/second`)).body;
  const answers = await Promise.all(['a', 'b', 'c'].map((x) => give(token, code, `${next}${x}`)));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 404, 404], answers.map((a) => a.text).join());
  const won = ['a', 'b', 'c'][answers.findIndex((a) => a.status === 200)];
  assert.equal((await signIn(nurse, next + won)).status, 200);
  await forgive();
});

test('a password of every few months: a reminder in the お知らせ, and nothing behind it', async () => {
  const { nurse } = await station();
  const client = await nurse.client();
  const old = (days) => d.sql(`update account set password_at = ${now() - days * 86_400_000} where id = '${nurse.account}'`);
  await old(119);
  assert.deepEqual((await inboxOf(client)).passwords, []);
  await old(121);
  assert.equal((await inboxOf(client)).passwords.length, 1);
  assert.equal((await client.get('/api/state')).status, 200);
  assert.equal((await client.put('/api/password', { password, next })).status, 200);
  assert.deepEqual((await inboxOf(client)).passwords, []);
});

await main(import.meta.url);
