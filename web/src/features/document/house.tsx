/* A 施設管理者 writes documents for the own staff (Art. 28). */
import { useEffect, useRef, useState } from 'preact/hooks';
import { documentApi } from '../../api/document';
import type { FacilityDocument } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Failure, useAct } from '../people/person';
import { BodyField, dayFromNow } from './fields';

interface Props {
  /** The newest edition, of which this is the next one; null: a new document. */
  before: FacilityDocument | null;
  body: string;
  onDone: () => void;
  onBack: () => void;
}

export function HouseEditor({ before, body: first, onDone, onBack }: Props) {
  const t = text.value.document;
  const [title, setTitle] = useState(before?.title ?? '');
  const [body, setBody] = useState(first);
  const [by, setBy] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(0);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [tried]);
  const late = by !== '' && by < dayFromNow(0);
  const edition = (before?.edition ?? 0) + 1;
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(tried + 1);
    if (title.trim() === '' || body.trim() === '' || late) {
      return;
    }
    const words = { key, edition, title: title.trim(), body: body.trim() };
    const more = { ...(before ? { line: before.line } : {}), ...(by ? { confirm_by: by } : {}) };
    if (await act.run(() => documentApi.houseAdd({ ...words, ...more }))) {
      onDone();
    }
  };
  return (
    <form ref={form} class="dialog-form" onSubmit={submit} noValidate>
      <p>{t.houseWrite.line}</p>
      <Field
        label={t.houseWrite.title}
        value={title}
        onValue={setTitle}
        autocomplete="off"
        maxLength={120}
        error={tried && title.trim() === '' ? t.houseWrite.titleMissing : undefined}
      />
      <BodyField body={body} onBody={setBody} error={tried && body.trim() === '' ? t.write.bodyMissing : undefined} />
      <Field
        label={t.houseWrite.by}
        kind="date"
        value={by}
        onValue={setBy}
        autocomplete="off"
        error={tried && late ? t.houseWrite.byWrong : undefined}
      />
      {act.code === 'conflict' ? (
        <div role="alert">
          <p class="error">{t.write.taken}</p>
        </div>
      ) : (
        <Failure act={act} />
      )}
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.houseWrite.save}
        </Button>
      </div>
    </form>
  );
}
