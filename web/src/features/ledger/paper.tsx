/* The ledger on A4, sideways: with the moment, the facility and who printed it. */
import { ledgerApi } from '../../api/ledger';
import type { Ledger, LedgerPerson } from '../../api/types.gen';
import { closePaper } from '../../store/route';
import { session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { PaperFrame, PaperLine } from '../../ui/paper';
import { professionName } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { factWords, facts } from './facts';
import { ledgerFilter, matchesLedger } from './filter';

/** What was chosen on the screen, in words. */
function chosen(): string {
  const t = text.value.ledger;
  const f = ledgerFilter.value;
  const professions: Record<string, string> = text.value.professions;
  const parts = [
    f.words.trim() && `「${f.words.trim()}」`,
    professions[f.profession],
    (t.states as Record<string, string>)[f.state],
    (t.missing as Record<string, string>)[f.missing],
  ];
  return parts.filter(Boolean).join('、') || t.paper.whole;
}

function Row({ p }: { p: LedgerPerson }) {
  const t = text.value.ledger;
  return (
    <tr>
      <th scope="row">
        {p.person.name}
        <small>{p.person.kana}</small>
      </th>
      <td>
        {professionName(p.person)}
        {p.facility_admin && <small>{t.admin}</small>}
      </td>
      <td>{t.states[p.state]}</td>
      {facts.map((fact) => (
        <td key={fact}>{factWords(p, fact) || '―'}</td>
      ))}
    </tr>
  );
}

function Page({ ledger }: { ledger: Ledger }) {
  const t = text.value.ledger;
  const people = ledger.people.filter((p) => matchesLedger(p, ledgerFilter.value));
  return (
    <article class="paper-page sideways" tabIndex={0}>
      <h2>{t.paper.title}</h2>
      <dl>
        <PaperLine label={text.value.ledger.pledgePaper.facility}>{ledger.facility}</PaperLine>
        {ledger.head && <PaperLine label={t.paper.head}>{ledger.head}</PaperLine>}
        <PaperLine label={t.paper.at}>{whenFull(ledger.at, text.value)}</PaperLine>
        <PaperLine label={t.paper.by}>{session.value?.hat.name}</PaperLine>
        <PaperLine label={t.paper.filter}>
          {chosen()}（{t.count(people.length, ledger.people.length)}）
        </PaperLine>
      </dl>
      <table class="paper-table">
        <thead>
          <tr>
            <th scope="col">{t.fields.name}</th>
            <th scope="col">{t.profession}</th>
            <th scope="col">{t.state}</th>
            {facts.map((fact) => (
              <th key={fact} scope="col">
                {t.fields[fact]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((p) => (
            <Row key={p.person.hat} p={p} />
          ))}
        </tbody>
      </table>
      <footer>
        <span>{t.paper.note}</span>
        <span>{t.paper.footer}</span>
      </footer>
    </article>
  );
}

/** Read anew for the paper: what it says is true at the moment that stands on it. */
export function LedgerPaper() {
  const load = useLoad(ledgerApi.read, []);
  return (
    <PaperFrame back={text.value.ledger.back} onBack={closePaper}>
      <LoadState load={load} />
      {load.data && <Page ledger={load.data} />}
    </PaperFrame>
  );
}
