// Letters through a real SMTP server: what is in them and what is not, and a relay that fails in every way.
import assert from 'node:assert/strict';
import { hire, makeFacility } from '../lib/staff.mjs';
import { until } from '../lib/suite.mjs';
import { codeAt } from '../lib/totp.mjs';
import { Relay } from './relay.mjs';
import { as, d, from, invite, linkIn, opened, relay, relayIs, rows, run, secret, start, test, use } from './world.mjs';
import './applicants.mjs';
import './faults.mjs';
import './regions.mjs';

const ok = (answer, status = 200) => (assert.equal(answer.status, status, answer.text), answer.body);
const error = (answer, status, code, detail) => assert.deepEqual([answer.status, answer.body?.error, answer.body?.detail], [status, code, detail], answer.text);

const fields = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type', 'content-transfer-encoding', 'auto-submitted'];

test('an invitation goes out as a letter: over TLS, signed in, whole, with nothing but its fixed words', async () => {
  const { hat, login, address, token, admin } = await invite();
  assert.equal(token, null, 'the link is told to nobody else');
  const mail = await relay.next(address);
  assert.deepEqual([mail.sender, mail.recipients, mail.tls, mail.user], [from, [address], true, 'tasuki']);
  assert.deepEqual([mail.from[0].address, mail.to], [from, [{ name: '新井 さくら', address }]]);
  assert.deepEqual([mail.type, mail.charset, mail.defects, mail.fields], ['text/plain', 'utf-8', [], fields]);
  const [[network]] = await d.sql('select network_name from region');
  assert.deepEqual([mail.from[0].name, mail.subject], [network, `【${network}】アカウントのご案内`]);
  assert.ok(Math.abs(new Date(mail.date) - d.clock.now()) < 300_000);
  assert.ok(/^[\x20-\x7e\r\n]*$/.test(mail.raw) && mail.raw.split('\r\n').every((line) => line.length < 90));
  const link = linkIn(mail);
  const words = mail.text.replaceAll('\r\n', '\n').replace(link, 'TOKEN').replaceAll(d.origin, 'ORIGIN').replaceAll(network, 'NETWORK');
  assert.equal(words, `ご利用のためのアカウントが用意されました。
次のリンクを開いて、ご自分のパスワードを決めてください。リンクは1回だけ使えます。

An account is ready for you. Open the link below and choose your own password. The link works once.

ORIGIN/activate#TOKEN
（14日間有効です / valid for 14 days）

このメールには返信できません。患者さんのことや急ぎの用件は、メールに書かずお電話ください。
Please do not reply. Urgent matters, and anything about patients: by telephone.

NETWORK
ORIGIN
`);
  await until('it is marked', async () => (await rows(login))[0][0] === 'sent');
  const [one] = ok(await admin.get('/api/mail/invited')).invited.filter((i) => i.hat === hat);
  assert.deepEqual([one.address, one.state, one.trouble], [address, 'sent', null]);
  assert.deepEqual((await use(link)).body, { login });
  error(await use(link), 404, 'not_found');
  const own = ok(await (await as(login, secret)).get('/api/mail'));
  assert.deepEqual([own.on, own.address, own.pending], [true, address, null], 'whoever follows the link has confirmed the address');
});

test('names in every script and of every length reach the reader as they are', async () => {
  const names = ['𠮷野 髙﨑', 'Ngô Thị Hương Giang', 'محمد بن عبد الله', 'मीरा देवी', '👩🏽‍⚕️ さくら', '"<evil@example.jp>, x"', '=?UTF-8?B?eA==?=', 'a\\b;c:d', '長'.repeat(100), 'é'.repeat(100)];
  for (const name of names) {
    const { address } = await invite({ name });
    const mail = await relay.next(address);
    assert.deepEqual([mail.to, mail.defects, mail.recipients, mail.fields], [[{ name, address }], [], [address], fields], name);
  }
});

