import type { Reaction, ReactionKind } from '../../api/types';
import type { Room } from '../../store/model';
import { text } from '../../text';
import { Time } from '../common/time';
import { REACTIONS } from '../timeline/post_pick';
import { PersonRow } from './person_row';

function People({ list, room }: { list: Reaction[]; room: Room }) {
  return (
    <ul class="people">
      {list.map((r) => (
        <PersonRow key={r.hat} person={room.people.get(r.hat)} hat={r.hat}>
          <p class="stamp">
            <Time at={r.at} />
          </p>
        </PersonRow>
      ))}
    </ul>
  );
}

export function Reactions({ room, post: id }: { room: Room; post: string }) {
  const t = text.value;
  const post = room.entries.get(id)?.post;
  if (!post || post.reactions.length === 0) {
    return <p class="soft">{t.panels.none}</p>;
  }
  const words = (kind: ReactionKind) =>
    room.space.kind === 'board' && kind === 'acknowledged' ? t.board.confirm : t.reactions[kind];
  const groups = [false, true]
    .flatMap((lapsed) =>
      REACTIONS.map((kind) => ({
        title: lapsed ? `${words(kind)}（${t.post.lapsed}）` : words(kind),
        list: post.reactions.filter((r) => r.kind === kind && r.lapsed === lapsed),
      })),
    )
    .filter((g) => g.list.length > 0);
  return (
    <>
      <blockquote class="quote-block words-of-people clip">{post.body ?? t.post.deleted}</blockquote>
      {groups.map((g) => (
        <section key={g.title} class="group">
          <h3>{g.title}</h3>
          <People list={g.list} room={room} />
        </section>
      ))}
    </>
  );
}
