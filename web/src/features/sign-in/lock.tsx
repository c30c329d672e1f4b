import { useEffect, useRef, useState } from 'preact/hooks';
import { resume, signOut } from '../../store/session';
import { session } from '../../store/store';
import { unsaved } from '../../store/drafts';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { PasswordField } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Badge } from '../../ui/person';
import { type Failure, failureOf, failureText, useCountdown } from './failure';

function useResume() {
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event) => {
    e.preventDefault();
    if (busy || password === '') {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await resume(password);
    } catch (error) {
      setFailure(failureOf(error));
      setPassword('');
      setBusy(false);
    }
  };
  return { password, setPassword, failure, busy, submit };
}

function Leave({ onFailure }: { onFailure: (f: Failure) => void }) {
  const t = text.value;
  const [asking, setAsking] = useState(false);
  const leave = () => signOut(false).catch((e: unknown) => onFailure(failureOf(e)));
  return (
    <>
      <Button look="link" onClick={() => (unsaved.peek() ? setAsking(true) : void leave())}>
        {t.lock.other}
      </Button>
      {asking && (
        <Confirm
          title={t.menu.unsavedTitle}
          line={t.menu.unsavedLine}
          yes={t.menu.signOutAnyway}
          onYes={() => void leave()}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  );
}

export function LockScreen() {
  const t = text.value;
  const r = useResume();
  const [leaveFailure, setLeaveFailure] = useState<Failure | null>(null);
  const failure = r.failure ?? leaveFailure;
  const seconds = useCountdown(failure?.until ?? 0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus(), []);
  const account = session.value?.account;
  return (
    <main class="gate">
      <div class="gate-card">
        <div class="gate-brand lock">
          <Icon name="lock" />
        </div>
        <h1>{t.lock.title}</h1>
        <p class="soft">{t.lock.line}</p>
        {account && (
          <p class="gate-who">
            <Badge person={session.value?.hat} />
            <strong>{t.lock.who(account.name)}</strong>
          </p>
        )}
        <form ref={form} onSubmit={r.submit} noValidate>
          <input
            class="hidden-login"
            type="text"
            autocomplete="username"
            value={account?.login ?? ''}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <PasswordField label={t.signIn.password} value={r.password} onValue={r.setPassword} autocomplete="current-password" />
          <div role="alert">{failure && <p class="error">{failureText(failure, seconds, t.lock.refused)}</p>}</div>
          <Button look="main" class="full" submit disabled={r.busy || seconds > 0}>
            {r.busy ? t.signIn.busy : t.lock.submit}
          </Button>
        </form>
        <Leave onFailure={setLeaveFailure} />
      </div>
    </main>
  );
}
