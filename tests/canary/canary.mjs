// Words that nobody else has are written wherever patient text goes, and then looked for in every byte that is on the disk: data folder with
// PostgreSQL's files and log ahead, key folder, recovery folder, logs. The keys that would open them are looked for as well.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { Deployment } from '../lib/deployment.mjs';
import { suite, until } from '../lib/suite.mjs';
import { bytesOfId, openBody, spaceKeys, subKey } from './holder.mjs';
import { filesBelow, Scanner, spellingsOfBytes, spellingsOfText } from './scan.mjs';

const password = 'asagao7himawari7';
const limit = 240_000;
const kanji = '鶯鷲鷹鴎鴨鵜鶴鷺雁雀鳩鵬鳳鸞鴻鵠';

// All words of a run begin alike, so that one search finds all of them; what follows tells which it was.
const latin = `kanaria${randomBytes(6).toString('hex')}`;
const japanese = [...randomBytes(6)].map((b) => kanji[b % kanji.length]).join('') + '金糸雀';
let words = 0;
/** A fresh word in both scripts. */
const canary = () => `${latin}n${++words} ${japanese}${words}番`;

const { test, run } = suite();
let d, doctor, nurse, space, kept;

async function prepare() {
  d = await Deployment.start({ name: 'canary', workers: 2, settings: { 'log.format': 'json', 'limit.reads': 10_000, 'limit.writes': 10_000 } });
  doctor = await d.signedIn('sato', password);
  nurse = await d.signedIn('takahashi', password);
}

const scanner = () => new Scanner([...spellingsOfText('word', latin), ...spellingsOfText('言葉', japanese)]);

/** Everything PostgreSQL has in memory goes to its files. */
const toDisk = () => d.sql('checkpoint', 'tasuki', 'postgres');

function assertNowhere(seen) {
  console.log(`        ${seen.files} files, ${(seen.bytes / 1e6).toFixed(0)} MB`);
  assert.ok(seen.files > 500 && seen.bytes > 20e6, 'that is not the whole data folder');
  assert.deepEqual(seen.hits, []);
}

const ok = async (answer) => {
  const { status, body, text } = await answer;
  assert.ok(status === 200 || status === 201, `${status} ${text}`);
  return body;
};
const at = (rest = '') => `/api/spaces/${space}/posts${rest}`;

test('a patient with words of its own is taken in', async () => {
  const words = ['--facility', 'clinic', '--attending', 'sato', '--name', canary(), '--kana', canary(), '--birth', '1931-02-03', '--sex', 'female'];
  const { stdout } = await d.tasuki('demo', 'patient', ...words, '--settings', d.settingsFile);
  [space] = stdout.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/);
  await d.tasuki('demo', 'member-add', space, 'takahashi', '--relation', canary(), '--settings', d.settingsFile);
  const { body } = await doctor.get('/api/state');
  assert.ok(body.spaces.find((s) => s.id === space).title.includes(latin), 'its members see the name');
});

test('posts, answers, edits, drafts, reasons', async () => {
  const live = await nurse.live();
  kept = { body: canary() };
  kept.post = await ok(doctor.post(at(), { key: randomUUID(), body: kept.body }));
  const answer = await ok(nurse.post(at(), { key: randomUUID(), body: canary(), reply_to: kept.post.id }));
  await ok(nurse.put(at(`/${answer.id}`), { key: randomUUID(), body: canary(), version: 1 }));
  const gone = await ok(doctor.post(at(), { key: randomUUID(), body: canary() }));
  await ok(doctor.delete(at(`/${gone.id}`), { reason: canary() }));
  for (const text of [canary(), canary(), '']) await ok(doctor.put(`/api/spaces/${space}/draft`, { body: text }));
  await ok(nurse.put(`/api/spaces/${space}/draft`, { body: canary() }));
  await ok(doctor.post(at(), { key: randomUUID(), body: `${canary()} `.repeat(200) })); // large: PostgreSQL stores it in pieces
  await live.next((f) => f.post?.body?.includes(latin));
  const page = await ok(nurse.get(at()));
  assert.ok(page.posts.some((p) => p.body === kept.body), 'its members read the words');
  live.close();
});

