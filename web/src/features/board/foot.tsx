/* Under a notice: 確認しました, of a 施設管理者; how many have, for everybody; the list, for office and committee. */
import type { Post } from '../../api/types';
import { openPanel } from '../../store/route';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { react } from '../../store/posts';
import { Failure, useAct } from '../people/person';
import { ownReaction } from '../timeline/post_pick';

const confirmedBy = (post: Post) => post.reactions.filter((r) => r.kind === 'acknowledged' && !r.lapsed).length;

export function ConfirmedChip({ post, can }: { post: Post; can: string }) {
  const t = text.value.board;
  const kind = can.includes('confirmations') ? 'confirmations' : 'reactions';
  if (post.deleted || post.reply_to || (kind === 'reactions' && post.reactions.length === 0)) {
    return null;
  }
  return (
    <button type="button" class="chips" onClick={() => openPanel({ kind, post: post.id })}>
      <span class={kind === 'confirmations' ? 'chip strong' : 'chip'}>{t.confirmed(confirmedBy(post))}</span>
    </button>
  );
}

export function Confirm({ post, hat }: { post: Post; hat: string }) {
  const t = text.value.board;
  const act = useAct();
  const own = ownReaction(post, hat);
  if (post.reply_to || session.value?.hat.kind !== 'staff') {
    return null;
  }
  return (
    <>
      <Button
        look="quiet"
        data-act="acknowledge"
        data-own={own === null ? undefined : 'true'}
        aria-pressed={own !== null}
        disabled={act.busy}
        onClick={() => void act.run(() => react(post, 'acknowledged', own))}
      >
        <Icon name="check" />
        {t.confirm}
      </Button>
      <Failure act={act} />
    </>
  );
}
