/* A circle's name, aim, rules and entry: made, and changed later. */
import { useId, useState } from 'preact/hooks';
import { type CircleWords, type Entry, circlesApi } from '../../api/circles';
import type { Word } from '../../api/http';
import { openSpace } from '../../store/route';
import { model } from '../../store/store';
import { loadState } from '../../store/sync';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { focusFirstWrong } from '../common/form';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { ScreenedFailure, useScreened } from './screened';

const NAME_MAX = 60;
const WORDS_MAX = 4000;

interface WordsProps {
  field: keyof CircleWords;
  value: string;
  onValue: (value: string) => void;
  tried: boolean;
}

export function Words({ field, value, onValue, tried }: WordsProps) {
  const t = text.value.circle.form;
  const id = useId();
  const missing = tried && value.trim() === '';
  const hint = field === 'aim' ? t.aimHint : field === 'rules' ? t.rulesHint : '';
  const rest = { id, value, 'aria-invalid': missing ? true : undefined, 'aria-describedby': `${id}-hint` } as const;
  return (
    <div class="field">
      <label for={id}>{t[field]}</label>
      {field === 'name' ? (
        <input {...rest} type="text" maxLength={NAME_MAX} autocomplete="off" onInput={(e) => onValue(e.currentTarget.value)} />
      ) : (
        <textarea {...rest} rows={3} maxLength={WORDS_MAX} onInput={(e) => onValue(e.currentTarget.value)} />
      )}
      <p id={`${id}-hint`} class={missing ? 'field-error' : 'soft'}>
        {missing ? t.missing[field] : hint}
      </p>
    </div>
  );
}

function EntryChoice({ value, onPick }: { value: Entry; onPick: (entry: Entry) => void }) {
  const t = text.value.circle.form;
  const options = (['request', 'invitation'] as const).map((v) => [v, t.entries[v]] as const);
  return <Choices legend={t.entry} value={value} options={options} hint={t.entryHint} onPick={onPick} />;
}

const trimmed = (w: CircleWords): CircleWords => ({ name: w.name.trim(), aim: w.aim.trim(), rules: w.rules.trim() });

export function NewCircleDialog() {
  const t = text.value;
  const [words, setWords] = useState<CircleWords>({ name: '', aim: '', rules: '' });
  const [entry, setEntry] = useState<Entry>('request');
  const [tried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const s = useScreened();
  const put = (field: keyof CircleWords) => (value: string) => setWords({ ...words, [field]: value });
  const go = async (word: Word | null) => {
    const all = trimmed(words);
    setTried(true);
    if (Object.values(all).some((w) => w === '')) {
      focusFirstWrong();
      return;
    }
    if (await s.run((tap) => circlesApi.create(key, all, entry, tap), word)) {
      await loadState().catch(() => undefined);
      closeDialog();
      openSpace(key);
    }
  };
  return (
    <Dialog title={t.circle.form.newTitle} onClose={closeDialog}>
      <Words field="name" value={words.name} onValue={put('name')} tried={tried} />
      <Words field="aim" value={words.aim} onValue={put('aim')} tried={tried} />
      <Words field="rules" value={words.rules} onValue={put('rules')} tried={tried} />
      <EntryChoice value={entry} onPick={setEntry} />
      <ScreenedFailure error={s.error} words={{ ...trimmed(words) }} onWord={(w) => void go(w)} />
      <div class="dialog-foot">
        <Button onClick={() => openDialog({ kind: 'circles' })}>{t.back}</Button>
        <Button look="main" disabled={s.busy} onClick={() => void go(null)}>
          {t.circle.form.create}
        </Button>
      </div>
    </Dialog>
  );
}

export function SettingsDialog({ space }: { space: string }) {
  const t = text.value;
  const room = model.value.rooms.get(space);
  const [name, setName] = useState(room?.space.title ?? '');
  const [entry, setEntry] = useState<Entry>(room?.space.entry ?? 'request');
  const [tried, setTried] = useState(false);
  const s = useScreened();
  const go = async (word: Word | null) => {
    setTried(true);
    if (name.trim() !== '' && (await s.run((tap) => circlesApi.change(space, name.trim(), entry, tap), word))) {
      closeDialog();
    }
  };
  return (
    <Dialog title={t.circle.manage.settings} onClose={closeDialog}>
      <Words field="name" value={name} onValue={setName} tried={tried} />
      <EntryChoice value={entry} onPick={setEntry} />
      <ScreenedFailure error={s.error} words={{ name: name.trim() }} onWord={(w) => void go(w)} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={s.busy} onClick={() => void go(null)}>
          {t.circle.form.save}
        </Button>
      </div>
    </Dialog>
  );
}
