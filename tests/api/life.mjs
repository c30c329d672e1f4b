// The life of a timeline: opened on the 主治医's instruction, consent, agreement, archive (Art. 16, 19).
import assert from 'node:assert/strict';
import { d, key, look, main, nobody, patient, post, refused, signedIn, test, unchanged } from './world.mjs';

const identity = { name: '試験 太郎', kana: 'しけん たろう', birth: '1938-02-28', sex: 'male', chart_no: 'K-0417' };
const consent = {
  kind: 'signed',
  giver: '試験 一郎',
  relation: '長男',
  explained_by: '高橋 由美子',
  signed_on: '2026-04-01',
  copy_on: '2026-04-01',
  original_at: '訪問看護ステーションの書庫',
  scope_photo: true,
  scope_family: true,
  scope_disaster: false,
  scope_after_death: true,
};

async function hatOf(login) {
  const c = await signedIn(login);
  const { hat } = (await c.get('/api/session')).body;
  return { client: c, hat: hat.hat };
}

/** A timeline opened by the nurse on Dr Sato's word; she is 管理担当, he is not inside yet. */
async function opened(more = {}) {
  const nurse = await hatOf('takahashi');
  const doctor = await hatOf('sato');
  const body = { key: key(), ...identity, attending: doctor.hat, given_on: '2026-03-30', way: 'phone', ...more };
  const answer = await nurse.client.post('/api/spaces', body);
  assert.equal(answer.status, 201, answer.text);
  return { nurse: nurse.client, doctor: doctor.client, space: answer.body.id, body };
}

const asked = async (client, space) => (await client.get('/api/inbox')).body.instructions.filter((i) => i.space === space);
const page = async (client, space) => (await client.get(`/api/spaces/${space}`)).body;
const instructionOf = async (client, space) => (await client.get(`/api/spaces/${space}/instructions`)).body.instructions[0];

test('a nurse opens a timeline on a phoned instruction: nothing goes on before consent, nobody of elsewhere is inside before the answer', async () => {
  const { nurse, doctor, space, body } = await opened();
  const { space: s, members } = await page(nurse, space);
  assert.deepEqual([s.state, s.role, s.instruction, s.consent, s.title], ['draft', 'delegate', 'waiting', 'none', '試験 太郎 様']);
  assert.equal(members.length, 1);
  assert.ok(s.may.includes('consent_record') && !s.may.includes('post') && !s.may.includes('archive'));
  refused(await nurse.post(`/api/spaces/${space}/posts`, { key: key(), body: '初回です' }), 409, 'space_read_only');
  assert.deepEqual(look(await doctor.get(`/api/spaces/${space}`)), look(await doctor.get(`/api/spaces/${nobody}`)));
  const again = await nurse.post('/api/spaces', body);
  assert.deepEqual([again.status, again.body.id], [200, space]);
  assert.equal((await d.sql(`select count(*) from member where space = '${space}'`))[0][0], '1');
});

test('the 主治医 confirms in one tap: is in, sees everything, once', async () => {
  const { nurse, doctor, space } = await opened();
  const live = await nurse.live();
  const { id } = await instructionOf(nurse, space);
  const [waiting] = await asked(doctor, space);
  assert.deepEqual([waiting.id, waiting.title, waiting.by.name, waiting.given_on, waiting.way], [id, '試験 太郎 様', '高橋 由美子', '2026-03-30', 'phone']);
  assert.deepEqual(await asked(nurse, space), []);
  refused(await nurse.post(`/api/instructions/${id}`, { answer: 'confirmed' }), 404, 'not_found');
  assert.equal((await doctor.post(`/api/instructions/${id}`, { answer: 'confirmed' })).status, 200);
  refused(await doctor.post(`/api/instructions/${id}`, { answer: 'refused' }), 409, 'conflict');
  assert.deepEqual(await asked(doctor, space), []);
  await live.next({ t: 'event', space, kind: 'member_add' });
  await live.next({ t: 'event', space, kind: 'attending' });
  const { space: s, members } = await page(doctor, space);
  assert.deepEqual([s.instruction, s.role, s.attending.name, members.length], ['confirmed', 'attending', '佐藤 健一', 2]);
  assert.ok(s.may.includes('archive'));
});

