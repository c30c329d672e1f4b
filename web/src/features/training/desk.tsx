/* The office's trainings (研修会): entered, changed, called off; who was there. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type TrainingWords, trainingApi } from '../../api/training';
import type { TrainingSession } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Choose, Field } from '../../ui/field';
import { dayFromNow } from '../document/fields';
import { LoadState, useLoad } from '../panels/load';
import { Failure, dateOf, useAct } from '../people/person';
import { Attendance } from './people';

function TrainingDialog({ training, onDone }: { training: TrainingSession | null; onDone: (changed: boolean) => void }) {
  const t = text.value.training.desk;
  const [words, setWords] = useState({
    title: training?.title ?? '',
    kind: (training?.kind ?? 'meeting') as string,
    held_on: training?.held_on ?? dayFromNow(0),
    place: training?.place ?? '',
  });
  const [key] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(0);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [tried]);
  const field = (name: 'title' | 'held_on' | 'place') => ({
    label: t.words[name],
    value: words[name],
    onValue: (value: string) => setWords({ ...words, [name]: value }),
    autocomplete: 'off',
    error: tried && words[name].trim() === '' ? t.missing : undefined,
  });
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(tried + 1);
    if (Object.values(words).some((w) => w.trim() === '')) {
      return;
    }
    const sent = { ...words, title: words.title.trim(), place: words.place.trim() } as TrainingWords;
    const send = () => (training ? trainingApi.change(training.id, training.version, sent) : trainingApi.add(key, sent));
    if (await act.run(send)) {
      onDone(true);
    }
  };
  const late = act.code === 'bad_value' ? { error: t.held_late } : {};
  return (
    <Dialog title={training ? t.change : t.add} onClose={() => onDone(false)}>
      <form ref={form} class="dialog-form" onSubmit={submit} noValidate>
        <Field {...field('title')} maxLength={120} />
        <Choose
          label={t.words.kind}
          value={words.kind}
          options={Object.entries(t.kinds)}
          onValue={(kind) => setWords({ ...words, kind })}
          error={tried && words.kind === '' ? t.missing : undefined}
        />
        <Field {...field('held_on')} kind="date" {...late} />
        <Field {...field('place')} maxLength={120} />
        {act.code !== 'bad_value' && <Failure act={act} />}
        <div class="dialog-foot">
          <Button onClick={() => onDone(false)}>{text.value.cancel}</Button>
          <Button look="main" submit disabled={act.busy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type What = 'change' | 'people' | 'withdraw';

function Training({ training, onOpen }: { training: TrainingSession; onOpen: (what: What) => void }) {
  const t = text.value.training.desk;
  const { attended, held, held_on, kind, place, title, withdrawn } = training;
  const button = (what: What, words: string, main = false) => (
    <Button look={main ? 'main' : 'plain'} onClick={() => onOpen(what)}>
      {words}
      <span class="for-sr">：{title}</span>
    </Button>
  );
  return (
    <li class="card">
      <h3 class="card-title words-of-people">{title}</h3>
      <p class="stamp">
        {dateOf(held_on)} · {t.kinds[kind]} · <span class="words-of-people">{place}</span>
      </p>
      <p>
        {withdrawn && <span class="tag">{t.withdrawn}</span>}
        {!withdrawn && <span class={held ? 'tag strong' : 'tag'}>{held ? t.attended(attended) : t.ahead}</span>}
      </p>
      {!withdrawn && (
        <p class="card-foot">
          {attended === 0 && button('withdraw', t.withdraw)}
          {button('change', t.change)}
          {held && button('people', t.people, true)}
        </p>
      )}
    </li>
  );
}

type Open = { what: What; training: TrainingSession } | { what: 'add' } | null;

export function DeskTrainings() {
  const t = text.value.training.desk;
  const [open, setOpen] = useState<Open>(null);
  const act = useAct();
  const load = useLoad(trainingApi.list, []);
  const done = (changed: boolean) => {
    setOpen(null);
    if (changed) {
      load.again();
    }
  };
  const withdraw = async (training: TrainingSession) => {
    setOpen(null);
    await act.run(() => trainingApi.withdraw(training.id));
    load.again();
  };
  return (
    <>
      <p>{t.line}</p>
      <p>
        <Button look="main" onClick={() => setOpen({ what: 'add' })}>
          {t.add}
        </Button>
      </p>
      <Failure act={act} />
      <LoadState load={load} />
      {load.data?.trainings.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="cards">
        {load.data?.trainings.map((training) => (
          <Training key={training.id} training={training} onOpen={(what) => setOpen({ what, training })} />
        ))}
      </ul>
      {open?.what === 'add' && <TrainingDialog training={null} onDone={done} />}
      {open?.what === 'change' && <TrainingDialog training={open.training} onDone={done} />}
      {open?.what === 'people' && <Attendance training={open.training} onDone={() => done(true)} />}
      {open?.what === 'withdraw' && (
        <Confirm
          title={t.withdrawTitle}
          line={t.withdrawLine}
          yes={t.withdraw}
          onYes={() => void withdraw(open.training)}
          onNo={() => setOpen(null)}
        />
      )}
    </>
  );
}
