// Looks for many words at once in every byte of every file below a folder.
import fs from 'node:fs';
import path from 'node:path';

/** Every regular file below the folder; what ends while we look is passed over. */
export function filesBelow(folder) {
  const found = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(at));
    else if (entry.isFile()) found.push(at);
  }
  return found;
}

export class Scanner {
  /** needles: [{name, bytes}], each of at least 8 bytes. */
  constructor(needles) {
    this.known = new Uint8Array(65_536); // by the first two bytes
    this.byStart = new Map(); // by the first four
    for (const n of needles) {
      if (n.bytes.length < 8) throw new Error(`${n.name} is too short to be told from chance`);
      this.known[n.bytes.readUInt16LE(0)] = 1;
      const start = n.bytes.readUInt32LE(0);
      this.byStart.set(start, [...(this.byStart.get(start) ?? []), n]);
    }
  }

  /** Names of the needles that are in these bytes. */
  inBytes(bytes) {
    const found = new Set();
    for (let i = 0; i + 4 <= bytes.length; i++) {
      if (this.known[bytes[i] | (bytes[i + 1] << 8)] === 0) continue;
      for (const n of this.byStart.get(bytes.readUInt32LE(i)) ?? [])
        if (bytes.subarray(i, i + n.bytes.length).equals(n.bytes)) found.add(n.name);
    }
    return [...found];
  }

  /** {bytes looked at, files, hits: ["file: name"]} of everything below the folder. */
  below(folder) {
    const seen = { bytes: 0, files: 0, hits: [] };
    for (const file of filesBelow(folder)) {
      let bytes;
      try {
        bytes = fs.readFileSync(file);
      } catch (error) {
        if (error.code === 'ENOENT') continue;
        throw error;
      }
      seen.files++;
      seen.bytes += bytes.length;
      seen.hits.push(...this.inBytes(bytes).map((name) => `${path.relative(folder, file)}: ${name}`));
    }
    return seen;
  }
}

/** The three ways in which bytes can stand within a base64 text, without the letters that depend on what is beside them. */
function base64(bytes, encoding) {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding).replace(/=+$/, '');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), whole);
  });
}

/** Every way in which raw bytes may be written down: [{name, bytes}]. */
export function spellingsOfBytes(name, bytes) {
  const hex = bytes.toString('hex');
  const texts = [hex, hex.toUpperCase(), ...base64(bytes, 'base64'), ...base64(bytes, 'base64url'), [...bytes].map((b) => `\\${b.toString(8).padStart(3, '0')}`).join('')];
  return [{ name: `${name} as it is`, bytes }, ...[...new Set(texts)].map((t) => ({ name: `${name} as ${t.slice(0, 12)}…`, bytes: Buffer.from(t, 'latin1') }))];
}

/** … and a text. */
export function spellingsOfText(name, text) {
  const utf8 = Buffer.from(text, 'utf8');
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  const escaped = [...text].map((c) => (c.charCodeAt(0) < 128 ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('');
  const all = [...spellingsOfBytes(name, utf8), { name: `${name} in UTF-16`, bytes: little }, { name: `${name} in UTF-16BE`, bytes: big }];
  for (const other of [escaped, escaped.toUpperCase().replaceAll('\\U', '\\u'), encodeURIComponent(text), utf8.toString('latin1')])
    if (!all.some((n) => n.bytes.equals(Buffer.from(other, 'utf8')))) all.push({ name: `${name} as ${other.slice(0, 12)}…`, bytes: Buffer.from(other, 'utf8') });
  return all;
}
