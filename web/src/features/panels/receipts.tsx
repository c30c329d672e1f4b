import { api } from '../../api/routes';
import type { Person, ReceiptOf } from '../../api/types';
import { type Room, receiptOf } from '../../store/model';
import { myHat } from '../../store/store';
import { text } from '../../text';
import { Time } from '../common/time';
import { LoadState, useLoad } from './load';
import { PersonRow } from './person_row';

export interface ReceiptGroups {
  opened: ReceiptOf[];
  delivered: ReceiptOf[];
  notYet: ReceiptOf[];
}

export function groupReceipts(receipts: readonly ReceiptOf[]): ReceiptGroups {
  return {
    opened: receipts.filter((r) => r.opened_at !== null),
    delivered: receipts.filter((r) => r.opened_at === null && r.delivered_at !== null),
    notYet: receipts.filter((r) => r.opened_at === null && r.delivered_at === null),
  };
}

interface GroupProps {
  title: string;
  list: ReceiptOf[];
  people: ReadonlyMap<string, Person>;
}

function Group({ title, list, people }: GroupProps) {
  const t = text.value;
  if (list.length === 0) {
    return null;
  }
  return (
    <section class="group">
      <h3>
        {title} {t.post.people(list.length)}
      </h3>
      <ul class="people">
        {list.map((r) => (
          <PersonRow key={r.hat} person={people.get(r.hat)} hat={r.hat}>
            <p class="stamp stamps">
              {r.delivered_at !== null && (
                <span>
                  {t.panels.delivered} <Time at={r.delivered_at} />
                </span>
              )}
              {r.opened_at !== null && (
                <span>
                  {t.panels.opened} <Time at={r.opened_at} />
                </span>
              )}
            </p>
          </PersonRow>
        ))}
      </ul>
    </section>
  );
}

export function Receipts({ room, post }: { room: Room; post: string }) {
  const t = text.value.panels;
  const known = room.entries.get(post)?.post;
  const counts = known ? receiptOf(room, known, myHat.value) : null;
  const load = useLoad(() => api.receipts(room.space.id, post), [post, counts?.delivered, counts?.opened]);
  const answer = load.data;
  const groups = groupReceipts(answer?.receipts ?? []);
  const people = new Map([...room.people, ...(answer?.people ?? []).map((p) => [p.hat, p] as const)]);
  return (
    <>
      {known && <blockquote class="quote-block words-of-people clip">{known.body}</blockquote>}
      <LoadState load={load} />
      {answer && (
        <>
          <p>{t.receiptsOf(groups.opened.length, groups.opened.length + groups.delivered.length, answer.receipts.length)}</p>
          <Group title={t.notYet} list={groups.notYet} people={people} />
          <Group title={t.deliveredOnly} list={groups.delivered} people={people} />
          <Group title={t.opened} list={groups.opened} people={people} />
        </>
      )}
    </>
  );
}
