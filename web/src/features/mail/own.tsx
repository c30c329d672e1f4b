/* One's own mail address: set, changed, confirmed by a link, taken off. */
import { useState } from 'preact/hooks';
import { mailApi } from '../../api/mail';
import type { Mail } from '../../api/types.gen';
import { withProof } from '../../store/proof';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';

function State({ mail }: { mail: Mail }) {
  const t = text.value.mail;
  return (
    <>
      {mail.address && <p class="words-of-people">{t.own.address(mail.address)}</p>}
      {mail.pending && <p class="words-of-people">{t.own.pending(mail.pending)}</p>}
      {mail.pending && !mail.trouble && <p role="status">{t.own.pendingLine}</p>}
      {mail.trouble && <p class="error">{t.own.trouble(t.troubles[mail.trouble])}</p>}
      {!mail.address && !mail.pending && <p>{t.own.none}</p>}
    </>
  );
}

function Form({ mail, onMail, onDrop }: { mail: Mail; onMail: (mail: Mail) => void; onDrop: () => void }) {
  const t = text.value.mail.own;
  const [address, setAddress] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const send = async (to: string) => {
    if (await act.run(async () => onMail(await withProof(() => mailApi.set(to))))) {
      setAddress('');
      setTried(false);
    }
  };
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!act.busy && address.trim() !== '') {
      void send(address.trim());
    }
  };
  const isWrong = act.code === 'bad_value' || act.code === 'too_long' || (tried && address.trim() === '');
  const wrong = isWrong ? t.wrong : undefined;
  const there = mail.address !== null || mail.pending !== null;
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <Field
        label={t.field}
        kind="email"
        value={address}
        onValue={setAddress}
        autocomplete="email"
        maxLength={254}
        error={wrong}
      />
      {wrong === undefined && <Failure act={act} />}
      <div class="dialog-foot">
        {there && <Button onClick={onDrop}>{t.drop}</Button>}
        {mail.pending !== null && (
          <Button disabled={act.busy} onClick={() => void send(mail.pending!)}>
            {t.again}
          </Button>
        )}
        <Button look="main" submit disabled={act.busy}>
          {there ? t.change : t.set}
        </Button>
      </div>
    </form>
  );
}

export function MailDialog() {
  const t = text.value.mail.own;
  const load = useLoad(mailApi.read, []);
  const [fresh, setFresh] = useState<Mail | null>(null);
  const [dropping, setDropping] = useState(false);
  const act = useAct();
  const mail = fresh ?? load.data;
  const drop = async () => {
    await act.run(async () => setFresh(await withProof(mailApi.drop)));
    setDropping(false);
  };
  if (dropping) {
    const back = () => setDropping(false);
    return <Confirm title={t.dropTitle} line={t.dropLine} yes={t.drop} onYes={() => void drop()} onNo={back} />;
  }
  return (
    <Dialog title={text.value.mail.title} onClose={closeDialog}>
      <p>{t.line}</p>
      <LoadState load={load} />
      <Failure act={act} />
      {mail && <State mail={mail} />}
      {mail && !mail.on && <p class="note">{t.off}</p>}
      {mail?.on && <Form mail={mail} onMail={setFresh} onDrop={() => setDropping(true)} />}
    </Dialog>
  );
}
