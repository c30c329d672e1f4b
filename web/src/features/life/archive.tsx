/* 保管リスト: proposed by members, moved there and back by the 主治医. */
import { useState } from 'preact/hooks';
import { type ArchiveReason, lifeApi } from '../../api/life';
import type { InboxProposal } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { model } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { focusFirstWrong } from '../common/form';
import { readable, titleOf } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Failure, PersonLine, day, useAct } from '../people/person';
import { Death, DiedOn, hasDeath } from './death';
import { reasonWord } from './reason';

const REASONS: readonly ArchiveReason[] = ['death', 'moved', 'ended', 'other'];

export function ArchiveDialog({ space, proposing }: { space: string; proposing: boolean }) {
  const t = text.value;
  const a = t.life.archive;
  const room = model.value.rooms.get(space);
  const [reason, setReason] = useState<ArchiveReason | ''>(room?.space.archive_proposal?.reason ?? '');
  const [day, setDay] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const dated = reason === 'death' && !proposing && room?.space.kind === 'care';
  const wrong = act.field === 'died_on';
  const go = async () => {
    setTried(true);
    if (reason === '') {
      focusFirstWrong();
    } else if (
      await act.run(() => (proposing ? lifeApi.archivePropose(space, reason) : lifeApi.archive(space, reason, dated ? day : '')))
    ) {
      void readInbox();
      closeDialog();
    }
  };
  return (
    <Dialog title={proposing ? a.proposeTitle : a.setTitle} onClose={closeDialog}>
      <p>
        <strong>{room && titleOf(room.space)}</strong>
      </p>
      {proposing ? (
        <p>{a.proposeLine}</p>
      ) : (
        <ul class="follows">
          {a.follows.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Choices
        legend={a.reason}
        value={reason}
        options={REASONS.map((r) => [r, a.reasons[r]] as const)}
        error={tried && reason === '' ? a.reasonMissing : undefined}
        onPick={setReason}
      />
      {dated && <DiedOn value={day} onValue={setDay} error={wrong ? a.diedOnWrong : undefined} />}
      {!wrong && <Failure act={act} />}
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {proposing ? a.propose : a.set}
        </Button>
      </div>
    </Dialog>
  );
}

export function RestoreDialog({ space }: { space: string }) {
  const t = text.value;
  const a = t.life.archive;
  const room = model.value.rooms.get(space);
  const act = useAct();
  const go = async () => {
    if (await act.run(() => lifeApi.archiveRestore(space))) {
      closeDialog();
    }
  };
  return (
    <Dialog title={a.restoreTitle} onClose={closeDialog}>
      <p>
        <strong>{room && titleOf(room.space)}</strong>
      </p>
      <p>{a.restoreLine}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {a.restore}
        </Button>
      </div>
    </Dialog>
  );
}

/* Leaves it where it is: the proposal is answered. */
function Dismiss({ space, gone }: { space: string; gone?: string }) {
  const act = useAct();
  const go = async () => {
    await act.run(() => lifeApi.archiveDismiss(space));
    void readInbox();
  };
  return (
    <>
      <Failure act={act} {...(gone ? { gone } : {})} />
      <Button disabled={act.busy} onClick={() => void go()}>
        {text.value.life.archive.dismiss}
      </Button>
    </>
  );
}

/** In the inbox of the 主治医. */
export function ProposalCard({ p }: { p: InboxProposal }) {
  const t = text.value;
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(p.title)}</strong> {p.facility && <span class="soft">{p.facility}</span>}
      </p>
      <p class="for-sr">{t.people.inbox.by(p.by.name)}</p>
      <PersonLine person={p.by} />
      <p>{t.life.archive.card(t.life.archive.reasons[p.reason])}</p>
      <div class="card-foot">
        <Dismiss space={p.space} gone={t.people.inbox.gone} />
        <Button look="main" onClick={() => openDialog({ kind: 'archive', space: p.space })}>
          {t.life.archive.set}
        </Button>
      </div>
    </li>
  );
}

/** Among the members: what was proposed, and what one may do. */
export function ArchiveState({ room }: { room: Room }) {
  const t = text.value.life.archive;
  const { id, archive_proposal: proposal } = room.space;
  const acts = [
    ['archive', may(room, 'archive'), t.set],
    ['archive_propose', may(room, 'archive_propose') && !may(room, 'archive') && proposal === null, t.propose],
    ['archive_restore', may(room, 'archive_restore'), t.restore],
  ] as const;
  if (proposal === null && !hasDeath(room) && !acts.some(([, mine]) => mine)) {
    return null;
  }
  return (
    <section class="group">
      <h3>{t.title}</h3>
      <Death room={room} />
      {proposal && <p class="note">{t.proposed(proposal.by.name, reasonWord(proposal.reason), day(proposal.at))}</p>}
      <div class="row-acts">
        {acts.map(([kind, mine, words]) =>
          mine ? (
            <Button key={kind} onClick={() => openDialog({ kind, space: id })}>
              {words}
            </Button>
          ) : null,
        )}
        {proposal && may(room, 'archive_dismiss') && <Dismiss space={id} />}
      </div>
    </section>
  );
}
