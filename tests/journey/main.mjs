// The browser journeys: people of the demo town at real browsers, against a real server.
import { start } from './journey.mjs';
import './talk.mjs';

await start();
