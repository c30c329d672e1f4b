// Every screen, phone and desk, Japanese and English, light and dark, at 100 and 200 %: axe-core finds nothing, nothing is wider than
// the screen, and everything one can press is large enough for a thumb.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { journey } from './journey.mjs';
import { prepare } from './prepare.mjs';
import { tour } from './tour.mjs';
import { prepareFamily, tourFamily } from './tour_family.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate((r) => window.axe.run(document, { resultTypes: ['violations'], ...r }), rules);
  return found.violations.map((v) => `axe ${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.any.map((a) => a.message).join('; ')}`).join(' | ')}`);
}

/* Runs in the page. What scrolls up and down must not scroll sideways. */
function tooWide() {
  const boxes = [document.documentElement, ...document.querySelectorAll('#app, .timeline, .list, .panel-body, .dialog, .composer, .family-body, .calls')];
  return boxes.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => `too wide by ${e.scrollWidth - e.clientWidth}: ${e.className || e.tagName}`);
}

/* Runs in the page. Colours half way from one to the other are nobody's. */
function settled() {
  return Promise.all(document.getAnimations().filter((a) => a instanceof CSSTransition).map((a) => a.finished.catch(() => {})));
}

/* Runs in the page. 44 px for what one presses; a link within a sentence and what is covered or away does not count. */
function tooSmall() {
  const least = 43.5;
  const pressed = document.querySelectorAll('button, a[href], input, textarea, select');
  const found = [];
  for (const e of pressed) {
    const box = (e.matches('[type=radio], [type=checkbox]') ? e.closest('label') : e).getBoundingClientRect();
    const shown = e.checkVisibility({ visibilityProperty: true }) && !e.matches('.hidden-login, .skip') && box.width > 0;
    if (shown && (box.height < least || box.width < least)) found.push(`too small: ${e.className} ${Math.round(box.width)}×${Math.round(box.height)} ${e.innerText ?? ''}`);
  }
  return found;
}

/* All rules for both sizes in both languages; contrast again in the dark; with large type, the sizes. */
const all = {};
const contrast = { runOnly: ['color-contrast'] };
const looks = [
  [{ size: 'phone', language: 'ja' }, all],
  [{ size: 'phone', language: 'en', zone: 'America/Los_Angeles' }, all],
  [{ size: 'desk', language: 'ja' }, all],
  [{ size: 'desk', language: 'en' }, all],
  [{ size: 'phone', language: 'ja', type: '200' }, null],
  [{ size: 'desk', language: 'en', type: '200' }, null],
  [{ size: 'desk', language: 'ja', scheme: 'dark' }, contrast],
];
const tours = [
  ['every screen', (w) => prepare(w, '山田 花子 様'), tour, 20],
  ['every screen of family timelines', prepareFamily, tourFamily, 15],
];
const prepared = new Set();

for (const [look, rules, what, ready, walk, least] of looks.flatMap((l) => tours.map((t) => [...l, ...t]))) {
  const name = Object.values(look).join(' ').replace('/', ' ');
  journey(`${what} (${name}): accessible, not wider than the window, large enough to press`, async (w) => {
    if (!prepared.has(what)) await ready(w);
    prepared.add(what);
    const found = [];
    let screens = 0;
    await walk(w, look, async (screen, page) => {
      screens++;
      await page.evaluate(settled);
      await page.screenshot({ path: `${w.pictureFolder}/${name.replaceAll(' ', '-')}-${screen}.png` });
      const here = [...(rules === null ? [] : await violations(page, rules)), ...(await page.evaluate(tooWide)), ...(await page.evaluate(tooSmall))];
      found.push(...here.map((f) => `${screen}: ${f}`));
    });
    assert.ok(screens >= least, `${screens} screens`);
    assert.deepEqual(found, []);
  });
}
