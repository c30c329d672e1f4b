/* 様式4 on paper, A4: between the head of the facility and the worker (Art. 15). */
import { ledgerApi } from '../../api/ledger';
import type { Pledge } from '../../api/types.gen';
import { closePaper } from '../../store/route';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { PaperFrame, PaperLine } from '../../ui/paper';
import { professionName } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { slashed } from './facts';

function Page({ pledge: p }: { pledge: Pledge }) {
  const t = text.value.ledger.pledgePaper;
  const at = whenFull(p.at, text.value);
  return (
    <article class="paper-page">
      <p class="paper-form">
        <span>{t.form}</span>
        <span>{p.edition !== null && t.edition(p.edition)}</span>
      </p>
      <h2>{t.title}</h2>
      <p>
        {p.head ? `${p.facility}　${p.head}` : t.to(p.facility)} {t.dear}
      </p>
      <p class="words-of-people">{p.body ?? t.earlier}</p>
      <dl>
        <PaperLine label={t.given}>{slashed(p.given_on)}</PaperLine>
        <PaperLine label={t.name}>{p.person.name}</PaperLine>
        <PaperLine label={t.profession}>{professionName(p.person)}</PaperLine>
        <PaperLine label={t.facility}>{p.facility}</PaperLine>
      </dl>
      <footer>
        <span>{p.way === 'signed' ? t.signedAt(at) : t.recorded(p.by.name, at)}</span>
      </footer>
    </article>
  );
}

export function PledgePaper({ hat }: { hat: string }) {
  const t = text.value.ledger.pledgePaper;
  const load = useLoad(() => ledgerApi.pledge(hat), [hat]);
  return (
    <PaperFrame back={t.back} onBack={closePaper}>
      {load.code === 'not_found' ? <p role="alert">{t.none}</p> : <LoadState load={load} />}
      {load.data && <Page pledge={load.data} />}
    </PaperFrame>
  );
}