test('whatever is refused leaves no word behind either', async () => {
  const bad = [
    { key: randomUUID(), body: canary(), [canary()]: 1 },
    { key: canary(), body: canary() },
    { key: randomUUID(), body: canary().repeat(1000) },
    { key: randomUUID(), body: [canary()] },
    `{"key": "${randomUUID()}", "body": "${canary()}`,
    `${canary()}`,
  ];
  for (const body of bad) assert.equal((await doctor.post(at(), body)).status, 400);
  assert.equal((await doctor.post(`/api/spaces/${randomUUID()}/posts`, { key: randomUUID(), body: canary() })).status, 404);
  assert.equal((await doctor.get(`/api/spaces/${encodeURIComponent(canary())}/posts`)).status, 404);
  await doctor.get(`/${encodeURIComponent(canary())}`);
  assert.equal((await doctor.put(at(`/${kept.post.id}/reaction`), { kind: canary(), version: 1 })).status, 400);
  assert.equal((await d.client().post('/api/session', { login: `${latin}n`, password: canary() })).status, 401);
  assert.equal((await d.client().post('/api/session', { login: 'sato', password: canary() })).status, 401);
  const live = await doctor.live();
  for (const text of [canary(), JSON.stringify({ t: canary() }), JSON.stringify({ t: 'watch', space: canary() })]) {
    live.send(text);
    await live.next({ t: 'error' });
  }
  live.close();
});

test('what a free group refuses leaves no word behind', async () => {
  const about = { name: '勉強会', aim: '学び合います。', rules: '質問はいつでもどうぞ。', entry: 'invitation' };
  const bad = () => `${canary()}、マイナンバー 9130-2847-5611 の方が昨夜から発熱しています`;
  const refused = async (answer) => {
    const { status, body, text } = await answer;
    assert.deepEqual([status, body?.error], [422, 'patient_data'], text);
  };
  const circle = (await ok(doctor.post('/api/circles', { key: randomUUID(), ...about }))).id;
  const posts = `/api/spaces/${circle}/posts`;
  const root = await ok(doctor.post(posts, { key: randomUUID(), body: '除圧について' }));
  await refused(doctor.post(posts, { key: randomUUID(), body: bad() }));
  await refused(doctor.post(posts, { key: randomUUID(), body: bad(), reply_to: root.id }));
  await refused(doctor.put(`${posts}/${root.id}`, { key: randomUUID(), body: bad(), version: 1 }));
  await refused(doctor.delete(`${posts}/${root.id}`, { reason: bad() }));
  await refused(doctor.put(`/api/spaces/${circle}/draft`, { body: bad() }));
  for (const field of ['aim', 'rules']) await refused(doctor.post('/api/circles', { key: randomUUID(), ...about, [field]: bad() }));
  assert.equal((await d.sql(`select count(*) from screening where space = '${circle}'`))[0][0], '5');
});

