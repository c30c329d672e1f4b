/* 包括: whom a physician has asked to manage all his or her patients' timelines. */
import { useState } from 'preact/hooks';
import { peopleApi } from '../../api/people';
import type { Person } from '../../api/types';
import type { StandingOne } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { isPhysician, myHat } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { type Act, Failure, PersonLine, dateOf, useAct } from './person';
import { Picker } from './picker';

function Given({ one, act, onEnd }: { one: StandingOne; act: Act; onEnd: () => void }) {
  const t = text.value.people.standing;
  return (
    <li class="waiting-row">
      <PersonLine person={one.person}>
        <span class="stamp">{t.since(dateOf(one.given_on))}</span>
      </PersonLine>
      <p class="row-acts">
        <Button disabled={act.busy} onClick={onEnd}>
          {t.end}
          <span class="for-sr">：{one.person.name}</span>
        </Button>
      </p>
    </li>
  );
}

/* Who has asked this hat: for their patients no confirmation needs to be waited for. */
function Received({ received }: { received: readonly StandingOne[] }) {
  const t = text.value.people.standing;
  return (
    <section class="group">
      {isPhysician.value && <h3>{t.received}</h3>}
      {received.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="people">
        {received.map((one) => (
          <li key={one.person.hat} class="waiting-row">
            <PersonLine person={one.person}>
              <span class="stamp">{t.since(dateOf(one.given_on))}</span>
            </PersonLine>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OwnProps {
  given: readonly StandingOne[];
  act: Act;
  onAdd: () => void;
  onEnd: (hat: string) => void;
}

function Own({ given, onAdd, act, onEnd }: OwnProps) {
  const t = text.value.people.standing;
  return (
    <>
      {given.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="people">
        {given.map((one) => (
          <Given key={one.person.hat} one={one} act={act} onEnd={() => onEnd(one.person.hat)} />
        ))}
      </ul>
      <Button look="main" onClick={onAdd}>
        {t.add}
      </Button>
    </>
  );
}

/** Physicians ask and take back; everybody sees by whom they were asked. */
export function StandingDialog() {
  const t = text.value.people.standing;
  const [adding, setAdding] = useState(false);
  const act = useAct();
  const load = useLoad(peopleApi.standing, [inboxTick.value]);
  const run = async (what: () => Promise<unknown>) => {
    if (await act.run(what)) {
      setAdding(false);
    }
    void readInbox();
  };
  const { given, received } = load.data ?? { given: [], received: [] };
  const mark = (p: Person) =>
    p.hat === myHat.value ? text.value.panels.me : given.some((g) => g.person.hat === p.hat) ? t.given : null;
  const asks = isPhysician.value;
  return (
    <Dialog title={asks ? t.title : t.titleReceived} onClose={closeDialog}>
      <p>{asks ? t.line : t.lineReceived}</p>
      <Failure act={act} />
      <LoadState load={load} />
      {adding ? (
        <Picker mark={mark} onPick={(p) => void run(() => peopleApi.standingGrant(p.hat))} />
      ) : (
        load.data && (
          <>
            {asks && (
              <Own
                given={given}
                act={act}
                onAdd={() => setAdding(true)}
                onEnd={(hat) => void run(() => peopleApi.standingEnd(hat))}
              />
            )}
            {(!asks || received.length > 0) && <Received received={received} />}
          </>
        )
      )}
    </Dialog>
  );
}
