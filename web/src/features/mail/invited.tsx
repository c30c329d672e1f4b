/* The letter of somebody invited: where it stands, and sending another one. */
import { useState } from 'preact/hooks';
import { mailApi } from '../../api/mail';
import type { MailInvitee, StaffLink } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';

interface InviteeMailProps {
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

/** Where mail is set up: the address that the first link goes to. */
export function InviteeMail({ value, onValue, error }: InviteeMailProps) {
  const t = text.value.mail.invite;
  const own = useLoad(mailApi.read, []);
  return own.data?.on ? (
    <Field
      label={t.field}
      kind="email"
      value={value}
      onValue={onValue}
      autocomplete="off"
      maxLength={254}
      hint={t.hint}
      error={error}
    />
  ) : null;
}

export function InvitedByMail({ link, onDone }: { link: StaffLink; onDone: () => void }) {
  const t = text.value.mail.invite;
  return (
    <>
      <h3>{t.sentTitle}</h3>
      <p role="status">{t.sentLine(link.login)}</p>
      <div class="dialog-foot">
        <Button look="main" onClick={onDone}>
          {t.done}
        </Button>
      </div>
    </>
  );
}

export function LetterState({ letter }: { letter: MailInvitee | undefined }) {
  const t = text.value.mail;
  if (!letter?.state) {
    return null;
  }
  const stuck = letter.state === 'given_up' || (letter.state === 'queued' && letter.trouble !== null);
  return (
    <p class={stuck ? 'error words-of-people' : 'soft words-of-people'}>
      {t.invite.state(letter.address, t.states[letter.state])}
      {stuck && letter.trouble && `（${t.troubles[letter.trouble]}）`}
    </p>
  );
}

export interface SendAgainProps {
  hat: string;
  name: string;
  letter: MailInvitee | undefined;
  onDone: () => void;
}

export function SendAgain({ hat, name, letter, onDone }: SendAgainProps) {
  const t = text.value.mail.invite;
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState(letter?.address ?? '');
  const act = useAct();
  const wrong = act.code === 'bad_value' || act.code === 'too_long' ? text.value.mail.own.wrong : undefined;
  const send = async (e: Event) => {
    e.preventDefault();
    if (!act.busy && (await act.run(() => mailApi.invite(hat, address.trim())))) {
      setOpen(false);
      onDone();
    }
  };
  if (!open) {
    return (
      <Button onClick={() => setOpen(true)}>
        {t.again}
        <span class="for-sr">：{name}</span>
      </Button>
    );
  }
  return (
    <form class="dialog-form" onSubmit={(e) => void send(e)} noValidate>
      <p class="soft">{t.againLine}</p>
      <Field
        label={text.value.mail.title}
        kind="email"
        value={address}
        onValue={setAddress}
        autocomplete="off"
        maxLength={254}
        error={wrong}
      />
      {!wrong && <Failure act={act} />}
      <div class="dialog-foot">
        <Button onClick={() => setOpen(false)}>{text.value.cancel}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.again}
        </Button>
      </div>
    </form>
  );
}
