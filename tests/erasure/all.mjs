// All scenarios about complete deletion, against one deployment. The last makes it a real region, where nobody comes in without a second factor.
import './desk.mjs';
import './drill.mjs';
import './kin.mjs';
import './execute.mjs';
import { main } from './world.mjs';

await main(import.meta.url);
