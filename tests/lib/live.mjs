// The live socket of one client: frames are kept in the order they came; `next` takes the first that fits, waiting for it if need be.
import { WebSocket } from 'ws';

export class Live {
  constructor(client, { cookie, origin, headers }) {
    const { port, certificate } = client.deployment;
    const all = { cookie, origin, ...headers };
    for (const name of Object.keys(all)) if (all[name] === null || all[name] === undefined) delete all[name];
    this.frames = []; // all that ever came, parsed
    this.waiting = []; // those not yet taken by next()
    this.wanted = []; // {fits, done} of calls of next() under way
    this.code = null; // of the close, once it is closed
    this.socket = new WebSocket(`wss://localhost:${port}/live`, 'tasuki.1', {
      ca: certificate,
      headers: all,
      lookup: (_name, options, found) => (options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)),
    });
    /** Resolves when the server has accepted; fails with the answer's status in `error.status` when it refused. */
    this.opened = new Promise((done, fail) => {
      this.socket.on('open', done);
      this.socket.on('error', fail);
      this.socket.on('unexpected-response', (_request, response) => {
        fail(Object.assign(new Error(`the socket was refused: ${response.statusCode}`), { status: response.statusCode }));
        response.resume();
      });
    });
    this.opened.catch(() => {});
    /** Resolves with the close code. */
    this.closed = new Promise((done) => {
      this.socket.on('close', (code) => {
        this.code = code;
        for (const w of this.wanted.splice(0)) w.fail(new Error(`the socket was closed (${code}) before ${w.what} came`));
        done(code);
      });
    });
    this.socket.on('message', (bytes) => this.#take(client, bytes.toString('utf8')));
  }

  send(message) {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first frame not yet taken whose members equal those of `like` (an object, or a function that says yes). */
  next(like, ms = 15_000) {
    const fits = typeof like === 'function' ? like : (frame) => Object.entries(like).every(([name, value]) => frame[name] === value);
    const at = this.waiting.findIndex(fits);
    if (at >= 0) return Promise.resolve(this.waiting.splice(at, 1)[0]);
    const what = typeof like === 'function' ? 'the frame' : JSON.stringify(like);
    if (this.code !== null) return Promise.reject(new Error(`the socket is closed (${this.code}); ${what} cannot come`));
    return new Promise((done, fail) => {
      const want = { fits, what, done, fail };
      const timer = setTimeout(() => {
        this.wanted.splice(this.wanted.indexOf(want), 1);
        fail(new Error(`waited ${ms} ms for ${what}; there came: ${this.frames.map((f) => f.t).join(' ')}`));
      }, ms);
      want.done = (frame) => (clearTimeout(timer), done(frame));
      want.fail = (error) => (clearTimeout(timer), fail(error));
      this.wanted.push(want);
    });
  }

  /** A ping and its pong: all that this socket was sent before is here now. For showing that something did not come. */
  async barrier() {
    this.send({ t: 'ping' });
    await this.next({ t: 'pong' });
  }

  close() {
    this.socket.close();
    return this.closed;
  }

  #take(client, text) {
    client.transcript.push(text);
    const frame = JSON.parse(text);
    this.frames.push(frame);
    const at = this.wanted.findIndex((w) => w.fits(frame));
    if (at >= 0) this.wanted.splice(at, 1)[0].done(frame);
    else this.waiting.push(frame);
  }
}
