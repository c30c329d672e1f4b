import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import type { Post, ReactionKind } from '../../api/types';
import { react } from '../../store/posts';
import { openPanel } from '../../store/route';
import { kin } from '../../store/store';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Confirm, ConfirmedChip } from '../board/foot';
import { startReply } from '../composer/reply';
import { familyView } from '../family/view';
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
  if (kin.value) {
    return (
      <p class="chips">
        {counts.map((c) => (
          <span key={`${c.kind}${c.lapsed}`} class="chip" data-own={own === c.kind}>
            {t.reactions[c.kind]} {c.n}
          </span>
        ))}
      </p>
    );
  }
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

function Chips({ post, hat, can, of, opened, place }: PostProps) {
  const t = text.value.post;
  return (
    <div class="post-chips">
      {post.replies > 0 && place === 'timeline' && !kin.value && (
        <button type="button" class="chips" onClick={() => openPanel({ kind: 'thread', post: post.id })}>
          <span class="chip strong">{t.replies(post.replies)}</span>
        </button>
      )}
      {can.includes('board') ? <ConfirmedChip post={post} can={can} /> : <ReactionChips post={post} hat={hat} />}
      {post.author === hat && !post.deleted && of > 0 && !kin.value && (
        <button type="button" class="chips" onClick={() => openPanel({ kind: 'receipts', post: post.id })}>
          <span class="chip plain">{t.openedOf(opened, of)}</span>
        </button>
      )}
    </div>
  );
}

/* What a family answers with, besides words. */
const KIN_ANSWERS: readonly ReactionKind[] = ['seen', 'thanks'];

/* Of patient and family: one press each, and once more takes it back. */
function KinAnswer({ post, hat }: { post: Post; hat: string }) {
  const t = text.value;
  const [busy, setBusy] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const own = ownReaction(post, hat);
  const say = async (kind: ReactionKind) => {
    setBusy(true);
    setCode(null);
    try {
      await react(post, kind, own);
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
    }
    setBusy(false);
  };
  if (post.author === hat) {
    return null;
  }
  return (
    <>
      {KIN_ANSWERS.map((kind) => (
        <Button key={kind} data-act={kind} aria-pressed={own === kind} disabled={busy} onClick={() => void say(kind)}>
          {own === kind && <Icon name="check" />}
          {t.reactions[kind]}
        </Button>
      ))}
      <span role="alert">{code && <span class="error">{errorText(code)}</span>}</span>
    </>
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

function React(props: FootProps) {
  if (props.can.includes('board')) {
    return <Confirm post={props.post} hat={props.hat} />;
  }
  return <Answer {...props} />;
}

/* Patient and family write on a page of their own. */
function reply(post: Post): void {
  startReply(post);
  if (kin.peek()) {
    familyView.value = 'write';
  }
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
      {post.body !== null && (
        <div ref={toggles} class="post-acts">
          {kin.value && can.includes('react') && <KinAnswer post={post} hat={hat} />}
          {can.includes('reply') && !(kin.value && mine) && (
            <Button look={kin.value ? 'plain' : 'quiet'} data-act="reply" onClick={() => reply(post)}>
              <Icon name="reply" />
              {t.post.reply}
            </Button>
          )}
          {!kin.value && can.includes('react') && <React {...props} />}
          {((mine && !kin.value) || /edit|delete|report/.test(can)) && (
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
      {more && !post.deleted && (
        <More post={post} own={mine && !kin.value} can={can} onDone={back(() => setMore(false), 'more')} />
      )}
    </footer>
  );
}
