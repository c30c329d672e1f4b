import { useEffect } from 'preact/hooks';
import { submit } from '../../store/drafts';
import { dropLetter } from '../../store/outbox';
import { editing } from '../../store/posts';
import { route } from '../../store/route';
import { kin, model } from '../../store/store';
import { showNewest } from '../../store/timeline';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { CircleDialogs } from '../circle/dialogs';
import { titleOf } from '../common/title';
import { ScreeningsDialog } from '../desk/screenings';
import { StatisticsDialog } from '../desk/statistics';
import { FamilyDialogs } from '../family/dialogs';
import { home } from '../family/view';
import { ErasureDialogs } from '../erasure/dialogs';
import { LifeDialogs } from '../life/dialogs';
import { FactorDialogs } from '../factor/dialogs';
import { PeopleDialogs } from '../people/dialogs';
import { TieDialogs } from '../tie/dialogs';
import { TroubleDialogs } from '../trouble/dialogs';
import { closeDialog, dialog, openDialog } from './dialogs';
import { EditDialog } from './edit';
import { Menu, leave } from './menu';
import { ProofDialog } from '../factor/proof';
import { RemoveDialog } from './remove';

function Help() {
  const t = text.value.help;
  return (
    <Dialog title={t.title} onClose={closeDialog} wide>
      <p class="note">{t.urgent}</p>
      <h3>{t.keysTitle}</h3>
      <dl class="keys">
        {t.keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3>{t.wordsTitle}</h3>
      <dl class="words">
        {t.words.map(([word, what]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/* 別の患者さん: the way back is the main one. */
function OtherPatient({ space, other }: { space: string; other: string }) {
  const t = text.value.circle.otherPatient;
  const room = model.value.rooms.get(space);
  const title = room ? titleOf(room.space) : '';
  const go = () => {
    if (room?.space.kind === 'family' && !kin.value) {
      openDialog({ kind: 'family_preview', space }); /* the family reads it: one more look */
      return;
    }
    submit(space);
    void showNewest(space);
    closeDialog();
  };
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <p>{t.line(other, title)}</p>
      <div class="dialog-foot">
        <Button onClick={go}>{t.post}</Button>
        <Button look="main" onClick={closeDialog}>
          {t.back}
        </Button>
      </div>
    </Dialog>
  );
}

function Open() {
  const t = text.value;
  const d = dialog.value;
  switch (d?.kind) {
    case 'menu':
      return <Menu />;
    case 'help':
      return <Help />;
    case 'remove':
      return <RemoveDialog space={d.space} post={d.post} />;
    case 'sign_out':
      return (
        <Confirm
          title={t.menu.unsavedTitle}
          line={t.menu.unsavedLine}
          yes={t.menu.signOutAnyway}
          onYes={() => void leave(d.everywhere)}
          onNo={closeDialog}
        />
      );
    case 'drop_letter':
      return (
        <Confirm
          title={t.post.dropTitle}
          line={t.post.dropLine}
          yes={t.post.drop}
          no={t.back}
          onYes={() => {
            dropLetter(d.key);
            closeDialog();
          }}
          onNo={closeDialog}
        />
      );
    case 'other_patient':
      return <OtherPatient space={d.space} other={d.other} />;
    case 'screenings':
      return <ScreeningsDialog />;
    case 'statistics':
      return <StatisticsDialog />;
    case undefined:
      return null;
    default:
      return (
        <>
          <PeopleDialogs dialog={d!} />
          <CircleDialogs dialog={d!} />
          <FamilyDialogs dialog={d!} />
          <ErasureDialogs dialog={d!} />
          <LifeDialogs dialog={d!} />
          <TieDialogs dialog={d!} />
          <FactorDialogs dialog={d!} />
          <TroubleDialogs dialog={d!} />
        </>
      );
  }
}

/** An edit under way opens again by itself after a lock. */
export function Dialogs() {
  const { space } = route.value;
  useEffect(() => closeDialog, []);
  useEffect(closeDialog, [space]);
  return (
    <>
      <Open />
      <ProofDialog />
      {editing.value && editing.value.space === (kin.value ? home.value : space) && <EditDialog editing={editing.value} />}
    </>
  );
}
