/* The page behind a one-time link: who invites, then a login name and a password of one's own. There is no session here. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { familyApi } from '../../api/family';
import { ApiError } from '../../api/http';
import type { KinWelcome } from '../../api/types.gen';
import { signIn } from '../../store/session';
import { minute } from '../../store/store';
import { errorText, text } from '../../text';
import { dayFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Field, PasswordField } from '../../ui/field';
import { Mark } from '../../ui/icon';
import { Belonging } from '../../ui/person';
import { LanguageSwitch } from '../dialogs/language';
import { type Failure, failureOf, failureText, useCountdown } from '../sign-in/failure';
import { passwordFits } from '../sign-in/password';
import { ReturnForm } from './return';
import { toSignIn } from './joining';

const LOGIN = /^[A-Za-z0-9._-]{2,100}$/;

function useJoin(token: string, onGone: () => void) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const name = login.trim();
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(tried + 1);
    if (busy || !LOGIN.test(name) || !passwordFits(password)) {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await familyApi.join(token, name, password);
      await signIn(name, password);
      toSignIn();
    } catch (error) {
      setBusy(false);
      setFailure(failureOf(error));
      if (error instanceof ApiError && error.code === 'not_found') {
        onGone();
      }
    }
  };
  return { login, setLogin, name, password, setPassword, tried, busy, failure, submit };
}

function words(failure: Failure, seconds: number): string {
  const t = text.value.family.join;
  switch (failure.code) {
    case 'conflict':
      return t.loginTaken;
    case 'space_read_only':
    case 'attending_missing':
      return t.closed;
    default:
      return failureText(failure, seconds);
  }
}

function Form({ token, onGone }: { token: string; onGone: () => void }) {
  const t = text.value.family.join;
  const j = useJoin(token, onGone);
  const seconds = useCountdown(j.failure?.until ?? 0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input[aria-invalid]')?.focus();
  }, [j.tried]);
  return (
    <form ref={form} onSubmit={j.submit} noValidate>
      <Field
        label={t.login}
        value={j.login}
        onValue={j.setLogin}
        autocomplete="username"
        error={j.tried > 0 && !LOGIN.test(j.name) ? t.loginMissing : undefined}
      />
      <p class="soft">{t.loginHint}</p>
      <PasswordField
        label={t.password}
        value={j.password}
        onValue={j.setPassword}
        autocomplete="new-password"
        error={j.tried > 0 && LOGIN.test(j.name) && !passwordFits(j.password) ? t.passwordMissing : undefined}
      />
      <p class="soft">{t.passwordHint}</p>
      <div role="alert">{j.failure && <p class="error">{words(j.failure, seconds)}</p>}</div>
      <Button look="main" class="full" submit disabled={j.busy || seconds > 0}>
        {j.busy ? t.busy : t.submit}
      </Button>
    </form>
  );
}

function Welcome({ token, welcome, onGone }: { token: string; welcome: KinWelcome; onGone: () => void }) {
  const t = text.value.family.join;
  const { login } = welcome;
  return (
    <>
      <p class="join-network">{welcome.region.network_name}</p>
      <h1>{login === null ? t.title : t.again}</h1>
      <p class="join-by">
        <strong>{login === null ? t.by(welcome.by.name) : t.againBy(welcome.by.name)}</strong>
        <Belonging person={welcome.by} />
      </p>
      {login === null && <p>{t.line}</p>}
      {login === null ? <Form token={token} onGone={onGone} /> : <ReturnForm token={token} login={login} onGone={onGone} />}
      <p class="soft">{(login === null ? t.until : t.againUntil)(dayFull(welcome.expires_at, minute.value, text.value))}</p>
      <p class="soft">{login === null ? t.notYou : t.againNotYou}</p>
    </>
  );
}

/* Wrong, used, late and cancelled links are all alike. */
function NoLink() {
  const t = text.value.family.join;
  return (
    <>
      <h1>{t.none}</h1>
      <p role="alert">{t.noneLine}</p>
      <p>{t.noneAlready}</p>
      <Button look="main" class="full" onClick={toSignIn}>
        {t.signIn}
      </Button>
    </>
  );
}

export function JoinPage({ token }: { token: string }) {
  const t = text.value;
  const [welcome, setWelcome] = useState<KinWelcome | null>(null);
  const [code, setCode] = useState<string | null>(token === '' ? 'not_found' : null);
  const look = () => {
    setCode(null);
    familyApi.look(token).then(setWelcome, (e: unknown) => setCode(e instanceof ApiError ? e.code : 'offline'));
  };
  useEffect(() => {
    if (token !== '') {
      look();
    }
  }, [token]);
  return (
    <main class="gate">
      <div class="gate-card join">
        <div class="gate-brand">
          <Mark />
          <p>{t.app}</p>
        </div>
        {code === 'not_found' && <NoLink />}
        {code !== null && code !== 'not_found' && (
          <div role="alert">
            <p class="error">{errorText(code)}</p>
            <Button onClick={look}>{t.again}</Button>
          </div>
        )}
        {code === null && !welcome && <p role="status">{t.loading}</p>}
        {code === null && welcome && <Welcome token={token} welcome={welcome} onGone={() => setCode('not_found')} />}
        <LanguageSwitch />
      </div>
    </main>
  );
}
