/* What the editors of documents share: a text with its preview, days. */
import { useState } from 'preact/hooks';
import { text } from '../../text';
import { now } from '../../store/store';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/field';
import { DocumentWords } from './read';

export const BODY_MAX = 20_000;

/** A day in Japan, so many days from today: 'YYYY-MM-DD'. */
export function dayFromNow(days: number): string {
  return new Date(now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
}

interface Props {
  body: string;
  onBody: (body: string) => void;
  error?: string | undefined;
}

export function BodyField({ body, onBody, error }: Props) {
  const t = text.value.document.write;
  const [preview, setPreview] = useState(false);
  return (
    <>
      {preview ? (
        <section aria-label={t.preview}>
          <DocumentWords body={body} />
        </section>
      ) : (
        <TextArea label={t.body} value={body} onValue={onBody} rows={12} maxLength={BODY_MAX} hint={t.bodyHint} error={error} />
      )}
      {(preview || body.trim() !== '') && (
        <Button onClick={() => setPreview(!preview)}>{preview ? t.edit : t.preview}</Button>
      )}
    </>
  );
}