test('a refused instruction puts it back into preparation, and it can be asked for again', async () => {
  const { nurse, doctor, space } = await opened();
  const { id, attending } = await instructionOf(nurse, space);
  assert.equal((await nurse.post(`/api/spaces/${space}/consent`, consent)).status, 201);
  await post(nurse, space, '同意をいただきました');
  assert.equal((await doctor.post(`/api/instructions/${id}`, { answer: 'refused' })).status, 200);
  const { space: s } = await page(nurse, space);
  assert.deepEqual([s.instruction, s.state], ['withdrawn', 'draft']);
  refused(await nurse.post(`/api/spaces/${space}/posts`, { key: key(), body: 'もう一件' }), 409, 'space_read_only');
  const renewed = { attending: attending.hat, given_on: '2026-04-02', way: 'fax' };
  assert.equal((await nurse.post(`/api/spaces/${space}/instructions`, renewed)).status, 200);
  const next = await instructionOf(nurse, space);
  assert.equal((await doctor.post(`/api/instructions/${next.id}`, { answer: 'confirmed' })).status, 200);
  assert.equal((await page(nurse, space)).space.state, 'open');
});

test('opening is refused with the field named, and changes nothing', async () => {
  const nurse = await hatOf('takahashi');
  const doctor = await hatOf('sato');
  const good = { key: key(), ...identity, attending: doctor.hat, given_on: '2026-03-30', way: 'phone' };
  const cases = [
    [{ attending: undefined }, 400, 'bad_value', 'attending'],
    [{ attending: nurse.hat }, 400, 'bad_value', 'attending'],
    [{ attending: nobody }, 400, 'bad_value', 'attending'],
    [{ given_on: undefined }, 400, 'bad_value', 'given_on'],
    [{ way: 'mail' }, 400, 'bad_value', 'way'],
    [{ birth: '1938-02-30' }, 400, 'bad_value', 'birth'],
    [{ name: '' }, 400, 'bad_value', 'name'],
    [{ kana: 'か'.repeat(101) }, 400, 'too_long', 'kana'],
    [{ attending: undefined, attending_name: '外の 先生' }, 400, 'bad_value', 'attending_name'],
    [{ facility: nobody }, 400, 'field_unknown', undefined],
  ];
  const clerk = await signedIn('miura');
  await unchanged(async () => {
    for (const [change, status, code, field] of cases) {
      refused(await nurse.client.post('/api/spaces', { ...good, key: key(), ...change }), status, code, field);
    }
    refused(await clerk.post('/api/spaces', good), 404, 'not_found');
  });
});

test('a physician opens without anybody’s instruction and keeps the 主治医', async () => {
  const doctor = await hatOf('sato');
  const answer = await doctor.client.post('/api/spaces', { key: key(), ...identity });
  assert.equal(answer.status, 201);
  const { space: s } = await page(doctor.client, answer.body.id);
  assert.deepEqual([s.instruction, s.role, s.attending.hat], ['own', 'attending', doctor.hat]);
  assert.deepEqual((await doctor.client.get(`/api/spaces/${s.id}/instructions`)).body.instructions, []);
});

test('consent opens the timeline, its withdrawal stops writing at once and reading after seven days', async () => {
  const { nurse, space } = await opened();
  refused(await nurse.post(`/api/spaces/${space}/consent`, { ...consent, copy_on: undefined }), 400, 'field_missing', 'copy_on');
  assert.equal((await nurse.post(`/api/spaces/${space}/consent`, consent)).status, 201);
  refused(await nurse.post(`/api/spaces/${space}/consent`, consent), 409, 'conflict');
  await post(nurse, space, '血圧は落ち着いています');
  const { consents } = (await nurse.get(`/api/spaces/${space}/consent`)).body;
  assert.deepEqual([consents.length, consents[0].names.giver, consents[0].copy_on], [1, consent.giver, consent.copy_on]);
  assert.equal((await nurse.delete(`/api/spaces/${space}/consent`)).status, 200);
  refused(await nurse.post(`/api/spaces/${space}/posts`, { key: key(), body: '続き' }), 409, 'space_read_only');
  const { space: s } = await page(nurse, space);
  assert.deepEqual([s.state, s.consent, s.may.includes('consent_record')], ['locked', 'withdrawn', true]);
  const now = (await nurse.get('/api/session')).body.now;
  assert.ok(Math.abs(s.read_until - now - 7 * 86_400_000) < 600_000);
  assert.equal((await nurse.post(`/api/spaces/${space}/consent`, { ...consent, kind: 'prior', copy_on: undefined })).status, 201);
  assert.equal((await page(nurse, space)).space.consent, 'prior');
  await d.sql(`update space set consent = 'withdrawn', read_until = 1 where id = '${space}'`);
  assert.deepEqual(look(await nurse.get(`/api/spaces/${space}`)), look(await nurse.get(`/api/spaces/${nobody}`)));
});

test('names of a consent and of a patient are nowhere in clear', async () => {
  await opened();
  const dump = JSON.stringify(await d.sql('select c::text from consent c union all select i::text from patient_identity i union all select s::text from space s'));
  for (const word of ['試験', 'K-0417', '書庫']) assert.ok(!dump.includes(word), word);
  assert.ok(!d.logs().includes('試験'));
});

