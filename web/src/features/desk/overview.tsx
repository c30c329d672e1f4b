/* Everything that waits, in numbers, and who must act: what is for oneself comes first. */
import { deskApi } from '../../api/desk';
import type { DeskWaiting } from '../../api/types.gen';
import { type Place, openDesk } from '../../store/desk';
import { inboxTick } from '../../store/inbox';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { day } from '../people/person';

const desk = (place: Place) => () => openDesk(place);

/* Where each kind is looked after. */
const doors: Record<DeskWaiting['kind'], () => void> = {
  applications: desk('applications'),
  erasures: () => openDialog({ kind: 'erasures' }),
  objections: () => openDialog({ kind: 'erasures' }),
  factor_resets: () => openDialog({ kind: 'factor_resets' }),
  no_admin: desk('facilities'),
  one_admin: desk('facilities'),
  links: desk('accounts'),
  gates: desk('accounts'),
  pledges: desk('facilities'),
  incidents: desk('incidents'),
  warnings: desk('warnings'),
  stops: desk('stops'),
  changes: desk('changes'),
  attests: desk('attests'),
  mails: desk('mail'),
};

/* The committee has some of them. */
const ofCommittee: readonly DeskWaiting['kind'][] = ['applications', 'erasures', 'incidents', 'objections', 'stops', 'warnings'];

function isMine(row: DeskWaiting, kind: string | undefined): boolean {
  return row.who === kind || row.who === 'approver';
}

function Waiting({ row, kind }: { row: DeskWaiting; kind: string | undefined }) {
  const t = text.value.desk.overview.waiting;
  const mine = isMine(row, kind);
  return (
    <li class="card waiting-kind">
      <h3 class="card-title">
        {t.kinds[row.kind]} <strong class={mine ? 'waiting-count strong' : 'waiting-count'}>{t.count(row.count)}</strong>
      </h3>
      <p>
        {mine && <span class="tag strong">{t.yours}</span>} {t.who}：{t.whos[row.who]}
      </p>
      <p class="stamp">{t.since(day(row.since))}</p>
      {(kind === 'office' || ofCommittee.includes(row.kind)) && (
        <p class="card-foot">
          <Button look={mine ? 'main' : 'plain'} onClick={doors[row.kind]}>
            {t.open}
            <span class="for-sr">：{t.kinds[row.kind]}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

export function Overview() {
  const t = text.value.desk.overview.waiting;
  const kind = session.value?.hat.kind;
  const load = useLoad(deskApi.overview, [inboxTick.value]);
  const rows = load.data?.waiting ?? [];
  const sorted = [...rows.filter((r) => isMine(r, kind)), ...rows.filter((r) => !isMine(r, kind))];
  return (
    <>
      <p>{kind === 'committee' ? t.lineCommittee : t.line}</p>
      <LoadState load={load} />
      {load.data && rows.length === 0 && <p role="status">{t.none}</p>}
      <ul class="cards waiting-kinds">
        {sorted.map((r) => (
          <Waiting key={`${r.kind} ${r.who}`} row={r} kind={kind} />
        ))}
      </ul>
    </>
  );
}
