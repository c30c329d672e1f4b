// Regions without a relay: a real one shows links on the screen as ever, a demo one shows its letters on a page. Settings that contradict themselves.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { becomesReal } from '../lib/real.mjs';
import { until } from '../lib/suite.mjs';
import { d, files, from, linkIn, password, relayIs, relay, rows, secret, test, untilRow, invite } from './world.mjs';

const limit = 180_000; // each starts a region of its own, or this one anew

test('a demo region without a relay: letters stand on a page for everybody, and go nowhere', async () => {
  const demo = await Deployment.start({ name: 'sink' });
  const admin = await demo.signedIn('takahashi', password);
  assert.equal((await admin.get('/api/mail')).body.on, true);
  const visitor = demo.client();
  assert.match((await visitor.get('/public/demo/mail')).text, /まだ1通もありません/);
  const made = await admin.post('/api/staff', { name: '<b>さくら</b>', kana: 'さくら', profession: 'nurse', login: 'sink1', mail: 'sink1@example.jp' });
  assert.deepEqual([made.status, made.body.token], [201, null]);
  let page;
  await until('it stands there', async () => (page = await visitor.get('/public/demo/mail')).text.includes('sink1@example.jp'));
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.ok(page.text.includes('noindex') && !page.text.includes('<b>'));
  const [, token] = /href="https:\/\/[^"]+\/activate#([\w-]{43})"/.exec(page.text);
  assert.equal((await demo.client().post('/api/activation', { token, password: secret })).body.login, 'sink1');
  const seen = (await (await demo.signedIn('miura', password)).get('/api/mail/outbox')).body;
  assert.deepEqual([seen.on, seen.relay, seen.mails[0].state], [true, false, 'sent']);
  await demo.stop();
}, { limit });

test('a real region without a relay: no mail, links on the screen, and it says so', async () => {
  const real = await Deployment.create({ name: 'unmailed', demo: false });
  await real.serve();
  assert.deepEqual([(await real.client().get('/public/demo/mail')).status], [404]);
  await assert.rejects(real.sql("select mail_sink(gen_random_uuid(), 1, 'a@example.jp', 'x', 'x')", 'tasuki', 'tasuki_mail'), /only in a demo region/);
  assert.equal(real.processes('mail').length, 1);
  await real.stop();
}, { limit });

test('a real region without a relay: an address is refused, the link of an invitation is told to who invites, and opens the account', async () => {
  const real = await Deployment.create({ name: 'by-hand', settings: { 'factor.required': 0 } });
  await real.serve();
  try {
    await becomesReal(real);
    const admin = await real.signedIn('takahashi', password);
    assert.equal((await admin.get('/api/mail')).body.on, false);
    const who = { name: '新井 さくら', kana: 'あらい さくら', profession: 'nurse', login: 'byhand' };
    const refused = await admin.post('/api/staff', { ...who, mail: 'byhand@example.jp' });
    assert.deepEqual([refused.status, refused.body.error], [409, 'mail_off']);
    assert.deepEqual(await real.sql("select (select count(*) from account where login = 'byhand'), (select count(*) from mail)"), [['0', '0']]);
    const { token, hat } = (await admin.post('/api/staff', who)).body;
    assert.match(token, /^[\w-]{43}$/);
    assert.deepEqual([(await admin.post(`/api/staff/${hat}/mail`, { address: 'byhand@example.jp' })).body.error], ['mail_off']);
    assert.equal((await real.client().post('/api/activation', { token, password: secret })).body.login, 'byhand');
    const seen = (await (await real.signedIn('miura', password)).get('/api/mail/outbox')).body;
    assert.deepEqual([seen.on, seen.relay, seen.mails], [false, false, []]);
  } finally {
    await real.stop();
  }
}, { limit });

test('a page of letters there is only where there is no relay', async () => {
  assert.equal((await d.client().get('/public/demo/mail')).status, 404);
});

test('settings of mail that contradict themselves stop the start with a sentence', async () => {
  const wrong = await Deployment.create({ name: 'wrong', seed: false });
  const good = { 'mail.relay': 'mail.example.jp:587', 'mail.from': from, 'mail.tls': 'starttls', 'mail.user': '', 'mail.password_file': '' };
  for (const [more, sentence] of [
    [{ 'mail.relay': 'mail.example.jp' }, /host:port/],
    [{ 'mail.relay': 'mail.example.jp:0' }, /host:port/],
    [{ 'mail.relay': 'evil@mail.example.jp:25' }, /host:port/],
    [{ 'mail.from': '' }, /mail\.from/],
    [{ 'mail.from': 'x\\n@example.jp' }, /mail\.from/],
    [{ 'mail.tls': 'none' }, /this machine only/],
    [{ 'mail.tls': 'perhaps' }, /starttls, required/],
    [{ 'mail.user': 'tasuki' }, /come together/],
  ]) {
    wrong.writeSettings({ ...good, ...more });
    const { status, stderr } = await wrong.refused();
    assert.notEqual(status, 0, JSON.stringify(more));
    assert.match(stderr, sentence);
  }
  await wrong.stop();
}, { limit });

test('TLS from the first byte: to the right relay, and to no other', async () => {
  const was = { 'mail.tls': 'starttls' };
  d.writeSettings({ 'mail.tls': 'required' });
  await relayIs({ tls: 'required', ...files('wrong', 'DNS:other.example') });
  assert.equal(await d.end(), 0);
  await d.serve();
  const { login, address } = await invite();
  await untilRow(login, ['queued', 'activation', 'tls']);
  assert.deepEqual([relay.mails, relay.signIns], [[], []]);
  await relayIs({ tls: 'required' });
  await untilRow(login, ['sent']);
  const mail = await relay.next(address);
  assert.deepEqual([mail.tls, mail.user, linkIn(mail).length], [true, 'tasuki', 43]);
  d.writeSettings(was);
  await relayIs({});
  assert.equal(await d.end(), 0);
  await d.serve();
  assert.deepEqual((await rows(login)).map(([state]) => state), ['sent']);
}, { limit });
