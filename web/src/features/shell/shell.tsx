import { useEffect } from 'preact/hooks';
import { live, loaded, model, notice } from '../../store/store';
import { lockSoon } from '../../store/activity';
import { saveAll } from '../../store/drafts';
import { desk } from '../../store/desk';
import { closePanel, route } from '../../store/route';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { openDialog } from '../dialogs/dialogs';
import { Dialogs } from '../dialogs/dialogs_view';
import { PanelView } from '../panels/panel';
import { DeskView } from '../desk/desk';
import { DocumentBanner } from '../document/waiting';
import { SpaceList } from '../spaces/space_list';
import { SpaceView } from '../timeline/space_view';
import { Header } from './header';
import { useLate } from './late';

function Banners() {
  const t = text.value;
  const lost = useLate(live.value !== 'open');
  return (
    <div class="banners">
      <div role="status">
        {lost && <p class="banner warn">{navigator.onLine && !loaded.value ? t.connection.unreachable : t.connection.offline}</p>}
      </div>
      <DocumentBanner />
      <div role="alert">{lockSoon.value && <p class="banner warn">{t.lock.soon}</p>}</div>
      <div role="alert">
        {notice.value && (
          <p class="banner note">
            <span>
              {t.notices[notice.value.code]}
              {notice.value.detail ? ` ${notice.value.detail}` : ''}
            </span>
            <Button
              look="quiet"
              class="round"
              aria-label={t.close}
              onClick={() => {
                notice.value = null;
              }}
            >
              <Icon name="close" />
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}

function useKeys(): void {
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.isComposing) {
        return;
      }
      if (e.key === '/' && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        openDialog({ kind: 'help' });
      } else if (e.key === 'Escape' && !e.defaultPrevented && route.peek().panel && !document.querySelector('dialog[open]')) {
        closePanel();
      }
    };
    const leave = () => {
      if (document.visibilityState === 'hidden') {
        void saveAll();
      }
    };
    addEventListener('keydown', key);
    document.addEventListener('visibilitychange', leave);
    return () => {
      removeEventListener('keydown', key);
      document.removeEventListener('visibilitychange', leave);
    };
  }, []);
}

export function Shell() {
  useKeys();
  const { space, panel } = route.value;
  const known = space !== null && model.value.rooms.has(space);
  const view = panel && known ? 'panel' : space || desk.value ? 'space' : 'list';
  return (
    <div class="shell" data-view={view}>
      <Header skip={known} />
      <Banners />
      <main class="columns">
        <h1 class="for-sr">{text.value.app}</h1>
        <SpaceList />
        {desk.value ? <DeskView place={desk.value} /> : <SpaceView space={space} />}
        {panel && known && <PanelView key={`${panel.kind} ${panel.post ?? ''}`} space={space} panel={panel} />}
      </main>
      <Dialogs />
    </div>
  );
}
