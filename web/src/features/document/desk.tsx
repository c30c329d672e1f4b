/* The office's documents: new editions of the region's own, and the list of those that others keep (Art. 9, 15, 20). */
import { useEffect, useRef, useState } from 'preact/hooks';
import { documentApi } from '../../api/document';
import { inboxTick } from '../../store/inbox';
import type { DocumentLine, Guideline } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { LoadState, useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';
import { DocumentCard, GuidelineCard, type Shown } from './cards';
import { Confirmations } from './confirmations';
import { BodyField, dayFromNow } from './fields';
import { GuidelineDialog } from './guideline';
import { DaysEditor, movesDays } from './move';
import { ReadDocument } from './read';

const CONFIRM_DAYS = 7;
const KINDS = ['policy', 'points', 'pledge'] as const;
type Kind = DocumentLine['kind'];

interface DaysOf {
  from: string;
  /** All staff are asked to confirm it anew, by that day. */
  again: boolean;
  by: string;
}

const isSoon = (d: DaysOf) => d.again && (d.by < dayFromNow(CONFIRM_DAYS) || d.by < d.from);

function Days({ days, onDays, tried }: { days: DaysOf; onDays: (days: DaysOf) => void; tried: boolean }) {
  const t = text.value.document.write;
  const day = (name: 'from' | 'by') => ({
    label: t[name],
    kind: 'date' as const,
    value: days[name],
    onValue: (value: string) => onDays({ ...days, [name]: value }),
    autocomplete: 'off',
  });
  return (
    <>
      <Field {...day('from')} error={tried && days.from === '' ? t.fromMissing : undefined} />
      <Check label={t.again} value={days.again} onValue={(again) => onDays({ ...days, again })} />
      {days.again && (
        <>
          <p class="soft">{t.againLine}</p>
          <Field {...day('by')} hint={t.byHint} error={tried && isSoon(days) ? t.byHint : undefined} />
        </>
      )}
    </>
  );
}

interface EditorProps {
  kind: Kind;
  edition: number;
  body: string;
  onDone: (changed: boolean) => void;
}

function EditionEditor({ kind, edition, body: first, onDone }: EditorProps) {
  const t = text.value.document;
  const [body, setBody] = useState(first);
  const [days, setDays] = useState<DaysOf>({ from: dayFromNow(0), again: edition > 1, by: dayFromNow(14) });
  const [key] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(0);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [tried]);
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(tried + 1);
    const { again, by, from } = days;
    if (body.trim() === '' || from === '' || isSoon(days)) {
      return;
    }
    const made = { key, kind, edition, body: body.trim(), from_on: from, ...(again ? { confirm_by: by } : {}) };
    if (await act.run(() => documentApi.add(made))) {
      onDone(true);
    }
  };
  return (
    <Dialog title={`${t.kinds[kind]} ${t.edition(edition)}`} onClose={() => onDone(false)} wide>
      <form ref={form} class="dialog-form" onSubmit={submit} noValidate>
        <p>{t.write.line}</p>
        <BodyField body={body} onBody={setBody} error={tried && body.trim() === '' ? t.write.bodyMissing : undefined} />
        <Days days={days} onDays={setDays} tried={tried > 0} />
        {act.code === 'conflict' ? (
          <div role="alert">
            <p class="error">{t.write.taken}</p>
          </div>
        ) : (
          <Failure act={act} />
        )}
        <div class="dialog-foot">
          <Button onClick={() => onDone(false)}>{text.value.cancel}</Button>
          <Button look="main" submit disabled={act.busy}>
            {t.write.save(edition)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Open =
  | { kind: 'write'; of: Kind; edition: number; body: string }
  | { kind: 'guideline' | 'withdraw'; guideline: Guideline | null }
  | { kind: 'days'; line: DocumentLine }
  | Shown;

interface KindProps {
  kind: Kind;
  editions: readonly DocumentLine[];
  onOpen: (open: Open) => void;
}

/* A kind that has no edition yet has a card too, so that the first one can be written. */
function KindCard({ kind, editions, onOpen }: KindProps) {
  const t = text.value.document;
  const act = useAct();
  const newest = editions[0];
  const write = () =>
    act.run(async () => {
      const body = newest ? (await documentApi.text(newest.id)).body : '';
      onOpen({ kind: 'write', of: kind, edition: (newest?.edition ?? 0) + 1, body });
    });
  const button = (
    <>
      <Failure act={act} />
      <Button disabled={act.busy} onClick={() => void write()}>
        {newest ? t.write.next : t.write.first}
        <span class="for-sr">：{t.kinds[kind]}</span>
      </Button>
    </>
  );
  const days = (id: string, look: 'plain' | 'link') => {
    const line = editions.find((e) => e.id === id)!;
    return movesDays(line) ? (
      <Button look={look} onClick={() => onOpen({ kind: 'days', line })}>
        {t.move.open}
        <span class="for-sr">
          ：{t.kinds[kind]} {t.edition(line.edition)}
        </span>
      </Button>
    ) : null;
  };
  return newest ? (
    <DocumentCard name={t.kinds[kind]} editions={editions} onShow={onOpen} acts={(e) => days(e.id, 'link')}>
      {days(newest.id, 'plain')}
      {button}
    </DocumentCard>
  ) : (
    <li class="card">
      <h4 class="card-title">{t.kinds[kind]}</h4>
      <p class="card-foot">{button}</p>
    </li>
  );
}

function Guidelines({ list, onOpen }: { list: readonly Guideline[]; onOpen: (open: Open) => void }) {
  const t = text.value.document;
  return (
    <section class="cards">
      <h3>{t.others}</h3>
      <p>
        <Button onClick={() => onOpen({ kind: 'guideline', guideline: null })}>{t.guideline.add}</Button>
      </p>
      <ul class="cards">
        {list.map((g) => (
          <GuidelineCard key={g.id} guideline={g}>
            <Button onClick={() => onOpen({ kind: 'withdraw', guideline: g })}>
              {t.guideline.withdraw}
              <span class="for-sr">：{g.title}</span>
            </Button>
            <Button onClick={() => onOpen({ kind: 'guideline', guideline: g })}>
              {t.guideline.change}
              <span class="for-sr">：{g.title}</span>
            </Button>
          </GuidelineCard>
        ))}
      </ul>
    </section>
  );
}

function Opened({ open, onDone }: { open: Open; onDone: (changed: boolean) => void }) {
  const t = text.value.document;
  const act = useAct();
  const close = () => onDone(false);
  switch (open.kind) {
    case 'write':
      return <EditionEditor kind={open.of} edition={open.edition} body={open.body} onDone={onDone} />;
    case 'days':
      return <DaysEditor line={open.line} onDone={onDone} />;
    case 'guideline':
      return <GuidelineDialog guideline={open.guideline} onDone={onDone} />;
    case 'withdraw':
      return (
        <Confirm
          title={t.guideline.withdrawTitle}
          line={t.guideline.withdrawLine}
          yes={t.guideline.withdraw}
          onYes={() => void act.run(() => documentApi.guidelineWithdraw(open.guideline!.id)).then(() => onDone(true))}
          onNo={close}
        />
      );
    default:
      return (
        <Dialog title={open.kind === 'who' ? t.who : t.title} onClose={close} wide>
          {open.kind === 'who' ? (
            <Confirmations id={open.id} name={open.name} onBack={close} />
          ) : (
            <ReadDocument id={open.id} asked={false} onBack={close} />
          )}
        </Dialog>
      );
  }
}

export function DeskDocuments() {
  const [open, setOpen] = useState<Open | null>(null);
  const load = useLoad(documentApi.list, [inboxTick.value]);
  const done = (changed: boolean) => {
    setOpen(null);
    if (changed) {
      load.again();
    }
  };
  return (
    <>
      <p>{text.value.desk.lines.documents}</p>
      <LoadState load={load} />
      {load.data && (
        <section class="cards">
          <h3>{text.value.document.region}</h3>
          <ul class="cards">
            {KINDS.map((kind) => (
              <KindCard
                key={kind}
                kind={kind}
                editions={load.data!.documents.filter((d) => d.kind === kind)}
                onOpen={setOpen}
              />
            ))}
          </ul>
        </section>
      )}
      {load.data && <Guidelines list={load.data.guidelines} onOpen={setOpen} />}
      {open && <Opened open={open} onDone={done} />}
    </>
  );
}