test('what could end a line or a command is refused, with the field named, and nothing is queued', async () => {
  const before = await d.sql('select count(*) from mail');
  const admin = await as('takahashi');
  const who = (more) => ({ name: '新井 さくら', kana: 'あらい', profession: 'nurse', login: 'injected', mail: 'a@example.jp', ...more });
  for (const field of ['name', 'kana'])
    for (const c of ['\n', '\t']) error(await admin.post('/api/staff', who({ [field]: `x${c}Bcc: b@example.jp` })), 400, 'bad_value', field);
  for (const field of ['name', 'mail'])
    for (const c of ['\r', '\r\n', '\0', '\u0085']) error(await admin.post('/api/staff', who({ [field]: `x${c}@example.jp` })), 400, 'text_invalid', field);
  for (const mail of ['a@example.jp\nBcc: b@example.jp', 'a@example.jp, b@example.jp', 'a b@example.jp', '<a@example.jp>', 'a@example', 'あ@example.jp', 'a@例.jp', '-oX@example.jp', 'a"b@example.jp'])
    error(await admin.post('/api/staff', who({ mail })), 400, 'bad_value', 'mail');
  error(await admin.post('/api/staff', who({ login: 'takahashi' })), 409, 'conflict', 'login'); // rolled back: neither account nor letter
  assert.deepEqual(await d.sql('select count(*) from mail'), before);
  assert.deepEqual(await d.sql("select count(*) from mail_address where pending = 'a@example.jp'"), [['0']]);
});

test('one\'s own address: confirmed by its link before anything else goes there; the former one is told', async () => {
  const { client, login, address } = await opened();
  const next = `neu-${address}`;
  assert.deepEqual([ok(await client.put('/api/mail', { address: next })).address, ok(await client.get('/api/mail')).pending], [address, next]);
  const first = linkIn(await relay.next(next));
  await d.sql(`update account set password_at = password_at + 1 where login = '${login}'`);
  assert.match((await relay.next(address, 2)).subject, /パスワードが変わりました/, 'until then notices go to the old one');
  assert.equal(relay.to(next).length, 1);
  ok(await client.put('/api/mail', { address: next })); // lost: another link
  const second = linkIn(await relay.next(next, 2));
  const follow = (token) => d.client().post('/api/mail/confirm', { token });
  error(await follow(first), 404, 'not_found');
  ok(await follow(second));
  error(await follow(second), 404, 'not_found');
  error(await follow('x'.repeat(43)), 404, 'not_found');
  assert.deepEqual([ok(await client.get('/api/mail')).address, ok(await client.get('/api/mail')).pending], [next, null]);
  assert.match((await relay.next(address, 3)).subject, /メールアドレスが変わりました/);
  ok(await client.delete('/api/mail'));
  assert.match((await relay.next(next, 3)).subject, /メールアドレスが変わりました/);
  assert.deepEqual([ok(await client.get('/api/mail')).address, ok(await client.get('/api/mail')).pending], [null, null]);
});

test('changing it asks for a proof of the last five minutes; wrong addresses and too many letters are refused', async () => {
  const { client, address } = await opened();
  for (const wrong of ['x@y', 'x\n@example.jp', '@example.jp']) error(await client.put('/api/mail', { address: wrong }), 400, 'bad_value', 'address');
  for (let i = 0; i < 4; i++) ok(await client.put('/api/mail', { address: `${i}${address}` }));
  error(await client.put('/api/mail', { address: `5${address}` }), 429, 'throttled');
  d.advance(310_000);
  error(await client.put('/api/mail', { address: `5${address}` }), 403, 'proof_needed');
  error(await client.delete('/api/mail'), 403, 'proof_needed');
  ok(await client.post('/api/session/factor', { password: secret }));
  ok(await client.delete('/api/mail'));
});

test('each change of password and second factor is told once, at the address that was confirmed', async () => {
  const { login, address } = await opened();
  await d.sql(`update account set factor_changed_at = ${d.clock.now()} where login = '${login}'`);
  assert.match((await relay.next(address, 2)).subject, /2要素認証/);
  await d.sql(`update account set password = password where login = '${login}'`); // rehashed at a sign-in: no change
  await d.sql(`update account set password_at = ${d.clock.now()} where login = '${login}'`);
  assert.match((await relay.next(address, 3)).subject, /パスワード/);
  const waiting = await invite();
  await relay.next(waiting.address);
  await d.sql(`update account set password_at = 5, factor_changed_at = 5 where login = '${waiting.login}'`);
  await invite().then((w) => relay.next(w.address)); // whatever was queued before it has been sent
  assert.deepEqual([relay.to(address).length, relay.to(waiting.address).length], [3, 1], 'nobody has confirmed that one');
});

