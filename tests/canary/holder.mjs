// The key holder asked directly over its unix socket (server/keys/wire.h), as root or as whoever runs everything: for the space keys themselves.
import net from 'node:net';
import { createDecipheriv, hkdfSync } from 'node:crypto';

const HELLO = 1;
const GET = 2;
const KEYS = 8;

function frame(type, id, body) {
  const head = Buffer.alloc(9);
  head.writeUInt32BE(5 + body.length, 0);
  head.writeUInt8(type, 4);
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, body]);
}

const hello = () => frame(HELLO, 1, Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.alloc(16)]));
export const bytesOfId = (id) => Buffer.from(id.replaceAll('-', ''), 'hex');

function* frames(bytes) {
  for (let at = 0; at + 4 <= bytes.length && at + 4 + bytes.readUInt32BE(at) <= bytes.length; at += 4 + bytes.readUInt32BE(at)) {
    const end = at + 4 + bytes.readUInt32BE(at);
    yield { type: bytes[at + 4], id: bytes.readUInt32BE(at + 5), body: bytes.subarray(at + 9, end) };
  }
}

/** The keys of these spaces: Map id → 32 bytes. Fails when the holder closes the connection or refuses. */
export function spaceKeys(socketPath, spaces) {
  return new Promise((done, fail) => {
    const socket = net.connect(socketPath, () => socket.write(Buffer.concat([hello(), frame(GET, 2, Buffer.concat(spaces.map(bytesOfId)))])));
    let bytes = Buffer.alloc(0);
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the holder closed the connection')));
    socket.on('data', (part) => {
      bytes = Buffer.concat([bytes, part]);
      const answer = [...frames(bytes)].find((f) => f.id === 2);
      if (!answer) return;
      socket.destroy();
      if (answer.type !== KEYS) fail(new Error(`the holder answered with ${answer.type}`));
      const keys = new Map();
      for (let at = 4; at < answer.body.length; at += 52) {
        const id = answer.body.subarray(at, at + 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        keys.set(id, Buffer.from(answer.body.subarray(at + 20, at + 52)));
      }
      done(keys);
    });
  });
}

export const subKey = (key, label) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), label, 32));

/** Opens a sealed body as crypt/sealed.h describes it; throws when it does not. */
export function openBody(key, { deployment, space, row, version, sealed }) {
  const number = (n) => Buffer.from([n >>> 24, n >>> 16, n >>> 8, n]);
  const epoch = sealed.readUInt32BE(1);
  const bound = Buffer.concat([Buffer.from([1]), bytesOfId(deployment), bytesOfId(space), number(1), bytesOfId(row), number(version), number(epoch)]);
  const open = createDecipheriv('aes-256-gcm', subKey(key, 'tasuki body 1'), sealed.subarray(5, 17));
  open.setAAD(bound);
  open.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([open.update(sealed.subarray(17, -16)), open.final()]).toString('utf8');
}
