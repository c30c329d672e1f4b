// The life of a space in the random run: into the archive and back, frozen for a complete deletion and freed again, deleted; and the server, or a
// part of it, ended and started in between. What must come of it is windows_model.mjs's to say.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rowsOf } from '../erasure/rows.mjs';
import { until } from '../lib/suite.mjs';
import { SpaceModel } from './windows_model.mjs';

/** Of the office, and two of the committee who approve; none of them has to do with the clinic. */
export const office = 'jimu';
export const approvers = ['iinichi', 'iinni'];
const parts = ['front', 'job', 'keys', 'orderly', 'everything'];
const most = { restart: 5, erase: 3 }; // each takes seconds

const ok = (answer) => assert.ok(answer.status < 300, answer.text);

export class Life {
  /** o: {d, chance, people, spaces, attending, password, verb} of the run. */
  constructor(o) {
    Object.assign(this, o);
    this.done = { archive: 0, restore: 0, wish: 0, thaw: 0, erase: 0, restart: 0 };
  }

  /** An act that fits the space as it stands, by chance; null: what was chosen has been done often enough. */
  choose(s) {
    const { state } = s.model;
    const dice = this.chance.next();
    const act = dice < 0.2 ? 'restart' : state === 'erasing' ? (dice < 0.5 ? 'thaw' : dice < 0.75 ? 'erase' : 'restore') : this.chance.of(['archive', 'restore', 'wish']);
    return this.done[act] < (most[act] ?? Infinity) ? act : null;
  }

  /** Where the act can be done, if anywhere. */
  placeOf(act) {
    const wanted = { archive: 'open', restore: 'archived', wish: 'open', thaw: 'erasing', erase: 'erasing' }[act];
    return this.spaces.find((s) => s.model.state === wanted || act === 'restart');
  }

  /** A space where the act can be done. Where there is none, another patient comes, and what leads to it is done first. */
  async readyFor(act) {
    const found = this.placeOf(act);
    if (found) return found;
    const s = this.placeOf('wish') ?? (await this.#another());
    if (act === 'restore') await this.archive(s, this.attending);
    if (act === 'erase' || act === 'thaw') await this.wish(s, this.attending);
    return s;
  }

  async archive(s, who) {
    await this.#simple(s, who, 'archive', 'POST', { reason: 'ended' }, () => s.model.store(true));
  }

  async restore(s, who) {
    await this.#simple(s, who, 'restore', 'DELETE', undefined, () => s.model.store(false));
  }

  async #simple(s, who, act, method, body, happened) {
    const wanted = s.model.answerOf(who, act);
    const answer = await this.people.get(who).client.request(method, `/api/spaces/${s.id}/archive`, { body });
    assert.equal(answer.status, wanted, answer.text);
    if (wanted >= 300) return;
    happened();
    this.done[act]++;
  }

  /** From the wish to the point where writing is frozen. Whoever is not the 主治医 is refused at the first step. */
  async wish(s, who) {
    const id = randomUUID();
    const wanted = s.model.answerOf(who, 'wish');
    const ask = (word, body) => this.people.get(who).client.post(`/api/spaces/${s.id}/erasure${word}`, body);
    const made = await ask('', { key: id });
    assert.equal(made.status, wanted, made.text);
    if (wanted !== 201) return;
    ok(await ask('/confirm'));
    ok(await this.#desk(office, 'POST', `/api/erasures/${id}/check`, { step: 'called' }));
    ok(await this.#desk(office, 'POST', `/api/erasures/${id}/check`, { step: 'checked', way: 'letter' }));
    ok(await ask('/answer', { transcribed: true, dispute: false, care_goes_on: false }));
    ok(await this.#desk(office, 'POST', `/api/erasures/${id}/accept`));
    s.erasure = id;
    s.model.freeze();
    this.done.wish++;
  }

  async thaw(s) {
    ok(await this.people.get(this.attending).client.post(`/api/erasures/${s.erasure}/end`, { reason: 'withdrawn' }));
    s.model.thaw();
    this.done.thaw++;
  }

  /** Two approvals, the waiting period, and something killed at the moment of execution. Another patient comes in the place of this one. */
  async erase(s) {
    const find = async () => (await this.#desk(office, 'GET', '/api/erasures')).body.requests.find((r) => r.request.id === s.erasure).request;
    const { digest } = await find();
    for (const login of approvers) ok(await this.#desk(login, 'POST', `/api/erasures/${s.erasure}/approve`, { digest, password: this.password }));
    await this.#sweepUntil(s.erasure, 'pausing');
    await this.#later((await find()).due_at - this.d.clock.now() + 61_000);
    await this.#end(this.chance.of([null, ...parts]));
    await this.#sweepUntil(s.erasure, 'erased');
    s.model.erase();
    this.done.erase++;
    assert.deepEqual(await rowsOf(this.d, s.id), [], 'rows of a deleted space');
    await this.#another();
    for (const [login, { client, screen }] of this.people) {
      await client.signIn(login, this.password); // the clock has ended the sessions
      await screen.takeIn();
      await screen.close();
    }
  }

  async #another() {
    const name = `患者 ${this.spaces.length}`;
    const made = await this.verb('patient', '--name', name, '--facility', 'clinic', '--attending', this.attending);
    this.spaces.push({ id: made.stdout.trim(), model: new SpaceModel(this.attending) });
    return this.spaces.at(-1);
  }

  async restart() {
    const part = this.chance.of(parts);
    await this.#end(part);
    this.done.restart++;
    if (part === 'job' || part === 'keys') return; // the sockets live on
    for (const { screen } of this.people.values()) await screen.lost();
  }

  /** Signs in each time: between two of these acts there may be days. */
  async #desk(login, method, at, body) {
    const client = await this.d.signedIn(login, this.password);
    const answer = await client.request(method, at, { body, ...(method === 'GET' ? { origin: null } : {}) });
    client.close();
    return answer;
  }

  async #later(ms) {
    this.d.advance(ms);
    await this.d.healthy();
  }

  /** `job` works once a minute; a killed key holder destroys nothing until the leases given before are over. */
  async #sweepUntil(erasure, state) {
    const there = async () => (await this.d.sql(`select 1 from erasure where id = '${erasure}' and state = '${state}'`)).length === 1;
    await until(`${state}`, async () => (await there()) || (await this.#later(61_000), there()), 120_000);
  }

  async #end(part) {
    if (part === null) return;
    this.told.push(`  … ${part} ended`);
    for (const c of this.d.clients) c.close();
    if (part === 'orderly' || part === 'everything') {
      await this.d.end(part === 'orderly' ? 'SIGTERM' : 'SIGKILL');
      await this.d.serve();
    } else {
      const before = this.#holders();
      await this.d.kill(part);
      await this.d.healthy();
      if (part === 'keys') await until('the next key holder', () => this.#holders() > before, 60_000);
    }
    await this.#keysAreBack();
  }

  /** How many key holders there have been. */
  #holders() {
    return this.d.logs().split('role at work role="keys"').length;
  }

  async #keysAreBack() {
    const doctor = await this.d.signedIn(this.attending, this.password);
    const open = this.spaces.find((s) => s.model.state === 'open');
    if (open) await until('the keys', async () => (await doctor.get(`/api/spaces/${open.id}/posts`)).status === 200, 60_000);
    doctor.close();
  }
}
