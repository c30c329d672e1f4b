/* 招待する: whom, why, which posts. */
import { useId, useState } from 'preact/hooks';
import { type Invite, peopleApi } from '../../api/people';
import type { Person } from '../../api/types';
import { inboxTick, readInbox } from '../../store/inbox';
import { type Room, may } from '../../store/model';
import { model } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { titleOf } from '../common/title';
import { closeDialog } from '../dialogs/dialogs';
import { useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from './person';
import { Picker } from './picker';

const RELATION_MAX = 200;

interface RelationProps {
  person: Person;
  value: string;
  onValue: (value: string) => void;
  missing: boolean;
}

/* What fits the 職種 is one tap; one may write something else, or more. */
function Relation({ person, value, onValue, missing }: RelationProps) {
  const t = text.value.people;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t.invite.relation}</label>
      <input
        id={id}
        type="text"
        maxLength={RELATION_MAX}
        value={value}
        autocomplete="off"
        aria-invalid={missing ? true : undefined}
        aria-describedby={`${id}-hint`}
        onInput={(e) => onValue(e.currentTarget.value)}
      />
      <p id={`${id}-hint`} class={missing ? 'field-error' : 'soft'}>
        {missing ? t.invite.relationMissing : t.invite.relationHint}
      </p>
      <p class="suggestions">
        {(t.relations[person.profession ?? 'other'] ?? []).map((words) => (
          <Button key={words} class="suggestion" aria-pressed={value === words} onClick={() => onValue(words)}>
            {words}
          </Button>
        ))}
      </p>
    </div>
  );
}

function Details({ room, person, onBack, onSent }: { room: Room; person: Person; onBack: () => void; onSent: () => void }) {
  const t = text.value.people.invite;
  const patient = room.space.kind === 'care' || room.space.kind === 'family';
  const [relation, setRelation] = useState('');
  const [history, setHistory] = useState<Invite['history']>(room.space.kind === 'family' ? 'from_now' : 'all');
  const [missing, setMissing] = useState(false);
  const act = useAct();
  const send = async () => {
    const words = relation.trim();
    if (patient && words === '') {
      setMissing(true);
      return;
    }
    const input = { hat: person.hat, history, ...(patient ? { relation: words } : {}) };
    if (await act.run(() => peopleApi.invite(room.space.id, input))) {
      void readInbox();
      onSent();
    }
  };
  return (
    <>
      <PersonLine person={person} />
      {patient && <Relation person={person} value={relation} onValue={setRelation} missing={missing && relation.trim() === ''} />}
      <Choices
        legend={t.history}
        value={history}
        options={(['all', 'from_now'] as const).map((v) => [v, text.value.people.history[v]] as const)}
        onPick={setHistory}
      />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void send()}>
          {t.submit}
        </Button>
      </div>
    </>
  );
}

export function InviteDialog({ space }: { space: string }) {
  const t = text.value.people.invite;
  const room = model.value.rooms.get(space);
  const [person, setPerson] = useState<Person | null>(null);
  const [sent, setSent] = useState<string | null>(null);
  const waiting = useLoad(() => peopleApi.invitations(space), [space, inboxTick.value]);
  if (!room) {
    return null;
  }
  const ownOnly = !may(room, 'invite_other');
  const mark = (one: Person) => {
    const invited = waiting.data?.invitations.some((i) => i.person.hat === one.hat && i.state.startsWith('waiting'));
    return room.members?.some((m) => m.hat === one.hat) ? t.inside : invited ? t.waiting : null;
  };
  return (
    <Dialog title={`${t.title}：${titleOf(room.space)}`} onClose={closeDialog}>
      <div role="status">{sent && <p class="note">{t.sent(sent)}</p>}</div>
      {person ? (
        <Details
          room={room}
          person={person}
          onBack={() => setPerson(null)}
          onSent={() => {
            setSent(person.name);
            setPerson(null);
          }}
        />
      ) : (
        <>
          {ownOnly && <p class="soft">{t.ownOnly}</p>}
          <Picker only={ownOnly ? (room.space.facility?.id ?? null) : null} mark={mark} onPick={setPerson} />
        </>
      )}
    </Dialog>
  );
}
