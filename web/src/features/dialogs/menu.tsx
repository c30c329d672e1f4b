import { signal } from '@preact/signals';
import { ApiError } from '../../api/http';
import { unsaved } from '../../store/drafts';
import { lock, signOut, wearHat } from '../../store/session';
import { notice, session } from '../../store/store';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
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

export function Menu() {
  const t = text.value.menu;
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <Hats />
      <SizeSwitch />
      <LanguageSwitch />
      <div class="menu-acts">
        <Button onClick={() => openDialog({ kind: 'help' })}>{t.help}</Button>
        <Button disabled={busy.value} onClick={() => void doing(lock)}>
          {t.lock}
        </Button>
        <Button disabled={busy.value} onClick={() => askToLeave(false)}>
          {t.signOut}
        </Button>
        <Button look="quiet" disabled={busy.value} onClick={() => askToLeave(true)}>
          {t.signOutAll}
        </Button>
      </div>
    </Dialog>
  );
}
