/* The composer where words are looked at: what was not taken stays, marked, with what one can do. */
import { useState } from 'preact/hooks';
import { moveWords, submit, wordsOf } from '../../store/drafts';
import type { Room } from '../../store/model';
import { refusals } from '../../store/refusals';
import { openSpace } from '../../store/route';
import { spaces } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Marked } from '../../ui/marked';
import { facilityName } from '../../ui/person';
import { COMPOSER_ID } from '../composer/reply';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { refusalLine, wordText } from './screened';

/* To the first marked word, selected: the next key replaces it. */
function toFirst(marked: readonly string[]): void {
  const field = document.getElementById(COMPOSER_ID) as HTMLTextAreaElement | null;
  const word = marked.find((w) => field?.value.includes(w));
  if (field && word) {
    const at = field.value.indexOf(word);
    field.focus();
    field.setSelectionRange(at, at + word.length);
  }
}

export function Refused({ room }: { room: Room }) {
  const t = text.value.circle.refused;
  const { id } = room.space;
  const refusal = refusals.value.get(id);
  if (!refusal) {
    return null;
  }
  const { body } = wordsOf(id);
  const { marked, word } = refusal;
  const elsewhere = spaces.value.some((s) => s.kind === 'care' && s.may.includes('post'));
  return (
    <div class="refused" role="alert">
      <p>
        <strong>{t.title}</strong>
      </p>
      <p>{refusalLine({ marked: marked.length > 0, word })}</p>
      {marked.length > 0 && <Marked text={body} words={marked} />}
      <div class="refused-acts">
        {marked.length > 0 && <Button onClick={() => toFirst(marked)}>{t.without}</Button>}
        {word && <Button onClick={() => submit(id, word)}>{wordText(word)}</Button>}
        {elsewhere && <Button onClick={() => openDialog({ kind: 'elsewhere', space: id })}>{t.elsewhere}</Button>}
      </div>
    </div>
  );
}

/** Which patient's timeline it belongs to: the words move there as a draft, and are looked at once more before posting. */
export function ElsewhereDialog({ space }: { space: string }) {
  const t = text.value.circle.refused;
  const [busy, setBusy] = useState(false);
  const choices = spaces.value.filter((s) => s.kind === 'care' && s.may.includes('post'));
  const go = async (to: string) => {
    setBusy(true);
    await moveWords(space, to);
    closeDialog();
    openSpace(to);
  };
  return (
    <Dialog title={t.pick} onClose={closeDialog}>
      <p>{t.pickLine}</p>
      <div class="picks">
        {choices.map((s) => (
          <Button key={s.id} class="pick" disabled={busy} onClick={() => void go(s.id)}>
            <span>{s.title}</span>
            <span class="soft">{facilityName(s.facility)}</span>
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
