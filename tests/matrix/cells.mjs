// Asking one cell over HTTPS and judging the answer.
import { randomUUID } from 'node:crypto';
import { how } from './ask.mjs';
import { keyOf } from './expected.mjs';
import { audience, kinds, password, persona } from './town.mjs';

const codes = {
  '.': 'not_found', ro: 'space_read_only', con: 'conflict', bad: 'sign_in_refused', lck: 'session_locked', out: 'session_none',
  ins: 'instruction_missing', att: 'attending_missing', sty: 'attending_stays', val: 'bad_value', pro: 'proof_needed', gat: 'gate_closed', stp: 'account_stopped',
};

export const isAllowed = (cell) => cell.answer === 'ok';
export const isAsked = (cell) => cell.answer !== '-';

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
    return `${keyOf(cell)}: expected ${cell.answer}, got ${answer.status} ${said}`;
  }

  async #looksLikeNothing(cell, answer) {
    const key = `${cell.route} ${cell.actor}`;
    if (!this.nothing.has(key)) this.nothing.set(key, bytesOf(await this.#ask({ ...cell, state: cell.state === '-' ? '-' : 'absent', object: absentObject(cell.object) })));
    const nothing = this.nothing.get(key);
    return bytesOf(answer) === nothing ? null : `${keyOf(cell)}: not byte-equal to what never existed:\n  ${bytesOf(answer)}\n  ${nothing}`;
  }

  async #ask(cell) {
    const row = how(cell.route);
    const { method, path } = this.declared.routes.get(cell.route);
    const client = row.session ? await this.world.session(persona(cell.actor, cell.state)) : this.world.client(cell);
    const object = await this.#object(cell, row);
    const at = path.replace('{space}', () => this.world.space(cell).id).replace(/\{\w+\}/, () => object.id) + (row.query ?? '');
    const options = { body: row.body?.(this.#body(cell, object)), headers: row.headers?.(object), ...(method === 'GET' ? { origin: null } : {}) };
    const answer = await client.request(method, at, options);
    if (row.session) this.#keepTranscript(cell, client);
    else if (isAllowed(cell) && cell.route === 'post_edit') object.version = answer.body?.version ?? object.version;
    if (isAllowed(cell)) await row.undo?.(this.world, cell);
    return answer;
  }

  /** What the cell is about. A post that the act uses up is made for it, by whoever has to be its author. */
  async #object(cell, row) {
    if (row.object) return row.object(this.world, cell);
    if (!row.space) return undefined;
    if (!row.consumes || !isAllowed(cell) || !['own', 'others'].includes(cell.object)) return this.world.post(cell);
    const [first, second] = kinds[cell.kind].others;
    const author = cell.object === 'own' ? cell.actor : cell.actor === first ? second : first;
    const body = this.world.canaries.word(`a post of ${author} for ${keyOf(cell)}`, { sees: audience(cell.kind, cell.state) });
    const root = ['co', 'ad'].includes(author) ? { reply_to: this.world.post({ ...cell, object: 'others' }).id } : {}; // who may not begin on the board
    const made = await this.world.client({ ...cell, actor: author }).post(`/api/spaces/${this.world.space(cell).id}/posts`, { key: randomUUID(), body, ...root });
    return made.body;
  }

  #body(cell, object) {
    return {
      id: object?.id,
      name: object?.name,
      kind: cell.kind,
      login: this.world.login(this.world.who(cell)),
      password: cell.object === 'wrong' ? 'not the password 1' : password,
      version: object?.version ?? 1,
      word: (kind) => this.world.canaries.word(`${kind} sent with ${keyOf(cell)}`, { sees: this.#audience(cell, kind) }),
    };
  }

  /** Who may ever get what the cell sends: nobody when it is refused, nor why one deletes what is deleted. */
  #audience(cell, kind) {
    if (!isAllowed(cell) || cell.object.endsWith('deleted')) return [];
    if (kind === 'draft') return [persona(cell.actor, cell.state)];
    return audience(cell.kind, cell.state, { before: kind === 'reason' && cell.object === 'unseen' });
  }

  /** What a passing client got is searched with that of the person it belonged to. */
  #keepTranscript(cell, client) {
    this.world.clients[this.world.who(cell)].transcript.push(...client.transcript);
    client.close();
  }
}

function absentObject(object) {
  if (object.startsWith('link_')) return 'link_none';
  if (['-', 'new', 'newcomer', 'offered'].includes(object) || /^(person|in|invited|not)_/.test(object)) return object;
  if (object === 'asked' || object === 'no_item') return 'no_item';
  if (object.endsWith('request')) return 'no_request';
  if (object === 'askable' || object === 'no_circle') return 'no_circle';
  if (object.startsWith('offer_')) return 'no_offer';
  if (object === 'departed') return 'no_item';
  if (object === 'change') return 'no_change';
  if (object === 'admin_too') return 'hat_none';
  if (object.includes('tie')) return 'no_tie';
  if (['document', 'edition', 'house_text', 'region_text'].includes(object.replace('no_', ''))) return 'no_document';
  if (['activation', 'application', 'facility', 'guideline', 'mail_link', 'notice', 'training'].includes(object.replace('no_', ''))) return `no_${object.replace('no_', '')}`;
  if (object.includes('reset')) return 'no_reset';
  if (object.includes('forgotten')) return 'no_forgotten';
  if (object.includes('safety')) return 'no_safety';
  if (object.includes('incident')) return 'no_incident';
  if (object.includes('warning')) return 'no_warning';
  if (object.includes('stop')) return 'no_stop';
  if (['name_right', 'name_wrong', 'points', 'proved', 'fresh', 'fresh_nowhere', 'code_right', 'stale', 'right', 'wrong'].includes(object)) return object;
  if (object.endsWith('tended') || object.startsWith('unopened')) return 'hat_none';
  if (object.includes('education')) return 'no_education';
  if (/^(pledged|asleep)/.test(object)) return 'hat_none';
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

/** Cells by actor: people act at the same time, each one thing after the other; one at a time what is put back afterwards. */
export async function judgeAll(asker, cells, width = 1) {
  if (cells.some((c) => isAllowed(c) && how(c.route).undo)) return inTurns(cells, 1, (cell) => asker.judge(cell));
  const byActor = new Map();
  for (const c of cells) byActor.set(c.actor, [...(byActor.get(c.actor) ?? []), c]);
  const faults = await Promise.all([...byActor.values()].map((own) => inTurns(own, width, (cell) => asker.judge(cell))));
  return faults.flat();
}
