// The matrix's world on a real deployment: the town, kinds and states of its spaces, everybody signed in, and what each object of a cell is.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Deployment } from '../lib/deployment.mjs';
import { filmSettings } from '../lib/film.mjs';
import { aside, audience, kinds, makeTown, password, persona, postPlan, spaceNames } from './town.mjs';
import { startApplications } from './world_application.mjs';
import { startDesk } from './world_desk.mjs';
import { startCircles } from './world_circle.mjs';
import { startErasures } from './world_erasure.mjs';
import { startFamily } from './world_family.mjs';
import { startFactors } from './world_factor.mjs';
import { startPasswords } from './world_password.mjs';
import { startDocuments } from './world_document.mjs';
import { startGates } from './world_gate.mjs';
import { startLedger } from './world_ledger.mjs';
import { startStaff } from './world_staff.mjs';
import { startMail } from './world_mail.mjs';
import { startPeople } from './world_people.mjs';
import { startTies } from './world_tie.mjs';
import { startTroubles } from './world_trouble.mjs';

const day = 86_400_000;
const withdrawn = (until) => `consent = 'withdrawn', read_until = ${until}`;
const archived = (now) => `archived_at = ${now - day}, archive_reason = 'ended'`;

const pending = "attending = (select h.id from hat h join account a on a.id = h.account where a.login = 'matrix-gn'), attending_pending = true";

/** What makes a state. Not all of it is anybody's to do yet, so the owner of the database does it. */
const stateColumns = {
  draft: () => "consent = 'none'",
  open: () => 'closed_at = null',
  opened: () => "consent = 'none', instruction = 'waiting'",
  pending: () => pending,
  pending_archived: (now) => `${pending}, consent = 'none', instruction = 'waiting', ${archived(now)}`,
  pending_lapsed: (now) => `${pending}, ${withdrawn(now - 1000)}`,
  unconfirmed: () => "instruction = 'waiting'",
  withdrawn: (now) => withdrawn(now + 7 * day),
  withdrawn_archived: (now) => `${withdrawn(now + 7 * day)}, ${archived(now)}`,
  archived,
  closed: (now) => `closed_at = ${now - day}`,
  erasing: (now) => `frozen_at = ${now - day}`,
  erased: (now) => `erased_at = ${now - day}`,
  lapsed: (now) => withdrawn(now - 1000),
  lapsed_archived: (now) => `${withdrawn(now - 1000)}, ${archived(now)}`,
  lapsed_erasing: (now) => `${withdrawn(now - 1000)}, frozen_at = ${now - day}`,
};

/** The town's spaces are all born as care; a kind without a patient has nobody's name and no 主治医. */
const kindColumns = {
  care: "kind = 'care'",
  family: "kind = 'family'",
  circle: "kind = 'circle', patient = null, attending = null, consent = 'not_needed'",
  tie: "kind = 'tie', patient = null, attending = null, consent = 'not_needed'",
  board: "kind = 'board', patient = null, attending = null, consent = 'not_needed', facility = null",
};

/** Whose session an actor without one of its own looks like. */
const alias = { no: 'me' };

export class World {
  static async start() {
    const w = new World();
    const { file, canaries } = makeTown();
    w.canaries = canaries;
    w.people = file.people.map((p) => p.ref);
    w.d = await Deployment.start({ name: 'matrix', workers: 2, seed: false, settings: { ...filmSettings, 'application.per_day': 1000, 'instruction.declare': 1, 'limit.idle_ms': 600000, 'limit.frames': 100000, 'limit.reads': 100000, 'limit.writes': 100000, 'session.idle_office': 7200, 'session.idle_staff': 7200, 'suspension.allowed': 1, 'throttle.account_free': 99, 'throttle.source_free': 10000 } });
    w.d.connect();
    await w.#seed(file);
    await w.#learn();
    await w.#agree();
    await w.#setStates();
    await w.d.sql(`update account set enrol_until = ${w.d.clock.now() + day} where login = 'matrix-ga'`); // whom a gate is missing
    await startCircles(w);
    startApplications(w);
    startTies(w);
    startTroubles(w);
    startFactors(w);
    await startPasswords(w);
    startDesk(w);
    await startGates(w);
    startLedger(w);
    await startStaff(w);
    await startDocuments(w);
    startMail(w);
    await startPeople(w);
    await startErasures(w);
    await startFamily(w);
    w.begun = (await w.d.sql('select coalesce(max(id), 0) from audit'))[0][0]; // what comes after it is the matrix's own
    await w.#signInAll();
    return w;
  }

