import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import type { Post, ReactionKind } from '../../api/types';
import { react } from '../../store/posts';
import { openPanel } from '../../store/route';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { startReply } from '../composer/reply';
import type { PostProps } from './post_card';
import { More, REACTIONS, ReactionPick, ownReaction } from './post_pick';

/** Chips of the reactions that hold; those given to an earlier text stand apart. */
export function reactionCounts(post: Post): { kind: ReactionKind; n: number; lapsed: boolean }[] {
  const counts = [false, true].flatMap((lapsed) =>
    REACTIONS.map((kind) => ({
      kind,
      lapsed,
      n: post.reactions.filter((r) => r.kind === kind && r.lapsed === lapsed).length,
    })),
  );
  return counts.filter((c) => c.n > 0);
}

function ReactionChips({ post, hat }: { post: Post; hat: string }) {
  const t = text.value;
  const counts = reactionCounts(post);
  if (counts.length === 0) {
    return null;
  }
  const own = ownReaction(post, hat);
  return (
    <button type="button" class="chips" onClick={() => openPanel({ kind: 'reactions', post: post.id })}>
      <span class="for-sr">{t.post.seeReactions}</span>
      {counts
        .filter((c) => !c.lapsed)
        .map((c) => (
          <span key={c.kind} class="chip" data-own={own === c.kind}>
            {t.reactionsShort[c.kind]} {c.n}
          </span>
        ))}
      {counts.some((c) => c.lapsed) && (
        <span class="chip lapsed">
          {t.post.lapsed}：
          {counts
            .filter((c) => c.lapsed)
            .map((c) => `${t.reactionsShort[c.kind]} ${c.n}`)
            .join('・')}
        </span>
      )}
    </button>
  );
}

function Chips({ post, hat, of, opened, place }: PostProps) {
  const t = text.value.post;
  return (
    <div class="post-chips">
      {post.replies > 0 && place === 'timeline' && (
        <button type="button" class="chips" onClick={() => openPanel({ kind: 'thread', post: post.id })}>
          <span class="chip strong">{t.replies(post.replies)}</span>
        </button>
      )}
      <ReactionChips post={post} hat={hat} />
      {post.author === hat && !post.deleted && of > 0 && (
        <button type="button" class="chips" onClick={() => openPanel({ kind: 'receipts', post: post.id })}>
          <span class="chip plain">{t.openedOf(opened, of)}</span>
        </button>
      )}
    </div>
  );
}

/* The answer most asked for takes one press; what one has answered stands there afterwards and opens the choice. */
function Answer({ post, hat, reacting, setReacting }: FootProps) {
  const t = text.value;
  const [busy, setBusy] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const own = ownReaction(post, hat);
  const acknowledge = async () => {
    setBusy(true);
    setCode(null);
    try {
      await react(post, 'acknowledged', null);
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
    }
    setBusy(false);
  };
  const toggle = { 'data-act': 'react', 'aria-expanded': reacting, onClick: () => setReacting(!reacting) };
  return (
    <>
      {own === null && post.author !== hat && (
        <Button look="quiet" data-act="acknowledge" disabled={busy} onClick={() => void acknowledge()}>
          <Icon name="check" />
          {t.reactions.acknowledged}
        </Button>
      )}
      {own === null ? (
        <Button look="quiet" class="round" aria-label={t.post.react} title={t.post.react} {...toggle}>
          <Icon name="face" />
        </Button>
      ) : (
        <Button look="quiet" data-own="true" {...toggle}>
          <Icon name="check" />
          <span class="for-sr">{t.post.ownReaction}</span>
          {t.reactions[own]}
        </Button>
      )}
      <span role="alert">{code && <span class="error">{errorText(code)}</span>}</span>
    </>
  );
}

type FootProps = PostProps & { reacting: boolean; setReacting: (v: boolean) => void };

export function PostFoot(props: FootProps) {
  const t = text.value;
  const { post, hat, can, reacting, setReacting } = props;
  const [more, setMore] = useState(false);
  const mine = post.author === hat;
  const toggles = useRef<HTMLDivElement>(null);
  const back = (close: () => void, name: string) => () => {
    close();
    toggles.current?.querySelector<HTMLElement>(`[data-act=${name}]`)?.focus({ preventScroll: true });
  };
  return (
    <footer class="post-foot">
      <Chips {...props} />
      {!post.deleted && (
        <div ref={toggles} class="post-acts">
          {can.includes('reply') && (
            <Button look="quiet" data-act="reply" onClick={() => startReply(post)}>
              <Icon name="reply" />
              {t.post.reply}
            </Button>
          )}
          {can.includes('react') && <Answer {...props} />}
          {(mine || /edit|delete/.test(can)) && (
            <Button
              look="quiet"
              class="round"
              data-act="more"
              aria-expanded={more}
              aria-label={t.post.more}
              onClick={() => setMore(!more)}
            >
              <Icon name="more" />
            </Button>
          )}
        </div>
      )}
      {reacting && !post.deleted && <ReactionPick post={post} hat={hat} onDone={back(() => setReacting(false), 'react')} />}
      {more && !post.deleted && <More post={post} own={mine} can={can} onDone={back(() => setMore(false), 'more')} />}
    </footer>
  );
}
