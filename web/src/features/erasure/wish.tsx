/* 完全削除を依頼する, of patient and family: what goes is shown, then the wish is sent; until the end it can be taken back. */
import { useState } from 'preact/hooks';
import { erasureApi } from '../../api/erasure';
import type { ErasureHere } from '../../api/types.gen';
import { inbox, inboxTick, readInbox } from '../../store/inbox';
import { openWish } from '../../store/route';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readable } from '../common/title';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';
import { NoticeCard } from './notices';

function Shown({ here }: { here: ErasureHere }) {
  const t = text.value.erasure;
  if (here.request) {
    return (
      <>
        <p role="status">{t.clinic.under(here.request.number, t.states[here.request.state])}</p>
        <p>{t.wish.then}</p>
      </>
    );
  }
  if (!here.confirm) {
    return <p role="status">{t.wish.underWay}</p>;
  }
  return (
    <>
      <p>{t.wish.line}</p>
      <div class="erasure-shown">
        <strong>{readable(here.confirm.title)}</strong>
        <span>{t.clinic.confirmPosts(here.confirm.posts)}</span>
      </div>
      <p>{t.wish.all}</p>
    </>
  );
}

export function WishDialog({ space }: { space: string }) {
  const t = text.value;
  const [key] = useState(() => crypto.randomUUID());
  const load = useLoad(() => erasureApi.wished(space), [space, inboxTick.value]);
  const act = useAct();
  const here = load.data;
  const go = async (what: () => Promise<unknown>) => {
    if (await act.run(what)) {
      void readInbox();
      load.again();
    }
  };
  return (
    <Dialog title={t.erasure.wish.title} onClose={closeDialog}>
      <LoadState load={load} />
      {here && <Shown here={here} />}
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.close}</Button>
        {here?.may.includes('pass') && <Button onClick={() => openWish('')}>{t.erasure.paper.open}</Button>}
        {here?.may.includes('pass') && (
          <Button look="danger" disabled={act.busy} onClick={() => void go(() => erasureApi.wish(space, key))}>
            {t.erasure.wish.send}
          </Button>
        )}
        {here?.request && here.may.includes('withdraw') && (
          <Button disabled={act.busy} onClick={() => void go(() => erasureApi.end(here.request!.id, 'withdrawn'))}>
            {t.erasure.clinic.withdraw}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/* On the first page of patient and family, who have no other place for what waits. */
export function FamilyNotices() {
  const list = inbox.value?.erasures ?? [];
  if (list.length === 0) {
    return null;
  }
  return (
    <section class="cards">
      <h2>{text.value.erasure.notice.inbox}</h2>
      <ul>
        {list.map((n) => (
          <NoticeCard key={n.id} notice={n} />
        ))}
      </ul>
    </section>
  );
}
