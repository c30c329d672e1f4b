/* Enrolling: the picture for the app, its first code, then the recovery codes. */
import { useEffect, useState } from 'preact/hooks';
import { factorApi } from '../../api/factor';
import type { FactorCodes } from '../../api/types.gen';
import { withProof } from '../../store/proof';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Qr } from '../../ui/qr';
import { Failure, useAct } from '../people/person';
import { CodeField } from './code_field';
import { Codes } from './codes';

function addressOf(secret: string): string {
  const s = session.peek();
  const issuer = encodeURIComponent(s?.region.network_name || 'Tasuki');
  return `otpauth://totp/${issuer}:${encodeURIComponent(s?.account.login ?? '')}?secret=${secret}&issuer=${issuer}`;
}

/* In fours, to be typed. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}

function Offer({ secret, onCodes }: { secret: string; onCodes: (codes: FactorCodes) => void }) {
  const t = text.value.factor.enrol;
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    const digits = code.replace(/\s/g, '');
    if (!act.busy && /^\d{6}$/.test(digits)) {
      void act.run(async () => onCodes(await factorApi.enrol(digits)));
    }
  };
  const wrong = tried && !/^\s*\d{3}\s?\d{3}\s*$/.test(code);
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <ol class="steps">
        <li>{t.install}</li>
        <li>
          {t.scan}
          <Qr words={addressOf(secret)} label={t.picture} />
          <p class="soft">{t.orType}</p>
          <p class="secret">{grouped(secret)}</p>
          <a class="button" href={addressOf(secret)}>
            {t.samePhone}
          </a>
        </li>
        <li>{t.first}</li>
      </ol>
      <CodeField value={code} onValue={setCode} error={wrong ? text.value.factor.codeMissing : undefined} />
      <Failure act={act} />
      <Button look="main" class="full" submit disabled={act.busy}>
        {t.submit}
      </Button>
    </form>
  );
}

/** done: the words of the last button. */
export function Enrol({ done, onDone }: { done: string; onDone: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const [codes, setCodes] = useState<FactorCodes | null>(null);
  const act = useAct();
  const begin = () => act.run(async () => setSecret((await withProof(factorApi.offer)).secret));
  useEffect(() => void begin(), []);
  if (codes) {
    return <Codes codes={codes} done={done} onDone={onDone} />;
  }
  if (secret) {
    return <Offer secret={secret} onCodes={setCodes} />;
  }
  return (
    <>
      {act.busy && (
        <p class="soft" role="status">
          {text.value.loading}
        </p>
      )}
      <Failure act={act} />
      {!act.busy && <Button onClick={() => void begin()}>{text.value.again}</Button>}
    </>
  );
}
