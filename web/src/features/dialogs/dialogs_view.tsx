import { useEffect } from 'preact/hooks';
import { dropLetter } from '../../store/outbox';
import { editing } from '../../store/posts';
import { route } from '../../store/route';
import { text } from '../../text';
import { Confirm, Dialog } from '../../ui/dialog';
import { closeDialog, dialog } from './dialogs';
import { EditDialog } from './edit';
import { Menu, leave } from './menu';
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
    default:
      return null;
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
      {editing.value && editing.value.space === space && <EditDialog editing={editing.value} />}
    </>
  );
}
