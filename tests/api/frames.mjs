// What no honest client sends over the live socket: frames that break the protocol, text that is no frame of ours, too many of them.
// Each costs the sender its connection, or earns a precise answer; nothing is changed and others go on.
import assert from 'node:assert/strict';
import { Raw } from '../lib/raw.mjs';
import { d, main, nobody, patient, post, refused, signedIn, test, unchanged } from './world.mjs';

const text = 1;
const [continued, binary, close, ping, pong] = [0, 2, 8, 9, 10];

async function upgraded(client) {
  const raw = await Raw.open(d);
  const answer = await raw.upgrade(client.cookie());
  assert.equal(answer.status, 101, answer.text);
  return raw;
}

const ours = JSON.stringify({ t: 'ping' });
/** name: [close code, what is sent] */
const hostile = {
  'an unmasked text': [1002, (r) => r.frame(text, ours, { masked: false })],
  'an unmasked close': [1002, (r) => r.frame(close, '', { masked: false })],
  'an unmasked empty text': [1002, (r) => r.frame(text, '', { masked: false })],
  'a masked text, then an unmasked one': [1002, (r) => (r.frame(text, ours), r.frame(text, ours, { masked: false }))],
  'RSV1 (compression was not agreed)': [1002, (r) => r.frame(text, ours, { rsv: 4 })],
  'RSV2': [1002, (r) => r.frame(text, ours, { rsv: 2 })],
  'RSV3 on a ping': [1002, (r) => r.frame(ping, '', { rsv: 1 })],
  'opcode 3': [1002, (r) => r.frame(3, 'x')],
  'opcode 7': [1002, (r) => r.frame(7, 'x')],
  'opcode 11': [1002, (r) => r.frame(11, 'x')],
  'opcode 15': [1002, (r) => r.frame(15)],
  'binary': [1003, (r) => r.frame(binary, ours)],
  'a continuation of nothing': [1002, (r) => r.frame(continued, ours)],
  'a new text inside a fragmented one': [1002, (r) => (r.frame(text, '{"t":', { fin: false }), r.frame(text, ours))],
  'a fragmented ping': [1002, (r) => r.frame(ping, 'x', { fin: false })],
  'a fragmented close': [1002, (r) => r.frame(close, '', { fin: false })],
  'a ping of 126 bytes': [1002, (r) => r.frame(ping, 'x'.repeat(126))],
  'a close of one byte': [1002, (r) => r.frame(close, 'x')],
  'a length longer than it needs to be, 16 bits': [1002, (r) => r.frame(text, 'x', { form: 16 })],
  'a length longer than it needs to be, 64 bits': [1002, (r) => r.frame(text, 'x', { form: 64 })],
  'a length with its first bit set': [1002, (r) => r.frame(text, 'x', { form: 64, length: 2n ** 63n + 5n })],
  'a text of 64 KiB and one byte': [1009, (r) => r.frame(text, 'x'.repeat(65_537))],
  'a text that claims a terabyte': [1009, (r) => r.frame(text, 'x', { length: 2n ** 40n })],
  'fragments that add up to more': [1009, (r) => (r.frame(text, 'x'.repeat(40_000), { fin: false }), r.frame(continued, 'x'.repeat(40_000)))],
  'endless fragments': [1009, (r) => (r.frame(text, 'x', { fin: false }), [...Array(2000)].forEach(() => r.frame(continued, 'x', { fin: false })))],
  'a byte that is never UTF-8': [1007, (r) => r.frame(text, Buffer.from([0x22, 0xff, 0x22]))],
  'an overlong slash': [1007, (r) => r.frame(text, Buffer.from([0xc0, 0xaf]))],
  'a surrogate': [1007, (r) => r.frame(text, Buffer.from([0xed, 0xa0, 0x80]))],
  'a letter cut in two': [1007, (r) => r.frame(text, Buffer.from([0xe3, 0x81]))],
};

test('every frame that breaks the protocol ends its connection with the right code; nothing is changed, others hear on', async () => {
  const space = await patient('takahashi');
  const [nurse, doctor] = [await signedIn('takahashi'), await signedIn('sato')];
  const other = await nurse.live();
  await unchanged(async () => {
    for (const [name, [code, send]] of Object.entries(hostile)) {
      const raw = await upgraded(nurse);
      send(raw);
      assert.equal(await raw.closeCode(), code, name);
      await raw.closed;
      raw.end();
    }
  });
  await post(doctor, space, '続き');
  await other.next({ t: 'event', kind: 'post', space });
});

