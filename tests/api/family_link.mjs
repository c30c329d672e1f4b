// The one-time link of a relative against what else may happen to it at the same moment, and in other places.
import assert from 'node:assert/strict';
import { hire, makeFacility } from '../lib/staff.mjs';
import { comesBack, family, joins, kinOf, link, look as looks, secret, son, token } from './family_world.mjs';
import { ask, ok, spaceOf } from './people_world.mjs';
import { d, main, password, refused, test } from './world.mjs';

test('a link against its withdrawal, or against a newer one: she is in, or it never was', async () => {
  const { space } = await family();
  let came = 0;
  for (let i = 0; i < 4; i++) {
    const { id, token: text } = (await link('sato', space, son)).body;
    const [method, path] = i % 2 ? ['POST', `/api/spaces/${space}/kin/${id}/link`] : ['DELETE', `/api/spaces/${space}/kin/${id}`];
    const [entry, other] = await Promise.all([joins(text, `aida${i}`), ask('sato', method, path)]);
    if (entry.status === 201) came++;
    else refused(entry, 404, 'not_found');
    // Of who is in a newer link is one for a new password; there is nothing to take back.
    assert.equal(other.status, i % 2 || entry.status !== 201 ? 200 : 404, other.text);
    assert.equal((await kinOf('sato', space)).some((k) => k.id === id && k.state === 'joined'), entry.status === 201);
    refused(await joins(text, `aida${i}x`), 404, 'not_found');
    await d.sql('delete from throttle');
  }
  assert.equal((await spaceOf('sato', space)).members.filter((m) => m.person.kind === 'kin').length, came);
});

test('a link is for one purpose: a relative’s opens no account of staff and confirms no address, and theirs let nobody in here', async () => {
  const { space } = await family();
  const use = (path, text, more = {}) => d.client().post(path, { token: text, ...more });
  const kins = await token(space, son);
  for (const [path, more] of [['activation/look'], ['activation', { password: secret, login: 'hitotsu' }], ['mail/confirm'], ['join/password', { password: secret }]])
    refused(await use(`/api/${path}`, kins, more), 404, 'not_found');
  const station = await makeFacility(d);
  const admin = await d.signedIn((await hire(d, station, { admin: true })).login, password);
  const staffs = (await admin.post('/api/staff', { name: '試験 ふたり', kana: 'しけん', profession: 'nurse', login: 'hitotsu2' })).body.token;
  refused(await looks(staffs), 404, 'not_found');
  refused(await joins(staffs, 'hitotsu3'), 404, 'not_found');
  refused(await comesBack(staffs, secret), 404, 'not_found');
  refused(await use('/api/mail/confirm', staffs), 404, 'not_found');
  assert.equal((await joins(kins, 'hitotsu4')).status, 201);
  ok(await use('/api/activation', staffs, { password: secret }));
  await d.sql('delete from throttle');
});

await main(import.meta.url);
