/* 患者同意書（様式5） among the members: what was recorded, printing, receiving a withdrawal. */
import { lifeApi } from '../../api/life';
import type { Consent } from '../../api/types.gen';
import { type Room, may } from '../../store/model';
import { model, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readable, titleOf } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, dateOf, day, useAct } from '../people/person';
import { SCOPES } from './consent_form';
import { toPaper } from './paper';

function One({ consent: c }: { consent: Consent }) {
  const t = text.value.life.consent;
  const scopes = SCOPES.filter((s) => c[s]);
  const on = dateOf(c.signed_on);
  return (
    <li class="waiting-row">
      <p>
        <strong>{readable(c.names?.giver ?? null)}</strong>
        {c.names && `（${c.names.relation}）`}
      </p>
      <p class="stamp">
        {c.kind === 'signed' ? t.signed(on) : t.prior(on)}
        {c.names && `・${t.explained(c.names.explained_by)}`}
      </p>
      <p class="stamp">
        {c.copy_on ? t.copy(dateOf(c.copy_on)) : t.noCopy}
        {c.names && `・${t.original(c.names.original_at)}`}
      </p>
      <p>
        <span class="for-sr">{t.within}：</span>
        {scopes.length === 0 ? <span class="stamp">{t.noScope}</span> : null}
        {scopes.map((s) => (
          <>
            <span class="tag strong">{t.scopeShort[s]}</span>{' '}
          </>
        ))}
      </p>
      <p class="stamp">{t.by(c.recorded_by.name, day(c.recorded_at))}</p>
      {c.withdrawn_at !== null && (
        <p>
          <strong>{t.withdrawnBy(c.withdrawn_by?.name ?? '', day(c.withdrawn_at))}</strong>
        </p>
      )}
    </li>
  );
}

function Acts({ room }: { room: Room }) {
  const t = text.value.life.consent;
  const { id, consent } = room.space;
  const stands = consent === 'recorded' || consent === 'prior';
  return (
    <p class="row-acts">
      {may(room, 'consent_record') && (
        <Button look="main" onClick={() => openDialog({ kind: 'consent_record', space: id })}>
          {t.record}
        </Button>
      )}
      <Button onClick={toPaper}>{stands ? t.printCopy : t.print}</Button>
      {may(room, 'consent_withdraw') && (
        <Button onClick={() => openDialog({ kind: 'consent_withdraw', space: id })}>{t.withdraw}</Button>
      )}
    </p>
  );
}

export function ConsentState({ room }: { room: Room }) {
  const t = text.value.life.consent;
  const { id, kind, consent, seq } = room.space;
  const shown = kind === 'care';
  const read = () => (shown ? lifeApi.consents(id) : Promise.resolve({ consents: [] }));
  const load = useLoad(read, [id, shown, consent, seq]);
  if (kind !== 'care') {
    return null;
  }
  return (
    <section class="group">
      <h3>{t.title}</h3>
      <LoadState load={load} />
      {load.data?.consents.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="people">
        {load.data?.consents.map((c) => (
          <One key={c.id} consent={c} />
        ))}
      </ul>
      <Acts room={room} />
    </section>
  );
}

/** What follows is said first. */
export function WithdrawDialog({ space }: { space: string }) {
  const t = text.value;
  const room = model.value.rooms.get(space);
  const act = useAct();
  const go = async () => {
    if (await act.run(() => lifeApi.consentWithdraw(space))) {
      closeDialog();
    }
  };
  if (!room) {
    return null;
  }
  return (
    <Dialog title={t.life.consent.withdrawTitle} onClose={closeDialog}>
      <p>
        <strong>{titleOf(room.space)}</strong>
      </p>
      <ul class="follows">
        {t.life.consent.follows(session.value?.region.read_days ?? 0).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="danger" disabled={act.busy} onClick={() => void go()}>
          {t.life.consent.withdraw}
        </Button>
      </div>
    </Dialog>
  );
}