test('what the protocol allows is understood: fragments, pings between them, empty pieces, a close that is answered', async () => {
  const nurse = await signedIn('takahashi');
  const raw = await upgraded(nurse);
  raw.frame(text, '{"t":', { fin: false });
  raw.frame(ping, 'mitten drin');
  raw.frame(continued, '', { fin: false });
  raw.frame(continued, '"ping"}');
  const both = [await raw.next(), await raw.next()].map((f) => `${f.opcode} ${f.payload}`);
  assert.deepEqual(both.sort(), [`${text} {"t":"pong"}`, `${pong} mitten drin`]);
  raw.frame(pong, 'ungefragt');
  const split = Buffer.from('{"t":"ping"}');
  for (const byte of split) raw.frame(byte === split[0] ? text : continued, Buffer.from([byte]), { fin: byte === split.at(-1) });
  assert.deepEqual(JSON.parse((await raw.next()).payload), { t: 'pong' });
  raw.frame(close, Buffer.from([0x03, 0xe8]));
  assert.equal(await raw.closeCode(), 1000);
  await raw.closed;
});

test('a head that asks for a socket in the wrong way is refused precisely', async () => {
  const nurse = await signedIn('takahashi');
  const usual = { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Protocol': 'tasuki.1', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', Origin: d.origin, Cookie: nurse.cookie() };
  const cases = [
    [426, 'upgrade_required', { Upgrade: null }], [426, 'upgrade_required', { Upgrade: 'h2c' }], [426, 'upgrade_required', { 'Sec-WebSocket-Version': '8' }],
    [426, 'upgrade_required', { 'Sec-WebSocket-Version': null }], [400, 'bad_head', { Connection: null }], [400, 'bad_head', { Connection: 'keep-alive' }],
    [400, 'bad_head', { 'Sec-WebSocket-Key': null }], [400, 'bad_head', { 'Sec-WebSocket-Key': 'short' }], [400, 'bad_head', { 'Sec-WebSocket-Key': 'x'.repeat(24) }],
    [400, 'bad_head', { 'Sec-WebSocket-Protocol': null }], [400, 'bad_head', { 'Sec-WebSocket-Protocol': 'tasuki.2' }], [403, 'origin_refused', { Origin: null }],
    [401, 'session_none', { Cookie: null }], [400, 'bad_head', { 'Content-Length': '5' }], [400, 'bad_head', { 'Transfer-Encoding': 'chunked' }],
  ];
  const ask = async (change, path = '/live', method = 'GET') => {
    const raw = await Raw.open(d);
    raw.request(method, path, { lines: Object.entries({ ...usual, ...change }).filter(([, v]) => v !== null).map(([n, v]) => `${n}: ${v}`) });
    const answer = await raw.answer();
    await raw.closed;
    return answer;
  };
  for (const [status, code, change] of cases) refused(await ask(change), status, code);
  refused(await ask({}, '/live?x=1'), 400, 'bad_head');
  refused(await ask({}, '/live/'), 404, 'not_found');
  refused(await ask({}, '/api/state'), 404, 'not_found');
  refused(await ask({}, '/live', 'POST'), 400, 'bad_head');
  const plain = await nurse.get('/live');
  refused(plain, 426, 'upgrade_required');
  assert.deepEqual([plain.headers.upgrade, plain.headers['sec-websocket-version']], ['websocket', '13']);
});

test('a socket does not open on a connection that has carried a request, nor with frames sent ahead', async () => {
  const nurse = await signedIn('takahashi');
  const second = await Raw.open(d);
  second.request('GET', '/api/health');
  assert.equal((await second.answer()).status, 200);
  refused(await second.upgrade(nurse.cookie()), 426, 'upgrade_required');
  const ahead = await Raw.open(d);
  const lines = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: tasuki.1', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `Origin: ${d.origin}`, `Cookie: ${nurse.cookie()}`];
  ahead.write(Buffer.concat([Buffer.from(`GET /live HTTP/1.1\r\nHost: localhost\r\n${lines.join('\r\n')}\r\n\r\n`), Buffer.from([0x81, 0x80, 0, 0, 0, 0])]));
  refused(await ahead.answer(), 400, 'bad_head');
});

