import { signal } from '@preact/signals';
import { ApiError } from '../../api/http';
import { VIDEO_SCREEN } from '../../api/training';
import { unsaved } from '../../store/drafts';
import { openDesk, ownPlaces } from '../../store/desk';
import { openPrint } from '../../store/route';
import { lock, signOut, wearHat } from '../../store/session';
import { isPhysician, notice, session } from '../../store/store';
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

function looksAfterPeople(): boolean {
  const s = session.value;
  return s?.hat.kind === 'office' || (s?.facility_admin ?? false);
}

/* What a 施設管理者 keeps of the own facility; of staff their own 様式4. */
function OfFacility() {
  const t = text.value.ledger;
  const s = session.value;
  const to = (go: () => void) => () => {
    closeDialog();
    go();
  };
  return (
    <>
      {s?.facility_admin &&
        ownPlaces.map((place) => (
          <Row key={place} icon="people" words={t.places[place]} onClick={to(() => openDesk(place))} />
        ))}
      {s?.hat.kind === 'staff' && (
        <Row icon="check" words={t.pledgePaper.own} onClick={to(() => openPrint({ what: 'pledge', hat: s.hat.hat }))} />
      )}
    </>
  );
}

export function Menu() {
  const t = text.value.menu;
  const s = text.value.people.standing;
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      <Hats />
      <SizeSwitch />
      <LanguageSwitch />
      <div class="menu-acts">
        {session.value?.hat.kind === 'staff' && (
          <Row
            icon="people"
            words={isPhysician.value ? s.menu : s.menuReceived}
            onClick={() => openDialog({ kind: 'standing' })}
          />
        )}
        {session.value?.hat.kind === 'staff' && (
          <Row icon="phone" words={text.value.trouble.menu} onClick={() => openDialog({ kind: 'incident', id: null })} />
        )}
        {session.value?.hat.kind === 'staff' && (
          <Row icon="alert" words={text.value.trouble.records} onClick={() => openDialog({ kind: 'records' })} />
        )}
        {looksAfterPeople() && (
          <Row icon="check" words={text.value.gate.staff.menu} onClick={() => openDialog({ kind: 'staff_gates' })} />
        )}
        <OfFacility />
        {session.value?.facility_admin && (
          <Row
            icon="check"
            words={text.value.desk.overview.statistics.menu}
            onClick={() => openDialog({ kind: 'statistics' })}
          />
        )}
        {looksAfterPeople() && (
          <Row icon="key" words={text.value.factor.resets.menu} onClick={() => openDialog({ kind: 'factor_resets' })} />
        )}
        {looksAfterPeople() && (
          <Row icon="key" words={text.value.factor.forgotten.title} onClick={() => openDialog({ kind: 'password_links' })} />
        )}
        <Row icon="document" words={text.value.document.title} onClick={() => openDialog({ kind: 'documents' })} />
        {session.value?.hat.kind === 'staff' && (
          <Row icon="play" words={text.value.training.menu} onClick={() => location.assign(VIDEO_SCREEN)} />
        )}
        <Row icon="key" words={text.value.factor.title} onClick={() => openDialog({ kind: 'factor' })} />
        <Row icon="key" words={text.value.factor.password.title} onClick={() => openDialog({ kind: 'password' })} />
        {session.value?.hat.kind !== 'kin' && (
          <Row icon="mail" words={text.value.mail.title} onClick={() => openDialog({ kind: 'mail' })} />
        )}
        <Row icon="help" words={t.help} onClick={() => openDialog({ kind: 'help' })} />
        <Row icon="lock" words={t.lock} onClick={() => void doing(lock)} />
        <Row icon="leave" words={t.signOut} onClick={() => askToLeave(false)} />
        <Row icon="leave" words={t.signOutAll} onClick={() => askToLeave(true)} />
      </div>
    </Dialog>
  );
}
