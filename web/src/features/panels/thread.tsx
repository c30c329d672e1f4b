import type { Post } from '../../api/types';
import { type Room, receiptOf, threadOf } from '../../store/model';
import { myHat } from '../../store/store';
import { loadThread } from '../../store/timeline';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { startReply } from '../composer/reply';
import { PostCard, abilities } from '../timeline/post_card';
import { LoadState, useLoad } from './load';

function Item({ room, post }: { room: Room; post: Post }) {
  const receipt = receiptOf(room, post, myHat.value);
  return (
    <li>
      <PostCard
        post={post}
        author={room.people.get(post.author)}
        deleter={post.deleted ? room.people.get(post.deleted.hat) : undefined}
        hat={myHat.value}
        can={abilities(room, post, myHat.value)}
        of={receipt.of}
        opened={receipt.opened}
        place="thread"
      />
    </li>
  );
}

export function Thread({ room, root }: { room: Room; root: string }) {
  const t = text.value;
  const load = useLoad(() => loadThread(room.space.id, root).then(() => true), [root]);
  const post = room.entries.get(root)?.post;
  const replies = threadOf(room, root);
  return (
    <>
      {post && (
        <ol class="rows thread-root" role="list">
          <Item room={room} post={post} />
        </ol>
      )}
      <LoadState load={load} />
      {load.data && replies.length === 0 && <p class="soft">{t.panels.threadNone}</p>}
      <ol class="rows" role="list">
        {replies.map((e) => (
          <Item key={e.post.id} room={room} post={e.post} />
        ))}
      </ol>
      {post && abilities(room, post, myHat.value).includes('reply') && (
        <Button look="main" class="full" onClick={() => startReply(post)}>
          <Icon name="reply" />
          {t.post.reply}
        </Button>
      )}
    </>
  );
}
