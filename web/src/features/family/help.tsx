/* 使い方 of the notebook: what the three buttons do, type size, language, the way out. */
import { lock, signOut } from '../../store/session';
import { model } from '../../store/store';
import { may } from '../../store/model';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LanguageSwitch, SizeSwitch } from '../dialogs/language';
import { familyView, home } from './view';

export function HelpDialog() {
  const t = text.value;
  const room = home.value === null ? undefined : model.value.rooms.get(home.value);
  const people = () => {
    familyView.value = 'people';
    closeDialog();
  };
  return (
    <Dialog title={t.family.home.help} onClose={closeDialog}>
      <dl class="words">
        {t.family.home.lines.map(([word, what]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <SizeSwitch />
      <LanguageSwitch />
      <div class="menu-acts">
        {room && <Button onClick={people}>{t.family.home.people}</Button>}
        {room && (
          <Button onClick={() => openDialog({ kind: 'erasure_wish', space: room.space.id })}>{t.erasure.wish.title}</Button>
        )}
        <Button onClick={() => void lock()}>{t.menu.lock}</Button>
        <Button onClick={() => void signOut(false)}>{t.menu.signOut}</Button>
        {room && may(room, 'leave') && (
          <Button onClick={() => openDialog({ kind: 'leave', space: room.space.id })}>{t.family.home.leave}</Button>
        )}
      </div>
    </Dialog>
  );
}
