import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import type { Post, ReactionKind } from '../../api/types';
import { react, startEdit } from '../../store/posts';
import { openPanel } from '../../store/route';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { startReply } from '../composer/reply';
import { openDialog } from '../dialogs/dialogs';
import type { PostProps } from './post_card';

export const REACTIONS: readonly ReactionKind[] = ['seen', 'acknowledged', 'thanks', 'like', 'done'];

export function ownReaction(post: Post, hat: string): ReactionKind | null {
  return post.reactions.find((r) => r.hat === hat && !r.lapsed)?.kind ?? null;
}

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

interface PickProps {
  post: Post;
  hat: string;
  onDone: () => void;
}

function ReactionPick({ post, hat, onDone }: PickProps) {
  const t = text.value;
  const box = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState<ReactionKind | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const own = ownReaction(post, hat);
  useEffect(() => box.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const pick = async (kind: ReactionKind) => {
    setBusy(kind);
    try {
      await react(post, kind, own);
      onDone();
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
      setBusy(null);
    }
  };
  const escape = (e: KeyboardEvent) => {
    if (e.key === 'Escape') {
      e.preventDefault();
      onDone();
    }
  };
  return (
    <div ref={box} class="reaction-pick" role="group" aria-label={t.post.reactPick} onKeyDown={escape}>
      {REACTIONS.map((kind) => (
        <Button key={kind} class="pick" aria-pressed={own === kind} disabled={busy !== null} onClick={() => void pick(kind)}>
          {t.reactions[kind]}
        </Button>
      ))}
      <div role="alert">{code && <p class="error">{errorText(code)}</p>}</div>
    </div>
  );
}

function More({ post, can, onDone }: { post: Post; can: string; onDone: () => void }) {
  const t = text.value.post;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('button')?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const escape = (e: KeyboardEvent) => {
    if (e.key === 'Escape') {
      e.preventDefault();
      onDone();
    }
  };
  const act = (f: () => void) => () => {
    onDone();
    f();
  };
  return (
    <div ref={box} class="more" role="group" aria-label={t.more} onKeyDown={escape}>
      {post.receipt && <Button onClick={act(() => openPanel({ kind: 'receipts', post: post.id }))}>{t.receipts}</Button>}
      {can.includes('edit') && <Button onClick={act(() => startEdit(post))}>{t.edit}</Button>}
      {can.includes('delete') && (
        <Button onClick={act(() => openDialog({ kind: 'remove', space: post.space, post: post.id }))}>{t.remove}</Button>
      )}
    </div>
  );
}

function Chips({ post, hat, of, opened, place }: PostProps) {
  const t = text.value.post;
  return (
    <div class="post-chips">
      {post.author === hat && !post.deleted && of > 0 && (
        <button type="button" class="chips" onClick={() => openPanel({ kind: 'receipts', post: post.id })}>
          <span class="chip">{t.openedOf(opened, of)}</span>
        </button>
      )}
      {post.replies > 0 && place === 'timeline' && (
        <button type="button" class="chips" onClick={() => openPanel({ kind: 'thread', post: post.id })}>
          <span class="chip strong">{t.replies(post.replies)}</span>
        </button>
      )}
      <ReactionChips post={post} hat={hat} />
    </div>
  );
}

type FootProps = PostProps & { reacting: boolean; setReacting: (v: boolean) => void };

export function PostFoot(props: FootProps) {
  const t = text.value;
  const { post, hat, can, reacting, setReacting } = props;
  const [more, setMore] = useState(false);
  const own = ownReaction(post, hat);
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
            <Button look="quiet" onClick={() => startReply(post)}>
              <Icon name="reply" />
              {t.post.reply}
            </Button>
          )}
          {can.includes('react') && (
            <Button
              look="quiet"
              data-act="react"
              aria-expanded={reacting}
              data-own={own !== null}
              onClick={() => setReacting(!reacting)}
            >
              <Icon name="hand" />
              {own ? t.post.reacted(t.reactionsShort[own]) : t.post.react}
            </Button>
          )}
          {(post.receipt || /edit|delete/.test(can)) && (
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
      {more && !post.deleted && <More post={post} can={can} onDone={back(() => setMore(false), 'more')} />}
    </footer>
  );
}
