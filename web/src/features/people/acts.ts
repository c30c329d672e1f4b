/* What one may do about a member, by what the server allows in this space. Pure. */
import type { Member } from '../../api/types';
import { type Room, may } from '../../store/model';

type CircleAct = 'circle_end' | 'circle_grant' | 'circle_handover';
export type MemberAct = CircleAct | 'end' | 'grant' | 'handover' | 'remove' | 'successor' | 'tie';

function mayRemove(room: Room, member: Member): boolean {
  if (member.role === 'attending') {
    return false;
  }
  return may(room, member.role === 'delegate' ? 'remove_delegate' : 'remove');
}

/** staff: this hat is of the staff, and may be in touch with others of it. */
export function actsOn(room: Room, member: Member, me: string, staff = false): MemberAct[] {
  if (member.hat === me || member.to_at !== null) {
    return [];
  }
  const { role, instruction, person } = member;
  const here = member.absence === null;
  const physician = here && (person.profession === 'physician' || person.profession === 'dentist');
  const can: Record<MemberAct, boolean> = {
    circle_grant: role === 'member' && may(room, 'circle_role'),
    circle_handover: role === 'member' && may(room, 'circle_role'),
    circle_end: role === 'manager' && may(room, 'circle_role'),
    grant: here && role === 'member' && person.kind === 'staff' && may(room, 'delegate'),
    end: role === 'delegate' && instruction?.standing === false && may(room, 'delegate_end'),
    handover: physician && role !== 'attending' && may(room, 'handover'),
    successor: physician && role !== 'attending' && may(room, 'successor'),
    remove: mayRemove(room, member),
    tie: staff && here && person.kind === 'staff' && !person.ended && room.space.kind !== 'tie',
  };
  return (Object.keys(can) as MemberAct[]).filter((act) => can[act]);
}
