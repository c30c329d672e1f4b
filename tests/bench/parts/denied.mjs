// What one may not see against what is not there: the time to the answer must tell nothing. Both are asked in turn by one client.
// Posting differs by the question to the key holder, which knows nothing of a space that is not there and is asked again each time.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { median } from '../table.mjs';
import { password } from '../town.mjs';
import { say } from '../world.mjs';

const asks = 400;

async function time(ask) {
  const begun = performance.now();
  const answer = await ask();
  if (answer.status !== 404) throw new Error(`${answer.status} instead of 404`);
  return performance.now() - begun;
}

/** Which of the two goes first changes from one pair to the next. */
async function oneRound(act, forbidden) {
  const times = { forbidden: [], absent: [] };
  for (let i = 0; i < asks; i++) {
    const pair = [async () => times.forbidden.push(await time(() => act(forbidden))), async () => times.absent.push(await time(() => act(randomUUID())))];
    for (const ask of i % 2 === 0 ? pair : pair.reverse()) await ask();
  }
  return median(times.forbidden) / median(times.absent);
}

export async function denied(w, table, rounds) {
  say('forbidden against absent');
  await w.restart({ workers: 1 });
  const client = w.d.client();
  await client.signIn('w0001', password); // of the ward, of no other space
  const acts = {
    'reading a timeline': (space) => client.get(`/api/spaces/${space}/posts`),
    'posting in it': (space) => client.post(`/api/spaces/${space}/posts`, { key: randomUUID(), body: '申し送りです。' }),
  };
  for (const [what, act] of Object.entries(acts)) {
    const ratios = [];
    for (let i = 0; i < rounds; i++) ratios.push(await oneRound(act, w.history));
    table.add({ what: `${what}: forbidden`, value: median(ratios), unit: 'x', limit: { least: 0.9, most: 1.1 }, spread: ratios, than: 'one that does not exist, median time to the answer' });
  }
  client.close();
}
