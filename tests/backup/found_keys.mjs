// Whoever gets hold of files of keys, opening what can be opened with them: written from docs/keys.md and the headers, with nothing of server/.
import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const derive = (key, salt, label) => Buffer.from(hkdfSync('sha256', key, salt, label, 32));
const none = Buffer.alloc(0);
const number = (n) => Buffer.from([n >>> 24, n >>> 16, n >>> 8, n]);
const idOf = (bytes) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The 32 bytes, or null. */
function open(key, nonce, bound, sealed) {
  const d = createDecipheriv('aes-256-gcm', key, nonce);
  d.setAAD(bound);
  d.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([d.update(sealed.subarray(0, -16)), d.final()]);
  } catch {
    return null;
  }
}

/** Every space key that a store gives up to any of these key encryption keys (files named kek-N): [{space, key}]. */
export function keysOfStore(store, keks) {
  const file = fs.readFileSync(store);
  const [deployment, epoch, rows] = [file.subarray(16, 32), file.readUInt32BE(40), file.readUInt32BE(44)];
  const found = [];
  for (const kek of keks) {
    const wrap = derive(derive(fs.readFileSync(kek), none, 'tasuki kek 1'), none, 'tasuki store wrap 1');
    for (let i = 0; i < rows; i++) {
      const row = file.subarray(80 + i * 80, 160 + i * 80);
      const key = open(wrap, row.subarray(20, 32), Buffer.concat([deployment, row.subarray(0, 20), number(epoch)]), row.subarray(32, 80));
      if (key) found.push({ space: idOf(row.subarray(0, 16)), key });
    }
  }
  return found;
}

/** … and that recovery objects give up to the private key. */
export function keysOfRecovery(folder, privatePem) {
  const mine = createPrivateKey(fs.readFileSync(privatePem));
  const own = createPublicKey(mine).export({ format: 'der', type: 'spki' });
  const found = [];
  for (const name of fs.readdirSync(folder).filter((n) => /^[0-9a-f-]{36}$/.test(n))) {
    const file = fs.readFileSync(path.join(folder, name));
    for (let at = 48; at + 84 <= file.length; at += 84) {
      const record = file.subarray(at, at + 84);
      const theirs = createPublicKey({ key: Buffer.concat([own.subarray(0, -32), record.subarray(4, 36)]), format: 'der', type: 'spki' });
      const shared = diffieHellman({ privateKey: mine, publicKey: theirs });
      const seal = derive(shared, Buffer.concat([record.subarray(4, 36), own.subarray(-32)]), 'tasuki recovery 1');
      const key = open(seal, Buffer.alloc(12), Buffer.concat([file.subarray(12, 44), record.subarray(0, 4)]), record.subarray(36));
      if (key) found.push({ space: name, key });
    }
  }
  return found;
}

export const keksIn = (folder) => fs.readdirSync(folder).filter((n) => n.startsWith('kek-')).map((n) => path.join(folder, n));
