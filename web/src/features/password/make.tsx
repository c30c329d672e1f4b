/* For somebody who has forgotten the password: who it is was made sure of, then the link, by mail or to hand over. */
import { useState } from 'preact/hooks';
import { passwordApi } from '../../api/password';
import type { Person } from '../../api/types';
import type { PasswordLinkMade } from '../../api/types.gen';
import { withProof } from '../../store/proof';
import { session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Qr } from '../../ui/qr';
import { Failure, PersonLine, useAct } from '../people/person';

interface MadeProps {
  person: Person;
  link: PasswordLinkMade;
  onDone: () => void;
}

function Made({ person, link, onDone }: MadeProps) {
  const t = text.value.factor.forgotten.make;
  const until = whenFull(link.expires_at, text.value);
  /* Behind the #, which a browser sends to nobody. */
  const address = `${location.origin}/password#${link.token}`;
  return (
    <>
      <section class={link.token === null ? undefined : 'printable'}>
        <p class="print-only">{session.value?.region.network_name}</p>
        <h3>{text.value.factor.forgotten.page.of(person.name, null)}</h3>
        {link.token === null ? (
          <p role="status">{t.sent(until)}</p>
        ) : (
          <>
            <p role="status">{t.linkLine(until)}</p>
            <Qr words={address} label={t.qr} />
            <p class="secret" translate={false}>
              {address}
            </p>
          </>
        )}
      </section>
      {link.second && <p class="note">{t.second}</p>}
      <div class="dialog-foot">
        {link.token !== null && <Button onClick={() => print()}>{t.print}</Button>}
        <Button look="main" onClick={onDone}>
          {t.done}
        </Button>
      </div>
    </>
  );
}

interface Props {
  person: Person;
  onDone: () => void;
  onBack: () => void;
}

export function MakePasswordLink({ person, onDone, onBack }: Props) {
  const t = text.value.factor.forgotten.make;
  const [link, setLink] = useState<PasswordLinkMade | null>(null);
  const act = useAct();
  const make = () => act.run(async () => setLink(await withProof(() => passwordApi.make(person.hat))));
  if (link) {
    return <Made person={person} link={link} onDone={onDone} />;
  }
  return (
    <>
      <PersonLine person={person} />
      <p>{t.line}</p>
      <p class="soft">{t.safe}</p>
      <Failure act={act} gone={t.gone} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void make()}>
          {t.submit}
        </Button>
      </div>
    </>
  );
}
