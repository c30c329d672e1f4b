/* Forms whose words are looked at for patient data: what was found is marked, and answered for with one tap where that helps. */
import { useState } from 'preact/hooks';
import { ApiError, type Word } from '../../api/http';
import { markedIn } from '../../store/refusals';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Marked } from '../../ui/marked';

export interface Screened {
  busy: boolean;
  error: ApiError | null;
  run: (what: (word: Word | null) => Promise<unknown>, word?: Word | null) => Promise<boolean>;
}

export function useScreened(): Screened {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const run = async (what: (word: Word | null) => Promise<unknown>, word: Word | null = null) => {
    setBusy(true);
    setError(null);
    try {
      await what(word);
      return true;
    } catch (e) {
      setError(e instanceof ApiError ? e : new ApiError(0, 'offline'));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}

/** The sentence for what was found: certain, only names that one may answer for, to be agreed to, or not looked at to its end. */
export function refusalLine(error: { marked: boolean; word: Word | null }): string {
  const t = text.value.circle.refused;
  const { consent } = text.value.tie;
  if (error.word === 'consent') {
    return error.marked ? consent.line : consent.lineNone;
  }
  return error.word ? t.lineGuess : error.marked ? t.line : t.lineNone;
}

/** What the button says by which the writer answers. */
export function wordText(word: Word): string {
  return word === 'consent' ? text.value.tie.consent.yes : text.value.circle.refused.colleague;
}

interface Props {
  error: ApiError | null;
  words: Record<string, string>;
  onWord: (word: Word) => void;
  conflict?: string;
  gone?: string;
}

export function ScreenedFailure({ error, words, onWord, conflict, gone }: Props) {
  const places = error?.more.places;
  const word = error?.more.word ?? null;
  const own: Record<string, string | undefined> = { conflict, not_found: gone };
  if (!error || !places) {
    return (
      <div role="alert">
        {error && <p class="error">{own[error.code] ?? errorText(error.code)}</p>}
      </div>
    );
  }
  const fields = Object.keys(words).filter((f) => places.some((p) => p.field === f));
  return (
    <div role="alert" class="refused">
      <p>{refusalLine({ marked: places.length > 0, word })}</p>
      {fields.map((f) => (
        <Marked key={f} text={words[f]!} words={markedIn(words[f]!, places.filter((p) => p.field === f))} />
      ))}
      {word && (
        <div class="refused-acts">
          <Button onClick={() => onWord(word)}>{wordText(word)}</Button>
        </div>
      )}
    </div>
  );
}
