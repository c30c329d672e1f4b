// A relative who has forgotten the password comes back by a link for a new one, made by who manages the family timeline.
import assert from 'node:assert/strict';
import { comes, comesBack, daughter, family, joins, joinsStaff, kinOf, look as looks, secret, son } from './family_world.mjs';
import { ask, hatOf, ok } from './people_world.mjs';
import { d, look, main, refused, test } from './world.mjs';

test('a forgotten password: a link for a new one, same hat; the old password and its sessions end, older links and used ones are like none', async () => {
  const { space } = await family();
  const kin = await comes(space, daughter);
  const other = await comes(space, son);
  const socket = await kin.client.live();
  const [row] = (await kinOf('sato', space)).filter((k) => k.hat === kin.hat);
  const again = async (login = 'sato') => ask(login, 'POST', `/api/spaces/${space}/kin/${row.id}/link`);
  refused(await again('takahashi'), 404, 'not_found');
  refused(await other.client.post(`/api/spaces/${space}/kin/${row.id}/link`), 404, 'not_found');
  const first = (await again()).body.token;
  const text = (await again()).body.token;
  const nothing = look(await looks('C'.repeat(43)));
  const noChange = look(await comesBack('C'.repeat(43), secret));
  assert.deepEqual([noChange.status, look(await looks(first)), look(await comesBack(first, secret))], [404, nothing, noChange]);
  const seen = await looks(text);
  assert.deepEqual([seen.body.login, seen.body.by.name, /花子|みどり(?!野)/.test(seen.text)], [kin.login, '佐藤 健一', false]);
  assert.equal((await kinOf('sato', space)).find((k) => k.id === row.id).again, true);
  assert.equal((await kin.client.get('/api/state')).status, 200, 'until it is used nothing changes');
  assert.deepEqual(look(await joins(text, 'betsujin', secret)), nothing, 'it makes no account');
  refused(await comesBack(text, 'mijikai1'), 400, 'bad_value', 'password');
  const anew = 'atarashii7kotoba';
  const both = await Promise.all([comesBack(text, anew), comesBack(text, anew)]);
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 404]);
  assert.deepEqual(both.find((a) => a.status === 200).body, { login: kin.login });
  assert.equal(await socket.closed, 4401);
  refused(await kin.client.get('/api/state'), 401, 'session_none');
  refused(await d.client().post('/api/session', { login: kin.login, password: secret }), 401, 'sign_in_refused');
  const back = await d.signedIn(kin.login, anew);
  assert.equal((await back.get('/api/session')).body.hat.hat, kin.hat);
  assert.deepEqual((await back.get('/api/state')).body.spaces.map((s) => s.id), [space]);
  assert.equal((await other.client.get('/api/state')).status, 200);
  assert.deepEqual([look(await looks(text)), look(await comesBack(text, secret))], [nothing, noChange]);
  assert.deepEqual(await d.sql(`select account = (select account from hat where id = '${kin.hat}'), space::text from audit where act = 'kin_return' and result = 'ok' and hat = '${kin.hat}'`), [['t', space]]);
  await d.sql('delete from throttle');
});

test('a link for a new password is taken back, ends with who made it, and with who is cut off', async () => {
  const { space } = await family();
  const kin = await comes(space, daughter);
  const [row] = await kinOf('sato', space);
  const again = async (login = 'sato') => (await ask(login, 'POST', `/api/spaces/${space}/kin/${row.id}/link`)).body.token;
  const taken = await again();
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/kin/${row.id}`));
  refused(await ask('sato', 'DELETE', `/api/spaces/${space}/kin/${row.id}`), 404, 'not_found');
  refused(await looks(taken), 404, 'not_found');
  assert.equal((await kin.client.get('/api/state')).status, 200, 'she is in all the same');
  await joinsStaff(space, 'takahashi');
  ok(await ask('sato', 'POST', `/api/spaces/${space}/delegates`, { hat: await hatOf('takahashi') }));
  const hers = await again('takahashi');
  assert.equal((await looks(hers)).status, 200);
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/delegates/${await hatOf('takahashi')}`));
  refused(await looks(hers), 404, 'not_found');
  const last = await again();
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/members/${kin.hat}`));
  refused(await comesBack(last, 'atarashii7kotoba'), 404, 'not_found');
  refused(await ask('sato', 'POST', `/api/spaces/${space}/kin/${row.id}/link`), 404, 'not_found');
  await d.sql('delete from throttle');
});

await main(import.meta.url);
