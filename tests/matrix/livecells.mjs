// The cells of the live socket: hello, join, cursor, watch, active, ping. One actor has one socket after the other.
import { randomUUID } from 'node:crypto';
import { how } from './ask.mjs';
import { isAllowed, named } from './cells.mjs';

const refusals = { 401: 'out', 423: 'lck' };

/** Frames with the asked space's id taken out, to be compared with those about a space that never existed. */
const faceless = (frames, id) => JSON.stringify(frames).replaceAll(id, '(space)');

export class LiveAsker {
  constructor(world) {
    this.world = world;
    this.nothing = new Map(); // "route actor" → frames about a space that never existed
    this.counts = { allowed: 0, denied: 0 };
  }

  /** A sentence when the cell's frames are not as expected, else null. */
  async judge(cell) {
    this.counts[isAllowed(cell) ? 'allowed' : 'denied']++;
    const said = await this.#ask(cell, cell.state === '-' ? null : this.world.space(cell.state));
    if (said.refused) return said.refused === cell.answer ? null : `${named(cell)}: expected ${cell.answer}, the socket was refused: ${said.refused}`;
    if (cell.answer === 'lck' || cell.answer === 'out') return `${named(cell)}: expected ${cell.answer}, the socket was opened`;
    if (cell.answer === '.') return this.#looksLikeNothing(cell, said);
    return this.#goesOn(cell, said.frames);
  }

  async #looksLikeNothing(cell, said) {
    const key = `${cell.route} ${cell.actor}`;
    if (!this.nothing.has(key)) {
      const absent = { id: randomUUID(), seq: 1 };
      const answer = await this.#ask(cell, absent);
      this.nothing.set(key, faceless(answer.frames, absent.id));
    }
    const got = faceless(said.frames, this.world.space(cell.state).id);
    if (cell.state === 'absent') return null; // it is what the others are compared with
    return got === this.nothing.get(key) ? null : `${named(cell)}: not like a space that never existed: ${got.slice(0, 300)}, but ${this.nothing.get(key)}`;
  }

  #goesOn(cell, frames) {
    const no = frames.find((f) => ['error', 'gone', 'reset'].includes(f.t));
    if (no) return `${named(cell)}: expected ok, there came ${JSON.stringify(no)}`;
    if (cell.route === 'live:ping') return null; // its pong is what was waited for
    if (cell.route !== 'live:hello') return null;
    const posts = frames.filter((f) => f.t === 'event' && f.kind !== 'none').length;
    return posts >= 20 ? null : `${named(cell)}: ${posts} events came of what was missed`;
  }

  /** {frames: about the space, or all that are no pong} or {refused}. */
  async #ask(cell, space) {
    let live;
    try {
      live = await this.world.clients[cell.actor].live({ hello: false });
    } catch (error) {
      return { refused: refusals[error.status] ?? error.message };
    }
    try {
      const frame = how(cell.route).frame({ space: space?.id, seq: space?.seq });
      if (frame.t !== 'hello') await this.#say(live, { t: 'hello', spaces: {} }, 'ready');
      const before = live.frames.length;
      await this.#say(live, frame, ['hello', 'join'].includes(frame.t) ? 'ready' : 'pong');
      return { frames: live.frames.slice(before).filter((f) => f.t !== 'ready' && f.t !== 'pong' && (!space || f.space === space.id || f.t === 'error')) };
    } finally {
      await live.close();
    }
  }

  async #say(live, frame, until) {
    live.send(frame);
    if (until === 'pong' && frame.t !== 'ping') live.send({ t: 'ping' });
    await live.next({ t: until });
  }
}

/** Sockets that stay open and ask for every space: what is told to whom while others write. */
export async function listenAll(world, actors) {
  const spaces = Object.fromEntries(Object.values(world.spaces).map((s) => [s.id, s.seq]));
  const sockets = await Promise.all(actors.map((a) => world.clients[a].live({ spaces })));
  return new Map(actors.map((a, i) => [a, sockets[i]]));
}
