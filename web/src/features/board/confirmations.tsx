/* Which 施設管理者 have confirmed a notice, and whom one may want to ask again. */
import { boardApi } from '../../api/board';
import type { Confirmation } from '../../api/types.gen';
import type { Room } from '../../store/model';
import { text } from '../../text';
import { Time } from '../common/time';
import { LoadState, useLoad } from '../panels/load';
import { PersonRow } from '../panels/person_row';

function Group({ title, list }: { title: string; list: Confirmation[] }) {
  if (list.length === 0) {
    return null;
  }
  return (
    <section class="group">
      <h3>
        {title} {text.value.post.people(list.length)}
      </h3>
      <ul class="people">
        {list.map((c) => (
          <PersonRow key={c.person.hat} person={c.person} hat={c.person.hat}>
            {c.at !== null && (
              <p class="stamp">
                <Time at={c.at} />
              </p>
            )}
          </PersonRow>
        ))}
      </ul>
    </section>
  );
}

export function Confirmations({ room, post: id }: { room: Room; post: string }) {
  const t = text.value.board;
  const post = room.entries.get(id)?.post;
  const load = useLoad(() => boardApi.confirmations(room.space.id, id), [id, post?.seq]);
  const all = load.data?.confirmations ?? [];
  const done = all.filter((c) => c.at !== null);
  return (
    <>
      {post && <blockquote class="quote-block words-of-people clip">{post.body}</blockquote>}
      <LoadState load={load} />
      {load.data && (
        <>
          <p>{t.of(done.length, all.length)}</p>
          <Group title={t.notYet} list={all.filter((c) => c.at === null)} />
          <Group title={t.done} list={done} />
        </>
      )}
    </>
  );
}
