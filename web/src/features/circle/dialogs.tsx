/* The small windows of free groups. */
import type { DialogState } from '../dialogs/dialogs';
import { AboutDialog } from './about';
import { NewCircleDialog, SettingsDialog } from './form';
import { CirclesDialog } from './list';
import { CloseDialog } from './manage';
import { ElsewhereDialog } from './refused';
import { ReportDialog } from './report';

export function CircleDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'about':
      return <AboutDialog space={d.space} />;
    case 'circles':
      return <CirclesDialog />;
    case 'circle_close':
      return <CloseDialog space={d.space} />;
    case 'circle_new':
      return <NewCircleDialog />;
    case 'circle_settings':
      return <SettingsDialog space={d.space} />;
    case 'report':
      return <ReportDialog space={d.space} post={d.post} />;
    case 'elsewhere':
      return <ElsewhereDialog space={d.space} />;
    default:
      return null;
  }
}
