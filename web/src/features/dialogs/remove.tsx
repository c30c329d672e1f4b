import { useId, useState } from 'preact/hooks';
import type { Word } from '../../api/http';
import { removePost } from '../../store/posts';
import { model } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ScreenedFailure, useScreened } from '../circle/screened';
import { closeDialog } from './dialogs';

const REASON_MAX = 200;

function useRemove(space: string, id: string) {
  const [reason, setReason] = useState('');
  const s = useScreened();
  const post = model.value.rooms.get(space)?.entries.get(id)?.post;
  const go = async (word: Word | null) => {
    if (!post || (await s.run((w) => removePost(post, reason.trim(), w), word))) {
      closeDialog();
    }
  };
  return { reason, setReason, s, post, go };
}

export function RemoveDialog({ space, post }: { space: string; post: string }) {
  const t = text.value;
  const id = useId();
  const r = useRemove(space, post);
  return (
    <Dialog title={t.remove.title} onClose={closeDialog}>
      <blockquote class="quote-block words-of-people">{r.post?.body}</blockquote>
      <p>{t.remove.line}</p>
      <div class="field">
        <label for={id}>{t.remove.reason}</label>
        <input
          id={id}
          type="text"
          maxLength={REASON_MAX}
          value={r.reason}
          autocomplete="off"
          onInput={(e) => r.setReason(e.currentTarget.value)}
        />
      </div>
      <ScreenedFailure error={r.s.error} words={{ reason: r.reason.trim() }} onWord={(w) => void r.go(w)} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="danger" disabled={r.s.busy} onClick={() => void r.go(null)}>
          {t.remove.submit}
        </Button>
      </div>
    </Dialog>
  );
}
