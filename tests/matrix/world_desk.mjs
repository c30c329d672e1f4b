// What the routes of the office's desk are about: a facility that leaves the network.
import { randomUUID } from 'node:crypto';

/** Adds to the world: changing, leaving. */
export function startDesk(w) {
  const made = (id) => w.d.sql(`insert into facility (id, name, kind, outside, created_at) values ('${id}', '試験の事業所', 'other', false, 1)`);
  w.changing = async (cell) => {
    const id = randomUUID();
    if (cell.object === 'facility') await made(id);
    return { id };
  };
  w.leaving = async (cell) => {
    const id = randomUUID();
    await w.proofOf({ ...cell, object: cell.object.replace('_nowhere', '') });
    if (cell.object !== 'fresh_nowhere') await made(id);
    return { id };
  };
}
