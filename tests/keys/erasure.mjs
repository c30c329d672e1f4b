// Asking the key holder to destroy a space's key, as job asks (server/keys/erasure.h).
import { createHash, randomUUID } from 'node:crypto';
import { askHolder, isRoot } from '../wrong-side/as.mjs';

export const ERASE = 11;
export const ERASED = 12;

const plain = (id) => id.replaceAll('-', '');
const digestOf = (space) => createHash('sha256').update(`digest of ${space}`).digest('hex');

/** The body of the request as hex; for one space always with the same digest, unless another is given. */
export function erasure(space, { digest = digestOf(space), approvers = [randomUUID(), randomUUID()], request = `R-${space.slice(0, 8)}` } = {}) {
  return plain(space) + digest + approvers.map(plain).join('') + Buffer.from(request).toString('hex');
}

/** Asks as job's user; true when the ledger has it. */
export async function erase(socketPath, space) {
  const answer = await askHolder(isRoot ? 'tasuki-job' : null, socketPath, ERASE, erasure(space));
  return answer.type === ERASED;
}
