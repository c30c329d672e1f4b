// 主治医の交代, and that each act of all this is in the audit.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';
import { underSetting } from './family_world.mjs';
import { answerTo, as, ask, forget, hatOf, inbox, invite, invited, live, ok, spaceOf } from './people_world.mjs';
import { d, main, nobody, patient, post, refused, test, unchanged } from './world.mjs';

test('handover: offered, seen by the members, taken over; the old one may leave then', async () => {
  const space = await patient('takahashi');
  const socket = await live('takahashi');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('takahashi') }));
  const made = await ask('sato', 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf('nakano') });
  assert.equal(made.status, 201, made.text);
  await socket.next({ t: 'event', kind: 'space', space });
  assert.equal((await spaceOf('takahashi', space)).space.handover.to.name, '中野 みさき');
  assert.deepEqual((await inbox('nakano')).handovers.map((h) => [h.title, h.attending.name]), [['試験 花子 様', '佐藤 健一']]);
  refused(await ask('ito', 'POST', `/api/handovers/${made.body.id}/accept`), 404, 'not_found');
  refused(await ask('sato', 'POST', `/api/handovers/${made.body.id}/accept`), 404, 'not_found');
  ok(await ask('nakano', 'POST', `/api/handovers/${made.body.id}/accept`));
  assert.equal((await socket.next({ t: 'event', kind: 'attending', space })).attending.name, '中野 みさき');
  const { space: now, members } = await spaceOf('takahashi', space);
  assert.deepEqual([now.attending.name, now.handover, now.attending_pending], ['中野 みさき', null, false]);
  assert.ok(now.attending_at > 0);
  assert.deepEqual(members.map((m) => [m.person.name, m.role]), [['中野 みさき', 'attending'], ['佐藤 健一', 'member'], ['高橋 由美子', 'delegate']]);
  ok(await ask('nakano', 'DELETE', `/api/spaces/${space}/delegates/${await hatOf('takahashi')}`));
  refused(await ask('nakano', 'POST', `/api/handovers/${made.body.id}/accept`), 404, 'not_found');
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/membership`));
  await socket.close();
});

test('handover: to a physician or dentist only, never to oneself; declined, taken back or replaced it is nothing', async () => {
  const space = await patient('takahashi', 'nakano');
  await unchanged(async () => {
    refused(await ask('sato', 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf('takahashi') }), 404, 'not_found');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf('sato') }), 400, 'bad_value', 'hat');
    refused(await ask('sato', 'DELETE', `/api/spaces/${space}/handover`), 404, 'not_found');
    refused(await ask('sato', 'POST', `/api/spaces/${space}/successor`, { hat: await hatOf('nakano') }), 409, 'conflict');
    refused(await ask('takahashi', 'POST', `/api/vacancies/${space}/successor`, { hat: await hatOf('nakano') }), 404, 'not_found');
  });
  const offer = async () => (await ask('sato', 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf('nakano') })).body.id;
  const declined = await offer();
  ok(await ask('nakano', 'POST', `/api/handovers/${declined}/decline`));
  const replaced = await offer();
  const back = await offer();
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/handover`));
  await unchanged(async () => {
    for (const id of [declined, replaced, back]) refused(await ask('nakano', 'POST', `/api/handovers/${id}/accept`), 404, 'not_found');
  });
  assert.equal((await spaceOf('sato', space)).space.attending.name, '佐藤 健一');
});

test('handover: taking over against taking back ends in one of the two orders, with one 主治医', async () => {
  const space = await patient('nakano');
  const [login, other] = ['sato', 'nakano'];
  for (let i = 0; i < 4; i++) {
    const [old, fresh] = (await spaceOf(login, space)).space.role === 'attending' ? [login, other] : [other, login];
    const { id } = (await ask(old, 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf(fresh) })).body;
    const answers = await Promise.all([ask(fresh, 'POST', `/api/handovers/${id}/accept`), ask(old, 'DELETE', `/api/spaces/${space}/handover`)]);
    assert.equal(answers.filter((a) => a.status === 200).length, 1, answers.map((a) => a.text).join());
    const { members, space: now } = await spaceOf(login, space);
    const attending = members.filter((m) => m.role === 'attending');
    assert.deepEqual(attending.map((m) => m.hat), [now.attending.hat]);
    assert.equal(now.attending.hat, await hatOf(answers[0].status === 200 ? fresh : old));
  }
});

test('handover: the 主治医 is gone: posting goes on, nobody new; a 管理担当 names a successor, never oneself, who accepts', async () => {
  const space = await patient('takahashi', 'ito', 'nakano');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('ito') }));
  const offered = await ask('sato', 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf('nakano') });
  ok(await ask('nakano', 'POST', `/api/handovers/${offered.body.id}/accept`));
  const waiting = await invited('nakano', space, 'yoshida');
  const socket = await live('takahashi');
  const { hat: gone } = await as('nakano');
  try {
    await d.sql(`update hat set ended_at = ${d.clock.now()} where id = '${gone}'`);
    await socket.next({ t: 'event', kind: 'attending', space });
    assert.equal((await spaceOf('takahashi', space)).space.attending_pending, true);
    await post((await as('takahashi')).client, space, '交代の間も書けます');
    refused(await invite('ito', space, 'fujii'), 409, 'attending_missing');
    refused(await answerTo('yoshida', waiting, 'accept'), 409, 'attending_missing');
    refused(await ask('takahashi', 'POST', `/api/spaces/${space}/successor`, { hat: await hatOf('sato') }), 404, 'not_found');
    refused(await ask('ito', 'POST', `/api/spaces/${space}/successor`, { hat: await hatOf('takahashi') }), 404, 'not_found');
    const { id } = (await ask('ito', 'POST', `/api/spaces/${space}/successor`, { hat: await hatOf('sato') })).body;
    ok(await ask('sato', 'POST', `/api/handovers/${id}/accept`));
    const { members, members_past: past, space: now } = await spaceOf('takahashi', space);
    assert.deepEqual([now.attending.name, now.attending_pending], ['佐藤 健一', false]);
    assert.deepEqual(members.map((m) => [m.person.name, m.role]).sort(), [['伊藤 直樹', 'delegate'], ['佐藤 健一', 'attending'], ['高橋 由美子', 'member']]);
    assert.deepEqual(past.map((m) => m.hat), [gone]);
    ok(await answerTo('yoshida', waiting, 'accept'));
  } finally {
    await d.sql(`update hat set ended_at = null where id = '${gone}'`);
    forget('nakano');
    await socket.close();
  }
});

