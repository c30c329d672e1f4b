/* What the pages behind one-time links share: the token, which the address forgets; whose link it is; what to say of none. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { errorText, text } from '../../text';
import { Mark } from '../../ui/icon';

function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== '') {
    history.replaceState(null, '', location.pathname);
  }
  return token;
}

/** Taken out of the address at once; kept nowhere but in the page. */
export function useToken(): string {
  const [token] = useState(takeToken);
  return token;
}

/** The stable code of what went wrong. */
export const codeOf = (e: unknown): string => (e instanceof ApiError ? e.code : 'offline');

const GONE = ['bad_value', 'not_found', 'text_invalid', 'too_long', 'too_short'];

/** No such link, or only a part of one. */
export const isGone = (code: string): boolean => GONE.includes(code);

export function LinkCard({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="gate">
      <div class="gate-card">
        <div class="gate-brand">
          <Mark />
          <p>{text.value.app}</p>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

export function ToSignIn({ look = '' }: { look?: 'main' | '' }) {
  return (
    <a class={`button full ${look}`} href="/">
      {text.value.mail.toSignIn}
    </a>
  );
}

interface StepsProps<Of> {
  token: string;
  /** Asks whose link it is. */
  look: (token: string) => Promise<Of>;
  /** Said of a link that is none. */
  gone: string;
  /** Said at the end, with the login name to sign in with. */
  done: (login: string) => string;
  form: (of: Of, onDone: (login: string) => void) => ComponentChildren;
}

/** From whose link it is to the login name that one signs in with. */
export function LinkSteps<Of extends object>({ token, look, gone, done, form }: StepsProps<Of>) {
  const [of, setOf] = useState<Of | string | null>(null);
  const [login, setLogin] = useState<string | null>(null);
  useEffect(() => {
    look(token).then(setOf, (e: unknown) => setOf(codeOf(e)));
  }, [token]);
  if (login !== null) {
    return (
      <>
        <p role="status">{done(login)}</p>
        <ToSignIn look="main" />
      </>
    );
  }
  if (of === null) {
    return <p role="status">{text.value.loading}</p>;
  }
  if (typeof of === 'string') {
    return (
      <p role="alert" class="error">
        {isGone(of) ? gone : errorText(of)}
      </p>
    );
  }
  return <>{form(of, setLogin)}</>;
}
