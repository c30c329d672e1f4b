// One person who posts: each text with a key of its own, sent again with the same key until the server has acknowledged it (201; 200 when an
// earlier try had got through). What was acknowledged is kept.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

const retryMs = 30;
const giveUpMs = 240_000;

/** Answers after which the same act may be sent again: nothing was kept, or nobody knows. */
function mayAgain(status) {
  return status === 503 || status === 507;
}

export class Poster {
  constructor(client, name, spaces) {
    this.client = client;
    this.name = name;
    this.spaces = spaces; // ids, used in turn
    this.said = []; // [{key, space, body, post}] in the order of asking
    this.tries = 0;
    this.refused = new Map(); // error code → how often
  }

  /** Posts `count` texts one after the other, each beginning with `text`; `acknowledged` is called after each. */
  async post(count, acknowledged = () => {}, text = '') {
    for (let i = 0; i < count; i++) {
      const act = { key: randomUUID(), space: this.spaces[this.said.length % this.spaces.length], body: `${text}${this.name} の ${this.said.length} 件目 ${randomUUID()}` };
      this.kept(act, await this.#untilKept(act));
      acknowledged(act);
      if (this.said.length % 3 === 0) await this.edit(act, `${act.body} 訂正`);
      if (this.said.length % 5 === 0) await this.again(this.said[Math.floor(Math.random() * this.said.length)]);
    }
  }

  /** Remembers an act that was acknowledged; edits change its body, `first` stays as it was sent. */
  kept(act, post) {
    this.said.push(Object.assign(act, { first: act.body, post }));
  }

  /** What was acknowledged long ago is answered with the same post, not with another one. */
  async again(act) {
    const post = await this.#untilKept({ ...act, body: act.first });
    assert.deepEqual([post.id, post.no, post.at], [act.post.id, act.post.no, act.post.at], 'the same key was answered with another post');
  }

  /** Changes what was acknowledged, once, however often it has to be asked. */
  async edit(act, body) {
    const path = `/api/spaces/${act.space}/posts/${act.post.id}`;
    const post = await this.#untilAnswered('PUT', path, { key: randomUUID(), body, version: act.post.version });
    act.body = body;
    act.post = { ...act.post, version: post.version };
  }

  #untilKept({ key, space, body }) {
    return this.#untilAnswered('POST', `/api/spaces/${space}/posts`, { key, body });
  }

  async #untilAnswered(method, path, asked) {
    for (const end = Date.now() + giveUpMs; ; ) {
      this.tries++;
      const answer = await this.client.request(method, path, { body: asked }).catch((error) => ({ status: 0, body: { error: error.code ?? error.message } }));
      if (answer.status === 201 || answer.status === 200) return answer.body;
      this.refused.set(answer.body?.error, (this.refused.get(answer.body?.error) ?? 0) + 1);
      if (answer.status !== 0 && !mayAgain(answer.status)) throw new Error(`${this.name}: ${answer.status} ${answer.text}`);
      if (Date.now() > end) throw new Error(`${this.name}: not acknowledged: ${JSON.stringify([...this.refused])}`);
      await new Promise((done) => setTimeout(done, retryMs));
    }
  }
}
