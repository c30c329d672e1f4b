import { useEffect, useRef, useState } from 'preact/hooks';
import { notice } from '../../store/store';
import { signIn } from '../../store/session';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Field, PasswordField } from '../../ui/field';
import { Mark } from '../../ui/icon';
import { LanguageSwitch } from '../dialogs/language';
import { type Failure, failureOf, failureText, useCountdown } from './failure';

function useSignIn() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  /* Counts, so that every try brings the focus to what is missing. */
  const [tried, setTried] = useState(0);
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried((n) => n + 1);
    if (busy || login.trim() === '' || password === '') {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await signIn(login.trim(), password);
    } catch (error) {
      setFailure(failureOf(error));
      setPassword('');
      setTried(0);
      setBusy(false);
    }
  };
  return { login, setLogin, password, setPassword, failure, tried, busy, submit };
}

export function SignIn() {
  const t = text.value;
  const s = useSignIn();
  const seconds = useCountdown(s.failure?.until ?? 0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const empty = form.current?.querySelector<HTMLInputElement>('input[aria-invalid]');
    empty?.focus();
  }, [s.tried]);
  const told = notice.value;
  return (
    <main class="gate">
      <div class="gate-card">
        <div class="gate-brand">
          <Mark />
          <p>{t.app}</p>
        </div>
        <h1>{t.signIn.title}</h1>
        <p class="soft">{t.signIn.closed}</p>
        {told && !s.failure && (
          <p class="note" role="status">
            {t.notices[told.code]}
          </p>
        )}
        <form ref={form} onSubmit={s.submit} noValidate>
          <Field
            label={t.signIn.login}
            value={s.login}
            onValue={s.setLogin}
            autocomplete="username"
            error={s.tried > 0 && s.login.trim() === '' ? t.signIn.loginMissing : undefined}
          />
          <PasswordField
            label={t.signIn.password}
            value={s.password}
            onValue={s.setPassword}
            autocomplete="current-password"
            error={s.tried > 0 && s.password === '' && s.login.trim() !== '' ? t.signIn.passwordMissing : undefined}
          />
          <div role="alert">{s.failure && <p class="error">{failureText(s.failure, seconds)}</p>}</div>
          <Button look="main" class="full" submit disabled={s.busy || seconds > 0}>
            {s.busy ? t.signIn.busy : t.signIn.submit}
          </Button>
        </form>
        <p class="soft">{t.signIn.help}</p>
        <LanguageSwitch />
      </div>
    </main>
  );
}
