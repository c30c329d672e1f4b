/* For the office: facilities whose 在籍の確認 is overdue, and accounts that were stopped. */
import { ledgerApi } from '../../api/ledger';
import type { AttestRound } from '../../api/types.gen';
import type { Person } from '../../api/types';
import { text } from '../../text';
import { marked } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine, day } from '../people/person';

function Named({ title, people, alarm = false }: { title: string; people: readonly Person[]; alarm?: boolean }) {
  return people.length === 0 ? null : (
    <>
      <p class={alarm ? 'error' : undefined}>{title}</p>
      <ul class="people">
        {people.map((p) => (
          <li key={p.hat} class="waiting-row">
            <PersonLine person={p} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Round({ r }: { r: AttestRound }) {
  const t = text.value.ledger.attest;
  return (
    <li class="card">
      <h3 class="card-title">{marked(r.facility, r.outside)}</h3>
      <p>{t.overdue(day(r.due_at), r.waiting)}</p>
      {r.risk.length > 0 && <p>{t.stops(day(r.stop_at))}</p>}
      <Named title={t.office.kept} people={r.kept} alarm />
      <Named title={t.office.risk} people={r.risk} />
    </li>
  );
}

export function AttestsView() {
  const t = text.value.ledger.attest;
  const load = useLoad(ledgerApi.attests, []);
  return (
    <>
      <p>{t.office.line}</p>
      <LoadState load={load} />
      {load.data?.rounds.length === 0 && <p class="soft">{t.office.none}</p>}
      <ul class="cards">
        {load.data?.rounds.map((r) => (
          <Round key={r.id} r={r} />
        ))}
      </ul>
      {load.data && (
        <section>
          <h3>{t.office.stopped}</h3>
          {load.data.stopped.length === 0 && <p class="soft">{t.office.noneStopped}</p>}
          <ul class="people">
            {load.data.stopped.map((s) => (
              <li key={s.person.hat} class="waiting-row">
                <PersonLine person={s.person}>
                  <span class="soft">{t.stoppedAt(day(s.at))}</span>
                </PersonLine>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
