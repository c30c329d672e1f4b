/* The link, to be handed over: as a QR code drawn here, as words to copy, and on paper. It is not shown again. */
import { useState } from 'preact/hooks';
import type { KinLink } from '../../api/types.gen';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Qr } from '../../ui/qr';
import { closeDialog } from '../dialogs/dialogs';
import { day } from '../people/person';

/** Behind the #, which a browser sends to nobody. */
function addressOf(link: KinLink): string {
  return `${location.origin}/join#${link.token}`;
}

export function LinkView({ link, title }: { link: KinLink; title: string }) {
  const t = text.value.family.invite;
  const [copied, setCopied] = useState(false);
  const address = addressOf(link);
  const copy = async () => {
    await navigator.clipboard.writeText(address).catch(() => undefined);
    setCopied(true);
  };
  return (
    <div class="kin-link">
      <p class="note not-printed">{t.linkLine}</p>
      <div class="to-print printable">
        <p>
          <strong>{session.value?.region.network_name}</strong> {title}
        </p>
        <Qr words={address} label={t.qr} />
        <p class="link-words" translate={false}>
          {address}
        </p>
        <p class="soft">{t.until(day(link.expires_at))}</p>
      </div>
      <p class="row-acts not-printed">
        <Button onClick={() => void copy()}>{t.copy}</Button>
        <Button onClick={() => print()}>{t.print}</Button>
        <span role="status">{copied && t.copied}</span>
      </p>
      <div class="dialog-foot not-printed">
        <Button look="main" onClick={closeDialog}>
          {t.done}
        </Button>
      </div>
    </div>
  );
}
