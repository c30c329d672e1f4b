// journey('what somebody does', async (world) => { … }): a test at browsers. Its people leave at its end, and what their browsers
// complained of fails it; a failed one leaves pictures of their screens in tests/out/journey. When the browser itself ended, the journey begins
// once more; a second fall in one journey, or a fourth in one run, is a failure. Two others in a run may begin once more as well, and are
// told of as unsteady, here and at the end of tests/run: a browser on a busy machine is sometimes late for what a journey looks at. A third is a failure.
import { suite } from '../lib/suite.mjs';
import { World } from './world.mjs';

const { test, run } = suite();
const LIMIT_MS = 600_000; // for a machine that is five times slower than ours
let world;
const left = { fallen: 3, unsteady: 2 };

export function journey(name, body) {
  const whole = async (again = false) => {
    try {
      await body(world);
      await world.tidy();
    } catch (error) {
      const why = (await world.browserFell()) ? 'fallen' : 'unsteady';
      await world.pictures(`failed ${name}`);
      await world.tidy().catch((e) => console.log(e.message));
      if (again || left[why]-- <= 0) throw error;
      console.log(`${why} ${name}, begun once more\n${error?.stack ?? error}`);
      return whole(true);
    }
  };
  test(name, () => whole(), { limit: LIMIT_MS });
}

export function start() {
  return run(async () => {
    world = await World.start();
  });
}
