// What a process has in its memory, read as root may.
import fs from 'node:fs';

const largest = 512 << 20; // a sanitizer's own maps are larger, and hold nothing of the program's

function regions(pid) {
  return fs
    .readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .map((line) => line.match(/^([0-9a-f]+)-([0-9a-f]+) rw/))
    .filter(Boolean)
    .map(([, from, to]) => ({ from: Number.parseInt(from, 16), n: Number.parseInt(to, 16) - Number.parseInt(from, 16) }))
    .filter((r) => r.n <= largest);
}

/** False where even root may not read another process's memory. */
export function readable(pid) {
  try {
    fs.closeSync(fs.openSync(`/proc/${pid}/mem`, 'r'));
    return true;
  } catch {
    return false;
  }
}

/** Which of the needles [{name, bytes}] are in the memory of the process, by name. */
export function inMemory(pid, needles) {
  const found = new Set();
  const fd = fs.openSync(`/proc/${pid}/mem`, 'r');
  for (const { from, n } of regions(pid)) {
    const bytes = Buffer.alloc(n);
    let got = 0;
    try {
      got = fs.readSync(fd, bytes, 0, n, from);
    } catch {
      continue; // it went, or cannot be read
    }
    const part = bytes.subarray(0, got);
    for (const needle of needles) if (part.includes(needle.bytes)) found.add(needle.name);
  }
  fs.closeSync(fd);
  return found;
}
