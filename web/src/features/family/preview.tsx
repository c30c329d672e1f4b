/* Before staff post to the family: the words as the family will see them. */
import { submit, wordsOf } from '../../store/drafts';
import { model, session } from '../../store/store';
import { showNewest } from '../../store/timeline';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog } from '../dialogs/dialogs';
import { PersonLine } from '../people/person';

export function PreviewDialog({ space }: { space: string }) {
  const t = text.value.family.preview;
  const room = model.value.rooms.get(space);
  const me = session.value?.hat;
  if (!room || !me) {
    return null;
  }
  const go = () => {
    submit(space);
    void showNewest(space);
    closeDialog();
  };
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <p>{t.line}</p>
      <div class="family-preview">
        <PersonLine person={me} />
        <p class="post-body words-of-people">{wordsOf(space).body.trim()}</p>
      </div>
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.back}</Button>
        <Button look="main" onClick={go}>
          {t.post}
        </Button>
      </div>
    </Dialog>
  );
}
