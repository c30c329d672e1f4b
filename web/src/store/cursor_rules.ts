/* How far one has read, as pure rules. A cursor says 'everything up to here', so it must not jump over what was never seen. */

/** The new position: forward over each number that was seen or does not count (own, deleted), up to the first other. */
export function advance(from: number, last: number, seen: ReadonlySet<number>, free: (no: number) => boolean): number {
  let no = from;
  while (no < last && (seen.has(no + 1) || free(no + 1))) {
    no += 1;
  }
  return no;
}

export interface Band {
  top: number;
  bottom: number;
}

/** A post counts as opened when half of it, or its half of the window, lies inside the window. */
export function isVisible(post: Band, view: Band): boolean {
  const inside = Math.min(post.bottom, view.bottom) - Math.max(post.top, view.top);
  const enough = Math.min(post.bottom - post.top, view.bottom - view.top) / 2;
  return inside > 0 && inside >= enough;
}
