/* ご家族を招待する: who it is and how that was made sure, then the link, this once. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type KinInput, familyApi } from '../../api/family';
import type { KinLink } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { closeDialog } from '../dialogs/dialogs';
import { type Act, Failure, useAct } from '../people/person';
import { LinkView } from './link';

type Way = KinInput['identified'];

interface RadiosProps<T> {
  legend: string;
  name: string;
  value: T | null;
  words: readonly (readonly [T, string])[];
  onPick: (v: T) => void;
  error?: string | undefined;
}

function Radios<T extends string>(p: RadiosProps<T>) {
  return (
    <fieldset class="choices">
      <legend>{p.legend}</legend>
      <div class="choices-row">
        {p.words.map(([v, words]) => (
          <label key={v} class="choice">
            <input type="radio" name={p.name} value={v} checked={v === p.value} onChange={() => p.onPick(v)} />
            <span>{words}</span>
          </label>
        ))}
      </div>
      {p.error && <p class="field-error">{p.error}</p>}
    </fieldset>
  );
}

/* The usual words are one tap; one may write another. */
function Relation({ value, onValue, error }: { value: string; onValue: (v: string) => void; error: string | undefined }) {
  const t = text.value.family.invite;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t.relation}</label>
      <input
        id={id}
        type="text"
        maxLength={50}
        value={value}
        autocomplete="off"
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint`}
        onInput={(e) => onValue(e.currentTarget.value)}
      />
      <p id={`${id}-hint`} class={error ? 'field-error' : 'soft'}>
        {error ?? t.relationHint}
      </p>
      <p class="suggestions">
        {t.relations.map((words) => (
          <Button key={words} class="suggestion" aria-pressed={value === words} onClick={() => onValue(words)}>
            {words}
          </Button>
        ))}
      </p>
    </div>
  );
}

function useKin(space: string, act: Act, onMade: (link: KinLink, name: string) => void) {
  const [self, setSelf] = useState(false);
  const [name, setName] = useState('');
  const [relation, setRelation] = useState('');
  const [keyPerson, setKeyPerson] = useState(false);
  const [identified, setIdentified] = useState<Way | null>(null);
  const [tried, setTried] = useState(0);
  const missing = name.trim() === '' || (!self && relation.trim() === '');
  const send = async () => {
    setTried(tried + 1);
    if (missing || identified === null) {
      return;
    }
    const as = self ? { self, key_person: false } : { self, key_person: keyPerson, relation: relation.trim() };
    const input: KinInput = { name: name.trim(), identified, ...as };
    let link: KinLink | null = null;
    if (await act.run(async () => (link = await familyApi.invite(space, input)))) {
      void readInbox();
      onMade(link!, input.name);
    }
  };
  return { self, setSelf, name, setName, relation, setRelation, keyPerson, setKeyPerson, identified, setIdentified, tried, send };
}

function Form({ space, onMade }: { space: string; onMade: (link: KinLink, name: string) => void }) {
  const t = text.value.family;
  const act = useAct();
  const k = useKin(space, act, onMade);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input[aria-invalid]')?.focus();
  }, [k.tried]);
  const submit = (e: Event) => {
    e.preventDefault();
    void k.send();
  };
  return (
    <form ref={form} class="kin-form" onSubmit={submit} noValidate>
      <Radios
        legend={t.invite.who}
        name="self"
        value={k.self ? 'self' : 'kin'}
        words={[['kin', t.invite.whoKin], ['self', t.invite.whoSelf]]}
        onPick={(v) => k.setSelf(v === 'self')}
      />
      <Field
        label={t.invite.name}
        value={k.name}
        onValue={k.setName}
        autocomplete="off"
        error={k.tried > 0 && k.name.trim() === '' ? t.invite.nameMissing : undefined}
      />
      {!k.self && (
        <>
          <Relation
            value={k.relation}
            onValue={k.setRelation}
            error={k.tried > 0 && k.relation.trim() === '' ? t.invite.relationMissing : undefined}
          />
          <label class="check">
            <input type="checkbox" checked={k.keyPerson} onChange={(e) => k.setKeyPerson(e.currentTarget.checked)} />
            <span>{t.invite.keyPerson}</span>
          </label>
        </>
      )}
      <Radios
        legend={t.invite.identified}
        name="identified"
        value={k.identified}
        words={[['met', t.invite.ways.met], ['phone', t.invite.ways.phone]]}
        onPick={k.setIdentified}
        error={k.tried > 0 && k.identified === null ? t.invite.identifiedMissing : undefined}
      />
      <p class="soft">{t.invite.line}</p>
      {act.code === 'conflict' ? <p class="error" role="alert">{t.invite.conflict}</p> : <Failure act={act} />}
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.invite.submit}
        </Button>
      </div>
    </form>
  );
}

export function KinInviteDialog({ space }: { space: string }) {
  const t = text.value.family.invite;
  const [made, setMade] = useState<{ link: KinLink; name: string } | null>(null);
  return (
    <Dialog title={made ? t.linkTitle(made.name) : t.title} onClose={closeDialog}>
      {made ? (
        <LinkView link={made.link} title={t.linkTitle(made.name)} />
      ) : (
        <Form space={space} onMade={(link, name) => setMade({ link, name })} />
      )}
    </Dialog>
  );
}

/* A new link for somebody whose first one was lost or ran out: the one before works no more. again: for a new password. */
export function KinLinkDialog({ space, id, name, again }: { space: string; id: string; name: string; again: boolean }) {
  const t = text.value.family;
  const title = again ? t.again.title(name) : t.invite.linkTitle(name);
  const act = useAct();
  const [link, setLink] = useState<KinLink | null>(null);
  const go = async () => {
    await act.run(async () => setLink(await familyApi.renew(space, id)));
    void readInbox();
  };
  return (
    <Dialog title={title} onClose={closeDialog}>
      {link ? (
        <LinkView link={link} title={title} />
      ) : (
        <>
          <p>{again ? t.again.line : t.people.renewLine}</p>
          <Failure act={act} gone={text.value.people.inbox.gone} />
          <div class="dialog-foot">
            <Button onClick={closeDialog}>{text.value.cancel}</Button>
            <Button look="main" disabled={act.busy} onClick={() => void go()}>
              {again ? t.again.submit : t.people.renew}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
