/* The small windows about トラブル連絡 and what the committee and the office have said. */
import { useState } from 'preact/hooks';
import { incidentApi, stopApi, warningApi } from '../../api/trouble';
import { inboxTick, readInbox } from '../../store/inbox';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { type DialogState, closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { IncidentForm } from './form';
import { IncidentList } from './list';
import { IncidentOne } from './one';
import { StopRow } from './stops';
import { WarningRow } from './warnings';

type View = { kind: 'form' } | { kind: 'list' } | { kind: 'one'; id: string } | { kind: 'sent'; id: string; signedOut: boolean };

function Sent({ id, signedOut, onOpen }: { id: string; signedOut: boolean; onOpen: () => void }) {
  const t = text.value.trouble.incident;
  const load = useLoad(() => incidentApi.show(id), [id]);
  return (
    <>
      <LoadState load={load} />
      {load.data && (
        <div role="status">
          <p>
            <strong>{t.sent}</strong>
          </p>
          <p>{t.sentLine(load.data.no)}</p>
          {signedOut && <p>{t.sentSignedOut}</p>}
        </div>
      )}
      <div class="dialog-foot">
        <Button onClick={onOpen}>{t.open}</Button>
        <Button look="main" onClick={closeDialog}>
          {text.value.close}
        </Button>
      </div>
    </>
  );
}

function IncidentDialog({ id }: { id: string | null }) {
  const t = text.value.trouble.incident;
  const [view, setView] = useState<View>(id === null ? { kind: 'form' } : { kind: 'one', id });
  const list = () => setView({ kind: 'list' });
  const sent = (one: string, signedOut: boolean) => {
    setView({ kind: 'sent', id: one, signedOut });
    void readInbox();
  };
  return (
    <Dialog title={t.title} onClose={closeDialog} wide>
      {view.kind === 'form' && <IncidentForm onSent={sent} onList={list} />}
      {view.kind === 'sent' && (
        <Sent id={view.id} signedOut={view.signedOut} onOpen={() => setView({ kind: 'one', id: view.id })} />
      )}
      {view.kind === 'one' && <IncidentOne key={view.id} id={view.id} onBack={list} />}
      {view.kind === 'list' && (
        <>
          {session.value?.hat.kind === 'staff' && (
            <p>
              <Button look="main" onClick={() => setView({ kind: 'form' })}>
                {t.new}
              </Button>
            </p>
          )}
          <IncidentList onOpen={(one) => setView({ kind: 'one', id: one })} />
        </>
      )}
    </Dialog>
  );
}

/* One's own 注意 and 指導; of a 施設管理者 also those of the own people, and their stopped accounts. */
function RecordsDialog() {
  const t = text.value.trouble;
  const admin = session.value?.facility_admin ?? false;
  const warnings = useLoad(warningApi.list, [inboxTick.value]);
  const stops = useLoad(() => (admin ? stopApi.list() : Promise.resolve({ may_suspend: false, stops: [] })), [inboxTick.value]);
  const none = warnings.data?.warnings.length === 0 && stops.data?.stops.length === 0;
  return (
    <Dialog title={t.records} onClose={closeDialog} wide>
      <LoadState load={warnings} />
      {admin && stops.code && <LoadState load={stops} />}
      {none && <p class="soft">{t.stop.recordsNone}</p>}
      <ul class="cards">
        {stops.data?.stops.map((s) => (
          <StopRow key={s.id} s={s} />
        ))}
        {warnings.data?.warnings.map((w) => (
          <WarningRow key={w.id} w={w} again={warnings.again} />
        ))}
      </ul>
    </Dialog>
  );
}

export function TroubleDialogs({ dialog: d }: { dialog: DialogState }) {
  switch (d.kind) {
    case 'incident':
      return <IncidentDialog key={d.id ?? ''} id={d.id} />;
    case 'records':
      return <RecordsDialog />;
    default:
      return null;
  }
}
