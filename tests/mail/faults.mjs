// A relay that is away, is somebody else, refuses for now or for good, or falls silent; a process that dies in the middle: nothing is lost.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { as, d, files, invite, linkIn, relay, relayIs, rows, test, untilRow, use } from './world.mjs';

const outbox = async () => (await (await as('miura')).get('/api/mail/outbox')).body;

test('a relay that is away: queued, visible to the office in numbers, sent when it is back', async () => {
  await relayIs(null);
  const waits = [await invite(), await invite()];
  await untilRow(waits[0].login, ['queued', 'activation', 'unreachable']);
  const seen = await outbox();
  const line = seen.mails.find((m) => m.trouble === 'unreachable');
  assert.deepEqual([seen.on, seen.relay, line.kind, line.state, line.count >= 1], [true, true, 'activation', 'queued', true]);
  assert.ok(!JSON.stringify(seen).includes('example.jp'), 'no address');
  await relayIs({});
  for (const w of waits) await untilRow(w.login, ['sent', 'activation', null]);
  for (const w of waits) assert.equal(relay.to(w.address).length, 1);
  assert.match(d.logs(), /mail waits.*unreachable/);
});

test('while it is away: an invitation taken back, a person gone, an account opened by hand: nothing of it goes out any more', async () => {
  await relayIs(null);
  const [back, gone, done] = [await invite(), await invite(), await invite()];
  assert.equal((await back.admin.delete(`/api/staff/${back.hat}/link`)).status, 200);
  await d.sql(`update hat set ended_at = ${d.clock.now()} where id = '${gone.hat}'`);
  const { body } = await done.admin.post(`/api/staff/${done.hat}/link`);
  assert.equal((await use(body.token)).status, 200);
  const last = await invite();
  await relayIs({});
  await untilRow(last.login, ['sent', 'activation', null]);
  for (const w of [back, gone]) assert.equal(relay.to(w.address).length, 0);
  assert.deepEqual((await relay.next(done.address)).subject.includes('メールアドレスの確認'), true);
  assert.equal(relay.to(done.address).length, 1);
  const states = await d.sql(`select distinct state from mail where account in (select account from hat where id in ('${back.hat}', '${gone.hat}'))`);
  assert.deepEqual(states, [['void']]);
});

for (const [what, make] of [
  ['another name in its certificate', () => files('name', 'DNS:other.example')],
  ['a certificate of nobody we know', () => files('stranger', 'DNS:localhost')],
  ['no TLS at all', () => ({ tls: undefined, user: undefined })],
])
  test(`a relay with ${what} gets no letter and no password`, async () => {
    await relayIs(make());
    const { login, address } = await invite();
    await untilRow(login, ['queued', 'activation', 'tls']);
    assert.deepEqual([relay.mails, relay.signIns, relay.refused], [[], [], []]);
    await relayIs({});
    await untilRow(login, ['sent']);
    assert.equal(relay.to(address).length, 1);
  });

test('a relay that does not know us', async () => {
  await relayIs({ password: 'another' });
  const { login } = await invite();
  await untilRow(login, ['queued', 'activation', 'sign_in']);
  assert.deepEqual(relay.mails, []);
  assert.ok(relay.signIns.length > 0 && relay.signIns.every((good) => !good));
  await relayIs({});
  await untilRow(login, ['sent']);
});

test('refused for now: tried again; refused for good: tried more rarely, and given up in the end', async () => {
  const one = await invite({ mail: 'later@example.jp' });
  await relay.next(one.address);
  await relay.mode({ rcpt: '450 4.2.1 mailbox busy' });
  const later = await invite();
  await untilRow(later.login, ['queued', 'activation', 'later']);
  await relay.mode({ data: '452 4.3.1 no room' });
  await untilRow(later.login, ['queued', 'activation', 'later', '2']);
  await relay.mode({});
  await untilRow(later.login, ['sent']);
  await relay.mode({ rcpt: '550 5.1.1 nobody here' });
  const never = await invite();
  await untilRow(never.login, ['queued', 'activation', 'refused']);
  const { body } = await (await as('takahashi')).get('/api/mail/invited');
  assert.deepEqual(body.invited.filter((i) => i.hat === never.hat).map((i) => [i.state, i.trouble]), [['queued', 'refused']]);
  const tries = relay.refused.filter((a) => a === never.address).length;
  await untilRow(never.login, ['given_up', 'activation', 'refused'], 12 * 3600_000 + 60_000); // as long as it waits at most: a try each
  assert.ok(relay.refused.filter((a) => a === never.address).length - tries < 12, 'a relay that refuses is not asked every minute');
  assert.deepEqual(await d.sql(`select count(*) from activation v join hat h on h.account = v.account where h.id = '${never.hat}'`), [['0']], 'links that surely went nowhere are gone');
  await relay.mode({});
  const { body: seen } = await (await as('miura')).get('/api/mail/outbox');
  assert.ok(seen.mails.some((m) => m.state === 'given_up' && m.trouble === 'refused'));
  const again = await (await as('takahashi')).post(`/api/staff/${never.hat}/mail`, { address: `right-${never.address}` });
  assert.equal(again.status, 200, again.text);
  assert.equal((await use(linkIn(await relay.next(`right-${never.address}`)))).body.login, never.login);
});

test('the letter was taken and no answer came: it goes again under its own number, and either link works, once', async () => {
  await relay.mode({ data: 'drop' });
  const { login, address } = await invite();
  await relay.next(address);
  await untilRow(login, ['queued', 'activation', 'broken']);
  await relay.mode({});
  await untilRow(login, ['sent']);
  const [one, two] = [await relay.next(address), await relay.next(address, 2)];
  assert.equal(one.id, two.id);
  assert.notEqual(linkIn(one), linkIn(two));
  assert.equal((await use(linkIn(one))).body.login, login);
  assert.equal((await use(linkIn(two))).status, 404);
});

test('killed between sending and marking: the letter goes again, nothing is lost, nothing else is sent twice', async () => {
  const before = await invite();
  await relay.next(before.address);
  await until('it is marked', async () => (await rows(before.login))[0][0] === 'sent');
  await relay.mode({ data: 'hang' });
  const { login, address } = await invite();
  const behind = await invite();
  await relay.next(address);
  assert.deepEqual((await rows(login))[0][0], 'sending');
  await d.kill('mail');
  await relay.mode({});
  await untilRow(login, ['sent', 'activation', null, '2']);
  await untilRow(behind.login, ['sent', 'activation', null, '1']);
  assert.deepEqual([relay.to(before.address).length, relay.to(address).length, relay.to(behind.address).length], [1, 2, 1]);
  assert.equal(relay.to(address)[0].id, relay.to(address)[1].id);
  assert.match(d.logs(), /mail goes again/);
  assert.equal((await use(linkIn(relay.to(address)[0]))).body.login, login, 'the first link is not dead');
});

test('taken back while it is being sent: the link in the letter is void', async () => {
  await relay.mode({ data: 'hang' });
  const { admin, hat, address } = await invite();
  const link = linkIn(await relay.next(address));
  assert.equal((await admin.delete(`/api/staff/${hat}/link`)).status, 200);
  await d.kill('mail');
  await relay.mode({});
  assert.equal((await use(link)).status, 404);
  const next = await invite();
  await untilRow(next.login, ['sent']);
  assert.equal(relay.to(address).length, 1);
});
