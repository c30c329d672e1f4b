/* One's own second factor: enrolled, changed, taken off; new recovery codes. */
import { useState } from 'preact/hooks';
import { factorApi } from '../../api/factor';
import type { FactorCodes } from '../../api/types.gen';
import { withProof } from '../../store/proof';
import { readSession } from '../../store/session';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, day, useAct } from '../people/person';
import { Codes } from './codes';
import { Enrol } from './enrol';

type View = { kind: 'state' } | { kind: 'enrol' } | { kind: 'codes'; codes: FactorCodes } | { kind: 'remove' };

function State({ onView }: { onView: (view: View) => void }) {
  const t = text.value.factor.own;
  const load = useLoad(factorApi.read, []);
  const act = useAct();
  const f = load.data;
  const renew = () => act.run(async () => onView({ kind: 'codes', codes: await withProof(factorApi.codes) }));
  return (
    <>
      <LoadState load={load} />
      {f && <p>{f.since === null ? t.none : t.since(day(f.since))}</p>}
      {f?.since != null && <p class={f.codes_left <= 2 ? 'error' : 'soft'}>{t.left(f.codes_left)}</p>}
      {f?.since == null && <p class="soft">{t.why}</p>}
      <Failure act={act} />
      {f && (
        <div class="dialog-foot">
          {f.since !== null && !f.required && <Button onClick={() => onView({ kind: 'remove' })}>{t.remove}</Button>}
          {f.since !== null && (
            <Button disabled={act.busy} onClick={() => void renew()}>
              {t.renew}
            </Button>
          )}
          <Button look={f.since === null ? 'main' : 'plain'} onClick={() => onView({ kind: 'enrol' })}>
            {f.since === null ? t.enrol : t.change}
          </Button>
        </div>
      )}
    </>
  );
}

function Remove({ onDone }: { onDone: () => void }) {
  const t = text.value.factor.own;
  const act = useAct();
  const remove = async () => {
    if (await act.run(() => withProof(factorApi.remove))) {
      onDone();
    }
  };
  return act.code ? (
    <>
      <Failure act={act} />
      <Button onClick={onDone}>{text.value.back}</Button>
    </>
  ) : (
    <Confirm title={t.removeTitle} line={t.removeLine} yes={t.remove} onYes={() => void remove()} onNo={onDone} />
  );
}

export function FactorDialog() {
  const t = text.value.factor;
  const [view, setView] = useState<View>({ kind: 'state' });
  const back = () => {
    void readSession();
    setView({ kind: 'state' });
  };
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      {view.kind === 'state' && <State onView={setView} />}
      {view.kind === 'enrol' && <Enrol done={t.codes.done} onDone={back} />}
      {view.kind === 'codes' && <Codes codes={view.codes} done={t.codes.done} onDone={back} />}
      {view.kind === 'remove' && <Remove onDone={back} />}
    </Dialog>
  );
}