const told = async (c) => ok(await c.get('/api/inbox')).security_notices;

test('予備コード made anew are told by letter and in the お知らせ; those that come with a factor only with it', async () => {
  const { client, address, login, hat } = await opened();
  await d.sql(`update hat set admitted = true where id = '${hat}'`);
  const { secret: key } = ok(await client.post('/api/factor'));
  ok(await client.put('/api/factor', { code: codeAt(key, d.clock.now()) }));
  assert.match((await relay.next(address, 2)).subject, /2要素認証/);
  assert.deepEqual((await told(client)).map((n) => n.kind), ['factor']);
  const live = await client.live();
  ok(await client.post('/api/factor/codes'));
  await live.next({ t: 'inbox' });
  const mail = await relay.next(address, 3);
  assert.match(mail.subject, /予備コードが作り直されました/);
  assert.ok(!/[a-z0-9]{4}-[a-z0-9]{4}/.test(mail.text), 'no code is in it');
  assert.deepEqual((await told(client)).map((n) => n.kind), ['codes', 'factor']);
  assert.deepEqual((await rows(login)).map(([, kind]) => kind), ['activation', 'factor', 'codes']);
  const [first] = await told(client);
  const other = await opened();
  await d.sql(`update hat set admitted = true where id = '${other.hat}'`);
  error(await other.client.post(`/api/security/${first.id}/seen`), 404, 'not_found');
  ok(await client.post(`/api/security/${first.id}/seen`));
  error(await client.post(`/api/security/${first.id}/seen`), 404, 'not_found');
  assert.deepEqual((await told(client)).map((n) => n.kind), ['factor']);
  live.close();
});

test('a facility that leaves the network: its 施設管理者 are told by letter, with it and only with it', async () => {
  const at = await makeFacility(d, '終わるステーション');
  const people = [await hire(d, at, { admin: true }), await hire(d, at, { admin: true }), await hire(d, at)];
  const address = (who) => `${who.login}@example.jp`;
  for (const who of people)
    await d.sql(`insert into mail_address (account, address, confirmed_at) values ('${who.account}', '${address(who)}', 1)`);
  const office = await as('miura');
  const end = () => office.post(`/api/desk/facilities/${at}/end`);
  const busy = await d.hold(`select pg_advisory_xact_lock(hashtextextended('staff ${at}', 0))`);
  error(await end(), 409, 'conflict');
  await busy.release();
  assert.deepEqual(await d.sql("select count(*) from mail where kind = 'facility_end'"), [['0']]);
  ok(await end());
  for (const who of people.slice(0, 2)) {
    const mail = await relay.next(address(who));
    assert.match(mail.subject, /施設のご利用が終わりました/);
    assert.ok(!mail.text.includes('終わるステーション') && !mail.text.includes('様'), 'fixed words');
  }
  await invite().then((w) => relay.next(w.address));
  assert.deepEqual(people.map((who) => relay.to(address(who)).length), [1, 1, 0]);
  await until('it is settled', async () => (await d.sql("select state, address from mail where kind = 'facility_end'")).every(([state, to]) => state === 'sent' && to === null));
  assert.deepEqual(await d.sql(`select count(*) from mail_address where account in (${people.map((p) => `'${p.account}'`).join()})`), [['0']]);
});

test('who leaves has no address any more, in the same moment; another one may have it at once', async () => {
  const { admin, login, address, hat } = await opened();
  await d.sql(`update hat set ended_at = ${d.clock.now()} where id = '${hat}'`);
  assert.deepEqual(await d.sql(`select count(*) from mail_address x join account a on a.id = x.account where a.login = '${login}'`), [['0']]);
  await d.sql(`update account set password_at = ${d.clock.now()} where login = '${login}'`);
  const other = await invite({ mail: address });
  await relay.next(address, 2);
  assert.deepEqual((await use(linkIn(relay.to(address)[1]))).body, { login: other.login });
  assert.equal(relay.to(address).length, 2);
  assert.ok(!ok(await admin.get('/api/mail/invited')).invited.some((i) => i.hat === hat));
});

