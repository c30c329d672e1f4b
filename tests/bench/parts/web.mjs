// What a browser loads before somebody can sign in, as it comes over the line.
import { chromium } from 'playwright-core';
import { existsSync } from 'node:fs';
import { say } from '../world.mjs';

function browser() {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((p) => existsSync(p));
  if (!found) throw new Error('chromium is not installed');
  return chromium.launch({ executablePath: found, args: ['--no-sandbox', '--ignore-certificate-errors'] });
}

export async function web(w, table) {
  say('first load of the web client');
  const b = await browser();
  try {
    const page = await (await b.newContext({ ignoreHTTPSErrors: true })).newPage();
    const line = await page.context().newCDPSession(page);
    const names = new Map();
    const files = [];
    await line.send('Network.enable');
    line.on('Network.responseReceived', (e) => names.set(e.requestId, new URL(e.response.url).pathname));
    line.on('Network.loadingFinished', (e) => files.push([names.get(e.requestId), e.encodedDataLength]));
    await page.goto(w.d.origin, { waitUntil: 'networkidle' });
    await page.waitForSelector('input[type=password]');
    const bytes = files.reduce((all, [, n]) => all + n, 0);
    for (const [name, n] of files) say(`  ${name} ${n}`);
    table.add({ what: 'first load of the web client, until one can sign in', value: bytes / 1000, unit: 'kB', limit: { most: 80 }, digits: 1, than: `${files.length} answers over the line, heads included` });
  } finally {
    await b.close();
  }
}
