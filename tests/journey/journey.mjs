// journey('what somebody does', async (world) => { … }): a test at browsers. Its people leave at its end, and what their browsers
// complained of fails it; a failed one leaves pictures of their screens in tests/out/journey.
import { suite } from '../lib/suite.mjs';
import { World } from './world.mjs';

const { test, run } = suite();
const LIMIT_MS = 600_000; // for a machine that is five times slower than ours
let world;

export function journey(name, body) {
  const whole = async () => {
    try {
      await body(world);
    } catch (error) {
      await world.pictures(`failed ${name}`);
      await world.tidy().catch((e) => console.log(e.message));
      throw error;
    }
    await world.tidy();
  };
  test(name, whole, { limit: LIMIT_MS });
}

export function start() {
  return run(async () => {
    world = await World.start();
  });
}
