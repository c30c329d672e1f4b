// 完全削除 executed: nothing left, the certificate, what is killed on the way goes on, and races that end in one of the two orders.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { becomesReal } from '../lib/real.mjs';
import { codeAt } from '../lib/totp.mjs';
import { rowsOf } from './rows.mjs';
import {
  accept, accepted, approve, approved, ask, checked, d, day, end, hold, hour, due, erased, hatOf, inbox, key, later, main, nobody, object, ok, password, patient, pausing, refused, resume, row, stateOf, sweep, test, until,
} from './world.mjs';

const certificate = (id, login = 'miura') => ask(login, 'GET', `/api/erasures/${id}/certificate`);

/** An Ed25519 key of 32 bytes as Node takes it. */
const publicKey = (hex) => crypto.createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
const isSigned = ({ text, signature, public_key }) => crypto.verify(null, Buffer.from(`tasuki certificate 1\n${text}`), publicKey(public_key), Buffer.from(signature, 'hex'));

test('when the waiting period is over everything goes: keys, rows, and what was on the screens', async () => {
  const space = await patient('消去 花子');
  const posts = (await ask('takahashi', 'GET', `/api/spaces/${space}/posts`)).body.posts;
  ok(await ask('takahashi', 'PUT', `/api/spaces/${space}/posts/${posts[0].id}`, { key: key(), body: '訪問しました。変わりありません', version: 1 }));
  ok(await ask('sato', 'PUT', `/api/spaces/${space}/posts/${posts[0].id}/reaction`, { kind: 'seen', version: 2 }));
  ok(await ask('sato', 'PUT', `/api/spaces/${space}/draft`, { body: '書きかけ' }));
  const id = await pausing(space);
  refused(await certificate(id), 404, 'not_found');
  const lock = await d.hold(`select from erasure where id = '${id}' for update`); // until somebody looks on, `job` waits
  await due(id);
  const socket = await (await d.signedIn('takahashi', password)).live();
  await lock.release();
  await erased(id);
  await socket.next({ t: 'gone', space });
  refused(await ask('sato', 'GET', `/api/spaces/${space}`), 404, 'not_found');
  refused(await ask('sato', 'GET', `/api/spaces/${space}/erasure`), 404, 'not_found');
  assert.deepEqual(await rowsOf(d, space), []);
  assert.deepEqual(await d.sql(`select sealed_title, sealed_attending, attending, erased_at is not null from space where id = '${space}'`), [[null, null, null, 't']]);
  const { body } = await certificate(id);
  const { number } = (await row(id)).request;
  assert.deepEqual([body.certificate.number, body.certificate.spaces.map((s) => [s.kind, s.posts, s.versions]), body.certificate.approvals.map((a) => a.name)], [number, [['care', 2, 1]], ['大野 陽子', '西村 隆']]);
  assert.ok(body.certificate.spaces[0].rows > 5 && body.certificate.spaces[0].ledger >= 1 && body.certificate.tables_searched > 10);
  assert.equal(body.certificate.backups_until - body.certificate.erased_at, 400 * day);
  assert.ok(isSigned(body) && !isSigned({ ...body, text: body.text.replace(number, 'R-1999-0001') }));
  for (const word of ['消去', 'はなこ', '訪問', space]) assert.ok(!body.text.includes(word), word);
  ok(await certificate(id, 'sato'));
  refused(await certificate(id, 'takahashi'), 404, 'not_found');
  refused(await certificate(nobody), 404, 'not_found');
  assert.equal((await inbox('sato')).erasures.find((n) => n.id === id).state, 'erased');
  refused(await end('miura', id), 409, 'conflict');
  refused(await object('sato', id), 409, 'conflict');
});

