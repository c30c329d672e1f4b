// From the command to the first good answer, with the data the other parts have left.
import { median } from '../table.mjs';
import { say } from '../world.mjs';

export async function start(w, table, rounds) {
  const [[posts]] = await w.d.sql('select count(*) from post');
  say(`start with ${posts} posts`);
  const all = [];
  for (let i = 0; i < rounds; i++) {
    await w.d.end();
    const begun = performance.now();
    await w.d.serve();
    all.push((performance.now() - begun) / 1000);
    say(`  ${all.at(-1).toFixed(2)} s`);
  }
  table.add({ what: 'start with existing data, to the first answer of /api/health', value: median(all), unit: 's', limit: { most: 2 }, spread: all, than: `${posts} posts, PostgreSQL started too` });
}
