/* Links for a forgotten password that were not used yet: taken back, and the code of a second one where there is no factor. */
import { useState } from 'preact/hooks';
import { passwordApi } from '../../api/password';
import type { PasswordLink } from '../../api/types.gen';
import { inboxTick } from '../../store/inbox';
import { withProof } from '../../store/proof';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';

interface OneProps {
  one: PasswordLink;
  onCode: (code: string) => void;
  onDone: () => void;
}

/* What can be done with one that is open. */
function Acts({ one, onCode, onDone }: OneProps) {
  const t = text.value.factor.forgotten.links;
  const act = useAct();
  const cancel = () => act.run(() => passwordApi.cancel(one.id)).then(onDone);
  const tell = () =>
    act.run(async () => {
      onCode((await withProof(() => passwordApi.second(one.id))).code);
      onDone();
    });
  return (
    <>
      {one.second && !one.own && <p class="soft">{t.check}</p>}
      <Failure act={act} />
      <p class="row-acts">
        <Button disabled={act.busy} onClick={() => void cancel()}>
          {t.cancel}
          <span class="for-sr">：{one.person.name}</span>
        </Button>
        {one.second && !one.own && (
          <Button look="main" disabled={act.busy} onClick={() => void tell()}>
            {t.tell}
            <span class="for-sr">：{one.person.name}</span>
          </Button>
        )}
      </p>
    </>
  );
}

function One(props: OneProps) {
  const t = text.value.factor.forgotten.links;
  const { one } = props;
  return (
    <li class="waiting-row">
      <PersonLine person={one.person}>
        <span class="stamp">{t.by(one.by.name, whenFull(one.expires_at, text.value))}</span>
      </PersonLine>
      {!one.disowned && one.second && (
        <p class="gate-marks">
          <span class={one.seconded ? 'tag strong' : 'tag'}>{one.seconded ? t.told : t.waiting}</span>
        </p>
      )}
      {one.disowned ? <p class="error">{t.disowned}</p> : <Acts {...props} />}
    </li>
  );
}

export function PasswordLinksDialog() {
  const t = text.value.factor.forgotten;
  const [told, setTold] = useState<{ name: string; code: string } | null>(null);
  const load = useLoad(passwordApi.links, [inboxTick.value]);
  const links = load.data?.links ?? [];
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <p>{t.links.line}</p>
      {told && (
        <section class="group" role="status">
          <h3>{t.links.code(told.name)}</h3>
          <p class="secret" translate={false}>
            {told.code}
          </p>
        </section>
      )}
      <LoadState load={load} />
      {load.data && links.length === 0 && <p class="soft">{t.links.none}</p>}
      <ul class="people">
        {links.map((one) => (
          <One
            key={one.id}
            one={one}
            onCode={(code) => setTold({ name: one.person.name, code })}
            onDone={load.again}
          />
        ))}
      </ul>
    </Dialog>
  );
}
