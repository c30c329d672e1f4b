/* つながり: asking somebody of the directory, what one has asked, from whom one accepts nothing. */
import { useState } from 'preact/hooks';
import { tiesApi } from '../../api/ties';
import type { Person } from '../../api/types';
import type { TieBlocked, TieSent, Ties } from '../../api/types.gen';
import { inboxTick } from '../../store/inbox';
import { myHat, spaces } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readable } from '../common/title';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';
import { Picker } from '../people/picker';
import { AskForm } from './ask';

function Sent({ sent, onDone }: { sent: TieSent; onDone: () => void }) {
  const t = text.value.tie;
  const act = useAct();
  const back = async () => {
    await act.run(() => tiesApi.withdraw(sent.id));
    onDone();
  };
  return (
    <li class="card">
      <PersonLine person={sent.person}>
        <span class="words-of-people">{readable(sent.reason)}</span>
      </PersonLine>
      <p class="soft">{sent.state === 'waiting' ? t.waiting : t.declined}</p>
      <Failure act={act} gone={text.value.people.inbox.gone} />
      {sent.state === 'waiting' && (
        <div class="card-foot">
          <Button disabled={act.busy} onClick={() => void back()}>
            {t.withdraw}
          </Button>
        </div>
      )}
    </li>
  );
}

function Blocked({ blocked, onDone }: { blocked: TieBlocked; onDone: () => void }) {
  const act = useAct();
  const lift = async () => {
    await act.run(() => tiesApi.unblock(blocked.person.hat));
    onDone();
  };
  return (
    <li class="card">
      <PersonLine person={blocked.person} />
      <Failure act={act} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void lift()}>
          {text.value.tie.unblock}
        </Button>
      </div>
    </li>
  );
}

function Lists({ ties, onDone }: { ties: Ties; onDone: () => void }) {
  const t = text.value.tie;
  return (
    <>
      {ties.sent.length > 0 && (
        <section class="cards">
          <h3>{t.waitingTitle}</h3>
          <ul>
            {ties.sent.map((s) => (
              <Sent key={s.id} sent={s} onDone={onDone} />
            ))}
          </ul>
        </section>
      )}
      {ties.blocked.length > 0 && (
        <section class="cards">
          <h3>{t.blockedTitle}</h3>
          <ul>
            {ties.blocked.map((b) => (
              <Blocked key={b.person.hat} blocked={b} onDone={onDone} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export function TiesDialog() {
  const t = text.value;
  const load = useLoad(tiesApi.list, [inboxTick.value]);
  const [picking, setPicking] = useState(false);
  const [person, setPerson] = useState<Person | null>(null);
  const [sent, setSent] = useState<string | null>(null);
  const open = spaces.value.filter((s) => s.kind === 'tie' && s.state === 'open');
  const mark = ({ hat }: Person) => {
    const waits = load.data?.sent.some((s) => s.person.hat === hat && s.state === 'waiting');
    if (hat === myHat.value) {
      return t.panels.me;
    }
    return open.some((s) => s.peer?.hat === hat) ? t.tie.inside : waits ? t.tie.waitingTitle : null;
  };
  const done = (name: string) => {
    setSent(name);
    setPerson(null);
    setPicking(false);
    load.again();
  };
  return (
    <Dialog title={t.tie.kind} onClose={closeDialog} wide>
      <div role="status">{sent && <p class="note">{t.tie.sent(sent)}</p>}</div>
      {person ? (
        <AskForm person={person} onBack={() => setPerson(null)} onSent={() => done(person.name)} />
      ) : picking ? (
        <>
          <Picker mark={mark} onPick={setPerson} />
          <div class="dialog-foot">
            <Button onClick={() => setPicking(false)}>{t.back}</Button>
          </div>
        </>
      ) : (
        <>
          <p>{t.tie.line}</p>
          <p class="members-head">
            <Button look="main" onClick={() => setPicking(true)}>
              {t.tie.ask}
            </Button>
          </p>
          <LoadState load={load} />
          {load.data && <Lists ties={load.data} onDone={load.again} />}
        </>
      )}
    </Dialog>
  );
}
