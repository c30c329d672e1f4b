/* Editions that wait for one's word: in the inbox, and above everything while a day is set. */
import type { InboxDocument } from '../../api/types.gen';
import { inbox } from '../../store/inbox';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { openDialog } from '../dialogs/dialogs';
import { dateOf } from '../people/person';

const nameOf = (d: InboxDocument) => d.title ?? text.value.document.kinds[d.kind];
const open = (d: InboxDocument) => openDialog({ kind: 'documents', document: d.id });

export function DocumentAsked({ d }: { d: InboxDocument }) {
  const t = text.value.document;
  return (
    <li class="card">
      <p class="card-title">
        <strong>{nameOf(d)}</strong> <span class="soft">{t.edition(d.edition)}</span>
      </p>
      {d.confirm_by && (
        <p>
          {t.until(dateOf(d.confirm_by))} <span class="tag">{d.days_left ? t.left(d.days_left) : t.over}</span>
        </p>
      )}
      {d.kind !== 'facility' && <p class="soft">{t.closes}</p>}
      <div class="card-foot">
        <Button look="main" onClick={() => open(d)}>
          {t.toRead}
          <span class="for-sr">：{nameOf(d)}</span>
        </Button>
      </div>
    </li>
  );
}

/** The region's documents only: a facility's are reminded of in the inbox. */
export function DocumentBanner() {
  const t = text.value.document;
  const [first, ...others] = inbox.value?.documents.filter((d) => d.kind !== 'facility') ?? [];
  return (
    <div role="status">
      {first && (
        <p class="banner note">
          <span>
            {t.ask(nameOf(first), first.edition)}
            {first.days_left && t.left(first.days_left)}
            {others.length > 0 && t.more(others.length)}
          </span>
          <Button onClick={() => open(first)}>
            {t.read}
            <span class="for-sr">：{nameOf(first)}</span>
          </Button>
        </p>
      )}
    </div>
  );
}
