import { useEffect, useRef, useState } from 'preact/hooks';
import { notice } from '../../store/store';
import { signIn } from '../../store/session';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Field, PasswordField } from '../../ui/field';
import { Mark } from '../../ui/icon';
import { LanguageSwitch } from '../dialogs/language';
import { type Failure, failureOf, failureText, useCountdown } from './failure';

/** Who has a second factor is asked for it once the password was right. */
function useSignIn() {
  const [code, setCode] = useState<string | null>(null);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  /* Counts, so that every try brings the focus to what is missing. */
  const [tried, setTried] = useState(0);
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried((n) => n + 1);
    if (busy || login.trim() === '' || password === '' || code?.trim() === '') {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await signIn(login.trim(), password, code?.trim());
    } catch (error) {
      const now = failureOf(error);
      const again = now.code === 'factor_needed' || (code !== null && now.code !== 'sign_in_refused');
      setFailure(now.code === 'factor_needed' ? null : now);
      setCode(again ? '' : null);
      if (!again) {
        setPassword('');
      }
      setTried(0);
      setBusy(false);
    }
  };
  const restart = () => {
    setCode(null);
    setPassword('');
    setFailure(null);
    setTried(0);
  };
  return { login, setLogin, password, setPassword, code, setCode, failure, tried, busy, submit, restart };
}

type Entry = ReturnType<typeof useSignIn>;

function First({ s }: { s: Entry }) {
  const t = text.value.signIn;
  return (
    <>
      <Field
        label={t.login}
        value={s.login}
        onValue={s.setLogin}
        autocomplete="username"
        error={s.tried > 0 && s.login.trim() === '' ? t.loginMissing : undefined}
      />
      <PasswordField
        label={t.password}
        value={s.password}
        onValue={s.setPassword}
        autocomplete="current-password"
        error={s.tried > 0 && s.password === '' && s.login.trim() !== '' ? t.passwordMissing : undefined}
      />
    </>
  );
}

function Second({ s }: { s: Entry }) {
  const t = text.value.factor.signIn;
  return (
    <>
      <p>{t.line}</p>
      <Field
        label={t.field}
        value={s.code ?? ''}
        onValue={s.setCode}
        autocomplete="one-time-code"
        autofocus
        error={s.tried > 0 && s.code?.trim() === '' ? t.missing : undefined}
      />
      <p class="soft">{t.recovery}</p>
    </>
  );
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
        <h1>{s.code === null ? t.signIn.title : t.factor.signIn.title}</h1>
        {s.code === null && <p class="soft">{t.signIn.closed}</p>}
        {told && !s.failure && (
          <p class="note" role="status">
            {t.notices[told.code]}
          </p>
        )}
        <form ref={form} onSubmit={s.submit} noValidate>
          {s.code === null ? <First s={s} /> : <Second s={s} />}
          <div role="alert">{s.failure && <p class="error">{failureText(s.failure, seconds)}</p>}</div>
          <Button look="main" class="full" submit disabled={s.busy || seconds > 0}>
            {s.busy ? t.signIn.busy : t.signIn.submit}
          </Button>
        </form>
        {s.code !== null && (
          <Button look="link" onClick={s.restart}>
            {t.factor.signIn.back}
          </Button>
        )}
        <p class="soft">{s.code === null ? t.signIn.help : t.factor.signIn.lost}</p>
        <p>
          <a class="desk-link" href="/public">
            {t.desk.about}
          </a>
        </p>
        <LanguageSwitch />
      </div>
    </main>
  );
}
