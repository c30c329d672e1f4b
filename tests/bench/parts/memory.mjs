// A hundred thousand posts: what the worker's memory has grown by.
import { posterCount, wardCount } from '../town.mjs';
import { say } from '../world.mjs';
import fs from 'node:fs';

const step = 20000;
const steps = 5;

const resident = (w) => w.d.processes('front').reduce((all, p) => all + Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${p.pid}/status`, 'utf8'))[1]), 0);

export async function memory(w, table) {
  say(`memory over ${step * steps} posts`);
  await w.restart({ workers: 1 });
  const who = await w.cookies('p', posterCount);
  const load = () => w.load('http_load', { mode: 'post', who, spaces: w.file('spaces'), connections: 64, count: step });
  await w.cookies('w', wardCount);
  await load(); // caches and pools fill
  const before = resident(w);
  for (let i = 0; i < steps; i++) {
    const r = await load();
    if (r.failed > 0) throw new Error(`${r.failed} posts were refused`);
    say(`  after ${step * (i + 2)} posts ${resident(w)} KiB`);
  }
  const grown = resident(w) - before;
  table.add({ what: `memory of the worker over ${step * steps} posts, growth`, value: (grown * 1024) / (step * steps), unit: 'byte/post', limit: { most: 10 }, than: `${before} KiB before, ${grown} KiB more after` });
}
