// tests/api/application_scan.mjs: papers that go with a 利用申込.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { Raw } from '../lib/raw.mjs';
import { until } from '../lib/suite.mjs';
import { asks, bearer, begun, error, idOf, office, ok, own, person, save, stranger, submit } from './application_world.mjs';
import { d, key, main, signedIn, test } from './world.mjs';

asks();

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0, 255, 128, 1])]);
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
const scan = (link, bytes, id = key()) => stranger.put(`/api/application/scans/${id}`, bytes, bearer(link));

test('application: papers that go with it: PDF, JPEG and PNG by their first bytes, five of them, 5 MiB each', async () => {
  const link = await begun();
  const id = key();
  for (const [bytes, kind] of [[png, 'image/png'], [jpeg, 'image/jpeg'], [pdf, 'application/pdf']]) {
    ok(await scan(link, bytes, id));
    assert.deepEqual(ok(await own(link)).scans.map((n) => [n.id, n.kind, n.size]), [[id, kind, bytes.length]]);
  }
  for (const bytes of [Buffer.from('<html>'), Buffer.from('GIF89a'), Buffer.from(' %PDF-'), Buffer.from('MZ'), Buffer.alloc(0)]) error(await scan(link, bytes), 'media_refused', undefined);
  assert.equal((await scan(link, Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)]))).status, 413);
  ok(await scan(link, Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024 - pdf.length)])));
  for (let i = 0; i < 3; i++) ok(await scan(link, png));
  error(await scan(link, png), 'too_long', undefined);
  ok(await stranger.delete(`/api/application/scans/${id}`, undefined, bearer(link)));
  ok(await scan(link, jpeg));
  const other = await begun();
  error(await scan(other, png, ok(await own(link)).scans[0].id), 'not_found', undefined);
  error(await scan({ ...link, secret: other.secret }, png), 'not_found', undefined);
  assert.equal((await stranger.put('/api/application', Buffer.alloc(200_000), bearer(link))).status, 413, 'of that one route only');
});

test('application: papers are read by office and committee, as files to be kept; nothing is changed once it is handed in', async () => {
  const link = await begun();
  ok(await save(link));
  ok(await person(link, key()));
  const id = key();
  ok(await scan(link, pdf, id));
  error(await office.get(`/api/applications/scans/${id}`), 'not_found', undefined);
  ok(await submit(link));
  const file = await office.get(`/api/applications/scans/${id}`);
  assert.deepEqual([file.status, file.headers['content-type'], file.headers['x-content-type-options'], file.headers['cache-control']],
    [200, 'application/pdf', 'nosniff', 'no-store']);
  assert.equal(file.headers['content-disposition'], `attachment; filename="${link.receipt}.pdf"`);
  assert.equal(Number(file.headers['content-length']), pdf.length);
  assert.equal((await (await signedIn('nishimura')).get(`/api/applications/scans/${id}`)).status, 200);
  error(await (await signedIn('takahashi')).get(`/api/applications/scans/${id}`), 'not_found', undefined);
  error(await scan(link, png), 'conflict', undefined);
  error(await stranger.delete(`/api/application/scans/${id}`, undefined, bearer(link)), 'conflict', undefined);
  assert.equal(ok(await office.get(`/api/applications/${await idOf(link)}`)).scans.length, 1);
});

test('application: number and secret are judged before a byte of a paper is taken', async () => {
  const [link, other, handedIn] = [await begun(), await begun(), await begun()];
  ok(await save(handedIn));
  ok(await person(handedIn, key()));
  ok(await submit(handedIn));
  const head = async (authorization, more = []) => {
    const raw = await Raw.open(d);
    const lines = [`Origin: ${d.origin}`, `Authorization: ${authorization}`, 'Content-Type: application/pdf', `Content-Length: ${pdf.length}`, ...more];
    raw.request('PUT', `/api/application/scans/${key()}`, { lines });
    return raw;
  };
  const of = (l) => bearer(l).headers.authorization;
  for (const [authorization, status, code] of [
    [of({ ...link, secret: other.secret }), 404, 'not_found'],
    [of({ ...link, receipt: 'nothing123' }), 404, 'not_found'],
    ['Application nonsense', 404, 'not_found'],
    ['Bearer x.y', 404, 'not_found'],
    [of(handedIn), 409, 'conflict'],
  ]) {
    for (const more of [[], ['Expect: 100-continue']]) {
      const raw = await head(authorization, more);
      const answer = await raw.answer();
      assert.deepEqual([answer.status, answer.body.error], [status, code], 'no byte of the file was sent');
      assert.equal(await raw.rest(), '', 'the connection ends');
    }
  }
  const raw = await head(of(link), ['Expect: 100-continue']);
  assert.equal((await raw.answer()).status, 100, 'now it may come');
  raw.write(pdf);
  assert.equal((await raw.answer()).status, 200);
  const eager = await head(of(link));
  eager.write(pdf);
  assert.equal((await eager.answer()).status, 200, 'a file that comes with its head');
  for (const r of [raw, eager]) r.end();
  assert.equal(ok(await own(link)).scans.length, 2);
});

test('application: papers go with their draft, and drafts have room for so many', async () => {
  const [link, id] = [await begun(), key()];
  ok(await scan(link, png, id));
  await d.sql(`update application set changed_at = 1 where receipt = '${link.receipt}'`);
  d.advance(61_000);
  await until('the draft is gone', async () => (await d.sql(`select count(*) from application where receipt = '${link.receipt}'`))[0][0] === '0');
  assert.equal((await d.sql(`select count(*) from application_scan where id = '${id}'`))[0][0], '0');
  const small = await Deployment.start({ name: 'scans', settings: { 'application.scans_mib': 10 } });
  const c = small.client();
  const one = ok(await c.post('/api/application'));
  const big = Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024 - pdf.length)]);
  for (const status of [200, 200, 429]) assert.equal((await c.put(`/api/application/scans/${key()}`, big, bearer(one))).status, status);
  await small.stop();
});

await main(import.meta.url);
