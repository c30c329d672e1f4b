/* Behind a link for somebody who is in already: the login name is shown, a new password is chosen. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { familyApi } from '../../api/family';
import { ApiError } from '../../api/http';
import { signIn } from '../../store/session';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { PasswordField } from '../../ui/field';
import { type Failure, failureOf, failureText, useCountdown } from '../sign-in/failure';
import { passwordFits } from '../sign-in/password';
import { toSignIn } from './joining';

export function ReturnForm({ token, login, onGone }: { token: string; login: string; onGone: () => void }) {
  const t = text.value.family.join;
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const seconds = useCountdown(failure?.until ?? 0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input[aria-invalid]')?.focus();
  }, [tried]);
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(tried + 1);
    if (busy || !passwordFits(password)) {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await familyApi.comeBack(token, password);
    } catch (error) {
      setBusy(false);
      setFailure(failureOf(error));
      if (error instanceof ApiError && error.code === 'not_found') {
        onGone();
      }
      return;
    }
    await signIn(login, password).catch(() => undefined); // a second factor is asked for on the page for signing in
    toSignIn();
  };
  return (
    <form ref={form} onSubmit={(e) => void submit(e)} noValidate>
      <dl class="words">
        <div>
          <dt>{t.againLogin}</dt>
          <dd translate={false}>{login}</dd>
        </div>
      </dl>
      <input type="text" name="username" autocomplete="username" value={login} readOnly hidden />
      <PasswordField
        label={t.againPassword}
        value={password}
        onValue={setPassword}
        autocomplete="new-password"
        error={tried > 0 && !passwordFits(password) ? t.passwordMissing : undefined}
      />
      <p class="soft">{t.passwordHint}</p>
      <p class="soft">{t.againLine}</p>
      <div role="alert">{failure && <p class="error">{failureText(failure, seconds)}</p>}</div>
      <Button look="main" class="full" submit disabled={busy || seconds > 0}>
        {busy ? t.busy : t.againSubmit}
      </Button>
    </form>
  );
}
