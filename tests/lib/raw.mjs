// A client that says exactly what a test wants, byte by byte, over TLS: for requests and frames that no decent library would send.
import { createHash, randomBytes } from 'node:crypto';
import tls from 'node:tls';
import { checkHeaders } from './headers.mjs';
import { within } from './suite.mjs';

export class Raw {
  /** Connects and shakes hands. Options: source (local address), and what tls.connect takes. */
  static async open(deployment, { source, ...options } = {}) {
    const raw = new Raw();
    const where = { host: '127.0.0.1', port: deployment.port, localAddress: source, ca: deployment.certificate, servername: 'localhost' };
    raw.deployment = deployment;
    raw.bytes = Buffer.alloc(0);
    raw.over = false;
    raw.waiting = [];
    raw.socket = tls.connect({ ...where, ...options });
    raw.socket.on('data', (part) => raw.#took(part));
    /** Resolves when the server has ended the connection, in whatever way. */
    raw.closed = new Promise((done) => {
      for (const event of ['end', 'close', 'error']) raw.socket.on(event, () => (raw.#ended(), done()));
    });
    await new Promise((done, fail) => raw.socket.once('secureConnect', done).once('error', fail));
    return raw;
  }

  write(data) {
    this.socket.write(data);
  }

  /** A request written as it should be, unless `lines` (further header lines) or `body` make it otherwise. */
  request(method, path, { lines = [], body } = {}) {
    const head = [`${method} ${path} HTTP/1.1`, `Host: localhost:${this.deployment.port}`, ...lines];
    if (body !== undefined) head.push(`Content-Length: ${Buffer.byteLength(body)}`);
    this.write(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`);
  }

  /** The next whole answer: {status, headers, lines, bytes, text, body}; `toHead`: it has no body. */
  async answer({ toHead = false, ms = 30_000 } = {}) {
    const end = await this.#wait('an answer', ms, () => this.bytes.indexOf('\r\n\r\n'));
    const [first, ...lines] = this.bytes.subarray(0, end).toString('latin1').split('\r\n');
    const headers = {};
    for (const line of lines) headers[line.slice(0, line.indexOf(':')).toLowerCase()] = line.slice(line.indexOf(':') + 1).trim();
    const status = Number(first.split(' ')[1]);
    const length = toHead || status < 200 ? 0 : Number(headers['content-length']);
    await this.#wait('the body of an answer', ms, () => (this.bytes.length >= end + 4 + length ? 0 : -1));
    const bytes = this.bytes.subarray(end + 4, end + 4 + length);
    const text = bytes.toString('utf8');
    this.bytes = this.bytes.subarray(end + 4 + length);
    if (status !== 100 && status !== 101) checkHeaders(first, headers);
    return { status, headers, lines, bytes, text, body: headers['content-type'] === 'application/json' && text ? JSON.parse(text) : null };
  }

  /** What came and was not taken, once the server has ended the connection. */
  async rest(ms = 30_000) {
    await within(ms, 'the end of the connection', this.closed);
    return this.bytes.toString('latin1');
  }

  /** The WebSocket handshake; the answer is returned (101 when it was accepted). */
  async upgrade(cookie, lines = []) {
    this.key = randomBytes(16).toString('base64');
    const usual = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: tasuki.1'];
    const own = [`Origin: ${this.deployment.origin}`, `Cookie: ${cookie}`, `Sec-WebSocket-Key: ${this.key}`];
    this.request('GET', '/live', { lines: [...usual, ...own, ...lines] });
    const answer = await this.answer({ toHead: false });
    const wanted = createHash('sha1').update(`${this.key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    if (answer.status === 101 && answer.headers['sec-websocket-accept'] !== wanted) throw new Error('Sec-WebSocket-Accept is wrong');
    return answer;
  }

  /** One frame as told. `length`: what the header claims; `form`: 7, 16 or 64 bits for it. */
  frame(opcode, payload = '', { fin = true, rsv = 0, masked = true, length, form } = {}) {
    const data = Buffer.from(payload);
    const n = length ?? data.length;
    const bits = form ?? (n < 126 ? 7 : n < 65536 ? 16 : 64);
    const size = Buffer.alloc(bits === 7 ? 0 : bits / 8);
    if (bits === 16) size.writeUInt16BE(n);
    if (bits === 64) size.writeBigUInt64BE(BigInt(n));
    const mask = randomBytes(4);
    const first = Buffer.from([(fin ? 0x80 : 0) | (rsv << 4) | opcode, (masked ? 0x80 : 0) | (bits === 7 ? n : bits === 16 ? 126 : 127)]);
    const body = masked ? Buffer.from(data.map((byte, i) => byte ^ mask[i % 4])) : data;
    this.write(Buffer.concat([first, size, masked ? mask : Buffer.alloc(0), body]));
  }

  /** The next frame of the server: {opcode, payload, code}; code: of a close. */
  async next(ms = 30_000) {
    const [, n, start] = await this.#wait('a frame', ms, () => {
      const head = frameHead(this.bytes);
      return head && this.bytes.length >= head.start + head.n ? [0, head.n, head.start] : -1;
    });
    const opcode = this.bytes[0] & 15;
    const payload = this.bytes.subarray(start, start + n);
    this.bytes = this.bytes.subarray(start + n);
    return { opcode, payload, code: opcode === 8 && n >= 2 ? payload.readUInt16BE(0) : null };
  }

  /** Frames are passed over until the server closes; the code it gave. */
  async closeCode(ms = 30_000) {
    for (;;) {
      const { code, opcode } = await this.next(ms);
      if (opcode === 8) return code;
    }
  }

  end() {
    this.socket.destroy();
  }

  async #wait(what, ms, probe) {
    const found = async () => {
      for (;;) {
        const at = probe();
        if (at !== -1) return at;
        if (this.over) throw new Error(`the connection ended before ${what} came; there was: ${this.bytes.toString('latin1').slice(0, 300)}`);
        await new Promise((done) => this.waiting.push(done));
      }
    };
    return within(ms, what, found());
  }

  #took(part) {
    this.bytes = Buffer.concat([this.bytes, part]);
    for (const wake of this.waiting.splice(0)) wake();
  }

  #ended() {
    this.over = true;
    for (const wake of this.waiting.splice(0)) wake();
  }
}

function frameHead(bytes) {
  if (bytes.length < 2) return null;
  const short = bytes[1] & 127;
  const start = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  if (bytes.length < start) return null;
  return { start, n: short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short };
}
