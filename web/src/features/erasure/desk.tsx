/* 事務局・委員会: every request by its number; what is missing, who must act, until when, and the one next step. */
import type { ErasureApprover, ErasureRow } from '../../api/types.gen';
import { erasureApi } from '../../api/erasure';
import { inboxTick } from '../../store/inbox';
import { openCertificate, openWish } from '../../store/route';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { marked } from '../../ui/person';
import { Time } from '../common/time';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, dateOf, useAct } from '../people/person';
import { Steps } from './steps';

type Act = ErasureRow['may'][number];

/* The act that the next step asks for, if it is this hat's to do. */
function mainAct(row: ErasureRow): Act | 'called' | null {
  const may = (act: Act) => row.may.includes(act);
  if (row.next === 'call' && may('check')) {
    return 'called';
  }
  const acts: Partial<Record<ErasureRow['next'], Act>> = {
    check: 'check',
    accept: 'accept',
    approve: 'approve',
    hold: 'resume',
    decide: 'decide',
  };
  const act = acts[row.next];
  return act && may(act) ? act : null;
}

function MainButton({ row, again }: { row: ErasureRow; again: () => void }) {
  const t = text.value.erasure.act;
  const act = useAct();
  const { id } = row.request;
  const main = mainAct(row);
  const now = async (what: () => Promise<unknown>) => {
    await act.run(what);
    again();
  };
  const open = (kind: 'erasure_accept' | 'erasure_approve' | 'erasure_check' | 'erasure_decide') =>
    openDialog({ kind, row });
  return (
    <>
      <Failure act={act} />
      {main === 'called' && (
        <Button look="main" disabled={act.busy} onClick={() => void now(() => erasureApi.called(id))}>
          {t.called}
        </Button>
      )}
      {main === 'check' && (
        <Button look="main" onClick={() => open('erasure_check')}>
          {t.check}
        </Button>
      )}
      {main === 'accept' && (
        <Button look="main" onClick={() => open('erasure_accept')}>
          {t.accept}
        </Button>
      )}
      {main === 'approve' && (
        <Button look="main" onClick={() => open('erasure_approve')}>
          {t.approve(row.request.approvals.length + 1)}
        </Button>
      )}
      {main === 'resume' && (
        <Button disabled={act.busy} onClick={() => void now(() => erasureApi.resume(id))}>
          {t.resume}
        </Button>
      )}
      {main === 'decide' && (
        <Button look="main" onClick={() => open('erasure_decide')}>
          {t.decide}
        </Button>
      )}
    </>
  );
}

function Next({ row, again }: { row: ErasureRow; again: () => void }) {
  const t = text.value.erasure;
  const { request } = row;
  const review = row.next === 'hold' && request.hold_review ? dateOf(request.hold_review) : null;
  return (
    <div class="erasure-next">
      {mainAct(row) && <p class="tag strong">{t.desk.yours}</p>}
      <dl>
        <div>
          <dt>{t.desk.next}</dt>
          <dd>
            <strong>{t.nexts[row.next]}</strong>
          </dd>
        </div>
        <div>
          <dt>{t.desk.who}</dt>
          <dd>
            {t.whos[row.who]}
            {row.who === 'clinic' || row.who === 'attending' ? `（${marked(request.facility, request.outside)}）` : ''}
          </dd>
        </div>
        {(row.until !== null || review) && (
          <div>
            <dt>{t.desk.until}</dt>
            <dd>{row.until !== null ? <Time at={row.until} /> : review}</dd>
          </div>
        )}
      </dl>
      {row.next === 'hold' && request.hold && <p>{t.hold.reasons[request.hold]}</p>}
      {row.next !== 'done' && (row.next === 'approve' || row.eligible < 2) && (
        <p class={row.eligible < 2 ? 'warning' : 'soft'}>
          {t.desk.eligible(row.eligible)} {row.eligible < 2 && t.desk.fewEligible}
        </p>
      )}
      {row.next === 'approve' && row.conflict && <p class="soft">{t.errors.conflict_of_interest}</p>}
      <MainButton row={row} again={again} />
    </div>
  );
}