test('a certificate is checked anywhere: good as it was saved, refused when a word, the signature or the region is another', async () => {
  const id = await pausing(await patient());
  await due(id);
  await erased(id);
  const { text, signature, public_key } = (await certificate(id)).body;
  const file = path.join(d.folder, 'certificate.json');
  const verify = async (saved, ...more) => {
    fs.writeFileSync(file, typeof saved === 'string' ? saved : JSON.stringify(saved));
    return d.tasuki('certificate', 'verify', file, ...more).then(({ stdout }) => stdout, (e) => `${e.code}: ${e.stderr}`);
  };
  const good = { text, signature, public_key };
  const { number } = (await row(id)).request;
  assert.match(await verify(good), new RegExp(`^number ${number}\nassociation .*\ndeployment .*\nkey ${public_key} \\(ask the association.*\nthe certificate is as it was signed\n$`));
  assert.match(await verify(good, '--key', public_key), new RegExp(`key ${public_key}\nthe certificate`));
  assert.match(await verify({ ...good, text: text.replace(number, 'R-1999-0001') }), /^1: .*it was changed/);
  assert.match(await verify({ ...good, signature: signature.replace(/^./, (c) => (c === '0' ? '1' : '0')) }), /^1: .*it was changed/);
  assert.match(await verify(good, '--key', '0'.repeat(64)), /^1: .*another key than this region's/);
  assert.match(await verify(good, '--key', 'abc'), /^1: .*64 digits/);
  const other = crypto.generateKeyPairSync('ed25519');
  const forged = { ...good, public_key: other.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'), signature: crypto.sign(null, Buffer.from(`tasuki certificate 1\n${text}`), other.privateKey).toString('hex') };
  assert.match(await verify(forged), /ask the association/);
  assert.match(await verify(forged, '--key', public_key), /^1: .*another key/);
  for (const bad of ['', 'no json', '{}', JSON.stringify({ ...good, text: 7 }), JSON.stringify({ ...good, public_key: 'f' })]) assert.match(await verify(bad), /^1: .*no certificate's file/);
  assert.match(await d.tasuki('certificate', 'verify').catch((e) => `${e.code}`), /^2/);
  assert.match(await d.tasuki('certificate', 'verify', '/nowhere').catch((e) => `${e.code}`), /^1/);
});

test('the key is gone: what was kept of the rows opens with nothing the holder has', async () => {
  const space = await patient();
  const id = await pausing(space);
  const body = (await d.sql(`select encode(body, 'hex') from post where space = '${space}' limit 1`))[0][0];
  assert.ok(body.length > 60);
  await due(id);
  await erased(id);
  const ledger = (await d.tasuki('keys', 'ledger', '--settings', d.settingsFile)).stdout;
  assert.ok(ledger.includes(space) && ledger.includes((await row(id)).request.number));
});

test('a hold outweighs two approvals, for as long as it stands', async () => {
  const space = await patient();
  const id = await pausing(space);
  ok(await hold(id));
  await due(id);
  const other = await pausing(await patient());
  assert.equal(await stateOf(id), 'pausing', 'a sweep has passed since');
  ok(await resume(id));
  ok(await end('miura', other));
  await erased(id);
});

/** What waits for somebody of a timeline goes with its key, also for who has read its row a moment before it was claimed. */
async function goneFromInbox(space, offered) {
  assert.deepEqual(await offered(), []);
  const [[at]] = await d.sql(`select erased_at from space where id = '${space}'`);
  await d.sql(`update space set erased_at = null where id = '${space}'`);
  assert.deepEqual(await offered(), []);
  await d.sql(`update space set erased_at = ${at} where id = '${space}'`);
}

test('job killed while rows are going: the next one goes on to the end, and until then nothing of it waits for anybody', async () => {
  const space = await patient('消去 太郎');
  const offered = async () => (await inbox('nakano')).handovers.map((h) => h.title);
  assert.equal((await ask('sato', 'POST', `/api/spaces/${space}/handover`, { hat: await hatOf('nakano') })).status, 201);
  const id = await pausing(space);
  assert.deepEqual(await offered(), ['消去 太郎 様']);
  const lock = await d.hold(`select from post where space = '${space}' for update`);
  await due(id);
  await until('the key to be gone', async () => (await d.sql(`select count(*) from erasure_space where erasure = '${id}' and ledger_no is not null`))[0][0] === '1');
  assert.equal(await stateOf(id), 'executing');
  refused(await ask('sato', 'GET', `/api/spaces/${space}`), 404, 'not_found');
  await d.sql('alter role tasuki_job nologin'); // the next one is here at once, and must wait
  await d.kill('job');
  const backends = () => d.sql("select pid from pg_stat_activity where usename = 'tasuki_job'");
  for (const [pid] of await backends()) process.kill(Number(pid), 'SIGTERM');
  await until('the end of what it was about', async () => (await backends()).length === 0);
  await lock.release();
  assert.equal((await d.sql(`select count(*) from post where space = '${space}'`))[0][0], '2', 'none of it was done');
  await goneFromInbox(space, offered);
  await d.sql('alter role tasuki_job login');
  refused(await end('miura', id), 409, 'conflict');
  refused(await hold(id), 409, 'conflict');
  await sweep('the deletion', async () => (await stateOf(id)) === 'erased');
  assert.deepEqual(await rowsOf(d, space), []);
  ok(await certificate(id));
});

test('the key holder killed: the deletion waits for it and goes on', async () => {
  const space = await patient();
  const id = await pausing(space);
  const { due_at } = (await row(id)).request;
  for (const p of d.processes('keys')) process.kill(p.pid, 'SIGSTOP');
  d.advance(due_at - d.clock.now() + 1000);
  await until('the claim', async () => (await stateOf(id)) === 'executing');
  await d.kill('keys');
  await d.healthy();
  await later(11 * 60_000); // leases given before this holder began are over
  await sweep('the deletion', async () => {
    await later(61_000);
    return (await stateOf(id)) === 'erased';
  });
  assert.deepEqual(await rowsOf(d, space), []);
}, { limit: 120_000 });

test('taken back at the moment of execution: one of the two, never between', async () => {
  for (let i = 0; i < 2; i++) {
    const space = await patient();
    const id = await pausing(space);
    await due(id);
    await later(61_000);
    const [answer] = await Promise.all([end('miura', id), until('a decision', async () => ['ended', 'executing', 'erased'].includes(await stateOf(id)))]);
    if (answer.status === 200) {
      assert.equal(await stateOf(id), 'ended');
      ok(await ask('takahashi', 'POST', `/api/spaces/${space}/posts`, { key: key(), body: '続けます' }));
    } else {
      refused(answer, 409, 'conflict');
      await until('the deletion', async () => (await stateOf(id)) === 'erased');
    }
    await later(day);
  }
});

test('an objection at the moment of execution: one of the two, never between', async () => {
  const space = await patient();
  const id = await pausing(space);
  await due(id);
  await later(61_000);
  const [answer] = await Promise.all([object('sato', id), until('a decision', async () => (await stateOf(id)) !== 'pausing')]);
  if (answer.status === 200) assert.equal(await stateOf(id), 'objected');
  else refused(answer, 409, 'conflict');
  if (answer.status === 200) ok(await end('miura', id));
});

test('out of the archive while the office accepts: frozen afterwards in either order', async () => {
  const space = await patient();
  const id = await checked(space);
  ok(await ask('sato', 'POST', `/api/spaces/${space}/archive`, { reason: 'ended' }));
  const [, restored] = await Promise.all([accept(id), ask('sato', 'DELETE', `/api/spaces/${space}/archive`)]);
  assert.ok([200, 409].includes(restored.status), restored.text);
  assert.deepEqual([await stateOf(id), (await ask('sato', 'GET', `/api/spaces/${space}`)).body.space.state], ['accepted', 'erasing']);
  refused(await ask('sato', 'DELETE', `/api/spaces/${space}/archive`), 409, 'conflict');
  ok(await end('miura', id));
});

test('three a day, the fourth on the next', async () => {
  await later(2 * day);
  const ids = [];
  for (let i = 0; i < 4; i++) ids.push(await approved(await patient()));
  await sweep('the waiting periods', async () => (await Promise.all(ids.map(stateOf))).every((s) => s === 'pausing'));
  await due(ids[3]);
  const done = async () => (await Promise.all(ids.map(stateOf))).filter((s) => s === 'erased').length;
  await sweep('three', async () => (await done()) === 3);
  await later(day - hour);
  await sweep('the fourth', async () => {
    await later(10 * 60_000);
    return (await done()) === 4;
  });
}, { limit: 120_000 });

test('front cannot execute, and job only what has its ticket', async () => {
  const id = await pausing(await patient());
  for (const call of [`erasure_claim('${id}', 99999999999999, 3)`, `erasure_purge('${id}', 1)`, `erasure_certify('${id}', 'x', '', '', 1)`, `space_purge('${id}', 1)`])
    await assert.rejects(d.sql(`select ${call}`, 'tasuki', 'tasuki_front'), /permission denied/);
  const job = async (call) => (await d.sql(`select ${call}`, 'tasuki', 'tasuki_job'))[0][0];
  assert.equal(await job(`erasure_claim('${id}', ${d.clock.now()}, 3)`), 'early');
  await assert.rejects(job(`erasure_purge('${id}', 1)`), /rows go after their keys/);
  await assert.rejects(job(`space_purge('${id}', 1)`), /permission denied/);
  await assert.rejects(d.sql(`delete from post`, 'tasuki', 'tasuki_job'), /permission denied/);
  const { due_at } = (await row(id)).request;
  await d.sql(`update erasure_approval set voided_at = 1 where erasure = '${id}' and hat = (select hat from erasure_approval where erasure = '${id}' limit 1)`);
  assert.equal(await job(`erasure_claim('${id}', ${due_at}, 3)`), 'void');
  assert.equal(await stateOf(id), 'accepted');
  ok(await approve('ono', id));
  ok(await approve('nishimura', id));
  await sweep('the waiting period', async () => (await stateOf(id)) === 'pausing');
  const space = (await d.sql(`select space from erasure where id = '${id}'`))[0][0];
  await d.sql(`insert into post (id, space, no, created_seq, seq, author, client_key, body, created_at)
    select gen_random_uuid(), space, 99, 9999, 9999, author, gen_random_uuid(), body, created_at from post where space = '${space}' limit 1`);
  assert.equal(await job(`erasure_claim('${id}', ${(await row(id)).request.due_at}, 3)`), 'void', 'what is there now is not what was approved');
  ok(await end('miura', id));
});

/** By the product's own way: offered, and enrolled with its first code. The secret. */
async function enrol(login) {
  const c = await d.signedIn(login, password);
  const { secret } = (await c.post('/api/factor')).body;
  ok(await c.put('/api/factor', { code: codeAt(secret, d.clock.now()) }));
  await later(60_000); // each code is good once
  return secret;
}

test('in a real region both approvals need a second factor, shown just now; without it nothing is executed', async () => {
  const id = await pausing(await patient());
  const { digest, due_at } = (await row(id)).request;
  await becomesReal(d);
  assert.deepEqual(await d.sql(`select erasure_claim('${id}', ${due_at}, 3)`, 'tasuki', 'tasuki_job'), [['second_factor']]);
  refused(await ask('hayashi', 'POST', `/api/erasures/${id}/approve`, { digest, password }), 403, 'gate_closed'); // who has none does nothing at all
  await becomesReal(d, false);
  ok(await end('miura', id));
});

test('with second factors that were enrolled by their owners and shown just now it is executed in a real region too', async () => {
  const space = await patient();
  const id = await accepted(space);
  const secrets = { ono: await enrol('ono'), nishimura: await enrol('nishimura') };
  const isNow = async (state) => (await d.sql(`select 1 from erasure where id = '${id}' and state = '${state}'`)).length === 1;
  const approval = async (login, early) => {
    const c = d.client();
    const code = () => codeAt(secrets[login], d.clock.now());
    ok(await c.post('/api/session', { login, password, code: code() }));
    const { digest } = (await c.get('/api/erasures')).body.requests.find((r) => r.request.id === id).request;
    const say = () => c.post(`/api/erasures/${id}/approve`, { digest, password });
    if (early) return refused(await say(), 409, 'factor_fresh');
    await later(6 * 60_000);
    refused(await say(), 403, 'proof_needed');
    ok(await c.post('/api/session/factor', { code: code() }));
    ok(await say());
  };
  await becomesReal(d);
  await approval('ono', true); // enrolled this week
  await later(8 * day);
  for (const login of ['ono', 'nishimura']) await approval(login, false);
  await sweep('the waiting period', () => isNow('pausing'));
  assert.equal((await d.sql(`select 1 from erasure_approval where erasure = '${id}' and voided_at is null and factor_at is not null`)).length, 2);
  const [[due_at]] = await d.sql(`select due_at from erasure where id = '${id}'`);
  await later(Number(due_at) - d.clock.now() + 1000);
  await sweep('the deletion', () => isNow('erased'));
  assert.deepEqual(await rowsOf(d, space), []);
  await becomesReal(d, false);
});

await main(import.meta.url);
