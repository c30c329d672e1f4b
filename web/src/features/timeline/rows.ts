/* The timeline as rows: posts with day lines and the 'unread from here' line between. */
import type { Entry } from '../../store/model';
import { sameDay } from '../../text/time';

export type Row =
  { kind: 'day'; key: string; at: number } | { kind: 'mark'; key: string } | { kind: 'post'; key: string; entry: Entry };

/** `after`: the number read last when one came in, or null. The mark stands before the first post of others behind it. */
export function rowsOf(entries: readonly Entry[], after: number | null, hat: string): Row[] {
  const rows: Row[] = [];
  let marked = after === null;
  let before: Entry | null = null;
  for (const entry of entries) {
    const { post } = entry;
    if (!before || !sameDay(before.post.at, post.at)) {
      rows.push({ kind: 'day', key: `day ${post.no}`, at: post.at });
    }
    if (!marked && post.no > after! && post.author !== hat) {
      marked = true;
      rows.push({ kind: 'mark', key: 'mark' });
    }
    rows.push({ kind: 'post', key: post.id, entry });
    before = entry;
  }
  return rows;
}

/** Unread posts of others above and below what is on the screen; `unread` counts those that are not on hand as well. */
export function unreadAround(
  entries: readonly Entry[],
  hat: string,
  openedNo: number,
  view: { first: number; last: number },
  unread: number,
) {
  const open = entries.map((e) => e.post).filter((p) => p.no > openedNo && p.author !== hat && !p.deleted);
  const above = open.filter((p) => p.no < view.first);
  const below = open.filter((p) => p.no > view.last);
  const elsewhere = Math.max(0, unread - open.length);
  const firstNo = entries[0]?.post.no ?? 0;
  const gapAbove = openedNo + 1 < firstNo;
  return {
    above: above.length + (gapAbove ? elsewhere : 0),
    below: below.length + (gapAbove ? 0 : elsewhere),
    firstBelow: below[0]?.no ?? null,
  };
}
