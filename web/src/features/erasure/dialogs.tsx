/* The small windows of complete deletion. */
import type { DialogState } from '../dialogs/dialogs';
import { AnswerDialog, AttachDialog, ConfirmDialog } from './clinic';
import { DeskDialog } from './desk';
import { AcceptDialog, ApproveDialog, CheckDialog, DecideDialog, EndDialog, HoldDialog } from './desk_acts';
import { PassDialog } from './here';
import { RecordDialog } from './record';
import { WishDialog } from './wish';

export function ErasureDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'erasures':
      return <DeskDialog />;
    case 'erasure_new':
      return <RecordDialog clinics={d.clinics} />;
    case 'erasure_accept':
      return <AcceptDialog row={d.row} />;
    case 'erasure_approve':
      return <ApproveDialog row={d.row} />;
    case 'erasure_check':
      return <CheckDialog row={d.row} />;
    case 'erasure_decide':
      return <DecideDialog row={d.row} />;
    case 'erasure_end':
      return <EndDialog row={d.row} />;
    case 'erasure_hold':
      return <HoldDialog row={d.row} />;
    case 'erasure_attach':
      return <AttachDialog request={d.request} number={d.number} />;
    case 'erasure_confirm':
      return <ConfirmDialog space={d.space} />;
    case 'erasure_answer':
      return <AnswerDialog space={d.space} />;
    case 'erasure_pass':
      return <PassDialog space={d.space} />;
    case 'erasure_wish':
      return <WishDialog space={d.space} />;
    default:
      return null;
  }
}
