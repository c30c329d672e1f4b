/* 緊急停止: put in a moment, lifted by somebody else. 利用停止 only where the region has it. */
import { useState } from 'preact/hooks';
import { type StopReason, stopApi } from '../../api/trouble';
import type { Person } from '../../api/types';
import type { Stop } from '../../api/types.gen';
import { inboxTick } from '../../store/inbox';
import { withProof } from '../../store/proof';
import { session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { ScreenedFailure, useScreened } from '../circle/screened';
import { focusFirstWrong } from '../common/form';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine } from '../people/person';
import { PickPerson } from './pick';
import { WordsForm } from './words';

type Kind = Stop['kind'];

export function StopRow({ s, onLift }: { s: Stop; onLift?: () => void }) {
  const t = text.value.trouble.stop;
  const desk = session.value?.hat.kind !== 'staff';
  const inForce = s.lifted_at === null;
  return (
    <li class="card">
      <h3 class="card-title">
        {t.kinds[s.kind]} <span class={inForce ? 'tag alarm' : 'tag'}>{inForce ? t.inForce : t.lifted}</span>
      </h3>
      <PersonLine person={s.person} />
      {s.reason && <p>{t.reasons[s.reason]}</p>}
      {s.words && <p class="words-of-people">{s.words}</p>}
      <p class="stamp">{t.by(s.by.name, whenFull(s.at, text.value))}</p>
      {s.lifted_at !== null && (
        <p class="stamp">
          {t.liftedBy(s.lifted_by?.name ?? t.operator, whenFull(s.lifted_at, text.value))} {s.lifted_words}
        </p>
      )}
      {inForce && desk && !s.may_lift && <p class="soft">{t.otherLifts}</p>}
      {inForce && s.may_lift && onLift && (
        <p class="card-foot">
          <Button onClick={onLift}>
            {t.lift}
            <span class="for-sr">：{s.person.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

interface Filled {
  person: Person | null;
  reason: StopReason | '';
  words: string;
}

function usePutting(kind: Kind, onDone: () => void) {
  const [key] = useState(() => crypto.randomUUID());
  const [filled, setFilled] = useState<Filled>({ person: null, reason: '', words: '' });
  const [tried, setTried] = useState(false);
  const s = useScreened();
  const { person, reason } = filled;
  const words = filled.words.trim();
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!person || (kind === 'security' ? reason === '' : words === '')) {
      focusFirstWrong();
      return;
    }
    const put = () =>
      kind === 'security' ? stopApi.put(key, person.hat, reason as StopReason, words) : stopApi.suspend(key, person.hat, words);
    await s.run(async () => {
      await withProof(put);
      onDone();
    });
  };
  return { filled, put: (part: Partial<Filled>) => setFilled({ ...filled, ...part }), tried, s, submit };
}

function PutDialog({ kind, onDone, onClose }: { kind: Kind; onDone: () => void; onClose: () => void }) {
  const t = text.value.trouble.stop;
  const { filled, put, tried, s, submit } = usePutting(kind, onDone);
  const security = kind === 'security';
  const reasons = Object.entries(t.reasons) as [StopReason, string][];
  return (
    <Dialog title={security ? t.putTitle : t.suspendTitle} onClose={onClose} wide>
      <form class="dialog-form" onSubmit={(e) => void submit(e)} noValidate>
        <PickPerson
          label={t.who}
          fits={(p) => !p.own && !p.stopped}
          chosen={filled.person}
          onChoose={(person) => put({ person })}
          error={tried && !filled.person ? text.value.trouble.warning.whoMissing : undefined}
        />
        {security && (
          <Choices
            legend={t.reason}
            value={filled.reason}
            options={reasons}
            onPick={(reason) => put({ reason })}
            error={tried && filled.reason === '' ? t.reasonMissing : undefined}
          />
        )}
        <TextArea
          label={security ? t.words : t.suspendWords}
          value={filled.words}
          onValue={(words) => put({ words })}
          maxLength={1000}
          hint={t.wordsHint}
          error={tried && !security && filled.words.trim() === '' ? t.suspendMissing : undefined}
        />
        <p class="soft">{t.putLine}</p>
        <ScreenedFailure error={s.error} words={{ words: filled.words.trim() }} onWord={() => undefined} conflict={t.already} />
        <div class="dialog-foot">
          <Button onClick={onClose}>{text.value.cancel}</Button>
          <Button look="danger" submit disabled={s.busy}>
            {security ? t.submit : t.suspendTitle}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function DeskStops() {
  const t = text.value.trouble.stop;
  const [putting, setPutting] = useState<Kind | null>(null);
  const [lifting, setLifting] = useState<Stop | null>(null);
  const load = useLoad(stopApi.list, [inboxTick.value]);
  const done = () => {
    setPutting(null);
    setLifting(null);
    load.again();
  };
  return (
    <>
      <p>{t.line}</p>
      <p class="card-foot">
        <Button look="danger" onClick={() => setPutting('security')}>
          {t.put}
        </Button>
        {load.data?.may_suspend && <Button onClick={() => setPutting('suspension')}>{t.suspend}</Button>}
      </p>
      <LoadState load={load} />
      {load.data?.stops.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="cards">
        {load.data?.stops.map((s) => (
          <StopRow key={s.id} s={s} onLift={() => setLifting(s)} />
        ))}
      </ul>
      {putting && <PutDialog kind={putting} onDone={done} onClose={() => setPutting(null)} />}
      {lifting && (
        <Dialog title={t.liftTitle} onClose={() => setLifting(null)}>
          <PersonLine person={lifting.person} />
          <WordsForm
            asks={[{ name: 'words', label: t.liftWords, missing: t.liftMissing }]}
            line={t.liftLine}
            submit={t.lift}
            onSend={async (words) => {
              await withProof(() => stopApi.lift(lifting.id, words.words!));
              done();
            }}
            onConflict={load.again}
            onBack={() => setLifting(null)}
          />
        </Dialog>
      )}
    </>
  );
}
