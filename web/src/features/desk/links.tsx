/* The first links of a facility's 施設管理者, told once: each to be handed over on a sheet of its own. */
import { useState } from 'preact/hooks';
import type { ActivationLink } from '../../api/types.gen';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Qr } from '../../ui/qr';

interface OneProps {
  link: ActivationLink;
  printed: boolean;
  onPrint: () => void;
}

function One({ link, printed, onPrint }: OneProps) {
  const t = text.value.desk.apply;
  const address = `${location.origin}/activate#${link.token}`;
  return (
    <section class="group">
      <div class={printed ? 'printable' : undefined}>
        <p class="print-only">{session.value?.region.network_name}</p>
        <h3 class="words-of-people">{t.activate.of(link.name, null)}</h3>
        <p class="soft">
          {t.desk.receipt}：{link.login}
        </p>
        {link.token === null ? (
          <p>{text.value.mail.apply.sent}</p>
        ) : (
          <>
            <p class="print-only">{t.desk.linkPaper}</p>
            <Qr words={address} label={text.value.gate.invite.qr} />
            <p class="link-words" translate={false}>
              {address}
            </p>
          </>
        )}
      </div>
      {link.token !== null && (
        <p class="row-acts">
          <Button onClick={onPrint}>
            {t.desk.linkPrint}
            <span class="for-sr">：{link.name}</span>
          </Button>
        </p>
      )}
    </section>
  );
}

export function Links({ links, onClose }: { links: readonly ActivationLink[]; onClose: () => void }) {
  const t = text.value.desk.apply.desk;
  const [printed, setPrinted] = useState<string | null>(null);
  const put = (login: string) => {
    setPrinted(login);
    setTimeout(() => print()); /* once its sheet is marked */
  };
  return (
    <Dialog title={t.linksTitle} onClose={onClose}>
      {links.length === 0 && <p>{t.noLinks}</p>}
      {links.some((l) => l.token !== null) && <p>{t.linksLine}</p>}
      {links.map((l) => (
        <One key={l.login} link={l} printed={printed === l.login} onPrint={() => put(l.login)} />
      ))}
      <div class="dialog-foot">
        <Button look="main" onClick={onClose}>
          {text.value.close}
        </Button>
      </div>
    </Dialog>
  );
}
