/* A binding document that others keep: its name, its edition now, where it is. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type GuidelineWords, documentApi } from '../../api/document';
import type { Guideline } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Failure, useAct } from '../people/person';

const LIMITS: Record<keyof GuidelineWords, number> = { title: 200, edition: 60, link: 500 };

export function GuidelineDialog({ guideline, onDone }: { guideline: Guideline | null; onDone: (changed: boolean) => void }) {
  const t = text.value.document.guideline;
  const [words, setWords] = useState<GuidelineWords>({
    title: guideline?.title ?? '',
    edition: guideline?.edition ?? '',
    link: guideline?.link ?? 'https://',
  });
  const [key] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(0);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [tried]);
  const linkWrong = !/^https:\/\/./.test(words.link.trim());
  const wrong = (name: keyof GuidelineWords) =>
    words[name].trim() === '' ? t.missing : name === 'link' && linkWrong ? t.linkWrong : undefined;
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(tried + 1);
    const sent = { title: words.title.trim(), edition: words.edition.trim(), link: words.link.trim() };
    if (linkWrong || sent.title === '' || sent.edition === '') {
      return;
    }
    const send = () =>
      guideline ? documentApi.guidelineChange(guideline.id, guideline.version, sent) : documentApi.guidelineAdd(key, sent);
    if (await act.run(send)) {
      onDone(true);
    }
  };
  return (
    <Dialog title={guideline ? t.change : t.add} onClose={() => onDone(false)}>
      <form ref={form} class="dialog-form" onSubmit={submit} noValidate>
        {(['title', 'edition', 'link'] as const).map((name) => (
          <Field
            key={name}
            label={t[name]}
            value={words[name]}
            onValue={(value) => setWords({ ...words, [name]: value })}
            autocomplete="off"
            maxLength={LIMITS[name]}
            error={tried ? wrong(name) : undefined}
          />
        ))}
        <Failure act={act} />
        <div class="dialog-foot">
          <Button onClick={() => onDone(false)}>{text.value.cancel}</Button>
          <Button look="main" submit disabled={act.busy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
