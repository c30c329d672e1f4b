import { useId, useState } from 'preact/hooks';
import type { Person, Post } from '../../api/types';
import { lengthOf } from '../../store/drafts';
import type { Room } from '../../store/model';
import { openPanel } from '../../store/route';
import { showPost } from '../../store/timeline';
import { text } from '../../text';
import { when } from '../../text/time';
import { kin, minute } from '../../store/store';
import { Button } from '../../ui/button';
import { Badge, Belonging } from '../../ui/person';
import { Time } from '../common/time';
import { Reported } from '../circle/report';
import { startReply } from '../composer/reply';
import { PostFoot } from './post_foot';

/** What one may do with a post, as one string, so that equal abilities are equal properties; `board`: it is a notice. */
export function abilities(room: Room, post: Post, hat: string): string {
  const own = post.author === hat && !post.deleted ? room.space.may_own : [];
  const any = post.deleted ? [] : room.space.may.filter((m) => m !== 'post');
  return [...any, ...own, ...(room.space.kind === 'board' ? ['board'] : [])].join(' ');
}

export interface PostProps {
  post: Post;
  author: Person | undefined;
  deleter?: Person | undefined;
  root?: Post | undefined;
  rootAuthor?: Person | undefined;
  hat: string;
  can: string;
  of: number;
  opened: number;
  place: 'timeline' | 'thread';
}

function firstLine(post: Post | undefined): string {
  if (post?.deleted) {
    return text.value.post.replyToDeleted;
  }
  return post?.body?.trim().split('\n', 1)[0] ?? text.value.post.replyToUnknown;
}

function Quote({ post, root, rootAuthor }: PostProps) {
  const t = text.value.post;
  const name = rootAuthor?.name;
  return (
    <button type="button" class="quote" onClick={() => void showPost(post.space, post.reply_to!.no)}>
      <span class="quote-by">{name ? t.replyTo(name) : t.reply}</span>
      <span class="quote-line">{firstLine(root)}</span>
    </button>
  );
}

function Tombstone({ post, deleter, author }: PostProps) {
  const t = text.value;
  const d = post.deleted!;
  const name = (deleter ?? author)?.name ?? '';
  return (
    <p class="tombstone">
      <strong>{t.post.deleted}</strong>
      <span>{t.post.deletedBy(name, when(d.at, minute.value, t))}</span>
      {d.reason && <span>{t.post.reason(d.reason)}</span>}
    </p>
  );
}

const FOLD_FROM_CHARACTERS = 1200;
const FOLD_FROM_LINES = 30;

/* A very long post shows its beginning; the rest is one press away. */
function Body({ body }: { body: string }) {
  const t = text.value.post;
  const [whole, setWhole] = useState(false);
  const n = lengthOf(body);
  const long = n > FOLD_FROM_CHARACTERS || body.split('\n').length > FOLD_FROM_LINES;
  return (
    <>
      <p class="post-body words-of-people" data-folded={long && !whole}>
        {body}
      </p>
      {long && (
        <Button class="full" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t.fold : t.unfold(n)}
        </Button>
      )}
    </>
  );
}

function usePostKeys({ post, can, place }: PostProps) {
  const [reacting, setReacting] = useState(false);
  const keys: Record<string, () => void> = {
    r: () => can.includes('reply') && startReply(post),
    a: () => can.includes('react') && !can.includes('board') && setReacting(true),
    t: () => place === 'timeline' && openPanel({ kind: 'thread', post: post.reply_to?.id ?? post.id }),
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const act = keys[e.key.toLowerCase()];
    if (act && e.target === e.currentTarget && !e.ctrlKey && !e.metaKey && !e.altKey && !e.isComposing) {
      e.preventDefault();
      act();
    }
  };
  return { reacting, setReacting, onKeyDown };
}

export function PostCard(props: PostProps) {
  const t = text.value.post;
  const { post, author, hat, place } = props;
  const id = useId();
  const { reacting, setReacting, onKeyDown } = usePostKeys(props);
  const mine = post.author === hat;
  const Name = place === 'timeline' ? 'h4' : 'h3';
  return (
    <article
      class={mine ? 'post mine' : 'post'}
      tabIndex={0}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      {...(place === 'timeline' ? { 'data-no': post.no } : {})}
    >
      <header class="post-head">
        <Badge person={author} />
        <Name id={id}>
          {author?.name}
          {mine && <span class="for-sr"> {t.mine}</span>}
        </Name>
        <p class="post-time">
          <Time at={post.at} />
        </p>
        <Belonging person={author} />
      </header>
      {post.reply_to && place === 'timeline' && <Quote {...props} />}
      {post.deleted && <Tombstone {...props} />}
      {post.reported && !post.deleted && <Reported post={post} mine={mine} manages={props.can.includes('report_dismiss')} />}
      {post.body !== null && <Body body={post.body} />}
      {post.unreadable && <p class="note">{text.value.life.unreadable.line}</p>}
      {post.edited_at !== null && !post.deleted && (
        <p class="post-edited">
          <span>
            {t.edited}（<Time at={post.edited_at} />）
          </span>
          {!kin.value && (
            <Button look="link" onClick={() => openPanel({ kind: 'versions', post: post.id })}>
              {t.seeVersions}
            </Button>
          )}
        </p>
      )}
      <PostFoot {...props} reacting={reacting} setReacting={setReacting} />
    </article>
  );
}
