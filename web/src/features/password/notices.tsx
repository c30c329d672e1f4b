/* About one's own password: a link that somebody has made for it, and that it is old. */
import { passwordApi } from '../../api/password';
import type { InboxPassword, InboxPasswordLink } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { openDialog } from '../dialogs/dialogs';
import { Failure, day, useAct } from '../people/person';
import { Section } from '../people/section';

function LinkCard({ link }: { link: InboxPasswordLink }) {
  const t = text.value.factor.forgotten.own;
  const act = useAct();
  const stop = () => act.run(() => passwordApi.cancel(link.id)).then(() => void readInbox());
  return (
    <li class="card">
      <p class="card-title">
        <strong>{t.asked}</strong>
      </p>
      <p class="stamp">{whenFull(link.at, text.value)}</p>
      <p>{t.line(link.by.name, whenFull(link.expires_at, text.value))}</p>
      <Failure act={act} />
      <p class="card-foot">
        <Button look="danger" disabled={act.busy} onClick={() => void stop()}>
          {t.notMe}
        </Button>
      </p>
    </li>
  );
}

function OldCard({ since }: InboxPassword) {
  const t = text.value.factor.forgotten.own;
  return (
    <li class="card">
      <p>{t.oldLine(day(since))}</p>
      <p class="card-foot">
        <Button onClick={() => openDialog({ kind: 'password' })}>{t.change}</Button>
      </p>
    </li>
  );
}

interface Props {
  links: readonly InboxPasswordLink[];
  old: readonly InboxPassword[];
}

export function PasswordNotices({ links, old }: Props) {
  const t = text.value.factor;
  return (
    <>
      {links.length > 0 && (
        <Section title={t.notices.title}>
          {links.map((one) => (
            <LinkCard key={one.id} link={one} />
          ))}
        </Section>
      )}
      {old.length > 0 && (
        <Section title={t.forgotten.own.old}>
          {old.map((one) => (
            <OldCard key={one.since} since={one.since} />
          ))}
        </Section>
      )}
    </>
  );
}
