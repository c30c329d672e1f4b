// Hostile request heads and framing over raw TLS: each as the first request, as the second of a connection, and pipelined behind a good one,
// with a whole valid post hidden behind it. The answer is precise, the connection ends, the hidden post is never made.
import assert from 'node:assert/strict';
import { Raw } from '../lib/raw.mjs';
import { d, each, fronts, key, main, patient, post, refused, signedIn, test, unchanged } from './world.mjs';

const crlf = (...lines) => lines.join('\r\n');
/** What the requests of a test are made of; `hidden` is a post that would be kept if anybody took it for a request. */
async function parts() {
  const space = await patient('takahashi');
  const nurse = await signedIn('takahashi');
  const host = `Host: localhost:${d.port}`;
  const own = `Origin: ${d.origin}\r\nCookie: ${nurse.cookie()}\r\nContent-Type: application/json`;
  const body = () => JSON.stringify({ key: key(), body: '忍び込んだ投稿' });
  const made = body();
  const hidden = `POST /api/spaces/${space}/posts HTTP/1.1\r\n${host}\r\n${own}\r\nContent-Length: ${Buffer.byteLength(made)}\r\n\r\n${made}`;
  return { space, nurse, host, own, hidden, good: `GET /api/health HTTP/1.1\r\n${host}\r\n\r\n`, post: `POST /api/session/activity HTTP/1.1\r\n${host}\r\n${own}` };
}

