/* Behind the link for a new password: the own second factor (or the code that a second person told), and the new password. */
import { useState } from 'preact/hooks';
import { passwordApi } from '../../api/password';
import type { PasswordLook } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Field, PasswordField } from '../../ui/field';
import { focusFirstWrong } from '../common/form';
import { LinkCard, LinkSteps, useToken } from '../link/page';
import { type Failure, failureOf, failureText, useCountdown } from '../sign-in/failure';
import { passwordFits } from '../sign-in/password';

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

export function ForgottenPassword() {
  const t = text.value.factor.forgotten;
  const token = useToken();
  return (
    <LinkCard title={t.title}>
      <LinkSteps
        token={token}
        look={passwordApi.look}
        gone={t.page.gone}
        done={t.page.done}
        form={(of, onDone) => <Form token={token} of={of} onDone={onDone} />}
      />
    </LinkCard>
  );
}
