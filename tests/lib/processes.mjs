// The processes of a deployment, read from /proc: which there are, and ending one of them as a crash would.
import fs from 'node:fs';

function readProcess(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const args = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    return state === 'Z' ? null : { pid, parent: Number(parent), born: rest[17], args };
  } catch {
    return null; // it ended while we looked
  }
}

/** Every living descendant of `root`, and itself: [{pid, parent, born, args}]. */
export function processTree(root) {
  const all = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter(Boolean);
  const found = all.filter((p) => p.pid === root);
  for (let i = 0; i < found.length; i++) found.push(...all.filter((p) => p.parent === found[i].pid));
  return found;
}

/** What a process does: 'supervisor', 'front', 'job', 'keys', 'mail', 'postgres' (the server itself) or 'backend' (one of its children). */
export function roleOf(process, tree) {
  const [program = '', verb = ''] = process.args;
  if (program.startsWith('postgres:')) return 'backend';
  if (/(^|\/)postgres$/.test(program)) return tree.some((p) => p.pid === process.parent && /(^|\/)postgres$/.test(p.args[0])) ? 'backend' : 'postgres';
  return verb === 'serve' ? 'supervisor' : verb;
}

/** A process or its number. A process found earlier is told from a stranger that has got its number since. */
export function alive(which) {
  const now = readProcess(which.pid ?? which);
  return now !== null && (which.born ?? now.born) === now.born;
}

/** Harmless when it has ended. */
export function signal(which, name) {
  try {
    if (alive(which)) process.kill(which.pid ?? which, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The process among `pids` that holds the server's end of the TCP connection from our `localPort` to its `port`. */
export function holderOf(localPort, port, pids) {
  const hex = (n) => n.toString(16).toUpperCase().padStart(4, '0');
  const rows = ['tcp', 'tcp6'].flatMap((name) => fs.readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1)).map((row) => row.trim().split(/\s+/));
  const row = rows.find(([, local, remote]) => local?.endsWith(`:${hex(port)}`) && remote.endsWith(`:${hex(localPort)}`));
  const holds = (pid) => fs.readdirSync(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === `socket:[${row[9]}]`);
  return row && pids.find(holds);
}

function linkOf(path) {
  try {
    return fs.readlinkSync(path);
  } catch {
    return null; // it was closed while we looked
  }
}
