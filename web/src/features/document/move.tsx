/* The days of an edition, moved by the office while they are ahead. */
import { useState } from 'preact/hooks';
import { documentApi } from '../../api/document';
import type { DocumentLine } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { dateOf, useAct } from '../people/person';
import { Refused } from '../staff/change';
import { dayFromNow } from './fields';

const startMoves = (line: DocumentLine) => line.from_on !== null && line.from_on > dayFromNow(0);
const endMoves = (line: DocumentLine) => line.confirm_by !== null && line.confirm_by >= dayFromNow(0);

/** Whether any day of it is ahead. */
export const movesDays = (line: DocumentLine) => line.from_on !== null && (startMoves(line) || endMoves(line));

export function DaysEditor({ line, onDone }: { line: DocumentLine; onDone: (changed: boolean) => void }) {
  const t = text.value.document;
  const [from, setFrom] = useState(line.from_on ?? '');
  const [by, setBy] = useState(line.confirm_by ?? '');
  const act = useAct();
  const submit = async (e: Event) => {
    e.preventDefault();
    const days = { from_on: from, ...(line.confirm_by !== null ? { confirm_by: by } : {}) };
    const whole = from !== '' && (line.confirm_by === null || by !== '');
    if (whole && !act.busy && (await act.run(() => documentApi.move(line.id, line.version, days)))) {
      onDone(true);
    }
  };
  const wrong = (field: string, words: string) => (act.field === field ? words : undefined);
  return (
    <Dialog title={`${t.kinds[line.kind]} ${t.edition(line.edition)}`} onClose={() => onDone(false)}>
      <form class="dialog-form" onSubmit={submit} noValidate>
        <p>{t.move.line}</p>
        {startMoves(line) ? (
          <Field
            label={t.write.from}
            kind="date"
            value={from}
            onValue={setFrom}
            autocomplete="off"
            error={from === '' ? t.write.fromMissing : wrong('from_on', t.move.fromPast)}
          />
        ) : (
          <p>{t.since(dateOf(from))}</p>
        )}
        {endMoves(line) && (
          <Field
            label={t.write.by}
            kind="date"
            value={by}
            onValue={setBy}
            autocomplete="off"
            hint={t.move.byHint}
            error={by === '' ? t.move.byWrong : wrong('confirm_by', t.move.byWrong)}
          />
        )}
        {act.field === null && <Refused act={act} words={{ conflict: t.move.taken }} />}
        <div class="dialog-foot">
          <Button onClick={() => onDone(false)}>{text.value.cancel}</Button>
          <Button look="main" submit disabled={act.busy}>
            {t.move.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
