/* The small windows about people. */
import type { DialogState } from '../dialogs/dialogs';
import { DeclareDialog } from './declare';
import { AppointDialog, HandoverDialog } from './handover';
import { InboxDialog } from './inbox';
import { InviteDialog } from './invite';
import { LeaveDialog } from './leave';
import { MemberDialog } from './member_dialog';
import { StandingDialog } from './standing';

export function PeopleDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'appoint':
      return <AppointDialog space={d.space} />;
    case 'declare':
      return <DeclareDialog space={d.space} />;
    case 'handover':
      return <HandoverDialog space={d.space} />;
    case 'inbox':
      return <InboxDialog />;
    case 'invite':
      return <InviteDialog space={d.space} />;
    case 'leave':
      return <LeaveDialog space={d.space} />;
    case 'member':
      return <MemberDialog space={d.space} hat={d.hat} />;
    case 'standing':
      return <StandingDialog />;
    default:
      return null;
  }
}