test('an agreement is versioned and confirmed by each', async () => {
  const { nurse, space } = await opened();
  refused(await nurse.put(`/api/spaces/${space}/agreement`, { version: 2, text: '夜間はお電話で' }), 409, 'conflict');
  refused(await nurse.put(`/api/spaces/${space}/agreement`, { version: 1, text: '夜間はお電話で', rules: 'x' }), 400, 'bad_value', 'rules');
  assert.equal((await nurse.put(`/api/spaces/${space}/agreement`, { version: 1, text: '夜間はお電話で' })).status, 200);
  assert.deepEqual((await page(nurse, space)).space.agreement, { version: 1, confirmed: true });
  const { id } = await instructionOf(nurse, space);
  const doctor = await signedIn('sato');
  await doctor.post(`/api/instructions/${id}`, { answer: 'confirmed' });
  assert.deepEqual((await page(doctor, space)).space.agreement, { version: 1, confirmed: false });
  refused(await doctor.post(`/api/spaces/${space}/agreement/confirm`, { version: 2 }), 409, 'conflict');
  for (let i = 0; i < 2; i++) assert.equal((await doctor.post(`/api/spaces/${space}/agreement/confirm`, { version: 1 })).status, 200);
  const { versions } = (await doctor.get(`/api/spaces/${space}/agreement`)).body;
  assert.deepEqual([versions.length, versions[0].said.text, versions[0].confirmed.length], [1, '夜間はお電話で', 2]);
});

test('the day of death: recorded by the 主治医 with the move or later, corrected, taken back; sealed; the care side sees it, the family side never', async () => {
  const { nurse, doctor, space } = await opened();
  const { id } = await instructionOf(nurse, space);
  await doctor.post(`/api/instructions/${id}`, { answer: 'confirmed' });
  assert.equal((await nurse.post(`/api/spaces/${space}/consent`, consent)).status, 201);
  const family = (await doctor.post(`/api/spaces/${space}/family`, { key: key() })).body.id;
  const at = `/api/spaces/${space}`;
  const days = (n) => new Date(d.clock.now() + (9 + 24 * n) * 3600_000).toISOString().slice(0, 10);
  const shown = async (client) => (await page(client, space)).space.archived;
  refused(await doctor.put(`${at}/death`, { died_on: days(-1) }), 409, 'conflict');
  refused(await doctor.post(`${at}/archive`, { reason: 'ended', died_on: days(-1) }), 400, 'bad_value', 'died_on');
  refused(await doctor.post(`${at}/archive`, { reason: 'death', died_on: days(1) }), 400, 'bad_value', 'died_on');
  refused(await doctor.post(`/api/spaces/${family}/archive`, { reason: 'death', died_on: days(-1) }), 400, 'bad_value', 'died_on');
  refused(await nurse.post(`${at}/archive/proposal`, { reason: 'death', died_on: days(-1) }), 400, 'field_unknown');
  assert.equal((await doctor.post(`${at}/archive`, { reason: 'death', died_on: days(-2) })).status, 200);
  assert.equal((await shown(nurse)).died_on, days(-2));
  refused(await nurse.put(`${at}/death`, { died_on: days(-1) }), 404, 'not_found');
  refused(await doctor.put(`${at}/death`, { died_on: days(1) }), 400, 'bad_value', 'died_on');
  const live = await nurse.live();
  assert.equal((await doctor.put(`${at}/death`, { died_on: days(-1) })).status, 200);
  await live.next({ t: 'event', space, kind: 'space' });
  assert.equal((await shown(nurse)).died_on, days(-1));
  const [[row]] = await d.sql(`select sealed::text from death where space = '${space}'`);
  assert.ok(!Buffer.from(row.slice(2), 'hex').includes(days(-1)));
  assert.equal((await doctor.post(`/api/spaces/${family}/archive`, { reason: 'death' })).status, 200);
  const beside = await doctor.get(`/api/spaces/${family}`);
  assert.equal(beside.body.space.archived.died_on, null);
  assert.ok(!beside.text.includes(days(-1)));
  assert.equal((await doctor.put(`${at}/death`, {})).status, 200);
  assert.equal((await shown(nurse)).died_on, null);
  assert.equal((await doctor.put(`${at}/death`, { died_on: days(0) })).status, 200);
  assert.equal((await doctor.delete(`${at}/archive`)).status, 200);
  assert.deepEqual(await d.sql(`select sealed is null from death where space = '${space}'`), [['t']], 'moved by mistake: the day goes too');
  assert.equal((await doctor.post(`${at}/archive`, { reason: 'death' })).status, 200);
  assert.equal((await shown(nurse)).died_on, null);
});

