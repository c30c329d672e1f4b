// Sign-ins at the strength the server ships with, against libargon2's own call.
import { median } from '../table.mjs';
import { password } from '../town.mjs';
import { program, say } from '../world.mjs';

const strength = { 'hash.memory_kib': 65536, 'hash.passes': 3 };
const people = 16;
const count = 24;

export async function signIn(w, table, rounds) {
  say('sign-in');
  await w.restart({ workers: 1, ...strength });
  const who = w.write('logins', Array.from({ length: people }, (_, i) => `p${String(i).padStart(4, '0')}`));
  const load = (n) => w.load('http_load', { mode: 'sign_in', who, password, connections: 4, count: n, ...w.processes() });
  await load(people); // the first one of each renews the cheap hash of the town
  const all = [];
  for (let i = 0; i < rounds; i++) {
    const plain = Number(await program('argon2_plain', String(count / 2))) * 1000;
    const ours = await load(count);
    say(`  CPU ms a sign-in ${(ours.cpu_us / 1000).toFixed(1)}, plain call ${(plain / 1000).toFixed(1)}`);
    all.push([ours.cpu_us, plain]);
  }
  const ratios = all.map(([ours, plain]) => plain / ours);
  table.add({ what: 'sign-ins a CPU second, argon2id 64 MiB t=3', value: median(ratios), unit: 'x', limit: { least: 2 }, spread: ratios, than: "libargon2's argon2id_verify" });
  table.add({ what: 'sign-in: CPU ms of the server, all told', value: median(all.map(([ours]) => ours)) / 1000, unit: 'ms', spread: all.map(([ours]) => ours / 1000), digits: 1, than: `plain call ${(median(all.map(([, p]) => p)) / 1000).toFixed(1)} ms` });
}
