/* 完全削除のお知らせ: by number, and the way to object. */
import { useState } from 'preact/hooks';
import { erasureApi } from '../../api/erasure';
import type { InboxErasure } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { openCertificate } from '../../store/route';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Failure, day, useAct } from '../people/person';

/* Asked back in the card itself: a window over the window would be one too many. */
function Objection({ id }: { id: string }) {
  const t = text.value;
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const go = async () => {
    await act.run(() => erasureApi.object(id));
    void readInbox();
  };
  if (!asking) {
    return (
      <div class="card-foot">
        <Button onClick={() => setAsking(true)}>{t.erasure.notice.object}</Button>
      </div>
    );
  }
  return (
    <div role="group" class="act-list" aria-label={t.erasure.notice.objectTitle}>
      <p>
        <strong>{t.erasure.notice.objectTitle}</strong>
      </p>
      <p>{t.erasure.notice.objectLine}</p>
      <Failure act={act} />
      <div class="card-foot">
        <Button onClick={() => setAsking(false)}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.erasure.notice.object}
        </Button>
      </div>
    </div>
  );
}

export function NoticeCard({ notice: n }: { notice: InboxErasure }) {
  const t = text.value.erasure;
  return (
    <li class="card">
      <p class="card-title">
        <strong>{n.number}</strong> <span class="soft">{t.notice.roles[n.role]}</span>
      </p>
      <p>{t.notice.lines[n.state]}</p>
      {n.state === 'pausing' && n.due_at !== null && <p class="soft">{t.notice.due(day(n.due_at))}</p>}
      {n.objected && <p>{t.notice.objected}</p>}
      {n.may_object && <Objection id={n.id} />}
      {n.state === 'erased' && (
        <div class="card-foot">
          <Button onClick={() => openCertificate(n.id)}>{t.act.certificate}</Button>
        </div>
      )}
    </li>
  );
}
