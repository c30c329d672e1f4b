// The door itself: TLS and its versions, every file of the site, deadlines of those who say nothing or little, what is no TLS at all.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import zlib from 'node:zlib';
import { Deployment } from '../lib/deployment.mjs';
import { Raw } from '../lib/raw.mjs';
import { until, within } from '../lib/suite.mjs';
import { d, fronts, main, onEachWorker, patient, refused, signedIn, test } from './world.mjs';

const site = path.resolve(path.dirname(process.env.TASUKI_BIN), '../share/tasuki/web');
const types = { '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json', '.png': 'image/png', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json' };

function files(folder = site) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? files(path.join(folder, e.name)) : [path.join(folder, e.name)]));
}

async function fetched(name, encoding, method = 'GET') {
  const raw = await Raw.open(d);
  raw.request(method, name, { lines: encoding === undefined ? [] : [`Accept-Encoding: ${encoding}`] });
  const answer = await raw.answer({ toHead: method === 'HEAD' });
  raw.end();
  return answer;
}

test('every file of the site: its bytes in each coding, its type, how long it may be kept, and to HEAD the same without body', async () => {
  const names = files().map((f) => `/${path.relative(site, f)}`).filter((n) => !/\.(gz|br)$/.test(n));
  assert.ok(names.some((n) => /^\/assets\/.*\.js$/.test(n)) && names.includes('/index.html') && names.length >= 6);
  for (const name of names) {
    const wanted = fs.readFileSync(path.join(site, name));
    const plain = await fetched(name);
    assert.deepEqual([plain.status, plain.headers['content-type']], [200, types[path.extname(name)]], name);
    assert.ok(plain.bytes.equals(wanted), name);
    assert.equal(plain.headers['cache-control'], name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store', name);
    assert.match(plain.headers.vary, /accept-encoding/i);
    for (const [coding, open, pack] of [['gzip', zlib.gunzipSync, (bytes) => zlib.gzipSync(bytes, { level: 9 })], ['br', zlib.brotliDecompressSync, zlib.brotliCompressSync]]) {
      const packed = await fetched(name, `deflate, ${coding}`);
      const larger = pack(wanted).length >= wanted.length;
      if (larger || /\.(png|txt)$/.test(name)) assert.equal(packed.headers['content-encoding'], undefined, name);
      else assert.equal(packed.headers['content-encoding'], coding, name);
      assert.ok((packed.headers['content-encoding'] ? open(packed.bytes) : packed.bytes).equals(wanted), name);
      assert.equal((await fetched(name, `${coding};q=0`)).headers['content-encoding'], undefined);
    }
    const head = await fetched(name, undefined, 'HEAD');
    assert.deepEqual([head.status, head.headers['content-length'], head.headers['content-type']], [200, String(wanted.length), plain.headers['content-type']], name);
  }
});

test('the page needs nothing that its policy forbids, and nothing from elsewhere', async () => {
  const { bytes } = await fetched('/');
  const page = bytes.toString();
  assert.ok(!/<script(?![^>]*\ssrc=)[^>]*>/.test(page), 'no script in the page');
  assert.ok(!/\son\w+=|\sstyle=|<style|javascript:/.test(page), 'no handlers or styles in the page');
  for (const [, where] of page.matchAll(/(?:src|href)="([^"]+)"/g)) assert.match(where, /^\/[^/]/);
  for (const f of files().filter((name) => /\.(js|css)$/.test(name))) assert.ok(!/\b(eval\(|new Function\(|@import)/.test(fs.readFileSync(f, 'utf8')), f);
});

test('places of the client are its page; files that are not there are not; nothing outside the folder is', async () => {
  const index = fs.readFileSync(path.join(site, 'index.html'));
  for (const place of ['/', '/spaces', '/spaces/00000000-0000-4000-8000-000000000000', '/sign-in', '/a/b/c?x=../..']) assert.ok((await fetched(place)).bytes.equals(index), place);
  const none = ['/assets/none.js', '/assets/', '/none.html', '/.git/config', '/index.html.br', '/index.html.gz', '/favicon.ico', '/../../etc/passwd', '/..%2f..%2fetc/passwd', '/assets/..%2f..%2fx.js', '/assets/../index.html', '/%2e%2e/x.y', '/INDEX.HTML', '/index.html/'];
  for (const name of none) refused(await fetched(name), 404, 'not_found');
});

const refusedHandshake = async (options, deployment = d) => {
  await assert.rejects(Raw.open(deployment, options).then((raw) => raw.end()), (e) => /ssl|tls|alert|protocol|handshake|version|ECONNRESET|disconnected/i.test(`${e.code} ${e.message}`), JSON.stringify(options));
};

test('TLS 1.3 only; older versions are refused', async () => {
  const raw = await Raw.open(d);
  assert.deepEqual([raw.socket.getProtocol(), raw.socket.authorized], ['TLSv1.3', true]);
  raw.end();
  for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2']) await refusedHandshake({ minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' });
});

test('where the operator allows TLS 1.2: with ephemeral keys and AEAD only', async () => {
  const old = await Deployment.start({ name: 'api-tls12', workers: 1, seed: false, settings: { 'tls.allow_1_2': 1 } });
  const open = async (ciphers) => {
    const raw = await Raw.open(old, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers });
    const cipher = raw.socket.getCipher().name;
    raw.request('GET', '/api/health');
    assert.equal((await raw.answer()).status, 200);
    raw.end();
    return cipher;
  };
  for (const cipher of ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305']) assert.equal(await open(cipher), cipher);
  for (const cipher of ['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA', 'AES128-GCM-SHA256']) {
    await refusedHandshake({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: `${cipher}:@SECLEVEL=0` }, old);
  }
  for (const version of ['TLSv1', 'TLSv1.1']) await refusedHandshake({ minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' }, old);
  const raw = await Raw.open(old);
  assert.equal(raw.socket.getProtocol(), 'TLSv1.3');
  raw.end();
  await old.stop();
}, { limit: 120_000 });

/** A bare TCP connection: what comes until the server ends it. */
function bare(bytes) {
  const socket = net.connect({ host: '127.0.0.1', port: d.port });
  const came = [];
  socket.on('data', (part) => came.push(part)).on('error', () => {});
  if (bytes) socket.write(bytes);
  const over = new Promise((done) => socket.on('close', () => done(Buffer.concat(came))).on('end', () => socket.end()));
  return { socket, over: () => within(30_000, 'the end of the connection', over), opened: new Promise((done) => socket.on('connect', done)) };
}

/** The workers have taken these connections: later ones of ours were answered. */
async function taken(all) {
  await Promise.all(all.map((one) => one.opened));
  await onEachWorker(d.client());
}

test('what is no TLS is no request: plain HTTP, noise, a hello that claims too much', async () => {
  const before = fronts();
  const hello = Buffer.from([0x16, 3, 1, 0x40, 0, 1, 0, 0x3f, 0xfc, 3, 3]);
  const all = ['GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', Buffer.alloc(4096, 0xff), Buffer.alloc(64), Buffer.concat([hello, Buffer.alloc(20_000)]), 'SSH-2.0-x\r\n', '\x16\x03\x01\x00\x00'].map(bare);
  await taken(all);
  d.advance(10_001);
  for (const one of all) {
    const came = await one.over();
    assert.ok(came.length < 100 && !came.includes('HTTP/1.1 200'), String(came));
  }
  for (let i = 0; i < 50; i++) bare(hello).socket.destroy();
  assert.equal((await d.client().get('/api/health')).status, 200);
  assert.deepEqual(fronts(), before, 'the workers are the same');
});

/** What still comes of a connection that rests too long. That it rests the server may note only after we have its answer, so the clock is moved until it has. */
async function outrested(raw) {
  let rest;
  await until('the end of who rests', async () => {
    d.advance(76_000);
    rest = await raw.rest(1000).catch(() => undefined);
    return rest !== undefined;
  });
  return rest;
}

test('who dawdles is cut off: before TLS, before the head, within the head or the body, between requests, however busy it looks', async () => {
  const space = await patient('takahashi');
  const nurse = await signedIn('takahashi');
  const own = [`Origin: ${d.origin}`, `Cookie: ${nurse.cookie()}`, 'Content-Type: application/json'];
  const [silent, half] = [bare(), bare(Buffer.from([0x16, 3, 1]))];
  await taken([silent, half]);
  const [quiet, head, body, idle, chunked] = await Promise.all(Array.from({ length: 5 }, () => Raw.open(d)));
  head.write('GET /api/state HTTP/1.1\r\nHost: local');
  body.request('PUT', `/api/spaces/${space}/draft`, { lines: [...own, 'Content-Length: 500'] });
  chunked.request('PUT', `/api/spaces/${space}/draft`, { lines: [...own, 'Transfer-Encoding: chunked'] });
  chunked.write('5\r\n{"bod\r\n');
  idle.request('GET', '/api/health');
  await idle.answer();
  d.advance(6000);
  head.write('host\r\n');
  d.advance(5000);
  for (const one of [silent, half]) assert.ok(!String(await one.over()).includes('HTTP/'));
  for (const raw of [quiet, head]) assert.equal(await raw.rest(), '', 'no byte in between counts');
  body.write('{"body":"');
  d.advance(30_000);
  idle.request('GET', '/api/health');
  assert.equal((await idle.answer()).status, 200, 'between requests one may rest for a while');
  body.write('a');
  d.advance(30_000);
  for (const raw of [body, chunked]) assert.equal(await raw.rest(), '');
  idle.request('GET', '/api/health');
  assert.equal((await idle.answer()).status, 200);
  assert.equal(await outrested(idle), '');
  assert.equal((await nurse.get(`/api/spaces/${space}/draft`)).body.body, '');
});

/* The server's end of the connection from this port of ours: no longer established. */
function hungUp(port) {
  const ends = ['tcp', 'tcp6'].map((f) => fs.readFileSync(`/proc/net/${f}`, 'utf8')).join('\n').split('\n').map((line) => line.trim().split(/\s+/));
  return !ends.some(([, , peer, state]) => peer?.endsWith(`:${port.toString(16).toUpperCase().padStart(4, '0')}`) && state === '01');
}

test('who does not take its answers is cut off, and nobody waits for it', async () => {
  const nurse = await signedIn('takahashi');
  const before = fronts();
  const raw = await Raw.open(d);
  const largest = files().filter((f) => /\.js$/.test(f)).reduce((a, b) => (fs.statSync(a).size > fs.statSync(b).size ? a : b));
  raw.socket.pause();
  for (let i = 0; i < 400; i++) raw.request('GET', `/assets/${path.basename(largest)}`);
  assert.equal((await nurse.get('/api/state')).status, 200);
  d.advance(31_000);
  assert.equal((await (await signedIn('takahashi')).get('/api/state')).status, 200);
  d.advance(31_000);
  // Only then may it read on: what it took before would be progress, and a new deadline.
  // What still went out after the clock was moved counts from there: it is moved until it is over.
  await until('the server has hung up', () => {
    d.advance(31_000);
    return hungUp(raw.socket.localPort);
  });
  raw.socket.resume();
  await within(30_000, 'its end', raw.closed);
  assert.deepEqual(fronts(), before);
});

await main(import.meta.url);
