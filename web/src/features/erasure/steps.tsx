/* What has been recorded of a request, in order; what is missing stands in its place. */
import type { Erasure } from '../../api/types.gen';
import { text } from '../../text';
import { Time } from '../common/time';

interface Step {
  words: string;
  at: number | null;
  more?: string;
}

function answerLine(r: Erasure): string {
  const t = text.value.erasure.answerWords;
  return [t.transcribed(r.transcribed === true), t.dispute(r.dispute === true), t.care(r.care_goes_on === true)].join('・');
}

function stepsOf(r: Erasure): Step[] {
  const t = text.value.erasure;
  const later: Step[] = [
    ...r.approvals.map((a) => ({ words: t.step.approved(a.person.name), at: a.at })),
    { words: t.step.paused, at: r.paused_at },
    { words: t.step.objected, at: r.objected_at },
    { words: t.step.decided, at: r.decided_at, ...(r.decision_reason ? { more: t.decide.reasons[r.decision_reason] } : {}) },
    { words: t.step.executing, at: r.executing_at },
    { words: t.step.erased, at: r.erased_at },
    { words: t.step.ended, at: r.ended_at, ...(r.end_reason ? { more: t.endReasons[r.end_reason] } : {}) },
  ].filter((s) => s.at !== null);
  return [
    { words: t.step.attached, at: r.attached_at },
    { words: t.step.confirmed, at: r.confirmed_at },
    { words: t.step.called, at: r.called_at },
    { words: t.step.checked, at: r.checked_at, ...(r.check_way ? { more: t.checkWays[r.check_way] } : {}) },
    { words: t.step.answered, at: r.answered_at, ...(r.answered_at ? { more: answerLine(r) } : {}) },
    { words: t.step.accepted, at: r.accepted_at },
    ...later,
  ];
}

export function Steps({ request }: { request: Erasure }) {
  const t = text.value.erasure;
  return (
    <ol class="erasure-steps">
      {stepsOf(request).map((s) => (
        <li key={s.words} data-done={s.at !== null}>
          <span>
            <span aria-hidden="true">{s.at === null ? '○' : '✓'}</span> {s.words}
          </span>
          <span class="soft">
            {s.at === null ? t.notYet : <Time at={s.at} />} {s.more}
          </span>
        </li>
      ))}
    </ol>
  );
}
