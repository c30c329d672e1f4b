/* Words of the facility admins' group. */
import type { boardJa } from './board.ja';

export const boardEn: typeof boardJa = {
  title: 'Facility admins’ group',
  line: 'Notices from the office and the committee',
  seats: { office: 'Office', committee: 'Committee' },
  none: 'There are no notices yet.',
  pick: 'Please choose on the left.',
  audience: (n: number, away: string) => `Readers: ${n}${away}`,
  closed: 'Notices come from the office and the committee. You can reply to each of them.',
  confirm: 'Confirmed',
  confirmed: (n: number) => `Confirmed ${n}`,
  confirmations: 'Who has confirmed, and who has not',
  notYet: 'Have not confirmed yet',
  done: 'Have confirmed',
  of: (n: number, all: number) => `${n} of ${all} have confirmed`,
};
