// Durable posts over TLS against pgbench writing the same rows into the same cluster.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { median } from '../table.mjs';
import { posterCount, spaceCount } from '../town.mjs';
import { say } from '../world.mjs';

const run = promisify(execFile);
const seconds = 4;
const limits = { 8: 0.7, 32: 1.5, 128: 2.5 };

/** The one statement that does what a post does: counters under the row's lock, post, event, audit. */
export async function pgbenchScript(w, spaces) {
  const [[session, account, hat, facts]] = await w.d.sql(
    "select s.id, s.account, s.hat, octet_length(p.body) from session s, lateral (select body from post order by created_at desc limit 1) p limit 1",
  );
  const hats = (await w.d.sql(`select hat from member where space = '${w.spaces[0]}' order by hat`)).map((r) => r[0]);
  const ids = (list) => `('{${list.join(',')}}'::uuid[])`;
  return w.write(`pgbench-${spaces.length}.sql`, [
    `\\set s random(1, ${spaces.length})`,
    `\\set a random(1, ${posterCount})`,
    `with s as (update space set seq = seq + 1, post_no = post_no + 1 where id = ${ids(spaces)}[:s] returning id, seq, post_no),
 p as (insert into post (id, space, no, created_seq, seq, author, client_key, body, created_at)
  select gen_random_uuid(), s.id, s.post_no, s.seq, s.seq, ${ids(hats)}[:a], gen_random_uuid(), '\\x${'a5'.repeat(Number(facts))}'::bytea, 1760000000000 from s
  returning id, space, seq, author),
 e as (insert into event (space, seq, kind, at, hat, post) select space, seq, 'post', 1760000000000, author, id from p)
insert into audit (at, act, result, session, account, hat, space, object, source)
select 1760000000000, 'post_create', 'ok', '${session}'::uuid, '${account}'::uuid, '${hat}'::uuid, space, id, '127.0.0.1' from p;`.replaceAll('\n', ' '),
  ]);
}

function pgbench() {
  const versions = fs.readdirSync('/usr/lib/postgresql').sort((a, b) => b - a);
  return versions.map((v) => path.join('/usr/lib/postgresql', v, 'bin/pgbench')).find((p) => fs.existsSync(p));
}

async function tps(w, script) {
  const args = ['-h', w.d.socketFolder(), '-U', 'tasuki_front', '-n', '-M', 'prepared', '-c', '8', '-j', '2', '-T', String(seconds), '-f', script, 'tasuki'];
  const { stdout } = await run(pgbench(), args, { timeout: 120_000 });
  return Number(/tps = ([\d.]+) \(without/.exec(stdout)[1]);
}

export async function posted(w, connections, spaces) {
  const r = await w.load('http_load', { mode: 'post', who: await w.cookies('p', posterCount), spaces: w.file(spaces), connections, seconds, ...w.processes() });
  if (r.failed > 0) throw new Error(`${r.failed} posts were refused`);
  w.acknowledged += r.done;
  return r;
}

/** Every round in the other order, so that what grows and what warms up weighs on both. */
async function oneRound(w, scripts, turn) {
  const r = {};
  const steps = [
    async () => { r.pg = await tps(w, scripts.many); },
    ...[8, 32, 128].map((n) => async () => { r[n] = await posted(w, n, 'spaces'); }),
    async () => { r.pgHot = await tps(w, scripts.hot); },
    async () => { r.hot = await posted(w, 32, 'hot'); },
  ];
  for (const step of turn % 2 === 0 ? steps : steps.reverse()) await step();
  const rate = (x) => Math.round(x.done / x.seconds);
  say(`  pgbench ${Math.round(r.pg)}/s; posts ${rate(r[8])} ${rate(r[32])} ${rate(r[128])}/s; hot: pgbench ${Math.round(r.pgHot)}/s, posts ${rate(r.hot)}/s`);
  say(`  p99 ms ${r[8].p99} ${r[32].p99} ${r[128].p99}; CPU us a post, server ${r[8].cpu_us} ${r[32].cpu_us} ${r[128].cpu_us}, database ${r[8].db_cpu_us} ${r[32].db_cpu_us} ${r[128].db_cpu_us}`);
  return r;
}

/** Every acknowledged post is there, and the numbers have no gap. */
async function nothingLost(w, before) {
  const [[count, gaps]] = await w.d.sql(
    `select (select count(*) from post p join audit a on a.object = p.id and a.act = 'post_create' and a.source <> '127.0.0.1'),
      (select count(*) from space s where s.post_no <> (select count(*) from post p where p.space = s.id)
        or s.seq <> (select count(*) from event e where e.space = s.id))`,
  );
  return { count: Number(count) - before, gaps: Number(gaps) };
}

export async function posts(w, table, rounds) {
  for (const workers of [1, 2]) {
    say(`posts, workers = ${workers}`);
    await w.restart({ workers });
    w.acknowledged = 0;
    const scripts = { many: null, hot: null };
    await posted(w, 8, 'spaces');
    scripts.many = await pgbenchScript(w, w.spaces);
    scripts.hot = await pgbenchScript(w, [w.spaces[0]]);
    const all = [];
    for (let i = 0; i < rounds; i++) all.push(await oneRound(w, scripts, i));
    for (const n of [8, 32, 128]) {
      const ratios = all.map((r) => r[n].done / r[n].seconds / r.pg);
      table.add({ what: `posts/s, ${n} posters, workers ${workers}`, value: median(ratios), unit: 'x', limit: { least: limits[n] }, spread: ratios, than: `pgbench -c 8, same rows, ${spaceCount} spaces` });
    }
    const hot = all.map((r) => r.hot.done / r.hot.seconds / r.pgHot);
    table.add({ what: `posts/s, one hot space, 32 posters, workers ${workers}`, value: median(hot), unit: 'x', limit: { least: 2 }, spread: hot, than: 'pgbench -c 8 in that space' });
  }
}
