/* What a space is called on the screen, and the line under it: of a tie the other one, of the board our own words. */
import type { Space } from '../../api/types';
import { text } from '../../text';
import { facilityName } from '../../ui/person';

export function titleOf(space: Space): string {
  return space.kind === 'board' ? text.value.board.title : (space.peer?.name ?? space.title);
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