test('a link made anew, on the screen or in another letter, makes the ones before void', async () => {
  const { admin, hat, address, login } = await invite();
  const first = linkIn(await relay.next(address));
  ok(await admin.post(`/api/staff/${hat}/mail`, { address: `b${address}` }));
  const second = linkIn(await relay.next(`b${address}`));
  error(await use(first), 404, 'not_found');
  const { token } = ok(await admin.post(`/api/staff/${hat}/link`));
  error(await use(second), 404, 'not_found');
  assert.equal(ok(await use(token)).login, login);
  const mail = await relay.next(`b${address}`, 2);
  assert.match(mail.subject, /メールアドレスの確認/, 'handed over by hand: the address is asked');
  ok(await d.client().post('/api/mail/confirm', { token: linkIn(mail) }));
  error(await admin.post(`/api/staff/${hat}/mail`, { address }), 404, 'not_found');
  const other = await as('kobayashi').catch(() => null);
  if (other) error(await other.post(`/api/staff/${hat}/mail`, { address }), 404, 'not_found');
});

test('a link for a forgotten password goes to the confirmed address and is told to nobody else; taken back, it is not sent; where there is no address it is shown', async () => {
  const { admin, hat, login, address, client } = await opened();
  const made = () => admin.post(`/api/staff/${hat}/password`).then((answer) => ok(answer));
  const look = (token) => d.client().post('/api/password/look', { token });
  const link = await made();
  assert.equal(link.token, null);
  const mail = await relay.next(address, 2);
  assert.match(mail.subject, /パスワードの再設定のご案内/);
  assert.match(mail.text, /24時間有効です/);
  assert.equal(ok(await look(linkIn(mail))).factor, false);
  const newer = await made();
  const second = linkIn(await relay.next(address, 3));
  error(await look(linkIn(mail)), 404, 'not_found');
  ok(await look(second));
  const code = ok(await (await as('miura')).post(`/api/password/links/${newer.id}/second`)).code;
  ok(await d.client().post('/api/password/return', { token: second, code, password: 'tsukimisou 2468' }));
  assert.match((await relay.next(address, 4)).subject, /パスワードが変わりました/);
  await relayIs(null);
  const waits = await made();
  ok(await admin.delete(`/api/password/links/${waits.id}`));
  await relayIs({});
  assert.equal((await rows(login)).find((row) => row[1] === 'password_link' && row[0] === 'void') !== undefined, true);
  await d.sql(`delete from mail_address where account = (select account from hat where id = '${hat}')`);
  assert.equal((await made()).token.length, 43);
  assert.ok(client);
});

test('no patient, no facility and no word of any post is in any letter; no address and no token is in the log, no token in the database', async () => {
  const doctor = await as('sato');
  const { spaces } = ok(await doctor.get('/api/state'));
  ok(await doctor.post(`/api/spaces/${spaces[0].id}/posts`, { key: crypto.randomUUID(), body: '金木犀カナリア' }), 201);
  const facilities = (await d.sql('select name from facility')).map(([name]) => name);
  const forbidden = ['金木犀カナリア', ...spaces.map((s) => s.title.replace(/ ?様$/, '')), ...facilities].filter((word) => word !== ''); // the board has no title
  assert.ok(Relay.all.length > 20 && forbidden.length > 8);
  for (const mail of Relay.all)
    for (const word of forbidden) assert.ok(!JSON.stringify([mail.subject, mail.text, mail.from, mail.to]).includes(word), word);
  const log = d.logs();
  for (const mail of Relay.all) {
    assert.ok(!log.includes(mail.recipients[0]), 'an address in the log');
    const link = linkIn(mail);
    if (link) assert.ok(!log.includes(link), 'a token in the log');
  }
  const tables = (await d.sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")).map(([t]) => t);
  const tokens = Relay.all.map(linkIn).filter(Boolean).map((t) => t.split('.').find((part) => part.length === 43));
  const everything = await d.sql(tables.map((t) => `select '${t}', x::text from ${t} x`).join(' union all '));
  assert.ok(everything.length > 100);
  for (const [t, text] of everything) for (const token of tokens) assert.ok(!text.includes(token), `${t} holds a token`);
});

await run(start);
