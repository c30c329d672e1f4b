// Acting as another OS user, as a process that was taken over would.
import { execFile } from 'node:child_process';

export const isRoot = process.getuid() === 0;

/** Runs a program as that user (null: as this one), with the groups it has: {status, out, err}; never fails. */
export function as(user, program, words, { input = '', env = process.env } = {}) {
  return new Promise((done) => {
    const [run, all] = user === null ? [program, words] : ['runuser', ['-u', user, '--', program, ...words]];
    const child = execFile(run, all, { env, cwd: '/', maxBuffer: 16 << 20, timeout: 120_000 }, (error, out, err) => {
      done({ status: error ? (error.code ?? 'killed') : 0, out, err });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** One statement as a database role, by an OS user. */
export function asRole(user, role, socket, statement) {
  return as(user, 'psql', ['-U', role, '-h', socket, '-d', 'tasuki', '-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-c', statement]);
}

/** Each of the statements as a database role, on one connection: what was said against it, '' when it was done. */
export async function complaints(user, role, socket, statements) {
  const script = statements.map((s, i) => `\\warn @@${i}\n${s};\n`).join('');
  const words = ['-U', role, '-h', socket, '-d', 'tasuki', '-X', '-q', '-t', '-A', '-o', '/dev/null', '-f', '-'];
  const { err } = await as(user, 'psql', words, { input: script });
  const parts = err.split(/^@@\d+\n/m).slice(1);
  if (parts.length !== statements.length) throw new Error(`${parts.length} answers to ${statements.length} statements: ${err.slice(-2000)}`);
  return parts;
}

const asking = `
import net from 'node:net';
const [path, type, asked] = JSON.parse(process.env.ASKING);
const frame = (t, id, body) => { const h = Buffer.alloc(9); h.writeUInt32BE(5 + body.length, 0); h[4] = t; h.writeUInt32BE(id, 5); return Buffer.concat([h, body]); };
const body = asked ? Buffer.from(asked.replaceAll('-', ''), 'hex') : Buffer.alloc(0);
const socket = net.connect(path, () => socket.write(Buffer.concat([frame(1, 1, Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.alloc(16)])), frame(type, 2, body)])));
const end = (answer) => { console.log(JSON.stringify(answer)); process.exit(0); };
let bytes = Buffer.alloc(0);
socket.on('error', (error) => end(['EPIPE', 'ECONNRESET'].includes(error.code) ? { closed: true } : { error: error.code }));
socket.on('close', () => end({ closed: true }));
socket.on('data', (part) => {
  bytes = Buffer.concat([bytes, part]);
  for (let at = 0; at + 4 <= bytes.length && at + 4 + bytes.readUInt32BE(at) <= bytes.length; at += 4 + bytes.readUInt32BE(at))
    if (bytes.readUInt32BE(at + 5) === 2) end({ type: bytes[at + 4], bytes: bytes.readUInt32BE(at) - 5 });
});
`;

/** Asks the key holder as that user: {type, bytes} of its answer, {closed: true} or {error}. asked: a space, or the body as hex. Types: server/keys/wire.h. */
export async function askHolder(user, path, type, asked) {
  const env = { ...process.env, ASKING: JSON.stringify([path, type, asked ?? null]) };
  const { out, err } = await as(user, process.execPath, ['--input-type=module', '-'], { input: asking, env });
  if (out.trim() === '') throw new Error(`no answer: ${err}`);
  return JSON.parse(out);
}
