/* Why something is in the 保管リスト, in words. */
import type { Archived } from '../../api/types.gen';
import { text } from '../../text';

/** The family is never told why. */
export function reasonWord(reason: Archived['reason']): string {
  const t = text.value.life.archive;
  return reason === null ? t.noReason : t.reasons[reason];
}
