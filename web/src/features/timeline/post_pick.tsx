/* What opens below a post: the five reactions, and the rarer acts. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import type { Post, ReactionKind } from '../../api/types';
import { react, startEdit } from '../../store/posts';
import { openPanel } from '../../store/route';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { openDialog } from '../dialogs/dialogs';

export const REACTIONS: readonly ReactionKind[] = ['seen', 'acknowledged', 'thanks', 'like', 'done'];

export function ownReaction(post: Post, hat: string): ReactionKind | null {
  return post.reactions.find((r) => r.hat === hat && !r.lapsed)?.kind ?? null;
}

/* It may open below the edge of the window: it comes into view, and the focus goes in. */
function useOpened(): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('button')?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return box;
}

function onEscape(act: () => void) {
  return (e: KeyboardEvent) => {
    if (e.key === 'Escape') {
      e.preventDefault();
      act();
    }
  };
}

interface PickProps {
  post: Post;
  hat: string;
  onDone: () => void;
}

export function ReactionPick({ post, hat, onDone }: PickProps) {
  const t = text.value;
  const box = useOpened();
  const [busy, setBusy] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const own = ownReaction(post, hat);
  const pick = async (kind: ReactionKind) => {
    setBusy(true);
    try {
      await react(post, kind, own);
      onDone();
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
      setBusy(false);
    }
  };
  return (
    <div ref={box} class="reaction-pick" role="group" aria-label={t.post.reactPick} onKeyDown={onEscape(onDone)}>
      {REACTIONS.map((kind) => (
        <Button key={kind} class="pick" aria-pressed={own === kind} disabled={busy} onClick={() => void pick(kind)}>
          {t.reactions[kind]}
        </Button>
      ))}
      {own !== null && <p class="soft">{t.post.pickAgain}</p>}
      <div role="alert">{code && <p class="error">{errorText(code)}</p>}</div>
    </div>
  );
}

export function More({ post, own, can, onDone }: { post: Post; own: boolean; can: string; onDone: () => void }) {
  const t = text.value.post;
  const box = useOpened();
  const act = (f: () => void) => () => {
    onDone();
    f();
  };
  return (
    <div ref={box} class="more" role="group" aria-label={t.more} onKeyDown={onEscape(onDone)}>
      {own && <Button onClick={act(() => openPanel({ kind: 'receipts', post: post.id }))}>{t.receipts}</Button>}
      {can.includes('edit') && <Button onClick={act(() => startEdit(post))}>{t.edit}</Button>}
      {!own && !post.reported && / report( |$)/.test(` ${can}`) && (
        <Button onClick={act(() => openDialog({ kind: 'report', space: post.space, post: post.id }))}>{t.report}</Button>
      )}
      {can.includes('delete') && (
        <Button onClick={act(() => openDialog({ kind: 'remove', space: post.space, post: post.id }))}>{t.remove}</Button>
      )}
    </div>
  );
}
