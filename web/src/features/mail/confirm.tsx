/* Behind the link of a letter: the address is theirs. Asked by a button, because machines follow links too. */
import { useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { mailApi } from '../../api/mail';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Mark } from '../../ui/icon';

/* The address forgets the token at once. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== '') {
    history.replaceState(null, '', location.pathname);
  }
  return token;
}

/* No such link, or only half of one. */
const gone = ['bad_value', 'not_found', 'too_long'];

export function ConfirmMail() {
  const t = text.value.mail.confirm;
  const [token] = useState(takeToken);
  const [done, setDone] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const isGone = code !== null && gone.includes(code);
  const confirm = async () => {
    setCode(null);
    try {
      await mailApi.confirm(token);
      setDone(true);
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
    }
  };
  return (
    <main class="gate">
      <div class="gate-card">
        <div class="gate-brand">
          <Mark />
          <p>{text.value.app}</p>
        </div>
        <h1>{t.title}</h1>
        {done ? (
          <>
            <p role="status">{t.done}</p>
            <a class="button full" href="/">
              {t.toSignIn}
            </a>
          </>
        ) : (
          <>
            {!isGone && <p>{t.line}</p>}
            <div role="alert">{code && <p class="error">{isGone ? t.gone : errorText(code)}</p>}</div>
            {isGone ? (
              <a class="button full" href="/">
                {t.toSignIn}
              </a>
            ) : (
              <Button look="main" class="full" onClick={() => void confirm()}>
                {t.submit}
              </Button>
            )}
          </>
        )}
      </div>
    </main>
  );
}
