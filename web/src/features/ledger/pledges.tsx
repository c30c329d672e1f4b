/* Every 様式4 of the facility: of whom there is one, and of whom not. */
import { useState } from 'preact/hooks';
import { ledgerApi } from '../../api/ledger';
import type { LedgerPerson } from '../../api/types.gen';
import { openPrint } from '../../store/route';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Check } from '../../ui/field';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine } from '../people/person';
import { slashed } from './facts';

function One({ p }: { p: LedgerPerson }) {
  const t = text.value.ledger;
  return (
    <li class="waiting-row">
      <PersonLine person={p.person} />
      <p class="gate-marks">
        {p.state === 'ended' && <span class="tag">{t.states.ended}</span>}
        <span class={p.pledge ? 'tag strong' : 'tag'}>
          {p.pledge ? t.pledges.given(t.pledge[p.pledge], slashed(p.pledged_on)) : t.pledges.missing}
        </span>
      </p>
      {p.pledge && (
        <p class="row-acts">
          <Button onClick={() => openPrint({ what: 'pledge', hat: p.person.hat })}>
            {t.pledges.open}
            <span class="for-sr">：{p.person.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

export function PledgesView() {
  const t = text.value.ledger.pledges;
  const [past, setPast] = useState(false);
  const load = useLoad(ledgerApi.read, []);
  const shown = (load.data?.people ?? []).filter((p) => p.state !== 'ended' || (past && p.pledge !== null));
  const first = [...shown.filter((p) => p.pledge === null), ...shown.filter((p) => p.pledge !== null)];
  return (
    <>
      <p>{t.line}</p>
      <Check label={t.past} value={past} onValue={setPast} />
      <LoadState load={load} />
      <ul class="people">
        {first.map((p) => (
          <One key={p.person.hat} p={p} />
        ))}
      </ul>
    </>
  );
}
