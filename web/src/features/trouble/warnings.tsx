/* 注意 and 指導: given by the committee, confirmed by the person; what was ever said, for those who may read it. */
import { useState } from 'preact/hooks';
import { warningApi } from '../../api/trouble';
import type { Person } from '../../api/types';
import type { Warning } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { now, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { Field, TextArea } from '../../ui/field';
import { ScreenedFailure, useScreened } from '../circle/screened';
import { dayOf, focusFirstWrong } from '../common/form';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, dateOf, day, useAct } from '../people/person';
import { PickPerson } from './pick';
import { WordsForm } from './words';

type Kind = Warning['kind'];

function Mark({ w }: { w: Warning }) {
  const t = text.value.trouble.warning;
  if (w.withdrawn_at !== null) {
    return <span class="tag">{t.withdrawn}</span>;
  }
  if (w.acknowledged_at !== null) {
    return <span class="tag">{t.acknowledged(day(w.acknowledged_at))}</span>;
  }
  return <span class={w.overdue ? 'tag alarm' : 'tag strong'}>{w.overdue ? t.overdue : t.waits}</span>;
}

export function Acknowledge({ id, onDone }: { id: string; onDone: () => void }) {
  const act = useAct();
  const go = async () => {
    await act.run(() => warningApi.acknowledge(id));
    onDone();
    void readInbox();
  };
  return (
    <>
      <Failure act={act} />
      <p class="card-foot">
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {text.value.trouble.warning.acknowledge}
        </Button>
      </p>
    </>
  );
}

export function WarningRow({ w, onWithdraw, again }: { w: Warning; onWithdraw?: () => void; again: () => void }) {
  const t = text.value.trouble.warning;
  const waits = w.acknowledged_at === null && w.withdrawn_at === null;
  return (
    <li class="card">
      <h3 class="card-title">
        {t.kinds[w.kind]} <Mark w={w} />
      </h3>
      <PersonLine person={w.person} />
      <p class="words-of-people">{w.words}</p>
      <p class="stamp">
        {t.by(w.by.name, day(w.at))}　{t.due(dateOf(w.due_on))}
      </p>
      {w.withdrawn_words && <p class="soft words-of-people">{`${t.withdrawnWords}：${w.withdrawn_words}`}</p>}
      {waits && w.own && <Acknowledge id={w.id} onDone={again} />}
      {onWithdraw && w.withdrawn_at === null && (
        <p class="card-foot">
          <Button onClick={onWithdraw}>
            {t.withdraw}
            <span class="for-sr">：{w.person.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

interface Filled {
  person: Person | null;
  kind: Kind | '';
  words: string;
  dueOn: string;
}

function useGiving(onDone: () => void) {
  const [key] = useState(() => crypto.randomUUID());
  const [filled, setFilled] = useState<Filled>({ person: null, kind: '', words: '', dueOn: '' });
  const [tried, setTried] = useState(false);
  const s = useScreened();
  const { person, kind, words, dueOn } = filled;
  const late = dueOn !== '' && dueOn < dayOf(now());
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!person || kind === '' || words.trim() === '' || dueOn === '' || late) {
      focusFirstWrong();
      return;
    }
    await s.run(async () => {
      await warningApi.give({ key, hat: person.hat, kind, words: words.trim(), due_on: dueOn });
      onDone();
    });
  };
  return { filled, put: (part: Partial<Filled>) => setFilled({ ...filled, ...part }), tried, late, s, submit };
}

function GiveDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = text.value.trouble.warning;
  const { filled, put, tried, late, s, submit } = useGiving(onDone);
  const kinds = Object.entries(t.kinds) as [Kind, string][];
  const dueMissing = tried && filled.dueOn === '' ? t.dueMissing : undefined;
  return (
    <Dialog title={t.giveTitle} onClose={onClose} wide>
      <form class="dialog-form" onSubmit={(e) => void submit(e)} noValidate>
        <PickPerson
          label={t.who}
          fits={(p) => p.person.kind === 'staff' && !p.own}
          chosen={filled.person}
          onChoose={(person) => put({ person })}
          error={tried && !filled.person ? t.whoMissing : undefined}
        />
        <Choices
          legend={t.kind}
          value={filled.kind}
          options={kinds}
          onPick={(kind) => put({ kind })}
          error={tried && filled.kind === '' ? t.kindMissing : undefined}
        />
        <TextArea
          label={t.words}
          value={filled.words}
          onValue={(words) => put({ words })}
          maxLength={2000}
          hint={t.wordsHint}
          error={tried && filled.words.trim() === '' ? t.wordsMissing : undefined}
        />
        <Field
          label={t.dueOn}
          kind="date"
          value={filled.dueOn}
          onValue={(dueOn) => put({ dueOn })}
          autocomplete="off"
          error={tried && late ? t.dueWrong : dueMissing}
        />
        <ScreenedFailure error={s.error} words={{ words: filled.words.trim() }} onWord={() => undefined} />
        <div class="dialog-foot">
          <Button onClick={onClose}>{text.value.cancel}</Button>
          <Button look="main" submit disabled={s.busy}>
            {t.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** At the desk: all of them; the committee gives and withdraws. */
export function DeskWarnings() {
  const t = text.value.trouble.warning;
  const committee = session.value?.hat.kind === 'committee';
  const [giving, setGiving] = useState(false);
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const load = useLoad(warningApi.list, [inboxTick.value]);
  const done = () => {
    setGiving(false);
    setWithdrawing(null);
    load.again();
  };
  return (
    <>
      <p>{t.line}</p>
      {committee && (
        <p>
          <Button look="main" onClick={() => setGiving(true)}>
            {t.give}
          </Button>
        </p>
      )}
      <LoadState load={load} />
      {load.data?.warnings.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="cards">
        {load.data?.warnings.map((w) => (
          <WarningRow key={w.id} w={w} again={load.again} {...(committee ? { onWithdraw: () => setWithdrawing(w.id) } : {})} />
        ))}
      </ul>
      {giving && <GiveDialog onDone={done} onClose={() => setGiving(false)} />}
      {withdrawing && (
        <Dialog title={t.withdrawTitle} onClose={() => setWithdrawing(null)}>
          <WordsForm
            asks={[{ name: 'words', label: t.withdrawnWords, missing: t.withdrawMissing }]}
            submit={t.withdraw}
            danger
            onSend={async (words) => {
              await warningApi.withdraw(withdrawing, words.words!);
              done();
            }}
            onConflict={load.again}
            onBack={() => setWithdrawing(null)}
          />
        </Dialog>
      )}
    </>
  );
}
