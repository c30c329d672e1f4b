// Backups of a deployment, read and changed as an operator, or a disk, may change them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export const files = ['data.dump', 'manifest'];

/** The manifest's lines as {name: value}. */
export function manifestOf(folder) {
  const lines = fs.readFileSync(path.join(folder, 'manifest'), 'utf8').trimEnd().split('\n').slice(1);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}

/** A copy of the backup whose manifest says something else, and is whole. */
export function changedCopy(folder, to, changes, dump = null) {
  fs.cpSync(folder, to, { recursive: true });
  if (dump) fs.copyFileSync(dump, path.join(to, 'data.dump'));
  const bytes = fs.readFileSync(path.join(to, 'data.dump'));
  const all = { ...manifestOf(folder), ...changes, file: `data.dump ${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}` };
  delete all.end;
  const text = ['tasuki backup 1', ...Object.entries(all).map(([name, value]) => `${name} ${value}`)].map((line) => `${line}\n`).join('');
  fs.writeFileSync(path.join(to, 'manifest'), `${text}end ${createHash('sha256').update(text).digest('hex')}\n`);
  return to;
}

/** Everything in a dump as SQL, as somebody who found it would read it. */
export function readDump(folder) {
  const restore = fs.readdirSync('/usr/lib/postgresql').map((v) => `/usr/lib/postgresql/${v}/bin/pg_restore`).filter((p) => fs.existsSync(p)).pop();
  return execFileSync(restore, ['-f', '-', path.join(folder, 'data.dump')], { maxBuffer: 512 << 20 });
}

/** The data folder is gone, keys and recovery objects are where they were. */
export function loseData(d) {
  fs.rmSync(d.data, { recursive: true });
}
