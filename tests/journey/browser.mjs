// People at browsers: one Chromium, a context of its own for each person, as wide as a phone or a desk. What a browser complains of
// (console, errors of the page, violations of the content policy, requests to anybody else) is a fault, unless the test expects it.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { out } from '../lib/deployment.mjs';
import { until } from '../lib/suite.mjs';

/** Where pictures of this run go. */
export const pictures = path.join(out, 'journey');
fs.mkdirSync(pictures, { recursive: true });

export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1280, height: 800 } },
};
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];
const PATIENCE = 60_000;
/* Asking 'who is here' before anybody signed in is answered 401, and browsers write every such answer into the console. So they
 * do when a page gives up its line while that is still being opened: locked at once, signed out, under another hat. */
const ALWAYS = [/status of 401 .*\/api\/session$/, /WebSocket is closed before the connection is established/];

const browserLog = path.join(pictures, 'chromium.log');

export async function launch() {
  const executablePath = new URL('chromium', import.meta.url).pathname;
  return chromium.launch({ executablePath, headless: true, args: flags, env: { ...process.env, TASUKI_BROWSER_LOG: browserLog } });
}

/** What the browser said last, and how it ended; without its everyday complaint about a certificate that nobody signed. */
export function lastWords() {
  const lines = fs.readFileSync(browserLog, 'utf8').split('\n');
  return lines.filter((l) => !l.includes('handshake failed')).slice(-12).join('\n');
}

export class Person {
  /**
   * Opens the site. Options: size (phone, desk), language (ja, en), type (100 … 200), zone, scheme, origin (of a Line), path.
   * `expect`: patterns of what the console may say in this test.
   */
  static async at(browser, d, { size = 'desk', language = 'ja', type, zone = 'Asia/Tokyo', scheme, origin, path = '/', expect = [], clock } = {}) {
    const p = new Person();
    p.origin = origin ?? d.origin;
    p.faults = [];
    p.expected = [...ALWAYS, ...expect];
    const locale = language === 'ja' ? 'ja-JP' : 'en-GB';
    p.context = await browser.newContext({ ...sizes[size], ignoreHTTPSErrors: true, locale, timezoneId: zone, colorScheme: scheme ?? 'light' });
    p.context.setDefaultTimeout(PATIENCE);
    if (type) await p.context.addInitScript(`localStorage.setItem('tasuki.size', '${type}')`);
    p.page = await p.tab(path, clock);
    return p;
  }

  /** Another tab of the same person. */
  async tab(path = '/', clock) {
    const page = await this.context.newPage();
    const fault = (words) => this.faults.push(words);
    page.on('console', (m) => ['error', 'warning'].includes(m.type()) && fault(`console: ${m.text()} ${m.location().url}`));
    page.on('pageerror', (e) => fault(`page: ${e.stack ?? e}`));
    page.on('request', (r) => {
      const { origin, protocol } = new URL(r.url());
      if (['https:', 'http:'].includes(protocol) && origin !== this.origin) fault(`a request to somebody else: ${origin}`);
    });
    if (clock) await page.clock.install({ time: clock });
    await page.goto(this.origin + path);
    return page;
  }

  /** What the console may say in this test, or has said already. */
  expect(...patterns) {
    this.expected.push(...patterns);
  }

  async signIn(login, password) {
    await this.page.locator('input[autocomplete=username]').fill(login);
    await this.page.locator('input[type=password]').fill(password);
    await this.page.locator('button[type=submit]').click();
    await this.page.locator('.list-row, .list > .pad:not([data-loading=true])').first().waitFor();
    return this;
  }

  /** From the list into a space; its posts are there and the line is open. Of a patient the own timeline: it stands above the family's. */
  async enter(title, page = this.page) {
    await page.bringToFront();
    await page.locator('.list-row', { hasText: title }).first().click();
    await page.locator('.timeline').waitFor();
    await this.connected(page);
  }

  async connected(page = this.page) {
    await page.locator('.connection[data-state=open]').waitFor({ state: 'attached' });
  }

  /** Reads on, press by press, until nothing in this space is unread; ends at the newest post. */
  async readAll(page = this.page) {
    await page.bringToFront();
    await until('everything read', async () => {
      const on = page.locator('.jump');
      if ((await on.count()) === 0) return true;
      await on.last().click({ timeout: 10_000 }).catch(() => {});
      return false;
    }, PATIENCE);
  }

  composer(page = this.page) {
    return page.locator('#composer');
  }

  /** Puts words into the composer. Filling is two steps, focus and text: what moves the focus or brings a draft in between spoils it. */
  async write(words, page = this.page) {
    await until('the words in the composer', async () => {
      await this.composer(page).fill(words);
      return (await this.composer(page).inputValue()) === words;
    }, PATIENCE);
  }

  /** Writes and presses the button; the post stands there when this returns, and is no letter any more. */
  async post(words, page = this.page) {
    await this.write(words, page);
    await page.locator('.composer .button.main').click();
    await this.card(words, page).waitFor();
  }

  /** The post with these words in the timeline. */
  card(words, page = this.page) {
    return page.locator('.timeline .post:not(.letter)', { hasText: words });
  }

  letter(words, page = this.page) {
    return page.locator('.timeline .letter', { hasText: words });
  }

  panel(page = this.page) {
    return page.locator('.panel');
  }

  async closePanel(page = this.page) {
    await page.locator('.panel-head button').click();
    await page.locator('.panel').waitFor({ state: 'detached' });
  }

  /** All words a person could find in this page: what is shown, and what is written into fields. */
  words(page = this.page) {
    return page.evaluate(() => [document.body.innerText, document.title, ...[...document.querySelectorAll('input,textarea')].map((f) => f.value)].join('\n'));
  }

  picture(name, page = this.page) {
    return page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }

  /** What the printer gets, kept among the pictures: the sizes of its pages in points. */
  async printed(name, page = this.page) {
    const pdf = await page.pdf({ path: path.join(pictures, `${name}.pdf`), preferCSSPageSize: true });
    return [...pdf.toString('latin1').matchAll(/\/MediaBox *\[0 0 ([\d.]+) ([\d.]+)\]/g)].map((m) => m.slice(1).map(Math.round).join('×'));
  }

  /** Leaves; fails with what the browser complained of. */
  async leave() {
    await this.context.close();
    const faults = new Set(this.faults.filter((words) => !this.expected.some((e) => e.test(words))));
    if (faults.size > 0) throw new Error(`the browser complained:\n${[...faults].join('\n')}`);
  }
}
