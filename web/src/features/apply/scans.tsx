/* Copies of what was signed on paper: chosen by the applicant, kept as files by office and committee. */
import { useRef, useState } from 'preact/hooks';
import { applicationApi, scanAddress } from '../../api/application';
import type { ApplicationLink, ApplicationScan } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import type { Filling } from './state';

const MOST = 5;
const BYTES = 5 * 1024 * 1024;

function wordsOf(scan: ApplicationScan, i: number): string {
  const kind = { 'application/pdf': 'PDF', 'image/jpeg': 'JPEG', 'image/png': 'PNG' }[scan.kind];
  const size = scan.size < 1024 * 1024 ? `${Math.ceil(scan.size / 1024)} KB` : `${(scan.size / 1024 / 1024).toFixed(1)} MB`;
  return text.value.desk.apply.scans.one(i + 1, kind, size);
}

/** What is wrong with a file before it is sent; the server looks at its first bytes. */
function faultOf(file: File, there: number): string | null {
  const t = text.value.desk.apply.scans;
  if (there >= MOST) {
    return t.tooMany;
  }
  return file.size > BYTES ? t.tooBig : file.size === 0 ? t.wrong : null;
}

export function Scans({ link, filling }: { link: ApplicationLink; filling: Filling }) {
  const t = text.value.desk.apply.scans;
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const scans = filling.app?.scans ?? [];
  const add = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    const wrong = faultOf(file, scans.length);
    setFault(wrong);
    if (wrong === null && (await filling.save())) {
      await filling.run(() => applicationApi.scanSet(link, crypto.randomUUID(), file));
    }
    input.current!.value = '';
  };
  return (
    <section class="form" aria-labelledby="scans-title">
      <h3 id="scans-title">{t.title}</h3>
      <p class="soft">{t.line}</p>
      <ul class="people">
        {scans.map((s, i) => (
          <li key={s.id} class="waiting-row">
            <p>{wordsOf(s, i)}</p>
            <p class="row-acts">
              <Button disabled={filling.busy} onClick={() => void filling.run(() => applicationApi.scanDrop(link, s.id))}>
                {t.drop}
                <span class="for-sr">：{wordsOf(s, i)}</span>
              </Button>
            </p>
          </li>
        ))}
      </ul>
      <div role="alert">
        {(fault ?? filling.code === 'media_refused') && <p class="field-error">{fault ?? t.wrong}</p>}
      </div>
      <input
        ref={input}
        hidden
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        aria-label={t.add}
        onChange={(e) => void add(e.currentTarget.files?.[0])}
      />
      <Button disabled={filling.busy} onClick={() => input.current?.click()}>
        {t.add}
      </Button>
    </section>
  );
}

/** At the desk. */
export function ScanList({ scans }: { scans: readonly ApplicationScan[] }) {
  const t = text.value.desk.apply.scans;
  return scans.length === 0 ? null : (
    <section class="group">
      <h3>{t.title}</h3>
      <ul>
        {scans.map((s, i) => (
          <li key={s.id} class="waiting-row">
            <p>{wordsOf(s, i)}</p>
            <p class="row-acts">
              <a class="button" href={scanAddress(s.id)} download>
                {t.save}
                <span class="for-sr">：{wordsOf(s, i)}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
