// One person at one browser: requests over TLS with a cookie jar and the site's Origin, and the live socket.
// `transcript` keeps every byte that reached this actor, for whoever looks for words that must not be there.
import https from 'node:https';
import { checkHeaders } from './headers.mjs';
import { Live } from './live.mjs';
import { checkAnswer } from './schema.mjs';

export class Client {
  /**
   * @param deployment {origin, port, certificate}
   * Options: source (local address), sockets (connections at once), cookies (a jar that is shared with another client of the same browser).
   */
  constructor(deployment, { source, sockets = 4, cookies = new Map() } = {}) {
    this.deployment = deployment;
    this.cookies = cookies;
    this.source = source;
    this.transcript = [];
    this.agent = new https.Agent({ ca: deployment.certificate, servername: 'localhost', keepAlive: true, timeout: 30_000, maxSockets: sockets }); // the server ends what rests for 75 s: we come first
  }

  /**
   * Any request. Options: body (an object becomes JSON, text and bytes go as they are), headers (null leaves one out), origin (null: none), timeout.
   * @returns {Promise<{status: number, headers: object, text: string, body: any}>} body: the JSON, or null when it is none
   */
  async request(method, path, { body, headers = {}, origin = this.deployment.origin, timeout = 60_000 } = {}) {
    const all = { origin, cookie: this.cookie(), ...headers };
    const plain = typeof body === 'string' || Buffer.isBuffer(body);
    const bytes = body === undefined ? undefined : Buffer.from(plain ? body : JSON.stringify(body));
    if (bytes && all['content-type'] === undefined) all['content-type'] = 'application/json';
    if (bytes) all['content-length'] = bytes.length;
    for (const name of Object.keys(all)) if (all[name] === null || all[name] === undefined) delete all[name];
    const answer = await this.#send(method, path, all, bytes, timeout);
    this.#keepCookies(answer.headers['set-cookie'] ?? []);
    this.transcript.push(JSON.stringify(answer.headers), answer.text);
    checkHeaders(`${method} ${path}`, answer.headers);
    if (method !== 'HEAD') checkAnswer(method, path, answer.status, answer.body);
    return answer;
  }

  get(path, options) {
    return this.request('GET', path, { origin: null, ...options });
  }
  post(path, body = {}, options = {}) {
    return this.request('POST', path, { body, ...options });
  }
  put(path, body = {}, options = {}) {
    return this.request('PUT', path, { body, ...options });
  }
  delete(path, body, options = {}) {
    return this.request('DELETE', path, { body, ...options });
  }

  /** Signs in and expects it to work; the session is returned. */
  async signIn(login, password) {
    const answer = await this.post('/api/session', { login, password });
    if (answer.status !== 200) throw new Error(`sign-in of ${login}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Opens the live socket; see live.mjs. `hello` true (default): greets with the cursors of GET /api/state and waits for ready. */
  async live({ spaces, hello = true, headers = {}, origin = this.deployment.origin } = {}) {
    const live = new Live(this, { cookie: this.cookie(), origin, headers });
    await live.opened;
    if (!hello) return live;
    const cursors = spaces ?? Object.fromEntries((await this.get('/api/state')).body.spaces.map((s) => [s.id, s.seq]));
    live.send({ t: 'hello', spaces: cursors });
    await live.next({ t: 'ready' });
    return live;
  }

  /** Ends all connections that are open; the next request makes a new one. */
  close() {
    this.agent.destroy();
  }

  /** Our ports of the connections that are open and idle. */
  ports() {
    return Object.values(this.agent.freeSockets).flat().map((socket) => socket.localPort);
  }

  /** The Cookie field as it is sent; null when there is none. */
  cookie() {
    return this.cookies.size === 0 ? null : [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keepCookies(lines) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const equals = pair.indexOf('=');
      const ended = attributes.some((a) => /^max-age=0$/i.test(a)) || equals === pair.length - 1;
      if (ended) this.cookies.delete(pair.slice(0, equals));
      else this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
  }

  #send(method, path, headers, bytes, timeout) {
    const { port } = this.deployment;
    return new Promise((done, fail) => {
      const options = { host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...headers }, agent: this.agent, localAddress: this.source };
      const request = https.request(options, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', fail);
        response.on('end', () => {
          const all = Buffer.concat(parts);
          const text = all.toString('utf8');
          done({ status: response.statusCode, headers: response.headers, text, body: parse(text), bytes: all });
        });
      });
      request.setTimeout(timeout, () => request.destroy(new Error(`no answer to ${method} ${path} in ${timeout} ms`)));
      request.on('error', fail);
      request.end(bytes);
    });
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
