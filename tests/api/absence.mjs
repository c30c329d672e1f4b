// 休職中: seen by the teams and wherever people are chosen, with the day of return; nobody brings who is away into anything new.
import assert from 'node:assert/strict';
import { circle, settle } from './circle_world.mjs';
import { ask, hatOf, inbox, live, ok, spaceOf } from './people_world.mjs';
import { facility, hire, listed, notices } from './staff_world.mjs';
import { d, join, key, leave, main, patient, refused, test, unchanged } from './world.mjs';

const day = (n) => new Date(d.clock.now() + 9 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);
const reason = '褥瘡の処置についてご相談したいです';
const found = async (who, words) => (await ask(who, 'GET', `/api/directory?q=${encodeURIComponent(words)}`)).body.people;
const opening = (attending) => ({
  key: key(), name: '試験 春子', kana: 'しけん はるこ', birth: '1940-02-01', sex: 'female', attending, given_on: '2026-01-05', way: 'phone',
});

/** A station with its 施設管理者 and somebody, and the act that sends them on leave and brings them back. */
async function station(more) {
  const at = await facility();
  const [boss, who] = [await hire(at, { admin: true }), await hire(at, more)];
  const admin = await boss.client();
  const leave = (until) => admin.put(`/api/staff/${who.hat}/absence`, { absent: true, ...(until ? { until } : {}) });
  return { at, boss, who, admin, leave, back: () => admin.put(`/api/staff/${who.hat}/absence`, { absent: false }) };
}

test('休職中 stands in member lists and the directory, the team’s pages are told; back again it is gone', async () => {
  const { who, leave, back } = await station();
  const space = await patient('takahashi', who.login);
  const member = async () => (await spaceOf('sato', space)).members.find((m) => m.hat === who.hat);
  const listedAs = async () => (await found('sato', who.name)).find((p) => p.hat === who.hat).absence;
  assert.deepEqual([(await member()).absence, await listedAs()], [null, null]);
  const socket = await live('takahashi');
  ok(await leave(day(30)));
  await socket.next({ t: 'event', kind: 'space', space });
  assert.deepEqual([(await member()).absence, await listedAs(), (await member()).to_at], [{ until: day(30) }, { until: day(30) }, null]);
  ok(await back());
  await socket.next({ t: 'event', kind: 'space', space });
  assert.deepEqual([(await member()).absence, await listedAs()], [null, null]);
  socket.close();
});

test('the day of return: told anew while it lasts, once in 様式3; a day that is over, or of who comes back, is refused', async () => {
  const { at, who, admin, leave, back } = await station();
  await unchanged(async () => {
    refused(await leave(day(-1)), 400, 'bad_value', 'until');
    refused(await leave('2026-02-30'), 400, 'bad_value', 'until');
    refused(await admin.put(`/api/staff/${who.hat}/absence`, { absent: false, until: day(3) }), 400, 'bad_value', 'until');
  });
  ok(await leave(day(0)));
  refused(await leave(day(0)), 409, 'conflict');
  ok(await leave(day(40)));
  const one = await listed(admin, who.hat);
  assert.deepEqual([one.absent_until, one.absent_since > 0], [day(40), true]);
  ok(await leave());
  assert.equal((await listed(admin, who.hat)).absent_until, null);
  ok(await back());
  refused(await back(), 409, 'conflict');
  assert.deepEqual((await notices(at)).map(([kind]) => kind), ['absent', 'back']);
});

test('who is on leave is invited into no space; an invitation from before waits, and can be cancelled', async () => {
  const { who, leave, back } = await station();
  const [space, other] = [await patient('takahashi'), await patient('takahashi')];
  const invite = (at) => ask('sato', 'POST', `/api/spaces/${at}/invitations`, { hat: who.hat, relation: '訪問看護' });
  const waiting = await invite(space);
  assert.equal(waiting.status, 201, waiting.text);
  ok(await leave());
  await unchanged(async () => {
    refused(await invite(other), 409, 'on_leave');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/invitations/${waiting.body.id}/resend`), 409, 'on_leave');
  });
  ok(await back());
  assert.equal((await invite(other)).status, 201);
  const client = await who.client();
  ok(await client.post(`/api/invitations/${waiting.body.id}/accept`));
});

test('nor into a つながり or a circle: what they asked for before waits until they are back', async () => {
  const { who, leave, back } = await station();
  const client = await who.client();
  const asked = await client.post('/api/ties', { hat: await hatOf('tamura'), reason });
  assert.equal(asked.status, 201, asked.text);
  const group = await circle('tamura');
  const wish = await client.post(`/api/circles/${group}/request`, { version: 1 });
  assert.equal(wish.status, 201, wish.text);
  ok(await leave());
  await unchanged(async () => {
    refused(await ask('kobayashi', 'POST', '/api/ties', { hat: who.hat, reason }), 409, 'on_leave');
    refused(await ask('tamura', 'POST', `/api/ties/${asked.body.id}/accept`), 409, 'on_leave');
    refused(await settle('tamura', group, wish.body.id, 'accept'), 409, 'on_leave');
  });
  assert.ok((await inbox('tamura')).ties.some((t) => t.id === asked.body.id), 'it waits on');
  ok(await back());
  ok(await ask('tamura', 'POST', `/api/ties/${asked.body.id}/accept`));
  ok(await settle('tamura', group, wish.body.id, 'accept'));
});

test('and nobody hands them a duty: no 主治医の交代, no 管理担当, no timeline opened on their word', async () => {
  const { who, leave } = await station({ profession: 'physician' });
  const space = await patient('takahashi', who.login);
  ok(await leave());
  await unchanged(async () => {
    refused(await ask('sato', 'POST', `/api/spaces/${space}/handover`, { hat: who.hat }), 409, 'on_leave');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: who.hat }), 409, 'on_leave');
    refused(await ask('sato', 'POST', '/api/delegates', { hat: who.hat }), 409, 'on_leave');
    refused(await ask('takahashi', 'POST', '/api/spaces', opening(who.hat)), 409, 'on_leave');
  });
});

test('relatives are told of nobody’s leave', async () => {
  const { who, leave: goes } = await station();
  const [[space]] = await d.sql(`select s.id from space s join member m on m.space = s.id and m.to_seq is null join hat h on h.id = m.hat join account a on a.id = h.account
    where s.kind = 'family' and a.login = 'keiko' limit 1`);
  await join(space, who.login);
  try {
    ok(await goes(day(10)));
    const page = await ask('keiko', 'GET', `/api/spaces/${space}`);
    assert.equal(page.body.members.find((m) => m.hat === who.hat).absence, null);
    assert.ok(!page.text.includes(day(10)));
    const seen = (await spaceOf('kobayashi', space)).members.find((m) => m.hat === who.hat).absence;
    assert.deepEqual(seen, { until: day(10) });
  } finally {
    await leave(space, who.login);
  }
});

await main(import.meta.url);
