/* 'It is still me': the code of the app, or the password of who has no second factor. */
import { useState } from 'preact/hooks';
import { factorApi } from '../../api/factor';
import { ApiError } from '../../api/http';
import { question } from '../../store/proof';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PasswordField } from '../../ui/field';
import { type Failure, failureOf, failureText, useCountdown } from '../sign-in/failure';
import { CodeField } from './code_field';

function Question({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = text.value;
  const enrolled = session.value?.factor.enrolled ?? false;
  const [value, setValue] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const seconds = useCountdown(failure?.until ?? 0);
  const submit = async (e: Event) => {
    e.preventDefault();
    if (busy || value.trim() === '') {
      return;
    }
    setBusy(true);
    try {
      await factorApi.prove(enrolled ? { code: value.trim() } : { password: value });
      onDone();
    } catch (error) {
      setFailure(failureOf(error));
      setValue('');
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.factor.proof.title} onClose={onClose}>
      <form class="dialog-form" onSubmit={submit} noValidate>
        <p>{enrolled ? t.factor.proof.code : t.factor.proof.password}</p>
        {enrolled ? (
          <CodeField value={value} onValue={setValue} />
        ) : (
          <PasswordField label={t.signIn.password} value={value} onValue={setValue} autocomplete="current-password" />
        )}
        <div role="alert">{failure && <p class="error">{failureText(failure, seconds, t.lock.refused)}</p>}</div>
        <div class="dialog-foot">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="main" submit disabled={busy || seconds > 0}>
            {t.factor.proof.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Over whatever asked for it. */
export function ProofDialog() {
  const q = question.value;
  return q && <Question onDone={q.answered} onClose={() => q.refused(new ApiError(403, 'proof_needed'))} />;
}
