// The network layer alone (net_echo): what a small request costs before the program has done anything, and a broadcast without a database.
import { median } from '../table.mjs';
import { wardCount } from '../town.mjs';
import { freePort, say, startProgram } from '../world.mjs';

const broadcast = { connections: wardCount, rate: 20, seconds: 4, bytes: 800 };

async function on(w, program, measure) {
  const port = await freePort();
  const server = await startProgram(port, program, String(port), w.certificate, w.key);
  try {
    return await measure(port, { origin: `https://localhost:${port}`, pids: server.pid });
  } finally {
    await server.end();
  }
}

export async function net(w, table, rounds) {
  say('the network layer alone');
  const who = w.write('nobody', ['none=none']);
  const all = [];
  for (let i = 0; i < rounds; i++) {
    const requests = (port, more) => w.load('http_load', { mode: 'post', who, spaces: w.file('spaces'), connections: 32, seconds: 2, ...more }, { port });
    const sockets = (port, more) => w.load('ws_load', { ...broadcast, ...more }, { port });
    const http = await on(w, 'net_echo', requests);
    const ours = await on(w, 'net_echo', sockets);
    const plain = await on(w, 'lws_plain', sockets);
    say(`  CPU us: a request ${http.cpu_us}; a delivery ${ours.cpu_us}, plain ${plain.cpu_us}`);
    all.push({ http, ours, plain });
  }
  const ratios = all.map((r) => r.ours.cpu_us / r.plain.cpu_us);
  table.add({ what: 'network layer: a small POST, keep-alive, 32 connections', value: median(all.map((r) => r.http.cpu_us)), unit: 'us', spread: all.map((r) => r.http.cpu_us), than: 'server CPU a request' });
  table.add({ what: `network layer: fan-out to ${wardCount}, server CPU a delivery`, value: median(ratios), unit: 'x', limit: { most: 1 }, spread: ratios, than: 'plain lws, libuv plug-in, own TLS port' });
}
