// What an idle socket costs: TLS, WebSocket, session, subscription. Resident memory of the worker, before and after.
import { median } from '../table.mjs';
import { wardCount } from '../town.mjs';
import { say } from '../world.mjs';

const sockets = 3000;

export async function idle(w, table, rounds) {
  say(`${sockets} idle sockets`);
  const all = [];
  for (let i = 0; i < rounds; i++) {
    await w.restart({ workers: 1 });
    const who = await w.cookies('w', wardCount);
    const [[seq]] = await w.d.sql(`select seq from space where id = '${w.ward}'`);
    const { pids } = w.processes();
    const r = await w.load('ws_load', { connections: sockets, who, space: w.ward, seq, pids });
    say(`  ${r.kib_each} KiB each`);
    all.push(r.kib_each * 1.024);
  }
  table.add({ what: `idle TLS WebSocket, ${sockets} of them`, value: median(all), unit: 'KB', limit: { most: 40 }, spread: all, digits: 1, than: 'resident memory of the worker, fresh' });
}
