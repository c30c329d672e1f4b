/* What a space is called on the screen, and the line under it: of a tie the other one, of the board our own words. */
import type { Space } from '../../api/types';
import { text } from '../../text';
import { facilityName } from '../../ui/person';

/** Words that were sealed, or that they cannot be shown. */
export const readable = (words: string | null): string => words ?? text.value.life.unreadable.short;

export function titleOf(space: Space): string {
  if (space.unreadable.includes('title')) {
    return readable(null);
  }
  return space.kind === 'board' ? text.value.board.title : (space.peer?.name ?? space.title);
}

/** The name of the 主治医; null: there is none now. */
export function attendingOf({ attending, attending_pending: pending, unreadable }: Space): string | null {
  return pending ? null : unreadable.includes('attending') ? readable(null) : (attending?.name ?? null);
}

export function lineOf(space: Space): string {
  const t = text.value;
  if (space.kind === 'circle') {
    return t.circle.kind;
  }
  if (space.kind === 'family') {
    return t.family.read;
  }
  if (space.kind === 'board') {
    return t.board.line;
  }
  const { peer } = space;
  const profession = peer?.profession ? t.professions[peer.profession] : '';
  return [profession, facilityName(peer ? peer.facility : space.facility)].filter((w) => w !== '').join('・');
}
