// A page of fifty posts, with its people, reactions and receipts: opened, written as JSON, its audit row committed before it goes out.
import { median } from '../table.mjs';
import { posterCount } from '../town.mjs';
import { say } from '../world.mjs';

const load = { mode: 'page', connections: 4, seconds: 3 };

export async function pages(w, table, rounds) {
  say('pages of 50 posts');
  await w.restart({ workers: 1 });
  const who = w.firstLines(await w.cookies('p', posterCount), 8);
  const all = [];
  for (let i = 0; i < rounds; i++) {
    const r = await w.load('http_load', { ...load, who, spaces: w.file('history'), ...w.processes() });
    say(`  ${Math.round(r.done / r.seconds)} pages/s; CPU us a page: server ${r.cpu_us}, database ${r.db_cpu_us}; p99 ms ${r.p99}`);
    if (r.failed > 0) throw new Error(`${r.failed} pages were refused`);
    all.push(r);
  }
  const of = (key) => all.map((r) => r[key]);
  table.add({ what: 'page of 50 posts, opened: server CPU', value: median(of('cpu_us')), unit: 'us', spread: of('cpu_us'), digits: 0 });
  table.add({ what: 'page of 50 posts, opened: database CPU', value: median(of('db_cpu_us')), unit: 'us', spread: of('db_cpu_us'), digits: 0 });
}
