/* 招待中の方: what the inviting side sees of invitations that wait or came to nothing. */
import { peopleApi } from '../../api/people';
import type { Invitation } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { useLoad } from '../panels/load';
import { Failure, PersonLine, day, useAct } from './person';

function Row({ space, i }: { space: string; i: Invitation }) {
  const t = text.value.people.waiting;
  const act = useAct();
  const waits = i.state === 'waiting' || i.state === 'waiting_patient';
  const run = async (what: () => Promise<unknown>) => {
    await act.run(what);
    void readInbox();
  };
  return (
    <li class="waiting-row">
      <PersonLine person={i.person}>
        {i.relation && <span>{i.relation}</span>}
        <span>
          <span class={waits ? 'tag strong' : 'tag'}>{t.states[i.state]}</span>{' '}
          <span class="stamp">{t.until(day(i.expires_at))}</span>
        </span>
      </PersonLine>
      <Failure act={act} gone={text.value.people.inbox.gone} />
      {i.state !== 'declined' && (
        <p class="row-acts">
          <Button disabled={act.busy} onClick={() => void run(() => peopleApi.invitationResend(space, i.id))}>
            {t.resend}
            <span class="for-sr">：{i.person.name}</span>
          </Button>
          <Button disabled={act.busy} onClick={() => void run(() => peopleApi.invitationCancel(space, i.id))}>
            {t.cancel}
            <span class="for-sr">：{i.person.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

export function Waiting({ room }: { room: Room }) {
  const t = text.value.people.waiting;
  const space = room.space.id;
  const shown = may(room, 'invitations') && !room.stale;
  const read = () => (shown ? peopleApi.invitations(space) : Promise.resolve({ invitations: [] }));
  const load = useLoad(read, [space, shown, inboxTick.value, room.space.seq]);
  if (!load.data || load.data.invitations.length === 0) {
    return null;
  }
  return (
    <section class="group">
      <h3>{t.title}</h3>
      <ul class="people">
        {load.data.invitations.map((i) => (
          <Row key={i.id} space={space} i={i} />
        ))}
      </ul>
    </section>
  );
}
