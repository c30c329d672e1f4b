/* 自由グループを探す: those that take requests, with aim and rules to be read first. */
import { useId, useState } from 'preact/hooks';
import type { Word } from '../../api/http';
import { circlesApi } from '../../api/circles';
import type { Circle } from '../../api/types.gen';
import { inboxTick } from '../../store/inbox';
import { openSpace } from '../../store/route';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readable } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';
import { Said } from './about';
import { ScreenedFailure, useScreened } from './screened';

function Ask({ circle, onDone }: { circle: Circle; onDone: () => void }) {
  const t = text.value.circle.list;
  const id = useId();
  const [read, setRead] = useState(false);
  const [tried, setTried] = useState(false);
  const [reason, setReason] = useState('');
  const s = useScreened();
  const go = async (word: Word | null) => {
    setTried(true);
    if (read && (await s.run((tap) => circlesApi.ask(circle.id, circle.version, reason.trim(), tap), word))) {
      onDone();
    }
  };
  return (
    <>
      <div class="field">
        <label for={id}>{t.reason}</label>
        <input
          id={id}
          type="text"
          maxLength={200}
          autocomplete="off"
          value={reason}
          onInput={(e) => setReason(e.currentTarget.value)}
        />
      </div>
      <label class="check">
        <input type="checkbox" checked={read} onChange={(e) => setRead(e.currentTarget.checked)} />
        <span>{t.read}</span>
      </label>
      {tried && !read && <p class="field-error">{t.readFirst}</p>}
      <ScreenedFailure error={s.error} words={{ reason: reason.trim() }} onWord={(w) => void go(w)} conflict={t.changed} />
      <div class="card-foot">
        <Button look="main" disabled={s.busy} onClick={() => void go(null)}>
          {t.ask}
        </Button>
      </div>
    </>
  );
}

function Waiting({ circle, onDone }: { circle: Circle; onDone: () => void }) {
  const t = text.value.circle.list;
  const act = useAct();
  const back = async () => {
    if (await act.run(() => circlesApi.unask(circle.id))) {
      onDone();
    }
  };
  return (
    <>
      <p role="status">{t.waiting}</p>
      <Failure act={act} gone={t.gone} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void back()}>
          {t.unask}
        </Button>
      </div>
    </>
  );
}

function Card({ circle, onDone }: { circle: Circle; onDone: () => void }) {
  const t = text.value.circle.list;
  const open = () => {
    closeDialog();
    openSpace(circle.id);
  };
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(circle.title)}</strong> <span class="soft">{t.members(circle.members)}</span>
      </p>
      <Said said={circle.said} />
      {circle.managers[0] && (
        <>
          <p class="soft">{t.by}</p>
          <PersonLine person={circle.managers[0]} />
        </>
      )}
      {circle.request === 'member' && (
        <div class="card-foot">
          <Button onClick={open}>{t.open}</Button>
        </div>
      )}
      {circle.request === 'declined' && <p>{t.declined}</p>}
      {circle.request === 'waiting' && <Waiting circle={circle} onDone={onDone} />}
      {(circle.request === 'none' || circle.request === 'declined') && <Ask circle={circle} onDone={onDone} />}
    </li>
  );
}

export function CirclesDialog() {
  const t = text.value.circle.list;
  const load = useLoad(() => circlesApi.list(), [inboxTick.value]);
  return (
    <Dialog title={t.title} onClose={closeDialog} wide>
      <p>{t.line}</p>
      <p class="members-head">
        <Button look="main" onClick={() => openDialog({ kind: 'circle_new' })}>
          {t.new}
        </Button>
      </p>
      <LoadState load={load} />
      {load.data?.circles.length === 0 && <p role="status">{t.none}</p>}
      <section class="cards">
        <ul>
          {load.data?.circles.map((c) => (
            <Card key={`${c.id} ${c.request}`} circle={c} onDone={load.again} />
          ))}
        </ul>
      </section>
    </Dialog>
  );
}
