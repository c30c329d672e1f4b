import { waiting } from '../../store/inbox';
import { live, session, unread } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon, Mark } from '../../ui/icon';
import { Badge } from '../../ui/person';
import { openDialog } from '../dialogs/dialogs';
import { useLate } from './late';

/* Always there for the eye as a dot with words, so that 'no new posts' can be told from 'no connection'. */
function Connection() {
  const t = text.value.connection;
  const lost = useLate(live.value !== 'open');
  return (
    <p class="connection" data-state={lost ? 'lost' : 'open'}>
      {lost ? t.connecting : t.open}
    </p>
  );
}

function Unread() {
  const t = text.value.spaces;
  const n = unread.value;
  return (
    <p class="top-unread">
      <span class="for-sr">{t.unreadAll(n)}</span>
      {n > 0 && (
        <span class="unread" aria-hidden="true">
          {t.unread(n)}
        </span>
      )}
    </p>
  );
}

/* Always in the same place, with or without a number. */
function InboxButton() {
  const n = waiting.value;
  return (
    <Button look="quiet" class="top-inbox" aria-haspopup="dialog" onClick={() => openDialog({ kind: 'inbox' })}>
      <Icon name="bell" />
      <span class="for-sr">{text.value.people.inbox.open(n)}</span>
      {n > 0 && (
        <span class="unread" aria-hidden="true">
          {n}
        </span>
      )}
    </Button>
  );
}

/* The address must not change: 'back' would lead to it. */
function toPosts(e: MouseEvent): void {
  e.preventDefault();
  document.getElementById('posts')?.focus();
}

export function Header({ skip }: { skip: boolean }) {
  const t = text.value;
  const s = session.value;
  return (
    <header>
      <div class="top">
        {skip && (
          <a class="skip" href="#posts" onClick={toPosts}>
            {t.skipToPosts}
          </a>
        )}
        <div class="top-brand">
          <Mark />
          <p class="top-name">
            <strong>{s?.region.network_name || t.app}</strong>
            {s?.region.network_name && <span>{t.app}</span>}
          </p>
        </div>
        <Connection />
        <Unread />
        {s && <InboxButton />}
        {s && (
          <Button look="quiet" class="top-menu" aria-haspopup="dialog" onClick={() => openDialog({ kind: 'menu' })}>
            <span class="for-sr">{t.menu.of(s.hat.name)}</span>
            <Badge person={s.hat} />
            <span aria-hidden="true">{s.hat.name}</span>
            <Icon name="open" />
          </Button>
        )}
      </div>
      {s?.region.demo && <p class="demo">{t.signIn.demo}</p>}
    </header>
  );
}