  /** The rows that should not be there are refused by a trigger: what is tried here is what holds without it. */
  async #seed(file) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tasuki-matrix-'));
    fs.writeFileSync(path.join(folder, 'town.json'), JSON.stringify(file));
    try {
      await this.d.sql('alter table member disable trigger member_fits');
      await this.d.tasuki('demo', 'seed', path.join(folder, 'town.json'), '--settings', this.d.settingsFile);
      await this.d.sql('alter table member enable trigger member_fits');
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
    this.spaces = Object.fromEntries([...spaceNames, aside.name].map((name, i) => [name, { id: spaces[i][0], seq: joined.get(spaces[i][0]), posts: {} }]));
    const nameOf = new Map(spaceNames.map((name) => [this.spaces[name].id, name]));
    const plans = Object.fromEntries(Object.entries(kinds).map(([kind, k]) => [kind, postPlan(k)]));
    for (const [space, no, id] of posts) {
      const name = nameOf.get(space);
      if (name) this.spaces[name].posts[plans[name.split('/')[0]][Number(no) - 1].name] = { id, version: 2 };
    }
    [[this.clinic]] = await this.d.sql("select id from facility where ref = 'clinic'");
    this.hats = {};
    for (const [login, id] of hats) (this.hats[login.replace('matrix-', '')] ??= []).push(id);
  }

