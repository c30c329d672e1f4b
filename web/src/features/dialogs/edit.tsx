import { useId, useState } from 'preact/hooks';
import { ApiError, type Word } from '../../api/http';
import { BODY_MAX, lengthOf } from '../../store/drafts';
import { type Editing, editing as editingSignal, rebaseEdit, saveEdit, writeEdit } from '../../store/posts';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { ScreenedFailure } from '../circle/screened';
import { keyAct } from '../composer/keys';

function useEdit() {
  const [busy, setBusy] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const save = async (word: Word | null = null) => {
    setBusy(true);
    setCode(null);
    setError(null);
    try {
      await saveEdit(word);
    } catch (e) {
      const failed = e instanceof ApiError ? e.code : 'offline';
      setCode(failed);
      setError(e instanceof ApiError && e.more.places ? e : null);
      if (failed === 'conflict') {
        setTheirs((await rebaseEdit().catch(() => null))?.body ?? null);
      }
    }
    setBusy(false);
  };
  return { busy, code, error, theirs, save };
}

export function EditDialog({ editing }: { editing: Editing }) {
  const t = text.value;
  const id = useId();
  const { busy, code, error, theirs, save } = useEdit();
  const [asking, setAsking] = useState(false);
  const stop = () => {
    editingSignal.value = null;
  };
  const left = BODY_MAX - lengthOf(editing.body);
  const ready = !busy && left >= 0 && editing.body.trim() !== '';
  const key = (e: KeyboardEvent) => {
    if (keyAct(e) === 'send' && ready) {
      e.preventDefault();
      void save();
    }
  };
  return (
    <Dialog title={t.edit.title} onClose={() => (editing.body === editing.before ? stop() : setAsking(true))} wide>
      <div class="field">
        <label for={id}>{t.edit.label}</label>
        <textarea id={id} rows={8} value={editing.body} onInput={(e) => writeEdit(e.currentTarget.value)} onKeyDown={key} />
      </div>
      {left < 500 && <p class={left < 0 ? 'error' : 'soft'}>{t.composer.left(left)}</p>}
      <p class="soft">{t.edit.note}</p>
      {error && <ScreenedFailure error={error} words={{ body: editing.body }} onWord={(w) => void save(w)} />}
      <div role="alert">{code && !error && <p class="error">{code === 'conflict' ? t.edit.conflict : errorText(code)}</p>}</div>
      {theirs !== null && (
        <>
          <h3>{t.edit.now}</h3>
          <blockquote class="quote-block words-of-people">{theirs}</blockquote>
        </>
      )}
      <div class="dialog-foot">
        <Button onClick={() => (editing.body === editing.before ? stop() : setAsking(true))}>{t.cancel}</Button>
        <Button look="main" disabled={!ready} onClick={() => void save()}>
          {t.edit.submit}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={t.edit.dropTitle}
          line={t.edit.dropLine}
          yes={t.edit.drop}
          no={t.edit.keep}
          onYes={stop}
          onNo={() => setAsking(false)}
        />
      )}
    </Dialog>
  );
}
