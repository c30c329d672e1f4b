/* Somebody asks for a つながり. */
import { tiesApi } from '../../api/ties';
import type { InboxTie } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { readable } from '../common/title';
import { openDialog } from '../dialogs/dialogs';
import { useAnswer } from '../people/answer';
import { Failure, PersonLine } from '../people/person';

export function TieCard({ tie }: { tie: InboxTie }) {
  const t = text.value;
  const { act, yes, no } = useAnswer();
  return (
    <li class="card">
      <PersonLine person={tie.person}>
        <span class="words-of-people">{readable(tie.reason)}</span>
      </PersonLine>
      <Failure act={act} gone={t.people.inbox.gone} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void no(() => tiesApi.decline(tie.id))}>
          {t.tie.decline}
        </Button>
        <Button look="main" disabled={act.busy} onClick={() => void yes(() => tiesApi.accept(tie.id))}>
          {t.tie.accept}
        </Button>
      </div>
      <Button look="quiet" onClick={() => openDialog({ kind: 'tie_block', person: tie.person })}>
        {t.tie.block}
      </Button>
    </li>
  );
}
