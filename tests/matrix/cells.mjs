// Asking one cell over HTTPS and judging the answer.
import { randomUUID } from 'node:crypto';
import { how } from './ask.mjs';
import { password, readers } from './world.mjs';

const codes = { '.': 'not_found', ro: 'space_read_only', con: 'conflict', bad: 'sign_in_refused', lck: 'session_locked', out: 'session_none' };

export const isAllowed = (cell) => cell.answer === 'ok';
export const isAsked = (cell) => cell.answer !== '-';
export const named = (c) => `${c.route} / ${c.state} / ${c.object} / ${c.actor}`;

/** Everything of an answer but the date. */
function bytesOf({ status, headers, text }) {
  const { date, ...rest } = headers;
  return JSON.stringify([status, rest, text]);
}

export class Asker {
  constructor(world, declared) {
    this.world = world;
    this.declared = declared;
    this.nothing = new Map(); // "route actor" → bytes of the answer about what never existed
    this.counts = { allowed: 0, denied: 0 };
  }

  /** A sentence when the cell's answer is not as expected, else null. */
  async judge(cell) {
    const answer = await this.#ask(cell);
    this.counts[isAllowed(cell) ? 'allowed' : 'denied']++;
    const said = answer.status < 300 ? 'ok' : answer.body?.error;
    if (isAllowed(cell)) {
      if (said === 'ok') return null;
    } else if (said === codes[cell.answer]) {
      return cell.answer === '.' ? this.#looksLikeNothing(cell, answer) : null;
    }
    return `${named(cell)}: expected ${cell.answer}, got ${answer.status} ${said}`;
  }

  async #looksLikeNothing(cell, answer) {
    const key = `${cell.route} ${cell.actor}`;
    if (!this.nothing.has(key)) this.nothing.set(key, bytesOf(await this.#ask({ ...cell, state: 'absent', object: absentObject(cell.object) })));
    const nothing = this.nothing.get(key);
    return bytesOf(answer) === nothing ? null : `${named(cell)}: not byte-equal to what never existed:\n  ${bytesOf(answer)}\n  ${nothing}`;
  }

  async #ask(cell) {
    const row = how(cell.route);
    const { method, path } = this.declared.routes.get(cell.route);
    const client = row.session ? await this.world.session(cell.actor) : this.world.clients[cell.actor];
    const post = row.space ? await this.#post(cell, row) : undefined;
    const at = path.replace('{space}', row.space ? this.world.space(cell.state).id : '').replace('{post}', post?.id ?? randomUUID());
    const options = { body: row.body?.(this.#body(cell, post)), ...(method === 'GET' ? { origin: null } : {}) };
    const answer = await client.request(method, at, options);
    if (row.session) this.#keepTranscript(cell.actor, client);
    else if (isAllowed(cell) && post && cell.route === 'post_edit') post.version = answer.body?.version ?? post.version;
    return answer;
  }

  /** A post that the act uses up is made for it. */
  async #post(cell, row) {
    if (!row.consumes || !isAllowed(cell) || cell.object === 'own_deleted') return this.world.post(cell.state, cell.object, cell.actor);
    const body = this.world.canaries.word(`a post to delete, by ${cell.actor}`, { sees: readers });
    const made = await this.world.clients[cell.actor].post(`/api/spaces/${this.world.space(cell.state).id}/posts`, { key: randomUUID(), body });
    return made.body;
  }

  #body(cell, post) {
    const hats = { hat_own: this.world.hats[this.world.login(cell.actor).replace('matrix-', '')][0], hat_others: this.world.hats[cell.actor === 'at' ? 'de' : 'at'][0] };
    return {
      id: post?.id ?? hats[cell.object] ?? (cell.object.startsWith('hat_') ? randomUUID() : undefined),
      login: this.world.login(cell.actor),
      password: cell.object === 'wrong' ? 'not the password 1' : password,
      version: post?.version ?? 1,
      word: (kind) => this.world.canaries.word(`${kind} sent with ${named(cell)}`, { sees: this.#audience(cell, kind) }),
    };
  }

  /** Who may ever get what the cell sends: nobody when it is refused. */
  #audience(cell, kind) {
    if (!isAllowed(cell) || cell.object === 'own_deleted') return [];
    if (kind === 'draft') return [cell.actor];
    return readers;
  }

  /** What a passing client got is searched with that of the person it belonged to. */
  #keepTranscript(actor, client) {
    this.world.clients[actor === 'no' ? 'me' : actor].transcript.push(...client.transcript);
    client.close();
  }
}

function absentObject(object) {
  if (object === '-' || object === 'new') return object;
  return object.startsWith('hat_') ? 'hat_none' : 'no_post';
}

/** Runs work over the rows, at most `width` at a time; the results that are not null. */
export async function inTurns(rows, width, work) {
  const waiting = [...rows];
  const results = [];
  const worker = async () => {
    for (let row; (row = waiting.shift()); ) {
      const result = await work(row);
      if (result !== null) results.push(result);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** Cells by actor: people act at the same time, each one thing after the other. */
export async function judgeAll(asker, cells, width = 1) {
  const byActor = new Map();
  for (const c of cells) byActor.set(c.actor, [...(byActor.get(c.actor) ?? []), c]);
  const faults = await Promise.all([...byActor.values()].map((own) => inTurns(own, width, (cell) => asker.judge(cell))));
  return faults.flat();
}
