/* In the panel of a patient timeline, for those who manage it: passing a wish on, and how far a request is. */
import { useState } from 'preact/hooks';
import { erasureApi } from '../../api/erasure';
import { inboxTick, readInbox } from '../../store/inbox';
import type { Room } from '../../store/model';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';
import { Steps } from './steps';

function State({ space }: { space: string }) {
  const t = text.value.erasure;
  const load = useLoad(() => erasureApi.here(space), [space, inboxTick.value]);
  const act = useAct();
  const here = load.data;
  const withdraw = async (id: string) => {
    if (await act.run(() => erasureApi.end(id, 'withdrawn'))) {
      void readInbox();
      load.again();
    }
  };
  if (!here) {
    return null;
  }
  const { request, may } = here;
  return (
    <section class="group">
      <h3>{t.clinic.section}</h3>
      {request && <p>{t.clinic.under(request.number, t.states[request.state])}</p>}
      {request && <Steps request={request} />}
      <Failure act={act} gone={t.clinic.gone} />
      <p class="erasure-acts">
        {may.includes('pass') && (
          <Button onClick={() => openDialog({ kind: 'erasure_pass', space })}>{t.clinic.passButton}</Button>
        )}
        {may.includes('confirm') && (
          <Button onClick={() => openDialog({ kind: 'erasure_confirm', space })}>{t.clinic.confirmButton}</Button>
        )}
        {may.includes('answer') && (
          <Button onClick={() => openDialog({ kind: 'erasure_answer', space })}>{t.clinic.answerTitle}</Button>
        )}
        {request && may.includes('withdraw') && (
          <Button disabled={act.busy} onClick={() => void withdraw(request.id)}>
            {t.clinic.withdraw}
          </Button>
        )}
      </p>
    </section>
  );
}

export function ErasureState({ room }: { room: Room }) {
  const { kind, role, id } = room.space;
  return kind === 'care' && (role === 'attending' || role === 'delegate') ? <State space={id} /> : null;
}

export function PassDialog({ space }: { space: string }) {
  const t = text.value;
  const [key] = useState(() => crypto.randomUUID());
  const act = useAct();
  const go = async () => {
    if (await act.run(() => erasureApi.pass(space, key))) {
      void readInbox();
      openDialog({ kind: 'erasure_confirm', space });
    }
  };
  return (
    <Dialog title={t.erasure.clinic.passTitle} onClose={closeDialog}>
      <p>{t.erasure.clinic.passLine}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.erasure.clinic.passYes}
        </Button>
      </div>
    </Dialog>
  );
}
