/* 予備コード: shown this once, to be printed or written down. */
import { useState } from 'preact/hooks';
import type { FactorCodes } from '../../api/types.gen';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Check } from '../../ui/field';

interface Props {
  codes: FactorCodes;
  done: string;
  onDone: () => void;
}

export function Codes({ codes, done, onDone }: Props) {
  const t = text.value.factor.codes;
  const [kept, setKept] = useState(false);
  const [tried, setTried] = useState(false);
  const leave = () => {
    setTried(true);
    if (kept) {
      onDone();
    }
  };
  return (
    <>
      <section class="printable" aria-label={t.title}>
        <h2 class="codes-title">{t.title}</h2>
        <p class="print-only">{t.of(session.value?.account.name ?? '', session.value?.account.login ?? '')}</p>
        <p>{t.line}</p>
        <ol class="codes">
          {codes.codes.map(({ code }) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </section>
      <Button onClick={() => print()}>{t.print}</Button>
      <Check label={t.kept} value={kept} onValue={setKept} />
      <div role="alert">{tried && !kept && <p class="error">{t.keptMissing}</p>}</div>
      <Button look="main" class="full" onClick={leave}>
        {done}
      </Button>
    </>
  );
}
