// Where a request comes from and whose it is: the exact Origin for whatever changes something and for sockets, and cookies that are none.
import assert from 'node:assert/strict';
import { Raw } from '../lib/raw.mjs';
import { d, look, main, refused, routes, signedIn, test, unchanged } from './world.mjs';

function foreign() {
  const { origin, port } = d;
  return [
    null, 'null', '', '*', `${origin}/`, `${origin}/app`, `${origin}.`, `${origin}, ${origin}`, `${origin} ${origin}`,
    `http://localhost:${port}`, `wss://localhost:${port}`, 'https://localhost', `https://localhost:${port + 1}`, `https://localhost:0${port}`,
    `https://www.localhost:${port}`, `https://localhost.example:${port}`, `https://xlocalhost:${port}`, `https://127.0.0.1:${port}`,
    `https://localhost:${port}@example.org`, `https://example.org?${origin}`, `https://example.org/${origin}`, `https://LOCALHOST:${port}`,
    `localhost:${port}`, 'https://example.org', 'file://', `https://[::1]:${port}`,
  ];
}

test('nothing is changed at the word of another site: every writing route, every foreign origin', async () => {
  const c = await signedIn('sato');
  const space = (await c.get('/api/state')).body.spaces[0].id;
  const writing = routes({ space }).filter((r) => r.method !== 'GET');
  assert.ok(writing.length >= 12);
  await unchanged(async () => {
    for (const r of writing) refused(await c.request(r.method, r.path, { body: {}, origin: null }), 403, 'origin_refused');
    for (const origin of foreign()) {
      refused(await c.post(`/api/spaces/${space}/posts`, { key: crypto.randomUUID(), body: 'x' }, { origin }), 403, 'origin_refused');
      refused(await d.client().post('/api/session', { login: 'sato', password: 'x' }, { origin }), 403, 'origin_refused');
      refused(await c.delete('/api/sessions', undefined, { origin }), 403, 'origin_refused');
    }
  });
  assert.equal((await c.get('/api/session')).status, 200);
});

test('no socket opens at the word of another site', async () => {
  const c = await signedIn('sato');
  for (const origin of foreign()) await assert.rejects(c.live({ origin }), { status: 403 }, String(origin));
  await (await c.live()).close();
});

test('two Origin fields are none', async () => {
  const c = await signedIn('sato');
  const raw = await Raw.open(d);
  const lines = [`Cookie: ${c.cookie()}`, `Origin: ${d.origin}`, `Origin: ${d.origin}`];
  raw.request('DELETE', '/api/sessions', { lines });
  refused(await raw.answer(), 403, 'origin_refused');
  const socket = await Raw.open(d);
  refused(await socket.upgrade(c.cookie(), [`Origin: ${d.origin}`]), 403, 'origin_refused');
  assert.equal((await c.get('/api/session')).status, 200);
});

test('another site may not read either: no answer names an allowed origin, a preflight is refused', async () => {
  const c = await signedIn('sato');
  const answer = await c.get('/api/state', { origin: 'https://example.org' });
  assert.ok(!Object.keys(answer.headers).some((name) => name.startsWith('access-control')));
  const headers = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
  refused(await c.request('OPTIONS', '/api/session', { headers, origin: 'https://example.org' }), 403, 'origin_refused');
});

test('cookies that are none: every route and the socket answer alike', async () => {
  const c = await signedIn('sato');
  const token = c.cookies.get('__Host-tasuki');
  const other = token.slice(0, -1) + (token.endsWith('A') ? 'E' : 'A');
  const forged = [
    null, '', '__Host-tasuki', '__Host-tasuki=', `__Host-tasuki=${'A'.repeat(43)}`, `__Host-tasuki=${other}`, `__Host-tasuki=${token}A`,
    `__Host-tasuki=${token.slice(1)}`, `__Host-tasuki="${token}"`, `__Host-tasuki=${token}%00`, `__host-tasuki=${token}`, `tasuki=${token}`,
    `__Secure-tasuki=${token}`, `__Host-tasuki =${token}`, `x__Host-tasuki=${token}`, `__Host-tasuki=${token.toLowerCase()}`,
    `__Host-tasuki=' or 1=1--`, `__Host-tasuki=${'é'.repeat(20)}`, `__Host-tasuki=${'A'.repeat(8000)}`,
  ];
  await unchanged(async () => {
    for (const cookie of forged) {
      const answer = await c.get('/api/state', { headers: { cookie } });
      refused(answer, 401, 'session_none');
      assert.deepEqual(look(await c.get('/api/session', { headers: { cookie } })), look(answer));
      await assert.rejects(c.live({ headers: { cookie }, spaces: {} }), { status: 401 }, String(cookie));
    }
    const plain = await d.client().get('/api/state');
    for (const r of routes().filter((route) => !route.open)) {
      assert.deepEqual(look(await d.client().request(r.method, r.path)), look(plain), `${r.method} ${r.template}`);
    }
  });
  assert.equal((await c.get('/api/state', { headers: { cookie: `a=b; __Host-tasuki=${token}; c="d"` } })).status, 200);
  assert.equal((await c.get('/api/state')).status, 200);
});

test('a token in the address, in the body or in another field is no session', async () => {
  const token = (await signedIn('sato')).cookies.get('__Host-tasuki');
  const c = d.client();
  refused(await c.get(`/api/state?__Host-tasuki=${token}`), 401, 'session_none');
  refused(await c.get('/api/state', { headers: { authorization: `Bearer ${token}` } }), 401, 'session_none');
  refused(await c.post('/api/session/hat', { hat: crypto.randomUUID(), '__Host-tasuki': token }), 401, 'session_none');
});

await main(import.meta.url);
