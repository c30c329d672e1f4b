/* In the panel of a family timeline, for who manages it: relatives, links that wait, a new link, cancelling. */
import { familyApi } from '../../api/family';
import type { KinInvitation } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { readable } from '../common/title';
import { openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, day, useAct } from '../people/person';

function Row({ space, k, mayInvite }: { space: string; k: KinInvitation; mayInvite: boolean }) {
  const t = text.value.family;
  const act = useAct();
  const waits = k.state === 'waiting' || k.state === 'expired';
  const name = readable(k.who?.name ?? null);
  const cancel = async () => {
    await act.run(() => familyApi.cancel(space, k.id));
    void readInbox();
  };
  return (
    <li class="waiting-row">
      <p class="person-name">
        <strong>{name}</strong> <span>{k.self ? t.self : k.who?.relation}</span>
        {k.key_person && <span class="tag strong">{t.keyPerson}</span>}
      </p>
      <p>
        <span class={k.state === 'joined' ? 'tag' : 'tag strong'}>{t.people.states[k.state]}</span>{' '}
        {k.who && <span class="stamp">{t.people.identified[k.who.identified]}</span>}{' '}
        {(k.state === 'waiting' || k.again) && <span class="stamp">{t.people.until(day(k.expires_at))}</span>}
      </p>
      <Failure act={act} gone={text.value.people.inbox.gone} />
      {(waits || k.state === 'waiting_patient') && (
        <p class="row-acts">
          {waits && mayInvite && (
            <Button onClick={() => openDialog({ kind: 'kin_link', space, id: k.id, name, again: false })}>
              {t.people.renew}
              <span class="for-sr">：{name}</span>
            </Button>
          )}
          <Button disabled={act.busy} onClick={() => void cancel()}>
            {t.people.cancel}
            <span class="for-sr">：{name}</span>
          </Button>
        </p>
      )}
      {k.state === 'joined' && mayInvite && <Again space={space} k={k} busy={act.busy} onCancel={() => void cancel()} />}
    </li>
  );
}

/* Who is in and has forgotten the password, or lost the second factor: never both by the same hand. */
function Again({ space, k, busy, onCancel }: { space: string; k: KinInvitation; busy: boolean; onCancel: () => void }) {
  const { again: t, factor } = text.value.family;
  const name = readable(k.who?.name ?? null);
  return (
    <p class="row-acts">
      {k.again && <span class="soft">{t.waits}</span>}
      {k.factor === 'reset' && <span class="soft">{factor.waits}</span>}
      {k.factor !== 'none' && (
        <Button onClick={() => openDialog({ kind: 'kin_factor', space, id: k.id, name })}>
          {factor.make}
          <span class="for-sr">：{name}</span>
        </Button>
      )}
      {k.factor !== 'reset' && (
        <Button onClick={() => openDialog({ kind: 'kin_link', space, id: k.id, name, again: true })}>
          {t.make}
          <span class="for-sr">：{name}</span>
        </Button>
      )}
      {k.again && (
        <Button disabled={busy} onClick={onCancel}>
          {t.cancel}
          <span class="for-sr">：{name}</span>
        </Button>
      )}
    </p>
  );
}

export function Kin({ room }: { room: Room }) {
  const t = text.value.family.people;
  const space = room.space.id;
  const shown = may(room, 'kin') && !room.stale;
  const mayInvite = may(room, 'invite_kin');
  const read = () => (shown ? familyApi.kin(space) : Promise.resolve(null));
  const load = useLoad(read, [space, shown, inboxTick.value, room.space.seq]);
  if (!shown) {
    return null;
  }
  return (
    <section class="group">
      <h3>{t.title}</h3>
      {!load.data && <LoadState load={load} />}
      {load.data?.kin.length === 0 && !room.members?.some((m) => m.person.kind === 'kin') && <p class="soft">{t.none}</p>}
      <ul class="people">{load.data?.kin.map((k) => <Row key={k.id} space={space} k={k} mayInvite={mayInvite} />)}</ul>
      {mayInvite && (
        <Button look="main" data-act="kin-invite" onClick={() => openDialog({ kind: 'kin_invite', space })}>
          {t.invite}
        </Button>
      )}
    </section>
  );
}
