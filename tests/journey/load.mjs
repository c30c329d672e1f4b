// What the first visit costs, and what the browser is told to allow and to keep.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';

const FIRST_LOAD_KB = 80;

journey(`the first load is at most ${FIRST_LOAD_KB} kB over the wire, and asks nobody else`, async (w) => {
  const p = await w.visitor();
  const page = await p.context.newPage();
  const cdp = await p.context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Map();
  let bytes = 0;
  cdp.on('Network.requestWillBeSent', (e) => urls.set(e.requestId, e.request.url));
  cdp.on('Network.loadingFinished', (e) => {
    bytes += e.encodedDataLength;
    console.log(`        ${String(e.encodedDataLength).padStart(6)} bytes  ${new URL(urls.get(e.requestId) ?? p.origin).pathname}`);
  });
  await page.goto(p.origin, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { name: 'ログイン' }).waitFor();
  console.log(`        first load: ${(bytes / 1000).toFixed(1)} kB of ${FIRST_LOAD_KB} kB`);
  assert.ok(bytes > 10_000 && bytes <= FIRST_LOAD_KB * 1000, `${bytes} bytes`);
});

journey('the content policy allows nothing but the site itself; answers with content are not to be stored', async (w) => {
  const c = await w.d.signedIn('sato', 'asagao7himawari7');
  const home = await c.get('/');
  const policy = home.headers['content-security-policy'];
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  const state = await c.get('/api/state');
  assert.match(state.headers['cache-control'], /no-store/);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(home.text)[1];
  assert.match((await c.get(script)).headers['cache-control'], /immutable/);
  c.close();
});

journey('a style or script from anywhere else would be refused: the policy is in force', async (w) => {
  const p = await w.visitor({ expect: [/Content Security Policy/] });
  const refused = await p.page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
      }),
  );
  assert.match(refused, /script-src/);
  assert.equal(await p.page.evaluate(() => window.ran), undefined);
});
