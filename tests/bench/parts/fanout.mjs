// One space, a thousand sockets, twenty posts a second, receipts on; against a plain libwebsockets server on a TLS port of its own.
import { median } from '../table.mjs';
import { wardCount } from '../town.mjs';
import { freePort, say, startProgram } from '../world.mjs';

const load = { connections: wardCount, rate: 20, seconds: 6 };
const watchers = 8;

async function ours(w) {
  const [[seq]] = await w.d.sql(`select seq from space where id = '${w.ward}'`);
  const r = await w.load('ws_load', { ...load, who: await w.cookies('w', wardCount), space: w.ward, seq, watch: watchers, ...w.processes() });
  if (r.posted !== r.sent || r.delivered !== r.expected) throw new Error(`posted ${r.posted} of ${r.sent}, delivered ${r.delivered} of ${r.expected}`);
  return r;
}

async function plain(w, bytes) {
  const port = await freePort();
  const server = await startProgram(port, 'lws_plain', String(port), w.certificate, w.key);
  try {
    return await w.load('ws_load', { ...load, bytes, pids: server.pid }, { port });
  } finally {
    await server.end();
  }
}

export async function fanout(w, table, rounds) {
  for (const workers of [1, 2]) {
    say(`fan-out, workers = ${workers}`);
    await w.restart({ workers });
    const all = [];
    for (let i = 0; i < rounds; i++) {
      const a = await ours(w);
      const b = await plain(w, Math.round(a.bytes_each));
      say(`  CPU us a delivery: ${a.cpu_us}, plain ${b.cpu_us}; p99 ms ${a.p99}, plain ${b.p99}; database ${a.db_cpu_us} us; ${a.reports} cursor moves`);
      all.push([a, b]);
    }
    const ratios = all.map(([a, b]) => a.cpu_us / b.cpu_us);
    const late = all.map(([a]) => a.p99);
    table.add({ what: `fan-out to ${wardCount}: server CPU a delivery, workers ${workers}`, value: median(ratios), unit: 'x', limit: { most: 1 }, spread: ratios, than: 'plain lws, libuv plug-in, own TLS port' });
    table.add({ what: `fan-out to ${wardCount}: CPU us a delivery, workers ${workers}`, value: median(all.map(([a]) => a.cpu_us)), unit: 'us', spread: all.map(([a]) => a.cpu_us), than: `plain: ${median(all.map(([, b]) => b.cpu_us)).toFixed(1)} us` });
    table.add({ what: `fan-out to ${wardCount}: p99 from the post to the socket, workers ${workers}`, value: median(late), unit: 'ms', limit: { most: 250 }, spread: late, digits: 0 });
  }
}
