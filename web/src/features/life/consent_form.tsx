/* 同意を記録する: what stands on the signed form 5, or that consent was there before. */
import { useState } from 'preact/hooks';
import { type ConsentWords, lifeApi } from '../../api/life';
import { type Room, may } from '../../store/model';
import { model, now, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { facilityName } from '../../ui/person';
import { dayOf, focusFirstWrong } from '../common/form';
import { titleOf } from '../common/title';
import { closeDialog } from '../dialogs/dialogs';
import { Failure, useAct } from '../people/person';
import { toPaper } from './paper';

export const SCOPES = ['scope_photo', 'scope_family', 'scope_disaster', 'scope_after_death'] as const;
const WORDS = ['giver', 'relation', 'explained_by', 'signed_on', 'original_at'] as const;

type Words = Required<ConsentWords>;
type Missing = (typeof WORDS)[number] | 'copy_on';

function isMissing(w: Words, field: Missing): boolean {
  return w[field].trim() === '' && (field !== 'copy_on' || w.kind === 'signed');
}

interface FieldsProps {
  words: Words;
  put: (part: Partial<Words>) => void;
  tried: boolean;
}

/* Most often it is the patient. */
function Giver({ room, words, put, tried }: FieldsProps & { room: Room }) {
  const t = text.value.life.consent;
  const wrong = (field: Missing) => (tried && isMissing(words, field) ? t.missing[field] : undefined);
  const name = room.space.patient?.name ?? '';
  const [self = '', ...others] = t.relations;
  return (
    <>
      <Field
        label={t.giver}
        maxLength={100}
        value={words.giver}
        autocomplete="off"
        error={wrong('giver')}
        onValue={(giver) => put({ giver })}
      />
      <p class="suggestions">
        <Button class="suggestion" aria-pressed={words.relation === self} onClick={() => put({ giver: name, relation: self })}>
          {t.self}
        </Button>
      </p>
      <Field
        label={t.relation}
        maxLength={50}
        value={words.relation}
        autocomplete="off"
        error={wrong('relation')}
        onValue={(relation) => put({ relation })}
      />
      <p class="suggestions">
        {others.map((r) => (
          <Button key={r} class="suggestion" aria-pressed={words.relation === r} onClick={() => put({ relation: r })}>
            {r}
          </Button>
        ))}
      </p>
    </>
  );
}

function Paper({ words, put, tried }: FieldsProps) {
  const t = text.value.life.consent;
  const wrong = (field: Missing) => (tried && isMissing(words, field) ? t.missing[field] : undefined);
  const signed = words.kind === 'signed';
  const date = { kind: 'date', max: dayOf(now()), autocomplete: 'off' } as const;
  return (
    <>
      <Field
        label={t.explainedBy}
        maxLength={100}
        value={words.explained_by}
        autocomplete="off"
        error={wrong('explained_by')}
        onValue={(explained_by) => put({ explained_by })}
      />
      <Field
        {...date}
        label={signed ? t.signedOn : t.priorOn}
        value={words.signed_on}
        error={wrong('signed_on')}
        onValue={(signed_on) => put({ signed_on })}
      />
      <Field
        {...date}
        label={signed ? t.copyOn : t.copyOnPrior}
        value={words.copy_on}
        error={wrong('copy_on')}
        onValue={(copy_on) => put({ copy_on })}
      />
      <Field
        label={t.originalAt}
        hint={t.originalHint}
        maxLength={200}
        value={words.original_at}
        autocomplete="off"
        error={wrong('original_at')}
        onValue={(original_at) => put({ original_at })}
      />
    </>
  );
}

function Scopes({ words, put }: Omit<FieldsProps, 'tried'>) {
  const t = text.value.life.consent;
  return (
    <fieldset class="choices">
      <legend>{t.scopes}</legend>
      {SCOPES.map((s) => (
        <label key={s} class="check">
          <input type="checkbox" checked={words[s]} onChange={(e) => put({ [s]: e.currentTarget.checked })} />
          <span>{t.scope[s]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function useWords(room: Room | undefined): [Words, (part: Partial<Words>) => void] {
  const [words, setWords] = useState<Words>({
    kind: 'signed',
    giver: '',
    relation: '',
    explained_by: session.value?.hat.name ?? '',
    signed_on: '',
    copy_on: '',
    original_at: facilityName(room?.space.facility ?? null),
    scope_photo: false,
    scope_family: false,
    scope_disaster: false,
    scope_after_death: false,
  });
  return [words, (part) => setWords({ ...words, ...part })];
}

function toSend({ copy_on, ...words }: Words): ConsentWords {
  const trimmed = Object.fromEntries(WORDS.map((f) => [f, words[f].trim()]));
  return { ...words, ...trimmed, ...(copy_on === '' ? {} : { copy_on }) };
}

export function ConsentDialog({ space }: { space: string }) {
  const t = text.value;
  const room = model.value.rooms.get(space);
  const [words, put] = useWords(room);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const go = async () => {
    setTried(true);
    if ([...WORDS, 'copy_on' as const].some((f) => isMissing(words, f))) {
      focusFirstWrong();
    } else if (await act.run(() => lifeApi.consentRecord(space, toSend(words)))) {
      closeDialog();
    }
  };
  if (!room || !may(room, 'consent_record')) {
    return null;
  }
  const fields = { words, put, tried };
  return (
    <Dialog title={`${titleOf(room.space)}：${t.life.consent.title}`} onClose={closeDialog}>
      <Choices
        legend={t.life.consent.kind}
        value={words.kind}
        options={(['signed', 'prior'] as const).map((k) => [k, t.life.consent.kinds[k]] as const)}
        hint={words.kind === 'prior' ? t.life.consent.priorHint : ''}
        onPick={(kind) => put({ kind })}
      />
      {words.kind === 'signed' && (
        <p>
          <Button onClick={toPaper}>{t.life.consent.print}</Button>
        </p>
      )}
      <Giver room={room} {...fields} />
      <Paper {...fields} />
      <Scopes words={words} put={put} />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.life.consent.record}
        </Button>
      </div>
    </Dialog>
  );
}
