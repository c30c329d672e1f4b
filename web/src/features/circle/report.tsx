/* 報告する: a post that should not be here; and what who manages the group is asked. */
import { useEffect } from 'preact/hooks';
import { circlesApi } from '../../api/circles';
import type { Post } from '../../api/types';
import type { InboxReport } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { openSpace } from '../../store/route';
import { loadPost, showPost } from '../../store/timeline';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readable } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Failure, PersonLine, useAct } from '../people/person';

export function ReportDialog({ space, post }: { space: string; post: string }) {
  const t = text.value.circle.report;
  const act = useAct();
  const go = async () => {
    if (await act.run(() => circlesApi.report(space, post))) {
      await loadPost(space, post).catch(() => undefined);
      closeDialog();
    }
  };
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <p>{t.line}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.submit}
        </Button>
      </div>
    </Dialog>
  );
}

/** In the place of the text while a report waits, or above it for its author and who manages the group. */
export function Reported({ post, mine, manages }: { post: Post; mine: boolean; manages: boolean }) {
  const t = text.value.circle.report;
  const unread = post.body === null && (mine || manages); /* events hold no text of it for anybody */
  useEffect(() => {
    if (unread) {
      void loadPost(post.space, post.id).catch(() => undefined);
    }
  }, [unread, post.seq]);
  const act = useAct();
  const show = async () => {
    if (await act.run(() => circlesApi.show(post.space, post.id))) {
      void readInbox();
    }
  };
  return (
    <div class="tombstone">
      <strong>{t.hidden}</strong>
      <span>{manages ? t.yours : mine ? t.mine : t.waits}</span>
      {manages && (
        <span class="refused-acts">
          <Button disabled={act.busy} onClick={() => void show()}>
            {t.show}
          </Button>
          <Button onClick={() => openDialog({ kind: 'remove', space: post.space, post: post.id })}>
            {text.value.post.remove}
          </Button>
        </span>
      )}
      <Failure act={act} />
    </div>
  );
}

export function ReportCard({ report }: { report: InboxReport }) {
  const t = text.value.circle.report;
  const look = () => {
    closeDialog();
    openSpace(report.space);
    void showPost(report.space, report.no);
  };
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(report.title)}</strong>
      </p>
      <PersonLine person={report.author} />
      <p class="soft">{t.by(report.by.name)}</p>
      <div class="card-foot">
        <Button look="main" onClick={look}>
          {t.look}
        </Button>
      </div>
    </li>
  );
}