test('archive against a post: kept before it, or refused, never between', async () => {
  const { nurse, doctor, space } = await opened();
  const { id } = await instructionOf(nurse, space);
  await doctor.post(`/api/instructions/${id}`, { answer: 'confirmed' });
  assert.equal((await nurse.post(`/api/spaces/${space}/consent`, consent)).status, 201);
  for (let kept = 0, i = 0; i < 8; i++) {
    const say = () => nurse.post(`/api/spaces/${space}/posts`, { key: key(), body: `${i}回目の訪問です` });
    const store = () => doctor.post(`/api/spaces/${space}/archive`, { reason: 'ended' });
    const [said, stored] = await Promise.all(i % 2 ? [say(), store()] : [store(), say()].reverse());
    assert.equal(stored.status, 200);
    assert.ok(said.status === 201 || said.body.error === 'space_read_only', said.text);
    kept += said.status === 201;
    const [[posts, before]] = await d.sql(`select count(*) filter (where kind = 'post'), coalesce(max(seq) filter (where kind = 'post'), 0) < max(seq) filter (where kind = 'space')
      from event where space = '${space}'`);
    assert.deepEqual([Number(posts), before], [kept, 't']);
    assert.equal((await doctor.delete(`/api/spaces/${space}/archive`)).status, 200);
  }
});

test('archive: proposed by the nurse, done by the 主治医, read-only and silent, and back', async () => {
  const { nurse, doctor, space } = await opened();
  const { id } = await instructionOf(nurse, space);
  await doctor.post(`/api/instructions/${id}`, { answer: 'confirmed' });
  await nurse.post(`/api/spaces/${space}/consent`, consent);
  await post(doctor, space, 'よろしくお願いします');
  refused(await nurse.post(`/api/spaces/${space}/archive`, { reason: 'death' }), 404, 'not_found');
  for (let i = 0; i < 2; i++) assert.equal((await nurse.post(`/api/spaces/${space}/archive/proposal`, { reason: 'death' })).status, 200);
  assert.equal((await d.sql(`select count(*) from archive_proposal where space = '${space}'`))[0][0], '1');
  const proposed = async (client) => (await client.get('/api/inbox')).body.proposals.filter((p) => p.space === space);
  assert.deepEqual((await proposed(doctor)).map((p) => [p.by.name, p.reason, p.title]), [['高橋 由美子', 'death', '試験 太郎 様']]);
  assert.deepEqual(await proposed(nurse), []);
  assert.equal((await page(nurse, space)).space.archive_proposal.reason, 'death');
  refused(await nurse.delete(`/api/spaces/${space}/archive/proposal`), 404, 'not_found');
  assert.ok((await page(doctor, space)).space.may.includes('archive_dismiss') && !(await page(nurse, space)).space.may.includes('archive_dismiss'));
  assert.equal((await doctor.delete(`/api/spaces/${space}/archive/proposal`)).status, 200);
  assert.deepEqual([await proposed(doctor), (await page(nurse, space)).space.archive_proposal], [[], null]);
  await nurse.post(`/api/spaces/${space}/archive/proposal`, { reason: 'death' });
  assert.equal((await doctor.post(`/api/spaces/${space}/archive`, { reason: 'death' })).status, 200);
  refused(await doctor.post(`/api/spaces/${space}/archive`, { reason: 'death' }), 409, 'conflict');
  const { space: s } = await page(nurse, space);
  assert.deepEqual([s.state, s.archived.reason, s.may.includes('post'), s.unread], ['archived', 'death', false, 0]);
  refused(await nurse.post(`/api/spaces/${space}/posts`, { key: key(), body: '続き' }), 409, 'space_read_only');
  assert.equal((await d.sql(`select state from archive_proposal where space = '${space}' order by at desc limit 1`))[0][0], 'done');
  assert.equal((await doctor.delete(`/api/spaces/${space}/archive`)).status, 200);
  refused(await doctor.delete(`/api/spaces/${space}/archive`), 409, 'conflict');
  assert.equal((await page(nurse, space)).space.state, 'open');
});

test('a patient of the operator’s making has a consent like any other: who signed, when, who explained, where the original lies', async () => {
  const space = await patient('takahashi');
  const { consents } = (await (await signedIn('takahashi')).get(`/api/spaces/${space}/consent`)).body;
  const [c] = consents;
  assert.deepEqual([consents.length, c.kind, c.names, c.withdrawn_at, c.scope_family], [1, 'signed',
    { giver: '試験 花子', relation: '本人', explained_by: '佐藤 健一', original_at: 'すみれ坂内科クリニック' }, null, false]);
  assert.match(`${c.signed_on} ${c.copy_on}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
});

await main(import.meta.url);
