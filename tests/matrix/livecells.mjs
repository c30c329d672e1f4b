// The cells of the live socket: hello, join, cursor, watch, active, ping. One actor has one socket after the other.
import { randomUUID } from 'node:crypto';
import { how } from './ask.mjs';
import { isAllowed } from './cells.mjs';
import { keyOf } from './expected.mjs';
import { persona, shut } from './town.mjs';

const refusals = { 401: 'out', 403: 'gat', 423: 'lck' };

/** Frames with the asked space's id taken out, to be compared with those about a space that never existed. */
const faceless = (frames, id) => JSON.stringify(frames).replaceAll(id, '(space)');

export class LiveAsker {
  constructor(world) {
    this.world = world;
    this.sockets = new Map(); // persona → its one socket
    this.nothing = new Map(); // "route actor" → frames about a space that never existed
    this.counts = { allowed: 0, denied: 0 };
  }

  /** A sentence when the cell's frames are not as expected, else null. */
  async judge(cell) {
    this.counts[isAllowed(cell) ? 'allowed' : 'denied']++;
    const said = await this.#ask(cell, cell.state === '-' ? null : this.world.space(cell));
    if (said.refused) return said.refused === cell.answer ? null : `${keyOf(cell)}: expected ${cell.answer}, the socket was refused: ${said.refused}`;
    if (['lck', 'out', 'gat'].includes(cell.answer)) return `${keyOf(cell)}: expected ${cell.answer}, the socket was opened`;
    if (cell.answer === '.') return this.#looksLikeNothing(cell, said);
    return this.#goesOn(cell, said.frames);
  }

  async #looksLikeNothing(cell, said) {
    const key = `${cell.route} ${persona(cell.actor, cell.state)}`;
    if (!this.nothing.has(key)) {
      const absent = { id: randomUUID(), seq: 1 };
      const answer = await this.#ask(cell, absent);
      this.nothing.set(key, faceless(answer.frames, absent.id));
    }
    const got = faceless(said.frames, this.world.space(cell).id);
    if (cell.state === 'absent') return null; // it is what the others are compared with
    return got === this.nothing.get(key) ? null : `${keyOf(cell)}: not like a space that never existed: ${got.slice(0, 300)}, but ${this.nothing.get(key)}`;
  }

  #goesOn(cell, frames) {
    const no = frames.find((f) => ['error', 'gone', 'reset'].includes(f.t));
    if (no) return `${keyOf(cell)}: expected ok, there came ${JSON.stringify(no)}`;
    if (cell.route === 'live:ping') return null; // its pong is what was waited for
    if (cell.route !== 'live:hello') return null;
    const posts = frames.filter((f) => f.t === 'event' && f.kind !== 'none').length;
    return posts >= 10 ? null : `${keyOf(cell)}: ${posts} events came of what was missed`;
  }

  /** {frames: about the space, or all that are no pong} or {refused}. A hello has a socket of its own, everything else the actor's one. */
  async #ask(cell, space) {
    const frame = how(cell.route).frame({ space: space?.id, seq: space?.seq });
    let live;
    try {
      live = await this.#socket(cell, frame.t === 'hello');
    } catch (error) {
      return { refused: refusals[error.status] ?? error.message };
    }
    const before = live.frames.length;
    await this.#say(live, frame, ['hello', 'join'].includes(frame.t) ? 'ready' : 'pong');
    const frames = live.frames.slice(before).filter((f) => f.t !== 'ready' && f.t !== 'pong' && (!space || f.space === space.id || f.t === 'error'));
    if (frame.t === 'hello') await live.close();
    return { frames };
  }

  /** Open, or open and greeted. */
  async #socket(cell, bare) {
    const who = persona(cell.actor, cell.state);
    if (bare || [...shut, 'ga'].includes(who)) return this.world.clients[who].live({ hello: false });
    if (!this.sockets.has(who)) this.sockets.set(who, await this.world.clients[who].live({ spaces: {} }));
    return this.sockets.get(who);
  }

  /** The actors' sockets, which must all still be open. */
  async close() {
    const closed = [...this.sockets].filter(([, live]) => live.code !== null).map(([who, live]) => `the socket of ${who} was closed: ${live.code}`);
    await Promise.all([...this.sockets.values()].map((live) => live.close()));
    return closed;
  }

  async #say(live, frame, until) {
    live.send(frame);
    if (until === 'pong' && frame.t !== 'ping') live.send({ t: 'ping' });
    await live.next({ t: until });
  }
}

/**
 * One socket of everybody that stays open and asks for every space: what is told to whom while others write. It greets with the last few events of each
 * as missed: all of them would be more than the server keeps for a slow reader.
 */
export async function listenAll(world) {
  const heads = new Map(await world.d.sql('select id, seq from space'));
  const spaces = Object.fromEntries(Object.values(world.spaces).map((s) => [s.id, Math.max(s.seq, Number(heads.get(s.id)) - 20)]));
  const people = world.people.filter((who) => ![...shut, 'ga'].includes(who));
  const sockets = await Promise.all(people.map((who) => world.clients[who].live({ spaces })));
  return new Map(people.map((who, i) => [who, sockets[i]]));
}