test('a statement that fails in the database is not quoted in any log', async () => {
  await d.sql(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'refused: %', new using errcode = '23514'; end $$;
    create trigger fail before insert on post for each row execute function fail();
    create trigger fail before update on draft for each row execute function fail()`);
  assert.equal((await doctor.post(at(), { key: randomUUID(), body: canary() })).status, 400);
  assert.notEqual((await doctor.put(`/api/spaces/${space}/draft`, { body: canary() })).status, 200);
  await d.sql('drop trigger fail on post; drop trigger fail on draft; drop function fail');
});

test('a crash leaves no word behind', async () => {
  await d.kill('front');
  await d.healthy();
  await d.kill('postgres');
  await until('PostgreSQL', () => d.sql('select 1').catch(() => null), 120_000);
  await d.healthy();
});

test('while it runs no word is in any file', async () => {
  await toDisk();
  assertNowhere(scanner().below(d.folder));
}, { limit });

test('nor any key: of a space, of its parts, of the store, of recovery', async () => {
  const spaces = (await d.sql('select id from space')).map(([id]) => id);
  const keys = await spaceKeys(path.join(d.data, 'run/keys/socket'), spaces);
  assert.equal(keys.size, spaces.length, 'every space has a key');
  const [[deployment, sealed]] = await d.sql(`select r.deployment, encode(p.body, 'hex') from region r, post p where p.id = '${kept.post.id}'`);
  const where = { deployment, space, row: kept.post.id, version: 1, sealed: Buffer.from(sealed, 'hex') };
  assert.equal(openBody(keys.get(space), where), kept.body, 'that is the key which opens it');
  const other = [...keys].find(([id]) => id !== space)[1];
  assert.throws(() => openBody(other, where), 'another space\'s key opens it as well');

  const needles = [];
  for (const [id, key] of keys) {
    needles.push(...spellingsOfBytes(`key of ${id}`, key));
    for (const label of ['tasuki body 1', 'tasuki identity 1']) needles.push(...spellingsOfBytes(`${label} of ${id}`, subKey(key, label)));
  }
  const everywhere = new Scanner(needles).below(d.folder); // the key folder too: there they are wrapped
  assertNowhere(everywhere);

  const kek = filesBelow(`${d.data}.keys`).find((f) => /kek-\d+$/.test(f));
  const pem = fs.readFileSync(`${d.data}.recovery/RECOVERY-PRIVATE-KEY`, 'utf8').split('\n')[1];
  const secrets = [...spellingsOfBytes('key encryption key', fs.readFileSync(kek)), { name: 'recovery private key', bytes: Buffer.from(pem) }, ...spellingsOfBytes('recovery private key', Buffer.from(pem, 'base64').subarray(-32))];
  assertNowhere(new Scanner(secrets).below(d.data));
}, { limit });

test('nor a session\'s token or a password', async () => {
  const tokens = [doctor, nurse].map((c) => c.cookies.get('__Host-tasuki'));
  const needles = tokens.flatMap((t) => spellingsOfText('token', t));
  assertNowhere(new Scanner([...needles, ...spellingsOfText('password', password)]).below(d.folder));
}, { limit });

test('what is looked for is found when it is there: in a table, in the log ahead, in a file, in every spelling', async () => {
  // Three: the end of a page of the log may cut one in two.
  await d.sql(`create table planted (t text); insert into planted select '${latin} ${japanese}' from generate_series(1, 3)`);
  await toDisk();
  const { hits } = scanner().below(d.data);
  for (const place of [/^pg\/base\/\d+\/\d+: word as it is$/, /^pg\/base\/\d+\/\d+: 言葉 as it is$/, /^pg\/pg_wal\/[0-9A-F]+: 言葉 as it is$/])
    assert.ok(hits.some((h) => place.test(h)), `${place} is not among ${hits}`);
  await d.sql('drop table planted');
  const file = path.join(d.data, 'log/planted');
  for (const { name, bytes } of [...spellingsOfText('word', latin), ...spellingsOfText('言葉', japanese)]) {
    fs.writeFileSync(file, Buffer.concat([randomBytes(1001), bytes, randomBytes(99)]));
    assert.ok(scanner().inBytes(fs.readFileSync(file)).includes(name), `${name} is not found`);
  }
  const around = (n) => Buffer.concat([randomBytes(n), Buffer.from(japanese, 'utf8'), randomBytes(7)]).toString('base64');
  for (const n of [0, 1, 2, 3, 4]) assert.ok(scanner().inBytes(Buffer.from(around(n))).length > 0, 'within a larger base64 text');
  fs.rmSync(file);
}, { limit });

await run(prepare);
