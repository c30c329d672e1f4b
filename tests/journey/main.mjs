// The browser journeys: people of the demo town at real browsers, against a real server.
import { start } from './journey.mjs';
import './talk.mjs';
import './words.mjs';
import './lost_line.mjs';
import './member.mjs';
import './load.mjs';
import './access.mjs';
import './session.mjs';

await start();
