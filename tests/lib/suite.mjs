// A suite: named tests, run one after the other, each line telling how it went; the last line is "N passed, N failed".
// Words on the command line choose tests by a part of their name.
import { performance } from 'node:perf_hooks';
import { deployments } from './deployment.mjs';

const defaultLimit = 120_000;

/** Fails after `ms` with a sentence that names what was waited for. */
export async function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`waited ${ms} ms for ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks `probe` again and again until it gives something that counts as true; that is returned. For states outside the server only. */
export async function until(what, probe, ms = 20_000) {
  const end = performance.now() + ms;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

class Skip extends Error {}

/** Ends a test that cannot be run here; it is said, and counts as neither passed nor failed. */
export function skip(why) {
  throw new Skip(why);
}

/** True, false, or null when it was skipped. */
async function attempt(name, body, limit) {
  const begun = performance.now();
  const took = () => `${Math.round(performance.now() - begun)} ms`;
  try {
    await within(limit, `the end of "${name}"`, Promise.resolve().then(body));
    console.log(`ok      ${name} (${took()})`);
    return true;
  } catch (error) {
    if (error instanceof Skip) {
      console.log(`skipped ${name}: ${error.message}`);
      return null;
    }
    console.log(`FAILED  ${name} (${took()})\n${error?.stack ?? error}`);
    return false;
  }
}

/** What is still running is stopped; what a sanitizer reported is a failure of its own. */
async function close() {
  let good = true;
  for (const d of [...deployments]) {
    good = (await attempt(`${d.name}: stops, and no sanitizer has reported`, () => d.stop(), 60_000)) && good;
  }
  return good;
}

/**
 * const { test, run } = suite();
 * test('a nurse signs in', async () => { … });
 * await run();
 */
export function suite() {
  const rows = [];
  const words = process.argv.slice(2);

  function test(name, body, { limit = defaultLimit } = {}) {
    rows.push({ name, body, limit });
  }

  /** `before` starts what all tests share; when it fails, none is run. */
  async function run(before = async () => {}) {
    let passed = 0;
    let failed = 0;
    let skipped = 0;
    const count = (good) => (good === null ? skipped++ : good ? passed++ : failed++);
    const chosen = rows.filter((r) => words.every((w) => r.name.includes(w)));

    const ready = await attempt('start', before, 180_000);
    if (!ready) count(false);
    for (const r of ready ? chosen : []) count(await attempt(r.name, r.body, r.limit));
    if (!(await close())) count(false);
    if (skipped > 0) console.log(`${skipped} skipped: they need what is not here, see their lines above`);
    console.log(`${passed} passed, ${failed} failed`);
    process.exit(failed === 0 && passed + skipped > 0 ? 0 : 1);
  }

  return { test, run };
}
