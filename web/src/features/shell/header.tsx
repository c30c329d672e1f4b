import { live, session, unread } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon, Mark } from '../../ui/icon';
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

/* The address must not change: 'back' would lead to it. */
function toPosts(e: MouseEvent): void {
  e.preventDefault();
  document.getElementById('posts')?.focus();
}

export function Header({ skip }: { skip: boolean }) {
  const t = text.value;
  const s = session.value;
  const n = unread.value;
  return (
    <header class="top">
      {skip && (
        <a class="skip" href="#posts" onClick={toPosts}>
          {t.skipToPosts}
        </a>
      )}
      <div class="top-brand">
        <Mark />
        <p class="top-name">
          <strong>{t.app}</strong>
          {s && <span>{s.region.network_name || s.region.name}</span>}
        </p>
      </div>
      <Connection />
      <p class="top-unread" data-some={n > 0}>
        <span class="for-sr">{t.spaces.unreadAll(n)}</span>
        <span aria-hidden="true">{t.spaces.unread(n)}</span>
      </p>
      {s && (
        <Button look="quiet" class="top-menu" aria-haspopup="dialog" onClick={() => openDialog({ kind: 'menu' })}>
          <Icon name="menu" />
          <span class="for-sr">{t.menu.title} </span>
          <span>{s.hat.name}</span>
        </Button>
      )}
      {s?.region.demo && <p class="demo">{t.signIn.demo}</p>}
    </header>
  );
}
