/* 完全削除証明書 on paper, A4. It stands in the history entry: 'back' leaves it. */
import { erasureApi } from '../../api/erasure';
import type { Certificate } from '../../api/types.gen';
import { closePaper } from '../../store/route';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { PaperLine } from '../../ui/paper';
import { LoadState, useLoad } from '../panels/load';

const at = (ms: number) => whenFull(ms, text.value);

function Facts({ c }: { c: Certificate['certificate'] }) {
  const t = text.value.erasure.certificate;
  return (
    <dl>
      <PaperLine label={t.number}>{c.number}</PaperLine>
      <PaperLine label={t.asked}>{at(c.asked_at)}</PaperLine>
      <PaperLine label={t.accepted}>{at(c.accepted_at)}</PaperLine>
      <PaperLine label={t.approvals}>{c.approvals.map((a) => `${a.name}（${at(a.at)}）`).join('\n')}</PaperLine>
      <PaperLine label={t.paused}>{at(c.paused_at)}</PaperLine>
      <PaperLine label={t.executing}>{at(c.executing_at)}</PaperLine>
      <PaperLine label={t.erased}>{at(c.erased_at)}</PaperLine>
      {c.spaces.map((s) => (
        <PaperLine key={s.ledger} label={t.kinds[s.kind]}>
          {t.counts(s)}
          {'\n'}
          {t.ledger(s.ledger, at(s.key_destroyed_at))}
        </PaperLine>
      ))}
    </dl>
  );
}

/* What `tasuki certificate verify` takes: the text byte for byte as it was signed. */
function save({ text: words, signature, public_key, certificate }: Certificate): void {
  const file = new Blob([JSON.stringify({ text: words, signature, public_key })], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${certificate.number}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Page({ certificate }: { certificate: Certificate }) {
  const t = text.value.erasure.certificate;
  const { certificate: c, signature, public_key } = certificate;
  return (
    <article class="paper-page certificate">
      <h2>{t.title}</h2>
      <p>{t.lead(c.association)}</p>
      <Facts c={c} />
      <p>{t.searched(c.tables_searched)}</p>
      <h3>{t.stays}</h3>
      <ul>
        {c.stays.map((s) => (
          <li key={s}>{t.staysLines[s]}</li>
        ))}
      </ul>
      <p>{t.backups(at(c.backups_until))}</p>
      <h3>{t.outOfReach}</h3>
      <ul>
        {c.out_of_reach.map((s) => (
          <li key={s}>{t.outLines[s]}</li>
        ))}
      </ul>
      <dl class="certificate-seal">
        <PaperLine label={t.digest}>{c.digest}</PaperLine>
        <PaperLine label={t.signature}>{signature}</PaperLine>
        <PaperLine label={t.publicKey}>{public_key}</PaperLine>
      </dl>
      <footer>
        <span>{c.region}</span>
        <span>{c.association}</span>
      </footer>
    </article>
  );
}

export function CertificatePaper({ request }: { request: string }) {
  const t = text.value.erasure.certificate;
  const load = useLoad(() => erasureApi.certificate(request), [request]);
  return (
    <main class="paper">
      <h1 class="for-sr">{t.title}</h1>
      <div class="paper-bar">
        <Button onClick={closePaper}>{t.back}</Button>
        <p class="soft">{t.hint}</p>
        <Button disabled={load.data === null} onClick={() => save(load.data!)}>{t.save}</Button>
        <Button look="main" disabled={load.data === null} onClick={() => print()}>
          {t.print}
        </Button>
      </div>
      <LoadState load={load} />
      {load.data && <Page certificate={load.data} />}
    </main>
  );
}
