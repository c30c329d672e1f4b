// All API scenarios against one deployment. Those that move the clock by hours come last: they end the sessions of the others.
import './handover.mjs';
import './life.mjs';
import './members.mjs';
import './origin.mjs';
import './bodies.mjs';
import './frames.mjs';
import './heads.mjs';
import './live.mjs';
import './paging.mjs';
import './people.mjs';
import './posts.mjs';
import './removed.mjs';
import './sessions.mjs';
import './sessions_end.mjs';
import './site.mjs';
import { main } from './world.mjs';

await main(import.meta.url);
