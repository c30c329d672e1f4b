// The matrix's world on a real deployment: the town, the states of its spaces, everybody signed in, and what each object of a cell is.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Deployment } from '../lib/deployment.mjs';
import { makeTown, password, postPlan, readers, states } from './town.mjs';

const day = 86_400_000;

/** What makes a space's state. No verb does these things yet, so the owner of the database does. */
const columns = {
  draft: () => "consent = 'none'",
  open: () => "consent = 'recorded'",
  withdrawn: (now) => `consent = 'withdrawn', read_until = ${now + 7 * day}`,
  archived: (now) => `archived_at = ${now - day}`,
  erasing: (now) => `frozen_at = ${now - day}`,
  lapsed: (now) => `consent = 'withdrawn', read_until = ${now - 1000}`,
  lapsed_archived: (now) => `consent = 'withdrawn', read_until = ${now - 1000}, archived_at = ${now - day}`,
  lapsed_erasing: (now) => `consent = 'withdrawn', read_until = ${now - 1000}, frozen_at = ${now - day}`,
};

/** Whose session an actor without one of its own looks like. */
const alias = { no: 'me' };

export class World {
  static async start() {
    const w = new World();
    const { file, canaries } = makeTown();
    w.canaries = canaries;
    w.people = file.people;
    w.d = await Deployment.start({ name: 'matrix', workers: 2, seed: false, settings: { 'limit.reads': 100000, 'limit.writes': 100000 } });
    await w.#seed(file);
    await w.#learn();
    await w.#setStates();
    await w.#signInAll();
    return w;
  }

  async #seed(file) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tasuki-matrix-'));
    fs.writeFileSync(path.join(folder, 'town.json'), JSON.stringify(file));
    try {
      await this.d.tasuki('demo', 'seed', path.join(folder, 'town.json'), '--settings', this.d.settingsFile);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }

  /** Ids, from the database's owner: spaces by the order of their opening, posts by their number. */
  async #learn() {
    const spaces = await this.d.sql('select s.id from space s join patient p on p.id = s.patient order by p.created_at desc');
    const first = await this.d.sql('select space, max(from_seq) from member where to_seq is null group by space');
    const posts = await this.d.sql('select space, no, id from post');
    const hats = await this.d.sql("select a.login, h.id from hat h join account a on a.id = h.account left join facility f on f.id = h.facility order by a.login, f.ref = 'pharmacy', h.id");
    const joined = new Map(first.map(([id, seq]) => [id, Number(seq)]));
    this.spaces = Object.fromEntries(states.map((state, i) => [state, { id: spaces[i][0], seq: joined.get(spaces[i][0]), posts: {} }]));
    for (const [space, no, id] of posts) {
      const state = states.find((s) => this.spaces[s].id === space);
      this.spaces[state].posts[postPlan[Number(no) - 1].name] = { id, version: 2 };
    }
    this.hats = {};
    for (const [login, id] of hats) (this.hats[login.replace('matrix-', '')] ??= []).push(id);
  }

  async #setStates() {
    const now = Date.now();
    for (const state of states) await this.d.sql(`update space set ${columns[state](now)} where id = '${this.spaces[state].id}'`);
  }

  async #signInAll() {
    this.clients = {};
    for (const { ref } of this.people) this.clients[ref] = await this.session(ref);
    this.clients.no = this.d.client();
  }

  /** A new client of an actor, with the session that actor has: other hat, locked, ended, or none. */
  async session(actor) {
    const c = this.d.client();
    if (actor === 'no') return c;
    await c.signIn(this.login(actor), password);
    if (actor === 'ha') await expect200(c.post('/api/session/hat', { hat: this.hats.ha[1] }));
    if (actor === 'lk') await expect200(c.post('/api/session/lock'));
    if (actor === 'en') {
      const cookies = new Map(c.cookies);
      await expect200(c.delete('/api/session'));
      c.cookies = cookies;
    }
    return c;
  }

  login(actor) {
    return `matrix-${alias[actor] ?? actor}`;
  }

  /** The hat an actor's session wears; undefined for nobody. */
  hat(actor) {
    return actor === 'ha' ? this.hats.ha[1] : this.hats[actor]?.[0];
  }

  /** The post an object is for an actor, {id, version}; undefined for `new` and `-`. */
  post(state, object, actor) {
    const self = alias[actor] ?? actor;
    const other = self === 'de' ? 'me' : 'de';
    const names = { others: `own:${other}`, deleted: `deleted:${other}`, own: `own:${self}`, own_deleted: `deleted:${self}`, unseen: 'unseen', own_unseen: 'own_unseen' };
    if (object === 'new' || object === '-') return undefined;
    if (object === 'no_post') return { id: randomUUID(), version: 1 };
    if (object === 'elsewhere') return this.spaces[state === 'archived' ? 'open' : 'archived'].posts[`own:${other}`];
    if (state === 'absent') return this.spaces.open.posts[names[object]];
    return this.spaces[state].posts[names[object]];
  }

  space(state) {
    return this.spaces[state] ?? { id: randomUUID(), seq: 0 };
  }
}

async function expect200(answer) {
  const { status, text } = await answer;
  if (status !== 200) throw new Error(`${status} ${text}`);
}

export { password, readers };
