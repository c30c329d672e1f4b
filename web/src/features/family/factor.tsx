/* A relative who has lost the second factor: reset in person by who manages the timeline, and what the others are told of it. */
import { useState } from 'preact/hooks';
import { familyApi } from '../../api/family';
import type { InboxKinReset } from '../../api/types.gen';
import { inbox, readInbox } from '../../store/inbox';
import { withProof } from '../../store/proof';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Check } from '../../ui/field';
import { readable } from '../common/title';
import { closeDialog } from '../dialogs/dialogs';
import { Failure, PersonLine, day, useAct } from '../people/person';

export function KinFactorDialog({ space, id, name }: { space: string; id: string; name: string }) {
  const t = text.value.family.factor;
  const [met, setMet] = useState(false);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const go = async () => {
    setTried(true);
    if (met && (await act.run(() => withProof(() => familyApi.resetFactor(space, id))))) {
      void readInbox();
      closeDialog();
    }
  };
  return (
    <Dialog title={t.title(name)} onClose={closeDialog}>
      <p>{t.line}</p>
      <ul class="follows">
        {t.follows.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Check label={t.met} value={met} onValue={setMet} />
      {tried && !met && (
        <p class="error" role="alert">
          {t.metMissing}
        </p>
      )}
      {act.code === 'conflict' ? (
        <p class="error" role="alert">
          {t.conflict}
        </p>
      ) : (
        <Failure act={act} gone={text.value.people.inbox.gone} />
      )}
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="danger" disabled={act.busy} onClick={() => void go()}>
          {t.submit}
        </Button>
      </div>
    </Dialog>
  );
}

export function KinResetCard({ r }: { r: InboxKinReset }) {
  const t = text.value.family;
  const act = useAct();
  const seen = async () => {
    await act.run(() => familyApi.resetSeen(r.id));
    void readInbox();
  };
  return (
    <li class="card">
      {!r.own && (
        <p class="card-title">
          <strong>{readable(r.title)}</strong> <span class="soft">{t.kind}</span>
        </p>
      )}
      {!r.own && <PersonLine person={r.person} />}
      <p>{r.own ? t.factor.own(r.by.name) : t.factor.other(r.by.name)}</p>
      <p class="soft">{day(r.at)}</p>
      <Failure act={act} gone={text.value.people.inbox.gone} />
      <div class="card-foot">
        <Button look="main" disabled={act.busy} onClick={() => void seen()}>
          {t.factor.seen}
        </Button>
      </div>
    </li>
  );
}

/** At the top of the family's own screen. */
export function KinResets() {
  const list = inbox.value?.kin_resets ?? [];
  return list.length === 0 ? null : (
    <section class="cards" role="status">
      <h2>{text.value.family.factor.inbox}</h2>
      <ul>
        {list.map((r) => (
          <KinResetCard key={r.id} r={r} />
        ))}
      </ul>
    </section>
  );
}
