import { signal } from '@preact/signals';
import { ApiError } from '../../api/http';
import { unsaved } from '../../store/drafts';
import { lock, signOut, wearHat } from '../../store/session';
import { notice, session } from '../../store/store';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Icon, type IconName } from '../../ui/icon';
import { Badge, Belonging } from '../../ui/person';
import { closeDialog, openDialog } from './dialogs';
import { LanguageSwitch, SizeSwitch } from './language';

const busy = signal(false);

async function doing(act: () => Promise<void>): Promise<void> {
  busy.value = true;
  try {
    await act();
  } catch (e) {
    notice.value = { code: 'failed', detail: errorText(e instanceof ApiError ? e.code : 'offline') };
  }
  busy.value = false;
  closeDialog();
}

export function leave(everywhere: boolean): Promise<void> {
  return doing(() => signOut(everywhere));
}

function askToLeave(everywhere: boolean): void {
  if (unsaved.peek()) {
    openDialog({ kind: 'sign_out', everywhere });
  } else {
    void leave(everywhere);
  }
}

function Hats() {
  const t = text.value.menu;
  const s = session.value;
  if (!s) {
    return null;
  }
  return (
    <section class="menu-hats">
      <h3>{s.hats.length > 1 ? t.hats : t.hatNow}</h3>
      {s.hats.map((hat) => {
        const worn = hat.hat === s.hat.hat;
        const inside = (
          <>
            <Badge person={hat} />
            <span class="menu-hat">
              <strong>{hat.name}</strong>
              <Belonging person={hat} />
              {worn && s.hats.length > 1 && <em>{t.hatNow}</em>}
            </span>
          </>
        );
        return worn || hat.ended ? (
          <p key={hat.hat} class="hat" aria-current={worn ? 'true' : undefined}>
            {inside}
          </p>
        ) : (
          <Button key={hat.hat} class="hat" disabled={busy.value} onClick={() => void doing(() => wearHat(hat.hat))}>
            {inside}
          </Button>
        );
      })}
    </section>
  );
}

function Row({ icon, words, onClick }: { icon: IconName; words: string; onClick: () => void }) {
  return (
    <Button look="quiet" disabled={busy.value} onClick={onClick}>
      <Icon name={icon} />
      {words}
    </Button>
  );
}

export function Menu() {
  const t = text.value.menu;
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <Hats />
      <SizeSwitch />
      <LanguageSwitch />
      <div class="menu-acts">
        <Row icon="help" words={t.help} onClick={() => openDialog({ kind: 'help' })} />
        <Row icon="lock" words={t.lock} onClick={() => void doing(lock)} />
        <Row icon="leave" words={t.signOut} onClick={() => askToLeave(false)} />
        <Row icon="leave" words={t.signOutAll} onClick={() => askToLeave(true)} />
      </div>
    </Dialog>
  );
}
