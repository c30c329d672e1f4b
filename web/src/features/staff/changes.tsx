/* 様式3: the list, 受領 by the office, and one of them as it is printed. */
import { useState } from 'preact/hooks';
import { staffApi } from '../../api/staff';
import type { ChangeNotice } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Check } from '../../ui/field';
import { marked } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { day, useAct } from '../people/person';
import { Refused } from './change';

const words = (p: { name: string; kana: string; profession: ChangeNotice['profession'] }) =>
  `${p.name}（${p.kana}） ${text.value.professions[p.profession]}`;

export function ChangeSheet({ change, onBack }: { change: ChangeNotice; onBack: () => void }) {
  const t = text.value.staff.changes;
  const received = change.received_at ? whenFull(change.received_at, text.value) : t.notYet;
  const rows: [string, string][] = [
    [t.number, change.number],
    [t.at, whenFull(change.at, text.value)],
    [t.facility, marked(change.facility, change.outside)],
    [t.by, change.by.name],
    [t.kind, t.kinds[change.kind]],
    [t.who, words(change)],
    ...(change.was ? [[t.was, words(change.was)] as [string, string]] : []),
    [t.receipt, [received, change.received_by?.name].filter(Boolean).join(' ')],
  ];
  return (
    <>
      <div class="printable">
        <article class="paper-page">
          <h2>{t.title}</h2>
          <p>{t.to}</p>
          <dl>
            {rows.map(([label, value]) => (
              <div key={label} class="paper-line">
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </article>
      </div>
      <p class="card-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" onClick={() => print()}>
          {t.print}
        </Button>
      </p>
    </>
  );
}

interface CardProps {
  change: ChangeNotice;
  office: boolean;
  onShow: () => void;
  onReceived: () => void;
}

function Card({ change, office, onShow, onReceived }: CardProps) {
  const t = text.value.staff.changes;
  const act = useAct();
  const receive = async () => {
    if (await act.run(() => staffApi.receive(change.id))) {
      void readInbox();
      onReceived();
    }
  };
  return (
    <li class="card">
      <h3 class="card-title words-of-people">
        {change.name} <span class="tag">{t.kinds[change.kind]}</span>
      </h3>
      <p class="stamp">
        {change.number} · {marked(change.facility, change.outside)} · {whenFull(change.at, text.value)}
      </p>
      <p>
        <span class={change.received_at ? 'tag strong' : 'tag'}>
          {change.received_at ? t.received(day(change.received_at)) : t.waits}
        </span>
      </p>
      <Refused act={act} words={{ conflict: t.taken }} />
      <p class="card-foot">
        <Button onClick={onShow}>
          {t.show}
          <span class="for-sr">：{change.number}</span>
        </Button>
        {office && !change.received_at && (
          <Button look="main" disabled={act.busy} onClick={() => void receive()}>
            {t.receive}
            <span class="for-sr">：{change.number}</span>
          </Button>
        )}
      </p>
    </li>
  );
}

/* So many pages, read one after the other: what was received meanwhile may stand in two of them. */
async function readPages(pages: number) {
  const found = new Map<string, ChangeNotice>();
  let page = await staffApi.changes();
  page.changes.forEach((c) => found.set(c.id, c));
  for (let n = 1; n < pages && page.more; n++) {
    page = await staffApi.changes(page.changes.at(-1));
    page.changes.forEach((c) => found.set(c.id, c));
  }
  return { changes: [...found.values()], more: page.more, waiting: page.waiting };
}

export function Changes() {
  const t = text.value.staff.changes;
  const office = session.value?.hat.kind === 'office';
  const [shown, setShown] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [pages, setPages] = useState(1);
  const load = useLoad(() => readPages(pages), [inboxTick.value, pages]);
  const all = load.data?.changes ?? [];
  const one = all.find((c) => c.id === shown);
  if (one) {
    return <ChangeSheet change={one} onBack={() => setShown(null)} />;
  }
  return (
    <>
      <p>{office ? t.lineOffice : t.lineAdmin}</p>
      {load.data && load.data.waiting > 0 && <Check label={t.only(load.data.waiting)} value={waiting} onValue={setWaiting} />}
      <LoadState load={load} />
      {load.data && all.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="cards">
        {all.filter((c) => !waiting || !c.received_at).map((c) => (
          <Card key={c.id} change={c} office={office} onShow={() => setShown(c.id)} onReceived={load.again} />
        ))}
      </ul>
      {load.data?.more && <Button onClick={() => setPages(pages + 1)}>{t.more}</Button>}
    </>
  );
}
