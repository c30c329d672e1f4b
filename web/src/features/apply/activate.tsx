/* The first steps of a new account, with the link that was handed over: its login name, its password. */
import { useEffect, useState } from 'preact/hooks';
import { applicationApi } from '../../api/application';
import { ApiError } from '../../api/http';
import type { Activation } from '../../api/types.gen';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Field, PasswordField } from '../../ui/field';
import { Mark } from '../../ui/icon';

/* The address forgets the token at once. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== '') {
    history.replaceState(null, '', location.pathname);
  }
  return token;
}

const codeOf = (e: unknown) => (e instanceof ApiError ? e.code : 'offline');
const fits = (password: string) => password.length >= 12 && /[a-z]/i.test(password) && /[0-9]/.test(password);
const isLogin = (login: string) => /^[a-z0-9._-]{2,100}$/i.test(login.trim());

interface PasswordsProps {
  password: string;
  onPassword: (words: string) => void;
  again: string;
  onAgain: (words: string) => void;
  tried: boolean;
}

function Passwords({ password, onPassword, again, onAgain, tried }: PasswordsProps) {
  const t = text.value.desk.apply.activate;
  return (
    <>
      <PasswordField
        label={t.password}
        value={password}
        onValue={onPassword}
        autocomplete="new-password"
        hint={t.passwordHint}
        error={tried && !fits(password) ? t.short : undefined}
      />
      <PasswordField
        label={t.again}
        value={again}
        onValue={onAgain}
        autocomplete="new-password"
        error={tried && fits(password) && password !== again ? t.differs : undefined}
      />
    </>
  );
}

function Form({ token, of, onDone }: { token: string; of: Activation; onDone: (login: string) => void }) {
  const t = text.value.desk.apply.activate;
  const [login, setLogin] = useState(of.login ?? '');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(0);
  const [code, setCode] = useState<string | null>(null);
  const taken = code === 'conflict' ? t.loginTaken : undefined;
  useEffect(() => document.querySelector<HTMLElement>('.gate-card [aria-invalid]')?.focus(), [tried, code]);
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(tried + 1);
    setCode(null);
    if (!isLogin(login) || !fits(password) || password !== again) {
      return;
    }
    try {
      onDone((await applicationApi.activate(token, password, login.trim())).login);
    } catch (error) {
      setCode(codeOf(error));
    }
  };
  return (
    <form class="form" onSubmit={(e) => void submit(e)} noValidate>
      <p class="words-of-people">
        <strong>{t.of(of.name, of.facility)}</strong>
      </p>
      <p>{t.line}</p>
      <Field
        label={t.login}
        value={login}
        onValue={(words) => {
          setLogin(words);
          setCode(null);
        }}
        autocomplete="username"
        maxLength={100}
        hint={t.loginHint}
        error={tried > 0 && !isLogin(login) ? t.loginWrong : taken}
      />
      <Passwords password={password} onPassword={setPassword} again={again} onAgain={setAgain} tried={tried > 0} />
      <div role="alert">
        {code && !taken && <p class="error">{code === 'not_found' ? t.gone : errorText(code)}</p>}
      </div>
      <Button look="main" class="full" submit>
        {t.submit}
      </Button>
    </form>
  );
}

/** Whose link it is; a code: why that is not known. */
function useLink(token: string): Activation | string | null {
  const [of, setOf] = useState<Activation | string | null>(null);
  useEffect(() => {
    applicationApi.look(token).then(setOf, (e: unknown) => setOf(codeOf(e)));
  }, [token]);
  return of;
}

function Steps({ token }: { token: string }) {
  const t = text.value.desk.apply.activate;
  const of = useLink(token);
  const [login, setLogin] = useState<string | null>(null);
  if (login !== null) {
    return (
      <>
        <p role="status">{t.done(login)}</p>
        <a class="button main full" href="/">
          {t.toSignIn}
        </a>
      </>
    );
  }
  if (of === null) {
    return <p role="status">{text.value.loading}</p>;
  }
  if (typeof of === 'string') {
    const gone = ['bad_value', 'not_found', 'text_invalid', 'too_short'].includes(of);
    return (
      <p role="alert" class="error">
        {gone ? t.gone : errorText(of)}
      </p>
    );
  }
  return <Form token={token} of={of} onDone={setLogin} />;
}

export function Activate() {
  const [token] = useState(takeToken);
  return (
    <main class="gate">
      <div class="gate-card">
        <div class="gate-brand">
          <Mark />
          <p>{text.value.app}</p>
        </div>
        <h1>{text.value.desk.apply.activate.title}</h1>
        <Steps token={token} />
      </div>
    </main>
  );
}