test('handover: a 主治医 without account is declared only where the region allows it', async () => {
  const space = await patient('takahashi', 'ito');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('ito') }));
  const outside = { name: '院外 太郎', phone: '042-000-0999', given_on: '2026-01-05', way: 'phone' };
  refused(await ask('ito', 'POST', `/api/spaces/${space}/successor/outside`, outside), 409, 'conflict');
  refused(await ask('takahashi', 'POST', `/api/spaces/${space}/successor/outside`, outside), 404, 'not_found');
  await d.sql(`update space set attending_pending = true where id = '${space}'`);
  refused(await ask('ito', 'POST', `/api/spaces/${space}/successor/outside`, outside), 400, 'bad_value', 'name');
});

test('handover: declared, somebody without account is the 主治医 with a name and a telephone; a physician takes over later', async () => {
  await underSetting({ 'instruction.declare': 1 }, async () => {
    const space = await patient('takahashi', 'ito');
    ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('ito') }));
    await d.sql(`update space set attending_pending = true where id = '${space}'`);
    const outside = { name: '院外 太郎', phone: '042-000-0999', given_on: '2026-01-05', way: 'phone' };
    const at = `/api/spaces/${space}/successor/outside`;
    refused(await ask('ito', 'POST', at, { ...outside, name: '' }), 400, 'bad_value', 'name');
    refused(await ask('ito', 'POST', at, { ...outside, way: 'mail' }), 400, 'bad_value', 'way');
    ok(await ask('ito', 'POST', at, outside));
    const { attending, instruction, attending_pending: pending } = (await spaceOf('takahashi', space)).space;
    assert.deepEqual([attending.name, attending.phone, attending.hat, instruction, pending], ['院外 太郎', '042-000-0999', null, 'declared', false]);
    assert.ok(!JSON.stringify(await d.sql(`select s::text from space s where id = '${space}' union all select a::text from audit a where space = '${space}'`)).includes('院外'));
    const named = await ask('ito', 'POST', `/api/spaces/${space}/successor`, { hat: await hatOf('nakano') });
    assert.equal(named.status, 201, named.text);
    ok(await ask('nakano', 'POST', `/api/handovers/${named.body.id}/accept`));
    assert.equal((await spaceOf('takahashi', space)).space.attending.name, '中野 みさき');
  });
});

test('handover: the clinic’s 施設管理者 names a successor without seeing whose timeline it is', async () => {
  const space = await patient('takahashi', 'nakano');
  await d.sql(`update space set attending = '${await hatOf('nakano')}', attending_pending = true where id = '${space}'`);
  await d.sql(`update member set role = 'member' where space = '${space}'`);
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/membership`));
  const [vacancy] = (await inbox('sato')).vacancies.filter((v) => v.space === space);
  assert.deepEqual([Object.keys(vacancy).sort(), vacancy.former.name], [['former', 'named', 'since', 'space'], '中野 みさき']);
  refused(await ask('sato', 'GET', `/api/spaces/${space}`), 404, 'not_found');
  assert.deepEqual((await inbox('takahashi')).vacancies, []);
  refused(await ask('takahashi', 'POST', `/api/vacancies/${space}/successor`, { hat: await hatOf('nakano') }), 404, 'not_found');
  refused(await ask('sato', 'POST', `/api/vacancies/${space}/successor`, { hat: await hatOf('sato') }), 400, 'bad_value', 'hat');
  const made = await ask('sato', 'POST', `/api/vacancies/${space}/successor`, { hat: await hatOf('nakano') });
  assert.equal(made.status, 201, made.text);
  assert.equal((await inbox('sato')).vacancies.find((v) => v.space === space).named.name, '中野 みさき');
  ok(await ask('nakano', 'POST', `/api/handovers/${made.body.id}/accept`));
  assert.deepEqual((await inbox('sato')).vacancies.filter((v) => v.space === space), []);
  assert.ok(!(await as('sato')).client.transcript.some((t) => t.includes(space) && t.includes('former') && t.includes('試験')));
});


test('inbox: another person’s is not mine, kinds of people without any have empty lists', async () => {
  const { handovers, invitations, vacancies } = await inbox('miura');
  assert.deepEqual([handovers, invitations, vacancies], [[], [], []]);
  await until('every act has its audit line', async () => {
    const acts = (await d.sql("select distinct act from audit where result = 'ok'")).map(([a]) => a);
    return ['delegate_end', 'delegate_grant', 'handover_answer', 'handover_appoint', 'handover_name', 'handover_offer', 'inbox_read', 'member_leave'].every((a) => acts.includes(a));
  });
});

await main(import.meta.url);
