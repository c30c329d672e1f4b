// Letters to applicants and to the first 施設管理者: one to an address that nobody confirmed, and no more than that.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { as, d, linkIn, relay, relayIs, test, use } from './world.mjs';

const ok = (answer) => (assert.ok(answer.status === 200 || answer.status === 201, answer.text), answer.body);
const stranger = () => d.client({ source: '127.0.0.77' });
const bearer = (link) => ({ headers: { authorization: `Application ${link.receipt}.${link.secret}` } });
const own = async (link) => ok(await stranger().get('/api/application', bearer(link)));
const points = ['policy', 'purpose', 'consent', 'admin', 'staff', 'device', 'incident'];
const form = {
  name: 'ケアプランことづて', kind: 'care_manager_office', outside: false, address: '本町1-1', phone_day: '042-000-0001', contact: '担当 試験', head_name: '試験 正',
  listed: true, phone_listed: false, signed_name: '試験 正', signed_on: '2026-01-15', ...Object.fromEntries(points.map((p) => [`point_${p}`, true])),
};

let serial = 0;
async function handedIn(more = {}) {
  const link = ok(await stranger().post('/api/application'));
  const mail = `applicant${++serial}@example.jp`;
  ok(await stranger().put('/api/application', { ...form, mail, version: 1, ...more }, bearer(link)));
  const people = `/api/application/people/${crypto.randomUUID()}`;
  const { version } = ok(await stranger().put(people, { name: '試験 花', kana: 'しけん はな', profession: 'care_manager', admin: true, mail: `admin${serial}@example.jp` }, bearer(link)));
  ok(await stranger().post('/api/application/submit', { version }, bearer(link)));
  const [[id]] = await d.sql(`select id from application where receipt = '${link.receipt}'`);
  return { link, id, mail, admin: `admin${serial}@example.jp`, version: version + 1 };
}

const secretIn = (mail) => {
  const [receipt, secret, mark] = linkIn(mail).split('.');
  assert.equal(mark, 'mail');
  return { receipt, secret };
};
const decide = async (id, word, body) => ok(await (await as('miura')).post(`/api/applications/${id}/${word}`, body));
const letters = (id) => d.sql(`select kind, state from mail where application = '${id}' order by at, id`);
/** The relay has it a moment before it is marked. */
const marked = (id) => until('every letter is marked', async () => (await letters(id)).every(([, state]) => state === 'sent'));

test('an applicant gets number and link once; changes only after the link was followed', async () => {
  const { link, id, mail, version } = await handedIn();
  const first = await relay.next(mail);
  assert.match(first.subject, /利用申込を受け付けました/);
  assert.ok(first.text.includes(link.receipt));
  assert.deepEqual(first.to, [{ name: '', address: mail }]);
  for (const word of [form.name, form.head_name, '試験', '本町']) assert.ok(!first.text.includes(word) && !first.subject.includes(word), 'no word of anybody');
  const by = secretIn(first);
  assert.equal((await own(by)).receipt, link.receipt);
  await decide(id, 'return', { version, words: '電話番号をご確認ください' });
  await marked(id);
  assert.deepEqual(await letters(id), [['application', 'sent']]);
  ok(await stranger().post('/api/application/mail', by));
  ok(await stranger().post('/api/application/mail', by));
  const wrong = await stranger().post('/api/application/mail', link);
  assert.deepEqual([wrong.status, wrong.body.error], [404, 'not_found'], 'the link on the screen proves no address');
  const at = await own(by);
  ok(await stranger().post('/api/application/submit', { version: at.version }, bearer(by)));
  assert.match((await relay.next(mail, 2)).subject, /状況が変わりました/);
  assert.ok(!relay.to(mail)[1].text.includes('電話番号'), 'what was said stays behind the link');
  await marked(id);
  assert.deepEqual(await letters(id), [['application', 'sent'], ['application_state', 'sent']]);
});

test('another address is asked anew, three at most; the links of letters end with a new one from the office', async () => {
  const { id, mail, link } = await handedIn();
  const by = secretIn(await relay.next(mail));
  ok(await stranger().post('/api/application/mail', by));
  for (const n of [1, 2, 3]) {
    const { version, ...rest } = await own(link);
    await decide(id, 'return', { version, words: 'x' });
    const open = await own(link);
    const { version: saved } = ok(await stranger().put('/api/application', { ...rest.form, mail: `${n}${mail}`, version: open.version }, bearer(link)));
    ok(await stranger().post('/api/application/submit', { version: saved }, bearer(link)));
    if (n < 3) await relay.next(`${n}${mail}`);
  }
  assert.equal((await d.sql(`select asked from application_mail where application = '${id}'`))[0][0], '3');
  const gone = await stranger().post('/api/application/mail', by);
  assert.deepEqual([gone.status, gone.body.error], [404, 'not_found'], 'it has another address now');
  const { version } = await own(by);
  await decide(id, 'return', { version, words: 'x' });
  const fresh = await decide(id, 'link', undefined);
  assert.equal((await stranger().get('/api/application', bearer(by))).status, 404);
  assert.equal((await own(fresh)).receipt, link.receipt);
  assert.deepEqual(relay.to(`3${mail}`), []);
});

test('accepted: who is to be 施設管理者 gets the first link by mail; made anew it is told on the screen, and the one in the letter is void', async () => {
  const { id, admin, version } = await handedIn();
  const { links } = await decide(id, 'accept', { version });
  assert.deepEqual(links.map((l) => [l.name, l.token]), [['試験 花', null]]);
  const mail = await relay.next(admin);
  assert.deepEqual([mail.to, mail.subject.includes('アカウントのご案内')], [[{ name: '試験 花', address: admin }], true]);
  const { links: again } = await decide(id, 'admins', undefined);
  assert.equal((await use(linkIn(mail))).status, 404);
  assert.equal((await use(again[0].token, { login: 'first.admin' })).body.login, 'first.admin');
  await d.sql("update hat set ended_at = 1 where account = (select id from account where login = 'first.admin')");
});

test('of no use to a spammer: a few first letters a day, all together, and wrong addresses are refused with their field', async () => {
  await d.sql("update mail set at = at - 86400000 where kind = 'application'");
  const more = [];
  for (let i = 0; i < 7; i++) more.push(await handedIn());
  for (const one of more.slice(0, 6)) await relay.next(one.mail);
  assert.deepEqual(await letters(more[6].id), []);
  assert.equal((await own(more[6].link)).state, 'waiting', 'handed in all the same');
  const link = ok(await stranger().post('/api/application'));
  for (const mail of ['x@y', 'a@example.jp\nb@example.jp', 'a@example.jp, b@example.jp']) {
    const refused = await stranger().put('/api/application', { ...form, mail, version: 1 }, bearer(link));
    assert.deepEqual([refused.status, refused.body.error, refused.body.detail], [400, 'bad_value', 'mail']);
    const person = await stranger().put(`/api/application/people/${crypto.randomUUID()}`, { name: 'x', kana: 'x', profession: 'nurse', admin: true, mail }, bearer(link));
    assert.deepEqual([person.status, person.body.error, person.body.detail], [400, 'bad_value', 'mail']);
  }
  await d.sql("delete from application_step; delete from application; update facility set ended_at = 1, listed = false where ref is null");
});
