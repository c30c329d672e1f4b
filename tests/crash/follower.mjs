// One person's live timeline as a browser keeps it: what was there, then every event in its order, over as many sockets as it takes.
import assert from 'node:assert/strict';
import { until } from '../lib/suite.mjs';

const retryMs = 50;

/** GET that waits while a part of the server is away (503, or nobody there). */
export function patientGet(client, path) {
  return until(path, async () => {
    const answer = await client.get(path).catch(() => null);
    if (answer === null || answer.status === 503) return null;
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  }, 120_000);
}

/** Every post of a space with no > after, in order, by paging. */
export async function pageFrom(client, space, after) {
  const posts = [];
  for (let no = after; ; no = posts.at(-1).no) {
    const page = await patientGet(client, `/api/spaces/${space}/posts?after=${no}&limit=100`);
    posts.push(...page.posts);
    if (!page.more_after) return posts;
  }
}

/** What of a post must be the same for everybody. */
export const seen = (post) => ({ id: post.id, no: post.no, version: post.version, body: post.body });

export class Follower {
  /** `state`: the answer of GET /api/state from which it goes on. */
  constructor(client, state) {
    this.client = client;
    this.spaces = new Map(state.spaces.map((s) => [s.id, { seq: s.seq, base: s.post_no, posts: new Map() }]));
    this.sockets = 0; // how many it took
    this.resets = 0;
    this.faults = [];
    this.ending = false;
    this.life = this.#live();
  }

  seq(space) {
    return this.spaces.get(space).seq;
  }

  /** Posts of a space made since it began to follow, in the order of no: [{id, no, version, body}]. */
  timeline(space) {
    return [...this.spaces.get(space).posts.values()].sort((a, b) => a.no - b.no);
  }

  async end() {
    this.ending = true;
    this.live?.close();
    await this.life;
  }

  async #live() {
    while (!this.ending) {
      try {
        const spaces = Object.fromEntries([...this.spaces].map(([id, s]) => [id, s.seq]));
        this.live = await this.client.live({ spaces, hello: false });
        this.live.socket.on('message', (bytes) => this.#frame(JSON.parse(bytes.toString('utf8'))));
        this.live.send({ t: 'hello', spaces });
        this.sockets++;
        await this.live.closed;
      } catch {
        // refused, or nobody there: again
      }
      if (!this.ending) await new Promise((done) => setTimeout(done, retryMs));
    }
  }

  #frame(frame) {
    if (frame.t === 'reset') this.#reset(frame.space).catch((error) => this.faults.push(error.message));
    else if (frame.t === 'gone' || frame.t === 'error') this.faults.push(JSON.stringify(frame));
    else if (frame.t === 'event') this.#event(frame);
  }

  #event({ space, seq, kind, post }) {
    const s = this.spaces.get(space);
    if (s.reading) return void s.reading.push({ space, seq, kind, post });
    if (seq <= s.seq) return; // a socket's first frames may repeat what another one brought
    if (seq !== s.seq + 1) this.faults.push(`in ${space} event ${seq} came after ${s.seq}`);
    s.seq = seq;
    if (kind === 'post' || (kind === 'edit' && post.no > s.base)) s.posts.set(post.no, seen(post));
  }

  /** Too far behind, or an event could not be read just then: the space is read again, and events meanwhile wait. */
  async #reset(space) {
    const s = this.spaces.get(space);
    this.resets++;
    s.again = true;
    if (s.reading) return;
    s.reading = [];
    while (s.again) {
      s.again = false;
      const { space: now } = await patientGet(this.client, `/api/spaces/${space}`);
      for (const p of await pageFrom(this.client, space, s.base)) s.posts.set(p.no, seen(p));
      s.seq = now.seq;
    }
    const waiting = s.reading;
    s.reading = null;
    waiting.forEach((e) => this.#event(e));
  }
}
