import { useId, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { removePost } from '../../store/posts';
import { model } from '../../store/store';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog } from './dialogs';

const REASON_MAX = 200;

function useRemove(space: string, id: string) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const post = model.value.rooms.get(space)?.entries.get(id)?.post;
  const go = async () => {
    setBusy(true);
    try {
      if (post) {
        await removePost(post, reason.trim());
      }
      closeDialog();
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
      setBusy(false);
    }
  };
  return { reason, setReason, busy, code, post, go };
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
      <div role="alert">{r.code && <p class="error">{errorText(r.code)}</p>}</div>
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="danger" disabled={r.busy} onClick={() => void r.go()}>
          {t.remove.submit}
        </Button>
      </div>
    </Dialog>
  );
}