function Card({ row, again }: { row: ErasureRow; again: () => void }) {
  const t = text.value.erasure;
  const { request, may } = row;
  return (
    <li class="card" data-request={request.number}>
      <p class="card-title">
        <strong>{request.number}</strong> <span class="tag">{t.states[request.state]}</span>
        <span class="soft">
          {t.ways[request.way]}・<Time at={request.asked_at} />
        </span>
      </p>
      {row.next !== 'done' && <Next row={row} again={again} />}
      <details class="more-fields">
        <summary>{t.desk.steps}</summary>
        <Steps request={request} />
      </details>
      <div class="card-foot">
        {may.includes('hold') && (
          <Button onClick={() => openDialog({ kind: 'erasure_hold', row })}>{t.act.hold}</Button>
        )}
        {may.includes('end') && (
          <Button onClick={() => openDialog({ kind: 'erasure_end', row })}>{t.act.end}</Button>
        )}
        {request.state === 'open' && (request.way === 'paper' || request.way === 'phone') && (
          <Button onClick={() => openWish(request.number)}>{t.paper.open}</Button>
        )}
        {request.state === 'erased' && <Button onClick={() => openCertificate(request.id)}>{t.act.certificate}</Button>}
      </div>
    </li>
  );
}

function Cards({ rows, again }: { rows: readonly ErasureRow[]; again: () => void }) {
  return (
    <section class="cards">
      <ul>
        {rows.map((r) => (
          <Card key={r.request.id} row={r} again={again} />
        ))}
      </ul>
    </section>
  );
}

/* Who approves: seen before one is needed. */
function Approvers({ people }: { people: readonly ErasureApprover[] }) {
  const t = text.value.erasure.desk;
  const ready = people.filter((p) => p.state === 'ready').length;
  return (
    <details class="more-fields" open={ready < 2}>
      <summary>{t.approvers(ready)}</summary>
      {ready < 2 && <p class="warning">{t.fewEligible}</p>}
      <p class="soft">{t.approversLine}</p>
      <ul class="people">
        {people.map((p) => (
          <li key={p.person.hat} class="waiting-row">
            <PersonLine person={p.person} />
            <span class={p.state === 'ready' ? 'tag' : 'tag strong'}>{t.approverStates[p.state]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function DeskDialog() {
  const t = text.value.erasure;
  const load = useLoad(() => erasureApi.list(), [inboxTick.value]);
  const rows = load.data?.requests ?? [];
  const [open, done] = [rows.filter((r) => r.next !== 'done'), rows.filter((r) => r.next === 'done')];
  const waiting = [...open.filter((r) => mainAct(r) !== null), ...open.filter((r) => mainAct(r) === null)];
  return (
    <Dialog title={t.title} onClose={closeDialog} wide>
      <p>{t.desk.line}</p>
      {session.value?.hat.kind === 'office' && load.data && (
        <p class="members-head">
          <Button look="main" onClick={() => openDialog({ kind: 'erasure_new', clinics: load.data!.clinics })}>
            {t.desk.new}
          </Button>
        </p>
      )}
      {session.value?.hat.kind === 'office' && (
        <p class="row-acts">
          <Button onClick={() => openWish('')}>{t.paper.open}</Button>
        </p>
      )}
      <LoadState load={load} />
      {load.data && rows.length === 0 && <p role="status">{t.desk.none}</p>}
      <Cards rows={waiting} again={load.again} />
      {load.data && <Approvers people={load.data.approvers} />}
      {done.length > 0 && (
        <details class="more-fields">
          <summary>{t.desk.done}</summary>
          <Cards rows={done} again={load.again} />
        </details>
      )}
    </Dialog>
  );
}

/* Below what office and committee work with. */
export function DeskSection() {
  const t = text.value.erasure.desk;
  const load = useLoad(() => erasureApi.list(), [inboxTick.value]);
  return (
    <section class="list-section" aria-labelledby="erasures-title">
      <div class="list-head">
        <h2 id="erasures-title">{t.section}</h2>
        <p class="soft">{t.line}</p>
        {load.data && <p role="status">{t.waiting(load.data.requests.filter((r) => r.next !== 'done').length)}</p>}
        <Button look="main" onClick={() => openDialog({ kind: 'erasures' })}>
          {t.open}
        </Button>
      </div>
    </section>
  );
}
