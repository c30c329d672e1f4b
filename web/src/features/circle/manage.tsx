/* What グループ管理者 find among the members: who would like to join, aim and rules, name, closing. */
import { circlesApi } from '../../api/circles';
import type { CircleRequest } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';

/** One request, in the members' panel and in the inbox alike. */
export function Request({ space, request, title }: { space: string; request: Omit<CircleRequest, 'at'>; title?: string }) {
  const t = text.value;
  const act = useAct();
  const answer = async (word: 'accept' | 'decline') => {
    await act.run(() => circlesApi.answer(space, request.id, word));
    void readInbox();
  };
  return (
    <li class="card">
      {title && (
        <p class="card-title">
          <strong>{title}</strong>
        </p>
      )}
      <PersonLine person={request.person}>{request.reason && <span class="words-of-people">{request.reason}</span>}</PersonLine>
      <Failure act={act} gone={t.people.inbox.gone} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void answer('decline')}>
          {t.circle.manage.decline}
        </Button>
        <Button look="main" disabled={act.busy} onClick={() => void answer('accept')}>
          {t.circle.manage.accept}
        </Button>
      </div>
    </li>
  );
}

function Requests({ space }: { space: string }) {
  const load = useLoad(() => circlesApi.requests(space), [space, inboxTick.value]);
  const list = load.data?.requests ?? [];
  if (load.code === 'not_found' || (load.data !== null && list.length === 0)) {
    return null;
  }
  return (
    <section class="group cards">
      <h3>{text.value.circle.manage.requests}</h3>
      <LoadState load={load} />
      <ul>
        {list.map((r) => (
          <Request key={r.id} space={space} request={r} />
        ))}
      </ul>
    </section>
  );
}

/** Of a free group, at the top of its members. */
export function CircleHead({ room }: { room: Room }) {
  const t = text.value.circle;
  const { id, kind } = room.space;
  if (kind !== 'circle') {
    return null;
  }
  return (
    <>
      {may(room, 'circle_change') && <Requests space={id} />}
      <p class="members-head">
        <Button onClick={() => openDialog({ kind: 'about', space: id })}>{t.about.title}</Button>
      </p>
    </>
  );
}

/** At the end of the members. */
export function CircleFoot({ room }: { room: Room }) {
  const t = text.value.circle.manage;
  const { id } = room.space;
  if (!may(room, 'circle_change')) {
    return null;
  }
  return (
    <section class="group leave">
      <h3>{t.title}</h3>
      <Button onClick={() => openDialog({ kind: 'circle_settings', space: id })}>{t.settings}</Button>
      <Button onClick={() => openDialog({ kind: 'circle_close', space: id })}>{t.close}</Button>
    </section>
  );
}

export function CloseDialog({ space }: { space: string }) {
  const t = text.value.circle.manage;
  const act = useAct();
  const go = async () => {
    if (await act.run(() => circlesApi.close(space))) {
      closeDialog();
    }
  };
  return (
    <Dialog title={t.closeTitle} onClose={closeDialog}>
      <p>{t.closeLine}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="danger" disabled={act.busy} onClick={() => void go()}>
          {t.close}
        </Button>
      </div>
    </Dialog>
  );
}
