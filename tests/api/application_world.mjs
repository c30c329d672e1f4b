// What the scenarios of 利用申込 share.
import assert from 'node:assert/strict';
import { d, signedIn, test } from './world.mjs';

export let office, stranger;
export const words = 'z4mq application secret words';

export const points = Object.fromEntries(['policy', 'purpose', 'consent', 'admin', 'staff', 'device', 'incident'].map((p) => [`point_${p}`, true]));
export const form = {
  name: 'ケアプラン試験', kind: 'care_manager_office', outside: true, relation: '市内の利用者を担当', area: '隣の市', address: `試験町1-2 ${words}`,
  phone_day: '042-000-0999', contact: '担当 試験', head_title: '所長', head_name: '試験 正', ...points, listed: true, phone_listed: false,
  signed_name: '試験 正', signed_on: '2026-01-05',
};

export const bearer = (link) => ({ headers: { authorization: `Application ${link.receipt}.${link.secret}` } });
export const own = (link) => stranger.get('/api/application', bearer(link));
export const save = async (link, more = {}) => stranger.put('/api/application', { ...form, ...more, version: (await own(link)).body.version }, bearer(link));
export const person = (link, id, more = {}) => stranger.put(`/api/application/people/${id}`, { name: '試験 花', kana: 'しけん はな', profession: 'care_manager', admin: true, ...more }, bearer(link));
export const submit = async (link) => stranger.post('/api/application/submit', { version: (await own(link)).body.version }, bearer(link));
export const idOf = async (link) => (await d.sql(`select id from application where receipt = '${link.receipt}'`))[0][0];
export const decide = (who, id, word, more) => who.post(`/api/applications/${id}/${word}`, more);
export const ok = (answer, status = 200) => (assert.equal(answer.status, status, answer.text), answer.body);
export const error = (answer, code, detail) => assert.deepEqual([answer.body.error, answer.body.detail], [code, detail], answer.text);
export const uncounted = () => d.sql("update application set source_key = sha256(id::text::bytea)");

export async function begun() {
  await uncounted();
  return ok(await stranger.post('/api/application'));
}

/** At the beginning of each file. */
export function asks() {
  test('application: who asks', async () => {
    [office, stranger] = [await signedIn('miura'), d.client()];
  });
}