test('text that is no frame of ours: a precise error, and the connection stays', async () => {
  const nurse = await signedIn('takahashi');
  const space = (await nurse.get('/api/state')).body.spaces[0].id;
  const live = await nurse.live();
  const rows = [
    ['', 'json_malformed'], ['{', 'json_malformed'], ['[]', 'json_malformed'], ['"ping"', 'json_malformed'], ['null', 'json_malformed'], ['{}{}', 'json_malformed'],
    ['{"t":"ping","t":"ping"}', 'json_malformed'], ['['.repeat(30_000), 'json_malformed'], ['{"t":"ping"} x', 'json_malformed'],
    [{}, 'field_missing', 't'], [{ t: null }, 'field_missing', 't'], [{ t: 1 }, 'type_wrong', 't'], [{ t: ['ping'] }, 'type_wrong', 't'],
    [{ t: 'PING' }, 'bad_value', 't'], [{ t: '' }, 'bad_value', 't'], [{ t: 'ping\u0000' }, 'bad_value', 't'], [{ t: '__proto__' }, 'bad_value', 't'],
    [{ t: 'ping', x: 1 }, 'field_unknown'], [{ t: 'hello' }, 'field_missing', 'spaces'], [{ t: 'join' }, 'field_missing', 'spaces'],
    [{ t: 'hello', spaces: [] }, 'type_wrong', 'spaces'], [{ t: 'hello', spaces: { x: 1 } }, 'bad_value', 'spaces'], [{ t: 'hello', spaces: { [space]: -1 } }, 'bad_value', 'spaces'],
    [{ t: 'hello', spaces: { [space]: '1' } }, 'type_wrong', 'spaces'], [{ t: 'hello', spaces: { [space]: 1.5 } }, 'type_wrong', 'spaces'],
    [{ t: 'cursor' }, 'field_missing', 'space'], [{ t: 'cursor', space: nobody }, 'not_found', 'space'], [{ t: 'cursor', space: 'x' }, 'bad_value', 'space'],
    [{ t: 'cursor', space, opened_no: -1 }, 'bad_value', 'opened_no'], [{ t: 'cursor', space, opened_no: '1' }, 'type_wrong', 'opened_no'],
    [{ t: 'cursor', space, opened_no: 1, hat: nobody }, 'field_unknown'], [{ t: 'watch', space: 5 }, 'type_wrong', 'space'],
    [{ t: 'event', space, seq: 1 }, 'bad_value', 't'],
  ];
  await unchanged(async () => {
    for (const [frame, code, detail] of rows) {
      live.send(frame);
      const { t, message, ...answer } = await live.next({ t: 'error' });
      assert.deepEqual(answer, detail ? { error: code, detail } : { error: code }, JSON.stringify(frame));
      assert.ok(message.length > 5);
    }
    const many = Object.fromEntries(Array.from({ length: 1001 }, () => [crypto.randomUUID(), 1]));
    live.send({ t: 'hello', spaces: many });
    assert.equal((await live.next({ t: 'error' })).error, 'too_long');
  });
  await live.barrier();
  const early = await nurse.live({ hello: false });
  early.send({ t: 'cursor', space, opened_no: 1 });
  assert.deepEqual((({ error, detail }) => [error, detail])(await early.next({ t: 'error' })), ['bad_value', 't'], 'nothing before hello');
  early.send({ t: 'watch', space });
  assert.equal((await early.next({ t: 'error' })).error, 'bad_value');
});

test('a flood of frames ends the connection with 1008; the session and its other sockets go on', async () => {
  const nurse = await signedIn('takahashi');
  const calm = await signedIn('takahashi');
  const [flood, other] = [await nurse.live(), await calm.live()];
  for (let i = 0; i < 400; i++) flood.send({ t: 'ping' });
  assert.equal(await flood.closed, 1008);
  await other.barrier();
  assert.equal((await nurse.get('/api/state')).status, 200);
});

await main(import.meta.url);
