import { useEffect, useRef } from 'preact/hooks';
import type { Room } from '../../store/model';
import { type Panel, closePanel } from '../../store/route';
import { model } from '../../store/store';
import { watch } from '../../store/sync';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Confirmations } from '../board/confirmations';
import { Members } from './members';
import { Reactions } from './reactions';
import { Receipts } from './receipts';
import { Thread } from './thread';
import { Versions } from './versions';

function Content({ room, panel }: { room: Room; panel: Panel }) {
  const post = panel.post;
  if (panel.kind === 'members' || post === null) {
    return <Members room={room} />;
  }
  switch (panel.kind) {
    case 'confirmations':
      return <Confirmations room={room} post={post} />;
    case 'reactions':
      return <Reactions room={room} post={post} />;
    case 'receipts':
      return <Receipts room={room} post={post} />;
    case 'thread':
      return <Thread room={room} root={post} />;
    case 'versions':
      return <Versions room={room} post={post} />;
  }
}

/** The column beside the timeline; on a phone it takes the whole screen, and 'back' closes it. */
export function PanelView({ space, panel }: { space: string; panel: Panel }) {
  const t = text.value;
  const head = useRef<HTMLHeadingElement>(null);
  const room = model.value.rooms.get(space);
  useEffect(() => {
    if (panel.kind !== 'receipts') {
      return undefined;
    }
    watch(space);
    return () => watch(null);
  }, [panel.kind, space]);
  useEffect(() => {
    const before = document.activeElement;
    head.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
  return (
    <aside class="panel" aria-labelledby="panel-title">
      <header class="panel-head">
        <h2 id="panel-title" ref={head} tabIndex={-1}>
          {panel.kind === 'confirmations' ? t.board.confirmations : t.panels[panel.kind]}
        </h2>
        <Button look="quiet" class="round" aria-label={t.close} onClick={closePanel}>
          <Icon name="close" />
        </Button>
      </header>
      <div class="panel-body" tabIndex={0} role="region" aria-labelledby="panel-title">
        {room && <Content room={room} panel={panel} />}
      </div>
    </aside>
  );
}
