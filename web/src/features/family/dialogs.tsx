/* The small windows about family timelines. */
import type { DialogState } from '../dialogs/dialogs';
import { OpenDialog } from './beside';
import { KinFactorDialog } from './factor';
import { HelpDialog } from './help';
import { KinInviteDialog, KinLinkDialog } from './invite';
import { ObjectDialog } from './newcomer';
import { PreviewDialog } from './preview';

export function FamilyDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'family_help':
      return <HelpDialog />;
    case 'family_open':
      return <OpenDialog space={d.space} />;
    case 'family_preview':
      return <PreviewDialog space={d.space} />;
    case 'kin_factor':
      return <KinFactorDialog space={d.space} id={d.id} name={d.name} />;
    case 'kin_invite':
      return <KinInviteDialog space={d.space} />;
    case 'kin_link':
      return <KinLinkDialog space={d.space} id={d.id} name={d.name} again={d.again} />;
    case 'newcomer_object':
      return <ObjectDialog id={d.id} name={d.name} waits={d.waits} />;
    default:
      return null;
  }
}
