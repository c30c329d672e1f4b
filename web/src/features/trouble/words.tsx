/* A form of one text, or two, in which no patient may be named; the server looks, and what it refuses is marked. */
import { useState } from 'preact/hooks';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/field';
import { ScreenedFailure, useScreened } from '../circle/screened';
import { focusFirstWrong } from '../common/form';

export interface Ask {
  name: string;
  label: string;
  missing: string;
}

interface Props {
  asks: readonly Ask[];
  line?: string | undefined;
  submit: string;
  danger?: boolean;
  conflict?: string;
  onSend: (words: Record<string, string>) => Promise<unknown>;
  /** Somebody else was first: what is there now is read again, the words stay. */
  onConflict?: () => void;
  onBack: () => void;
}

export function WordsForm({ asks, line, submit, danger = false, conflict, onSend, onConflict, onBack }: Props) {
  const t = text.value.trouble;
  const [words, setWords] = useState<Record<string, string>>(() => Object.fromEntries(asks.map((a) => [a.name, ''])));
  const [tried, setTried] = useState(false);
  const s = useScreened();
  const of = (name: string) => (words[name] ?? '').trim();
  const send = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (asks.some((a) => of(a.name) === '')) {
      focusFirstWrong();
      return;
    }
    await s.run(async () => {
      try {
        await onSend(Object.fromEntries(asks.map((a) => [a.name, of(a.name)])));
      } catch (error) {
        onConflict?.();
        throw error;
      }
    });
  };
  return (
    <form class="dialog-form" onSubmit={(e) => void send(e)} noValidate>
      {line && <p>{line}</p>}
      {asks.map((a) => (
        <TextArea
          key={a.name}
          label={a.label}
          value={words[a.name] ?? ''}
          onValue={(v) => setWords({ ...words, [a.name]: v })}
          maxLength={1000}
          hint={t.noPatient}
          error={tried && of(a.name) === '' ? a.missing : undefined}
        />
      ))}
      <ScreenedFailure error={s.error} words={trimmed(words)} onWord={() => undefined} conflict={conflict ?? t.conflict} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.cancel}</Button>
        <Button look={danger ? 'danger' : 'main'} submit disabled={s.busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** As it was sent: the places are told of that. */
const trimmed = (words: Record<string, string>) => Object.fromEntries(Object.entries(words).map(([k, v]) => [k, v.trim()]));
