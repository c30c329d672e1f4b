import { api } from '../../api/routes';
import type { Room } from '../../store/model';
import { text } from '../../text';
import { Time } from '../common/time';
import { readable } from '../common/title';
import { LoadState, useLoad } from './load';

export function Versions({ room, post }: { room: Room; post: string }) {
  const t = text.value.panels;
  const version = room.entries.get(post)?.post.version;
  const load = useLoad(() => api.versions(room.space.id, post), [post, version]);
  const list = load.data?.versions ?? [];
  const title = (i: number) => (i === list.length - 1 ? t.versionNow : i === 0 ? t.versionFirst : t.version(i + 1));
  return (
    <>
      <LoadState load={load} />
      {list
        .map((v, i) => (
          <section key={v.version} class="group">
            <h3>
              {title(i)} <Time at={v.at} />
            </h3>
            <p class="post-body words-of-people">{readable(v.body)}</p>
          </section>
        ))
        .reverse()}
    </>
  );
}
