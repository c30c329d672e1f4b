/* The small windows of つながり. */
import type { DialogState } from '../dialogs/dialogs';
import { AskDialog } from './ask';
import { TiesDialog } from './list';
import { BlockDialog, EndDialog } from './manage';

export function TieDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'ties':
      return <TiesDialog />;
    case 'tie_ask':
      return <AskDialog person={d.person} />;
    case 'tie_block':
      return <BlockDialog person={d.person} />;
    case 'tie_end':
      return <EndDialog space={d.space} />;
    default:
      return null;
  }
}
