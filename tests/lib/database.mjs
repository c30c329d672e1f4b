// Connections to a deployment's database that stay open, for a test that asks thousands of times: the simple query protocol over its unix socket.
import net from 'node:net';
import path from 'node:path';

const text = (bytes) => bytes.toString('utf8');

/** The message's bytes behind its letter; letter null: the first one, which has none. */
function message(letter, body) {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter ?? ''), length, body]);
}

function startup(user, database) {
  const version = Buffer.alloc(4);
  version.writeInt32BE(3 << 16);
  return message(null, Buffer.concat([version, Buffer.from(`user\0${user}\0database\0${database}\0\0`)]));
}

/** DataRow: texts, null for NULL. */
function readRow(body) {
  const row = [];
  let at = 2;
  for (let n = body.readInt16BE(0); n > 0; n--) {
    const length = body.readInt32BE(at);
    at += 4;
    row.push(length < 0 ? null : text(body.subarray(at, at + length)));
    at += Math.max(length, 0);
  }
  return row;
}

/** ErrorResponse: its severity, code and sentence. */
function readError(body) {
  const fields = Object.fromEntries(text(body).split('\0').map((f) => [f[0], f.slice(1)]));
  return new Error(`${fields.S} ${fields.C}: ${fields.M}`);
}

class Connection {
  constructor(folder, user, database) {
    this.bytes = Buffer.alloc(0);
    this.socket = net.connect(path.join(folder, '.s.PGSQL.5432'));
    this.socket.on('data', (part) => this.#take(part));
    this.socket.on('error', (error) => this.#end(error));
    this.socket.on('close', () => this.#end(new Error('the database has closed the connection')));
    this.ready = this.#turn(startup(user, database));
    this.ready.catch(() => {}); // told to whoever asks first
  }

  /** Sends and waits until it is ready for more: all rows that came. */
  #turn(bytes) {
    return new Promise((done, fail) => {
      this.now = { rows: [], error: null, done, fail };
      if (this.ended) this.#end(this.ended);
      else this.socket.write(bytes);
    });
  }

  async query(statement) {
    await this.ready;
    return this.#turn(message('Q', Buffer.from(`${statement}\0`)));
  }

  #take(part) {
    this.bytes = Buffer.concat([this.bytes, part]);
    while (this.bytes.length >= 5 && this.bytes.length > this.bytes.readInt32BE(1)) {
      const end = this.bytes.readInt32BE(1) + 1;
      this.#heard(String.fromCharCode(this.bytes[0]), this.bytes.subarray(5, end));
      this.bytes = this.bytes.subarray(end);
    }
  }

  #heard(letter, body) {
    if (letter === 'D') this.now.rows.push(readRow(body));
    if (letter === 'E') this.now.error = readError(body);
    if (letter === 'R' && body.readInt32BE(0) !== 0) this.#end(new Error('the database asks for a password'));
    if (letter !== 'Z') return;
    const { rows, error, done, fail } = this.now;
    this.now = null;
    if (error) fail(error);
    else done(rows);
  }

  #end(error) {
    this.ended = error;
    this.now?.fail(this.now.error ?? error);
    this.now = null;
  }
}

export class Database {
  /** folder: where its socket lies; width: statements at a time. */
  constructor(folder, { user = 'tasuki', database = 'tasuki', width = 4 } = {}) {
    this.all = Array.from({ length: width }, () => new Connection(folder, user, database));
    this.free = [...this.all];
    this.waiting = [];
  }

  /** One statement, or several as one transaction: its rows, as Deployment.sql gives them. */
  async query(statement) {
    const connection = this.free.pop() ?? (await new Promise((done) => this.waiting.push(done)));
    try {
      return await connection.query(statement);
    } finally {
      const next = this.waiting.shift();
      if (next) next(connection);
      else this.free.push(connection);
    }
  }

  close() {
    for (const c of this.all) c.socket.destroy();
  }
}
