/* Who of those one looks after has confirmed an edition, and when. */
import { documentApi } from '../../api/document';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine, day } from '../people/person';

export function Confirmations({ id, name, onBack }: { id: string; name: string; onBack: () => void }) {
  const t = text.value.document;
  const load = useLoad(() => documentApi.confirmations(id), [id]);
  return (
    <>
      <h3>{name}</h3>
      <p>{t.whoLine}</p>
      <LoadState load={load} />
      {load.data && <p>{t.counts(load.data.confirmed, load.data.asked)}</p>}
      <ul>
        {load.data?.confirmations.map((c) => (
          <li key={c.person.hat} class="waiting-row">
            <PersonLine person={c.person}>
              <span class={c.at ? 'tag strong' : 'tag'}>{c.at ? t.confirmed(day(c.at)) : t.missing}</span>
            </PersonLine>
          </li>
        ))}
      </ul>
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
      </div>
    </>
  );
}