/** name: [status, code, what is sent]; everything after a head is `hidden`. */
function heads({ host, own, post: start, hidden }) {
  const with_ = (...lines) => `${crlf(start, ...lines)}\r\n\r\n`;
  const get = (line, ...lines) => `${crlf(line, host, own, ...lines)}\r\n\r\n`;
  const bad = {};
  const add = (name, text, status = 400, code = 'bad_head') => (bad[name] = [status, code, text]);
  add('Content-Length and Transfer-Encoding', with_('Content-Length: 5', 'Transfer-Encoding: chunked') + `0\r\n\r\n`);
  add('Transfer-Encoding and Content-Length', with_('Transfer-Encoding: chunked', `Content-Length: ${5 + Buffer.byteLength(hidden)}`) + `0\r\n\r\n`);
  add('Content-Length 0 and Transfer-Encoding', with_('Content-Length: 0', 'Transfer-Encoding: chunked') + `0\r\n\r\n`);
  add('two Content-Lengths alike', with_('Content-Length: 0', 'Content-Length: 0'));
  add('two Content-Lengths unlike', with_('Content-Length: 0', 'Content-Length: 500'));
  for (const n of ['0, 0', '+0', '-0', '-1', '0x0', '0 0', '', '0;', '1e1', '٠', '99999999999999999999', '0\t0']) add(`Content-Length "${n}"`, with_(`Content-Length: ${n}`));
  for (const c of ['identity', 'gzip', 'gzip, chunked', 'chunked, gzip', 'chunked, chunked', 'xchunked', 'chunked;q=1', '"chunked"', 'chunked,', ',chunked', 'chun\u000bked', '']) {
    add(`Transfer-Encoding "${c}"`, with_(`Transfer-Encoding: ${c}`) + '0\r\n\r\n');
  }
  add('two Transfer-Encodings', with_('Transfer-Encoding: chunked', 'Transfer-Encoding: identity') + '0\r\n\r\n');
  add('Transfer-Encoding in HTTP/1.0', get('POST /api/session/activity HTTP/1.0', 'Transfer-Encoding: chunked') + '0\r\n\r\n');
  add('a space before a colon', with_('Content-Length : 0'));
  add('a tab before a colon', with_('Transfer-Encoding\t: chunked'));
  add('a folded line', with_('X-A: b', ' Content-Length: 50'));
  add('a folded first field', `POST /api/session/activity HTTP/1.1\r\n ${host}\r\n${own}\r\n\r\n`);
  add('a folded Transfer-Encoding', with_('Transfer-Encoding:', '\tchunked'));
  add('a field without a colon', with_('Content-Length'));
  add('a field without a name', with_(': 5'));
  add('a name with a space', with_('Content Length: 5'));
  add('a name beyond ASCII', with_('Contént-Length: 5'));
  add('bare LF everywhere', with_('Content-Length: 0').replaceAll('\r\n', '\n'));
  add('one bare LF', with_('X-A: b\nTransfer-Encoding: chunked'));
  add('an empty line of bare LFs', `${start}\r\n\n`);
  add('a bare CR', with_('X-A: b\rTransfer-Encoding: chunked'));
  add('CR CR LF', with_('X-A: b\r'));
  add('a NUL in a value', with_('X-A: b\0c'));
  add('a bell in a value', with_('X-A: \u0007'));
  add('a DEL in a value', with_('X-A: \u007f'));
  add('an empty line before the request', `\r\n${with_('Content-Length: 0')}`);
  add('two Hosts alike', with_(host));
  add('two Hosts unlike', with_('Host: example.org'));
  for (const h of ['', 'a b', 'a/b', 'a@b', 'a,b', 'a?b', 'localhost:443#', '\t']) add(`Host "${h}"`, `POST /api/session/activity HTTP/1.1\r\nHost: ${h}\r\n${own}\r\n\r\n`);
  add('no Host', `POST /api/session/activity HTTP/1.1\r\n${own}\r\n\r\n`);
  add('no Host in HTTP/1.0', `GET /api/health HTTP/1.0\r\n${own}\r\n\r\n`);
  for (const v of ['HTTP/1.2', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.1 ', 'http/1.1', 'HTTP/1', 'HTTP/11', 'FTP/1.1', 'HTTP/1.1 HTTP/1.1']) add(`version ${v}`, get(`GET /api/health ${v}`));
  add('no version', get('GET /api/health'));
  add('two spaces', get('GET  /api/health HTTP/1.1'));
  add('a tab for a space', get('GET\t/api/health\tHTTP/1.1'));
  add('a space before the method', get(' GET /api/health HTTP/1.1'));
  add('a method beyond tokens', get('GE(T /api/health HTTP/1.1'));
  add('a method of 17 letters', get(`${'A'.repeat(17)} /api/health HTTP/1.1`));
  add('the preface of HTTP/2', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`);
  for (const t of ['*', 'api/health', 'http://localhost/api/health', 'localhost:443', '//evil/api/health', '/api/health#x', '/api/hea%lth', '/api/health%0', '/api/%00', '/api/"', '/api/é', '/api/\\', '/api/{}', '/api/|', '/api/^']) {
    add(`target ${t}`, get(`GET ${t} HTTP/1.1`));
  }
  add('another expectation', with_('Content-Length: 0', 'Expect: 200-ok'));
  add('65 fields', with_(...Array.from({ length: 65 }, (_, i) => `X-${i}: 1`)), 431, 'head_too_large');
  add('a head of more than 16 KiB', with_(`X-A: ${'b'.repeat(16_384)}`), 431, 'head_too_large');
  add('a first line of more than 16 KiB', get(`GET /${'a'.repeat(16_384)} HTTP/1.1`), 431, 'head_too_large');
  add('a body where none may be', get('GET /api/state HTTP/1.1', 'Content-Length: 5') + 'abcde', 413, 'body_too_large');
  add('a chunked body where none may be', get('GET /api/state HTTP/1.1', 'Transfer-Encoding: chunked') + '0\r\n\r\n', 413, 'body_too_large');
  add('a body over the limit', with_('Content-Length: 131073'), 413, 'body_too_large');
  return bad;
}

/** The same for chunks; each comes with a head that is good. */
function chunks({ post: start }) {
  const bad = {};
  const add = (name, text, status = 400, code = 'bad_head') => (bad[name] = [status, code, `${start}\r\nTransfer-Encoding: chunked\r\n\r\n${text}`]);
  for (const size of ['', 'g', '-1', '+2', '0x2', ' 2', '2 ', '2\t', '000000002', '2,2', '"2"', '２']) add(`chunk size "${size}"`, `${size}\r\n{}\r\n0\r\n\r\n`);
  add('a chunk size ended by LF', '2\n{}\r\n0\r\n\r\n');
  add('a chunk ended by LF', '2\r\n{}\n0\r\n\r\n');
  add('a chunk ended by CR', '2\r\n{}\r0\r\n\r\n');
  add('a chunk that is longer than it says', '2\r\n{}}\r\n0\r\n\r\n');
  add('a chunk without its end', '2\r\n{}0\r\n\r\n');
  add('an extension with a bare CR', '2;a=\rb\r\n{}\r\n0\r\n\r\n');
  add('an extension with a NUL', '2;a=\0\r\n{}\r\n0\r\n\r\n');
  add('an extension without end', `2;${'a'.repeat(300)}\r\n{}\r\n0\r\n\r\n`);
  add('a trailer without a colon', '2\r\n{}\r\n0\r\nContent-Length\r\n\r\n');
  add('a folded trailer', '2\r\n{}\r\n0\r\n a: b\r\n\r\n');
  add('a trailer with a bare LF', '2\r\n{}\r\n0\r\na: b\nc: d\r\n\r\n');
  add('endless trailers', `2\r\n{}\r\n0\r\n${`a: ${'b'.repeat(1000)}\r\n`.repeat(20)}\r\n`);
  add('chunks over the limit', `${'10000\r\n'}${'a'.repeat(65_536)}\r\n${'10000\r\n'}${'a'.repeat(65_536)}\r\n1\r\na\r\n0\r\n\r\n`, 413, 'body_too_large');
  add('a chunk that claims 4 GiB', 'ffffffff\r\n', 413, 'body_too_large');
  return bad;
}

/** Bytes as they are: letters beyond ASCII as one byte each where they can be, else as UTF-8. */
const bytes = (text) => Buffer.from(text, 'utf8');

/** As the first request, as the second, and pipelined behind two. */
async function refusedThrice(name, [status, code, text], { good, hidden }) {
  const first = await Raw.open(d);
  first.write(bytes(text + hidden));
  refused(await first.answer(), status, code);
  assert.equal(await first.rest(), '', `${name}: nothing after the refusal`);

  const second = await Raw.open(d);
  second.write(good);
  assert.equal((await second.answer()).status, 200, name);
  second.write(bytes(text + hidden));
  const answer = await second.answer();
  assert.deepEqual([answer.status, answer.body.error, answer.headers.connection], [status, code, 'close'], `second: ${name}`);
  assert.equal(await second.rest(), '', name);

  const pipelined = await Raw.open(d);
  pipelined.write(bytes(good + good + text + hidden));
  assert.deepEqual([(await pipelined.answer()).status, (await pipelined.answer()).status], [200, 200], name);
  refused(await pipelined.answer(), status, code);
  assert.equal(await pipelined.rest(), '', name);
  for (const raw of [first, second, pipelined]) raw.end();
}

function hostile(table, p) {
  return each(Object.entries(table), ([name, one]) => refusedThrice(name, one, p));
}

test('hostile heads: refused as the first request, as the second, and pipelined; nothing behind them is heard', async () => {
  const p = await parts();
  const before = fronts();
  await unchanged(() => hostile(heads(p), p));
  assert.deepEqual(fronts(), before, 'the workers are the same');
}, { limit: 180_000 });

test('hostile chunks: the same', async () => {
  const p = await parts();
  const before = fronts();
  await unchanged(() => hostile(chunks(p), p));
  assert.deepEqual(fronts(), before, 'the workers are the same');
}, { limit: 120_000 });

test('the hidden post would have been kept had anybody heard it; what is in order is understood', async () => {
  const { space, nurse, host, own, hidden, good } = await parts();
  const raw = await Raw.open(d);
  const chunked = (body, more = '') => `POST /api/session/activity HTTP/1.1\r\n${host}\r\n${own}\r\nTransfer-Encoding: Chunked\r\n${more}\r\n${body}`;
  const all = [hidden, good, chunked('2\r\n{}\r\n0\r\n\r\n'), chunked('1;ext="x"\r\n{\r\n00000001\r\n}\r\n000\r\nTrailer: x\r\n\r\n'), chunked('0\r\n\r\n'), good];
  raw.write(all.join(''));
  const statuses = [];
  for (const _ of all) statuses.push((await raw.answer()).status);
  assert.deepEqual(statuses, [201, 200, 200, 200, 200, 200]);
  const { posts } = (await nurse.get(`/api/spaces/${space}/posts`)).body;
  assert.deepEqual(posts.map((p) => p.body), ['忍び込んだ投稿']);
  raw.write(`POST /api/session/activity HTTP/1.1\r\n${host}\r\n${own}\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n`);
  assert.equal((await raw.answer()).status, 100);
  raw.write('{}');
  assert.equal((await raw.answer()).status, 200);
  raw.write(`GET /api/health HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n${good}`);
  assert.equal((await raw.answer()).status, 200);
  assert.equal(await raw.rest(), '', 'after the last request nothing is heard');
  const old = await Raw.open(d);
  old.write(`GET /api/health HTTP/1.0\r\n${host}\r\n\r\n${good}`);
  assert.equal((await old.answer()).status, 200);
  assert.equal(await old.rest(), '');
});

test('a body is a body: a request inside it is never one', async () => {
  const { nurse, space, host, own, hidden, good } = await parts();
  await unchanged(async () => {
    const raw = await Raw.open(d);
    const head = (length) => `POST /api/spaces/${space}/posts HTTP/1.1\r\n${host}\r\n${own}\r\n${length}\r\n\r\n`;
    raw.write(`${head(`Content-Length: ${Buffer.byteLength(hidden)}`)}${hidden}${good}`);
    refused(await raw.answer(), 400, 'json_malformed');
    assert.equal((await raw.answer()).status, 200);
    raw.write(`${head('Transfer-Encoding: chunked')}${Buffer.byteLength(hidden).toString(16)}\r\n${hidden}\r\n0\r\n\r\n${good}`);
    refused(await raw.answer(), 400, 'json_malformed');
    assert.equal((await raw.answer()).status, 200);
  });
  await post(nurse, space, '正しい投稿');
});

await main(import.meta.url);
