/* The small windows of a timeline's life. */
import type { DialogState } from '../dialogs/dialogs';
import { AgreementDialog } from './agreement';
import { ArchiveDialog, RestoreDialog } from './archive';
import { ConsentDialog } from './consent_form';
import { WithdrawDialog } from './consent_state';
import { DeathDialog } from './death';
import { RenewDialog } from './instructions';
import { OpenDialog } from './open';

export function LifeDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'agreement':
      return <AgreementDialog space={d.space} />;
    case 'archive':
    case 'archive_propose':
      return <ArchiveDialog space={d.space} proposing={d.kind === 'archive_propose'} />;
    case 'archive_restore':
      return <RestoreDialog space={d.space} />;
    case 'consent_record':
      return <ConsentDialog space={d.space} />;
    case 'consent_withdraw':
      return <WithdrawDialog space={d.space} />;
    case 'death':
      return <DeathDialog space={d.space} />;
    case 'instruction_renew':
      return <RenewDialog space={d.space} />;
    case 'open':
      return <OpenDialog />;
    default:
      return null;
  }
}
