/* A lost second factor of somebody one looks after: asked for here, confirmed by a second one. */
import { useState } from 'preact/hooks';
import { factorApi } from '../../api/factor';
import type { FactorReset } from '../../api/types.gen';
import { withProof } from '../../store/proof';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { type Act, Failure, PersonLine, useAct } from '../people/person';

function Waiting({ one, act, onAct }: { one: FactorReset; act: Act; onAct: (what: () => Promise<unknown>) => void }) {
  const t = text.value.factor.resets;
  return (
    <li class="waiting-row">
      <PersonLine person={one.person}>
        <span class="stamp">{one.own ? t.waiting : t.by(one.by.name)}</span>
      </PersonLine>
      {!one.own && <p class="soft">{t.check}</p>}
      <p class="row-acts">
        <Button disabled={act.busy} onClick={() => onAct(() => factorApi.resetCancel(one.id))}>
          {t.cancel}
          <span class="for-sr">：{one.person.name}</span>
        </Button>
        {!one.own && (
          <Button look="danger" disabled={act.busy} onClick={() => onAct(() => withProof(() => factorApi.resetConfirm(one.id)))}>
            {t.confirm}
            <span class="for-sr">：{one.person.name}</span>
          </Button>
        )}
      </p>
    </li>
  );
}

export function FactorResetsDialog() {
  const t = text.value.factor.resets;
  const [login, setLogin] = useState('');
  const [tried, setTried] = useState(false);
  const [tick, setTick] = useState(0);
  const act = useAct();
  const load = useLoad(factorApi.resets, [tick]);
  const run = async (what: () => Promise<unknown>) => {
    const done = await act.run(what);
    setTick((n) => n + 1);
    return done;
  };
  const ask = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (login.trim() !== '' && (await run(() => withProof(() => factorApi.resetAsk(login.trim()))))) {
      setLogin('');
      setTried(false);
    }
  };
  const resets = load.data?.resets ?? [];
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <p>{t.line}</p>
      <LoadState load={load} />
      {resets.length > 0 && (
        <ul class="people">
          {resets.map((one) => (
            <Waiting key={one.id} one={one} act={act} onAct={(what) => void run(what)} />
          ))}
        </ul>
      )}
      <form class="dialog-form" onSubmit={ask} noValidate>
        <Field
          label={t.login}
          value={login}
          onValue={setLogin}
          autocomplete="off"
          error={tried && login.trim() === '' ? text.value.signIn.loginMissing : undefined}
        />
        <Failure act={act} gone={t.none} />
        <div class="dialog-foot">
          <Button look="main" submit disabled={act.busy}>
            {t.ask}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
