/* The small windows about the way in: the second factor, the gates of staff, documents. */
import type { DialogState } from '../dialogs/dialogs';
import { DocumentsDialog } from '../document/dialog';
import { StaffGatesDialog } from '../gate/staff';
import { MailDialog } from '../mail/own';
import { PasswordLinksDialog } from '../password/links';
import { FactorDialog } from './own';
import { PasswordDialog } from './password';
import { FactorResetsDialog } from './resets';

export function FactorDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'documents':
      return <DocumentsDialog document={d.document} />;
    case 'factor':
      return <FactorDialog />;
    case 'factor_resets':
      return <FactorResetsDialog />;
    case 'mail':
      return <MailDialog />;
    case 'password':
      return <PasswordDialog />;
    case 'password_links':
      return <PasswordLinksDialog />;
    case 'staff_gates':
      return <StaffGatesDialog leaving={d.leaving} />;
    default:
      return null;
  }
}