  /** Every space has one agreement, written while it is still open. */
  async #agree() {
    const at = await this.session('at');
    for (const name of spaceNames.filter((n) => !/^(tie|board)/.test(n))) {
      const [kind, state] = name.split('/');
      const text = this.canaries.word(`the agreement (${name})`, { sees: audience(kind, state) });
      const answer = await at.put(`/api/spaces/${this.spaces[name].id}/agreement`, { version: 1, text });
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    }
    at.close();
  }

  /** An instruction that waits for the answer of `at`. */
  async askAttending() {
    const id = randomUUID();
    await this.d.sql("update instruction set state = 'withdrawn' where state = 'waiting' and space is null");
    await this.d.sql(
      `insert into instruction (id, attending, delegate, given_on, way, state, at) values ('${id}', '${this.hats.at[0]}', '${this.hats.de[0]}', '2026-01-05', 'phone', 'waiting', 1)`,
    );
    return id;
  }

  /** A notice of the public page, in its first version. */
  async publicNotice() {
    const id = randomUUID();
    await this.d.sql(`insert into public_notice (id, title, body, from_on, by, at) values ('${id}', '試験', '試験', '2026-01-05', '${this.hats.of[0]}', 1)`);
    return id;
  }

  /** Puts the space of a cell back into its state. */
  async restore({ kind, state }) {
    const { id } = this.space({ kind, state });
    const born = kind === 'care' || kind === 'family' ? `consent = 'recorded', attending = '${this.hats.at[0]}'` : "consent = 'not_needed'";
    const clear = "archived_at = null, archive_reason = null, archived_by = null, closed_at = null, read_until = null, attending_pending = false, instruction = 'own'";
    const tables = ['agreement_confirm', 'agreement', 'archive_proposal', 'consent', 'instruction'];
    const drop = tables.map((t) => `delete from ${t} where space = '${id}'${t.startsWith('agreement') ? ' and version > 1' : ''}`);
    drop.push(`insert into instruction select * from kept_instruction where space = '${id}'`);
    const set = [...drop, `update space set ${born}, ${clear} where id = '${id}'`, `update space set ${stateColumns[state](Date.now())} where id = '${id}'`];
    await this.d.sql(set.join('; '));
  }

  async #setStates() {
    const now = Date.now();
    const updates = spaceNames.map((name) => {
      const [kind, state] = name.split('/');
      return `update space set ${kindColumns[kind]}, ${stateColumns[state](now)} where id = '${this.spaces[name].id}'`;
    });
    updates.push(`update space set kind = 'family' where id = '${this.spaces[aside.name].id}'`);
    const own = "(select id from space where kind = 'board')"; // the region's own board: the town's takes its place
    await this.d.sql(`delete from event where space in ${own}; delete from member where space in ${own}; delete from space where kind = 'board'`);
    await this.d.sql('alter table space disable trigger space_is_fixed');
    await this.d.sql(updates.join('; '));
    await this.d.sql('delete from consent'); // the town's: what a cell records is the first one
    await this.d.sql("update member m set role = 'member' from space s where s.id = m.space and s.attending_pending and m.role = 'attending'");
    await this.d.sql('alter table space enable trigger space_is_fixed');
  }

  async #signInAll() {
    this.clients = {};
    await Promise.all(this.people.map(async (who) => (this.clients[who] = await this.session(who))));
    this.clients.no = this.d.client();
    await this.#stop('su');
  }

  /** 緊急停止, by the office: her session ends, her cookie stays in the browser. */
  async #stop(who) {
    const { status, text } = await this.clients.of.post('/api/stops', { key: randomUUID(), hat: this.hat(who), reason: 'lost' });
    if (status !== 201) throw new Error(`${status} ${text}`);
    this.suspended = who;
  }

  /** The client of an actor: a relative has one a patient. */
  client({ actor, state }) {
    return this.clients[persona(actor, state)];
  }

  /** A new client of somebody, with the session that one has: other hat, locked, ended, stopped, or none. */
  async session(who) {
    const c = this.d.client();
    if (who === 'no') return c;
    if (who === this.suspended) {
      c.cookies = new Map(this.clients[who].cookies); // there is no other way in
      return c;
    }
    await c.signIn(this.login(who), password);
    if (who === 'ha') await expect200(c.post('/api/session/hat', { hat: this.hats.ha[1] }));
    if (who === 'lk') await expect200(c.post('/api/session/lock'));
    if (who === 'en') {
      const cookies = new Map(c.cookies);
      await expect200(c.delete('/api/session'));
      c.cookies = cookies;
    }
    return c;
  }

  /** Whose account a cell's actor has; nobody's words are looked at as those of a member. */
  who({ actor, state }) {
    return alias[actor] ?? persona(actor, state);
  }

  login(who) {
    return `matrix-${who}`;
  }

  /** The hat that somebody's session wears; undefined for nobody. */
  hat(who) {
    return who === 'ha' ? this.hats.ha[1] : this.hats[who]?.[0];
  }

  /** The post an object is for an actor, {id, version}; undefined for `new` and `-`. */
  post({ kind, state, object, actor }) {
    const self = alias[actor] ?? actor;
    const [first, second] = kinds[kind].others;
    const other = self === first ? second : first;
    const names = { others: `own:${other}`, deleted: `deleted:${other}`, own: `own:${self}`, own_deleted: `deleted:${self}`, unseen: 'unseen', own_unseen: 'own_unseen' };
    if (object === 'new' || object === '-') return undefined;
    if (object === 'no_post') return { id: randomUUID(), version: 1 };
    if (object === 'elsewhere') return this.spaces[state === 'open' && kind === 'care' ? 'care/archived' : 'care/open'].posts['own:me'];
    return this.spaces[`${kind}/${state === 'absent' ? 'open' : state}`].posts[names[object]];
  }

  space({ kind, state }) {
    return this.spaces[`${kind}/${state}`] ?? { id: randomUUID(), seq: 0 };
  }
}

async function expect200(answer) {
  const { status, text } = await answer;
  if (status !== 200) throw new Error(`${status} ${text}`);
}
