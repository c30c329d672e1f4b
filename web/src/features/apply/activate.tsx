/* The first steps of a new account, with the link that was handed over: its login name, its password. */
import { useEffect, useState } from 'preact/hooks';
import { applicationApi } from '../../api/application';
import type { Activation } from '../../api/types.gen';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Field, PasswordField } from '../../ui/field';
import { codeOf, LinkCard, LinkSteps, useToken } from '../link/page';
import { passwordFits } from '../sign-in/password';

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
        error={tried && !passwordFits(password) ? t.short : undefined}
      />
      <PasswordField
        label={t.again}
        value={again}
        onValue={onAgain}
        autocomplete="new-password"
        error={tried && passwordFits(password) && password !== again ? t.differs : undefined}
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
    if (!isLogin(login) || !passwordFits(password) || password !== again) {
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

export function Activate() {
  const t = text.value.desk.apply.activate;
  const token = useToken();
  return (
    <LinkCard title={t.title}>
      <LinkSteps
        token={token}
        look={applicationApi.look}
        gone={t.gone}
        done={t.done}
        form={(of, onDone) => <Form token={token} of={of} onDone={onDone} />}
      />
    </LinkCard>
  );
}
