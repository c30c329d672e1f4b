/* 管理台帳 of one's own facility (Art. 14): found by name, profession, state and what is missing; on paper and as a sheet. */
import { ledgerApi } from '../../api/ledger';
import type { LedgerPerson } from '../../api/types.gen';
import { openPrint } from '../../store/route';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choose, Field } from '../../ui/field';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine } from '../people/person';
import { factWords, facts } from './facts';
import { filterLedger, ledgerFilter, matchesLedger } from './filter';

export function StateTags({ p }: { p: LedgerPerson }) {
  const t = text.value.ledger;
  return (
    <>
      <span class={p.state === 'active' ? 'tag strong' : 'tag'}>{t.states[p.state]}</span>
      {p.facility_admin && <span class="tag">{t.admin}</span>}
    </>
  );
}

function One({ p }: { p: LedgerPerson }) {
  const t = text.value.ledger;
  return (
    <li class="card">
      <PersonLine person={p.person}>
        <span class="soft">{p.person.kana}</span>
      </PersonLine>
      <p class="gate-marks">
        <StateTags p={p} />
      </p>
      <dl class="facts">
        {facts.map((fact) => (
          <div key={fact}>
            <dt>{t.fields[fact]}</dt>
            <dd>{factWords(p, fact) || '―'}</dd>
          </div>
        ))}
      </dl>
      {p.pledge && (
        <p class="row-acts">
          <Button onClick={() => openPrint({ what: 'pledge', hat: p.person.hat })}>
            {t.places.pledges}
            <span class="for-sr">：{p.person.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

function Filters() {
  const t = text.value.ledger;
  const f = ledgerFilter.value;
  return (
    <div class="filters">
      <Field label={t.filter} value={f.words} onValue={(words) => filterLedger({ words })} autocomplete="off" />
      <Choose
        label={t.profession}
        none={t.all}
        value={f.profession}
        options={Object.entries(text.value.professions)}
        onValue={(profession) => filterLedger({ profession })}
      />
      <Choose
        label={t.state}
        none={t.all}
        value={f.state}
        options={Object.entries(t.states)}
        onValue={(state) => filterLedger({ state })}
      />
      <Choose
        label={t.lacks}
        none={t.all}
        value={f.missing}
        options={Object.entries(t.missing)}
        onValue={(missing) => filterLedger({ missing })}
      />
    </div>
  );
}

export function LedgerView() {
  const t = text.value.ledger;
  const load = useLoad(ledgerApi.read, [session.value?.hat.facility?.name]);
  const all = load.data?.people ?? [];
  const shown = all.filter((p) => matchesLedger(p, ledgerFilter.value));
  return (
    <>
      <LoadState load={load} />
      {load.data && (
        <>
          <p>{t.line(load.data.facility)}</p>
          <p class="row-acts">
            <Button look="main" onClick={() => openPrint({ what: 'ledger' })}>
              {t.print}
            </Button>
            <a class="button plain" href={ledgerApi.sheet} download="ledger.csv">
              {t.sheet}
            </a>
          </p>
          <p class="soft">{t.sheetLine}</p>
          <Filters />
          <p role="status">{shown.length === 0 ? t.none : t.count(shown.length, all.length)}</p>
          <ul class="cards">
            {shown.map((p) => (
              <One key={p.person.hat} p={p} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}
