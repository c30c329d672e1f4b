/* Behind the link of a letter: the address is theirs. Asked by a button, because machines follow links too. */
import { useState } from 'preact/hooks';
import { mailApi } from '../../api/mail';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { codeOf, isGone, LinkCard, ToSignIn, useToken } from '../link/page';

export function ConfirmMail() {
  const t = text.value.mail.confirm;
  const token = useToken();
  const [done, setDone] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const gone = code !== null && isGone(code);
  const confirm = async () => {
    setCode(null);
    try {
      await mailApi.confirm(token);
      setDone(true);
    } catch (e) {
      setCode(codeOf(e));
    }
  };
  return (
    <LinkCard title={t.title}>
      {done && <p role="status">{t.done}</p>}
      {!done && !gone && <p>{t.line}</p>}
      <div role="alert">{code && <p class="error">{gone ? t.gone : errorText(code)}</p>}</div>
      {done || gone ? (
        <ToSignIn />
      ) : (
        <Button look="main" class="full" onClick={() => void confirm()}>
          {t.submit}
        </Button>
      )}
    </LinkCard>
  );
}
