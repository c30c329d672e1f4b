// The clock of a deployment, which a test may move.
import fs from 'node:fs';
import os from 'node:os';

/** Time of a test: milliseconds added to the real clock of every process of the deployment. */
export class Clock {
  constructor(file) {
    this.file = file;
    this.offset = 0n;
    fs.writeFileSync(file, Buffer.alloc(8), { mode: 0o644 });
    this.fd = fs.openSync(file, 'r+');
  }
  advance(ms) {
    const bytes = Buffer.alloc(8);
    this.offset += BigInt(ms);
    os.endianness() === 'LE' ? bytes.writeBigInt64LE(this.offset) : bytes.writeBigInt64BE(this.offset);
    fs.writeSync(this.fd, bytes, 0, 8, 0);
  }
  now() {
    return Date.now() + Number(this.offset);
  }
}
