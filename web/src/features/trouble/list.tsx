/* トラブル連絡 as a list: one's own, the facility's, or all. */
import { incidentApi } from '../../api/trouble';
import type { IncidentLine } from '../../api/types.gen';
import { inboxTick } from '../../store/inbox';
import { minute, now } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine } from '../people/person';
import { lasting } from './common';

function Row({ line, onOpen }: { line: IncidentLine; onOpen: () => void }) {
  const t = text.value.trouble.incident;
  void minute.value;
  const { answered_at: at } = line;
  const clock = at === null ? t.clock.waits(whenFull(line.answer_by, text.value)) : t.clock.answered(lasting(at - line.at));
  return (
    <li class="card">
      <h3 class="card-title">
        {t.kinds[line.kind]} <span class={line.state === 'closed' ? 'tag' : 'tag strong'}>{t.states[line.state]}</span>
        {line.overdue && <span class="tag alarm">{t.overdue}</span>}
      </h3>
      <p class="stamp">
        {t.no(line.no)}　{whenFull(line.at, text.value)}
      </p>
      <PersonLine person={line.by} />
      {line.state !== 'closed' && (
        <p class="soft">
          {t.clock.open(lasting(now() - line.open_since))}、{clock}
        </p>
      )}
      <p class="card-foot">
        <Button onClick={onOpen}>
          {t.open}
          <span class="for-sr">：{t.no(line.no)}</span>
        </Button>
      </p>
    </li>
  );
}

export function IncidentList({ onOpen }: { onOpen: (id: string) => void }) {
  const t = text.value.trouble.incident;
  const load = useLoad(incidentApi.list, [inboxTick.value]);
  return (
    <>
      <LoadState load={load} />
      {load.data?.incidents.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="cards">
        {load.data?.incidents.map((line) => (
          <Row key={line.id} line={line} onOpen={() => onOpen(line.id)} />
        ))}
      </ul>
    </>
  );
}
