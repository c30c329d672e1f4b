/* How often texts were refused or asked about, in numbers: no text, no person. */
import { deskApi } from '../../api/desk';
import type { Screening } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { marked } from '../../ui/person';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';

/** Counts with the same words, in their order. */
function grouped(list: readonly Screening[], by: (c: Screening) => string): [string, Screening[]][] {
  const groups = new Map<string, Screening[]>();
  for (const c of list) {
    groups.set(by(c), [...(groups.get(by(c)) ?? []), c]);
  }
  return [...groups];
}

function Facility({ name, counts }: { name: string; counts: Screening[] }) {
  const t = text.value.desk.screenings;
  return (
    <li class="card">
      <h4 class="card-title">{name || t.seats}</h4>
      <ul>
        {grouped(counts, (c) => c.kind ?? '').map(([kind, of]) => (
          <li key={kind}>
            {kind ? t.kinds[kind as NonNullable<Screening['kind']>] : t.unknown}
            {'：'}
            {of.map((c) => t.outcomes[c.outcome](c.count)).join('・')}
          </li>
        ))}
      </ul>
    </li>
  );
}

export function Screenings() {
  const t = text.value.desk.screenings;
  const load = useLoad(deskApi.screenings, []);
  const counts = load.data?.counts ?? [];
  return (
    <>
      <p>{t.line}</p>
      <LoadState load={load} />
      {load.data && counts.length === 0 && <p role="status">{t.none}</p>}
      {grouped(counts, (c) => c.month).map(([month, of]) => (
        <section key={month} class="cards">
          <h3>{t.month(Number(month.slice(0, 4)), Number(month.slice(5)))}</h3>
          <ul>
            {grouped(of, (c) => marked(c.facility ?? '', c.outside)).map(([name, list]) => (
              <Facility key={name} name={name} counts={list} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Of the committee, which has no desk. */
export function ScreeningsDialog() {
  return (
    <Dialog title={text.value.desk.places.screenings} onClose={closeDialog} wide>
      <Screenings />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.close}</Button>
      </div>
    </Dialog>
  );
}
