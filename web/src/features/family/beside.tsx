/* In the panel of a care timeline: the family timeline beside it, opening it, asking staff into it. */
import { useState } from 'preact/hooks';
import { familyApi } from '../../api/family';
import { peopleApi } from '../../api/people';
import type { Member } from '../../api/types';
import { inboxTick, readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { openPanel, openSpace } from '../../store/route';
import { model, myHat } from '../../store/store';
import { loadState } from '../../store/sync';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';

export function FamilyBeside({ room }: { room: Room }) {
  const t = text.value.family.beside;
  const { id, seq } = room.space;
  const shown = may(room, 'family') && !room.stale;
  const load = useLoad(() => (shown ? familyApi.beside(id) : Promise.resolve(null)), [id, shown, seq, inboxTick.value]);
  if (!shown) {
    return null;
  }
  const beside = load.data;
  return (
    <section class="group family-beside">
      <h3>{t.title}</h3>
      <p class="soft">{t.line}</p>
      {!beside && <LoadState load={load} />}
      {beside?.space &&
        (model.value.rooms.has(beside.space) ? (
          <Button onClick={() => openSpace(beside.space!)}>{t.go}</Button>
        ) : (
          <p>{t.there}</p>
        ))}
      {beside && !beside.space && !beside.consented && <p>{t.consent}</p>}
      {beside && !beside.space && beside.consented && may(room, 'family_open') && (
        <Button onClick={() => openDialog({ kind: 'family_open', space: id })}>{t.open}</Button>
      )}
    </section>
  );
}

/* Why somebody is in it stands there for the family too: of the 職種, not what the care side says. */
function relationOf(member: Member): string {
  const relations = text.value.people.relations;
  return (relations[member.person.profession ?? 'other'] ?? relations.other!)[0]!;
}

export function OpenDialog({ space }: { space: string }) {
  const t = text.value.family.beside;
  const room = model.value.rooms.get(space);
  const act = useAct();
  const [key] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState<readonly string[]>([]);
  const others = (room?.members ?? []).filter((m) => m.hat !== myHat.value && m.role !== 'attending');
  const toggle = (hat: string) => setAsked(asked.includes(hat) ? asked.filter((h) => h !== hat) : [...asked, hat]);
  const go = async () => {
    let made = '';
    const open = async () => {
      made = (await familyApi.open(space, key)).id;
      for (const m of others.filter((o) => asked.includes(o.hat))) {
        await peopleApi.invite(made, { hat: m.hat, history: 'all', relation: relationOf(m) });
      }
    };
    if (await act.run(open)) {
      await loadState().catch(() => undefined);
      void readInbox();
      closeDialog();
      openSpace(made);
      openPanel({ kind: 'members', post: null });
    }
  };
  return (
    <Dialog title={t.open} onClose={closeDialog}>
      <p>{t.openLine}</p>
      {others.length > 0 && (
        <fieldset class="choices">
          <legend>{t.ask}</legend>
          {others.map((m) => (
            <label key={m.hat} class="check">
              <input type="checkbox" checked={asked.includes(m.hat)} onChange={() => toggle(m.hat)} />
              <PersonLine person={m.person} />
            </label>
          ))}
        </fieldset>
      )}
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
