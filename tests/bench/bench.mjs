// Runs the parts named on the command line (all without a name) and prints the table. tests/bench/run has built what is measured.
import { denied } from './parts/denied.mjs';
import { fanout } from './parts/fanout.mjs';
import { idle } from './parts/idle.mjs';
import { memory } from './parts/memory.mjs';
import { net } from './parts/net.mjs';
import { pages } from './parts/pages.mjs';
import { posts } from './parts/posts.mjs';
import { screened } from './parts/screened.mjs';
import { signIn } from './parts/sign_in.mjs';
import { start } from './parts/start.mjs';
import { web } from './parts/web.mjs';
import { Table } from './table.mjs';
import { say, World } from './world.mjs';

const parts = { posts, screened, fanout, net, sign_in: signIn, pages, denied, idle, web, memory, start };
const rounds = Number(process.env.TASUKI_ROUNDS ?? 5);
const wanted = process.argv.slice(2);
const table = new Table();
const w = await World.create();
try {
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) await parts[name](w, table, rounds);
} finally {
  await w.stop();
}
table.print();
process.exit(table.missed > 0 ? 1 : 0);
