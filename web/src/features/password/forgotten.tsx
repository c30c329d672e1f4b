/* Behind the link for a new password: the own second factor (or the code that a second person told), and the new password. */
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { passwordApi } from '../../api/password';
import type { PasswordLook } from '../../api/types.gen';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Field, PasswordField } from '../../ui/field';
import { Mark } from '../../ui/icon';
import { focusFirstWrong } from '../common/form';
import { type Failure, failureOf, failureText, useCountdown } from '../sign-in/failure';
import { passwordFits } from '../sign-in/password';

/* The address forgets the token at once. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== '') {
    history.replaceState(null, '', location.pathname);
  }
  return token;
}

const empty = { code: '', password: '', again: '' };
const compact = (code: string) => code.replace(/\s/g, '');

/* What is wrong with each field, after a try. */
function faults(words: typeof empty) {
  const t = text.value;
  return {
    code: compact(words.code).length < 6 ? t.factor.forgotten.page.codeMissing : undefined,
    password: passwordFits(words.password) ? undefined : t.desk.apply.activate.short,
    again: words.password === words.again ? undefined : t.desk.apply.activate.differs,
  };
}

/* What has to be shown, in plain words. */
function Asked({ of }: { of: PasswordLook }) {
  const t = text.value.factor.forgotten.page;
  return (
    <>
      <p class="words-of-people">
        <strong>{t.of(of.name, of.facility)}</strong>
      </p>
      <p>{of.factor ? t.line : t.second}</p>
      {of.factor && <p class="soft">{t.recovery}</p>}
    </>
  );
}

interface FieldsProps {
  of: PasswordLook;
  words: typeof empty;
  wrong: Partial<ReturnType<typeof faults>>;
  onWords: (part: Partial<typeof empty>) => void;
}

function Fields({ of, words, wrong, onWords }: FieldsProps) {
  const t = text.value;
  const own = t.factor.forgotten.page;
  return (
    <>
      <Field
        label={of.factor ? own.code : own.codeSecond}
        value={words.code}
        onValue={(code) => onWords({ code })}
        autocomplete="one-time-code"
        maxLength={40}
        error={wrong.code}
      />
      <PasswordField
        label={t.factor.password.next}
        value={words.password}
        onValue={(password) => onWords({ password })}
        autocomplete="new-password"
        hint={t.desk.apply.activate.passwordHint}
        error={wrong.password}
      />
      <PasswordField
        label={t.factor.password.again}
        value={words.again}
        onValue={(again) => onWords({ again })}
        autocomplete="new-password"
        error={wrong.again}
      />
    </>
  );
}

function Form({ token, of, onDone }: { token: string; of: PasswordLook; onDone: (login: string) => void }) {
  const t = text.value.factor.forgotten.page;
  const [words, setWords] = useState(empty);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const seconds = useCountdown(failure?.until ?? 0);
  const wrong = faults(words);
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (Object.values(wrong).some((w) => w !== undefined)) {
      focusFirstWrong();
      return;
    }
    setBusy(true);
    try {
      onDone((await passwordApi.give({ token, code: compact(words.code), password: words.password })).login);
    } catch (error) {
      setFailure(failureOf(error));
      setWords({ ...words, code: '' });
      setTried(false);
      setBusy(false);
    }
  };
  return (
    <form class="form" onSubmit={(e) => void submit(e)} noValidate>
      <Asked of={of} />
      <Fields of={of} words={words} wrong={tried ? wrong : {}} onWords={(part) => setWords({ ...words, ...part })} />
      <div role="alert">
        {failure && <p class="error">{failure.code === 'not_found' ? t.wrong : failureText(failure, seconds)}</p>}
      </div>
      <Button look="main" class="full" submit disabled={busy || seconds > 0}>
        {t.submit}
      </Button>
      {of.factor && <p class="soft">{t.lost}</p>}
    </form>
  );
}

/** Whose link it is; a code: why that is not known. */
function useLink(token: string): PasswordLook | string | null {
  const [of, setOf] = useState<PasswordLook | string | null>(null);
  useEffect(() => {
    passwordApi.look(token).then(setOf, (e: unknown) => setOf(e instanceof ApiError ? e.code : 'offline'));
  }, [token]);
  return of;
}

function Steps({ token }: { token: string }) {
  const t = text.value.factor.forgotten.page;
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
    const gone = ['bad_value', 'not_found', 'text_invalid', 'too_long', 'too_short'].includes(of);
    return (
      <p role="alert" class="error">
        {gone ? t.gone : errorText(of)}
      </p>
    );
  }
  return <Form token={token} of={of} onDone={setLogin} />;
}

export function ForgottenPassword() {
  const [token] = useState(takeToken);
  return (
    <main class="gate">
      <div class="gate-card">
        <div class="gate-brand">
          <Mark />
          <p>{text.value.app}</p>
        </div>
        <h1>{text.value.factor.forgotten.title}</h1>
        <Steps token={token} />
      </div>
    </main>
  );
}
