// The browser journeys: people of the demo town at real browsers, against a real server.
import { start } from './journey.mjs';
import './talk.mjs';
import './words.mjs';
import './lost_line.mjs';
import './member.mjs';
import './load.mjs';
import './access.mjs';
import './session.mjs';
import './circles.mjs';
import './family.mjs';
import './factor.mjs';
import './forgotten.mjs';
import './gate.mjs';
import './ledger.mjs';
import './staff.mjs';
import './training.mjs';
import './mail.mjs';
import './people.mjs';
import './life.mjs';
import './ties.mjs';
import './desk.mjs';
import './apply.mjs';
import './first_post.mjs';
import './board.mjs';
import './reports.mjs';
import './real.mjs';
import './trouble.mjs';
import './documents.mjs'; // the last two move the clock by days
import './erasure.mjs';

await start();
