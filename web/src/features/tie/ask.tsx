/* つながりを申し込む: whom, and why. */
import { useId, useState } from 'preact/hooks';
import { tiesApi } from '../../api/ties';
import type { Word } from '../../api/http';
import type { Person } from '../../api/types';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ScreenedFailure, useScreened } from '../circle/screened';
import { closeDialog } from '../dialogs/dialogs';
import { PersonLine } from '../people/person';

const REASON_MAX = 200;

interface Props {
  person: Person;
  onBack: () => void;
  onSent: () => void;
}

export function AskForm({ person, onBack, onSent }: Props) {
  const t = text.value.tie;
  const id = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const s = useScreened();
  const words = reason.trim();
  const missing = tried && words === '';
  const go = async (word: Word | null) => {
    setTried(true);
    if (words !== '' && (await s.run((w) => tiesApi.ask(person.hat, words, w), word))) {
      onSent();
    }
  };
  return (
    <>
      <PersonLine person={person} />
      <div class="field">
        <label for={id}>{t.reason}</label>
        <input
          id={id}
          type="text"
          maxLength={REASON_MAX}
          autocomplete="off"
          value={reason}
          aria-invalid={missing ? true : undefined}
          aria-describedby={`${id}-hint`}
          onInput={(e) => setReason(e.currentTarget.value)}
        />
        <p id={`${id}-hint`} class={missing ? 'field-error' : 'soft'}>
          {missing ? t.reasonMissing : t.reasonHint}
        </p>
      </div>
      <ScreenedFailure error={s.error} words={{ reason: words }} onWord={(w) => void go(w)} conflict={t.conflict} gone={t.gone} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" disabled={s.busy} onClick={() => void go(null)}>
          {t.submit}
        </Button>
      </div>
    </>
  );
}

/** Of somebody whose name one has on the screen already. */
export function AskDialog({ person }: { person: Person }) {
  const t = text.value.tie;
  const [sent, setSent] = useState(false);
  return (
    <Dialog title={t.askTo(person.name)} onClose={closeDialog}>
      <div role="status">{sent && <p class="note">{t.sent(person.name)}</p>}</div>
      {sent ? (
        <div class="dialog-foot">
          <Button onClick={closeDialog}>{text.value.close}</Button>
        </div>
      ) : (
        <AskForm person={person} onBack={closeDialog} onSent={() => setSent(true)} />
      )}
    </Dialog>
  );
}
