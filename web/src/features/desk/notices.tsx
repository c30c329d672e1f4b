/* Notices on the public page: written, changed, withdrawn. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type NoticeWords, deskApi } from '../../api/desk';
import type { PublicNotice } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Field, TextArea } from '../../ui/field';
import { LoadState, useLoad } from '../panels/load';
import { Failure, dateOf, useAct } from '../people/person';

function today(): string {
  return new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
}

interface Draft extends Required<NoticeWords> {
  until_on: string; /* '' = open */
}

const isLate = (w: Draft) => w.until_on !== '' && w.until_on < w.from_on;

function NoticeFields({ words, onWords, tried }: { words: Draft; onWords: (words: Draft) => void; tried: boolean }) {
  const t = text.value.desk.notices;
  const field = (name: keyof Draft) => ({
    label: t.words[name],
    value: words[name],
    onValue: (value: string) => onWords({ ...words, [name]: value }),
    autocomplete: 'off',
    error: tried && name !== 'until_on' && words[name].trim() === '' ? t.missing[name] : undefined,
  });
  return (
    <>
      <Field {...field('title')} maxLength={120} />
      <TextArea {...field('body')} rows={6} maxLength={4000} hint={t.bodyHint} />
      <Field {...field('from_on')} kind="date" />
      <Field {...field('until_on')} kind="date" error={isLate(words) && tried ? t.late : undefined} hint={t.untilHint} />
    </>
  );
}

function NoticeDialog({ notice, onDone }: { notice: PublicNotice | null; onDone: (changed: boolean) => void }) {
  const t = text.value.desk.notices;
  const from: Draft = notice
    ? { title: notice.title, body: notice.body, from_on: notice.from_on, until_on: notice.until_on ?? '' }
    : { title: '', body: '', from_on: today(), until_on: '' };
  const [words, setWords] = useState(from);
  const [key] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(0);
  const act = useAct();
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [tried]);
  const save = async () => {
    setTried(tried + 1);
    const { until_on, ...rest } = { ...words, title: words.title.trim(), body: words.body.trim() };
    if (Object.values(rest).some((w) => w === '') || isLate(words)) {
      return;
    }
    const sent: NoticeWords = until_on ? { ...rest, until_on } : rest;
    const send = () => (notice ? deskApi.noticeChange(notice.id, notice.version, sent) : deskApi.noticeAdd(key, sent));
    if (await act.run(send)) {
      onDone(true);
    }
  };
  return (
    <Dialog title={notice ? t.change : t.add} onClose={() => onDone(false)}>
      <div ref={form} class="form">
        <NoticeFields words={words} onWords={setWords} tried={tried > 0} />
      </div>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={() => onDone(false)}>{text.value.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void save()}>
          {notice ? t.save : t.publish}
        </Button>
      </div>
    </Dialog>
  );
}

function Notice({ notice, onChange, onWithdraw }: { notice: PublicNotice; onChange: () => void; onWithdraw: () => void }) {
  const t = text.value.desk.notices;
  const state = notice.withdrawn_at ? 'withdrawn' : notice.shown ? 'shown' : 'waiting';
  return (
    <li class="card">
      <h3 class="card-title words-of-people">{notice.title}</h3>
      <p class="stamp">
        <span class="tag">{t.states[state]}</span>{' '}
        {t.days(dateOf(notice.from_on), notice.until_on ? dateOf(notice.until_on) : null)}
      </p>
      <p class="words-of-people">{notice.body}</p>
      {!notice.withdrawn_at && (
        <p class="card-foot">
          <Button onClick={onChange}>
            {t.change}
            <span class="for-sr">：{notice.title}</span>
          </Button>
          <Button onClick={onWithdraw}>
            {t.withdraw}
            <span class="for-sr">：{notice.title}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

type Open = { kind: 'new' } | { kind: 'change' | 'withdraw'; notice: PublicNotice } | null;

export function Notices() {
  const t = text.value.desk.notices;
  const [open, setOpen] = useState<Open>(null);
  const act = useAct();
  const load = useLoad(deskApi.notices, []);
  const done = (changed: boolean) => {
    setOpen(null);
    if (changed) {
      load.again();
    }
  };
  const withdraw = async (notice: PublicNotice) => {
    setOpen(null);
    await act.run(() => deskApi.noticeWithdraw(notice.id));
    load.again();
  };
  return (
    <>
      <p>
        {t.line}{' '}
        <a class="desk-link" href="/public">
          {t.look}
        </a>
      </p>
      <p>
        <Button look="main" onClick={() => setOpen({ kind: 'new' })}>
          {t.add}
        </Button>
      </p>
      <Failure act={act} />
      <LoadState load={load} />
      {load.data?.notices.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="cards">
        {load.data?.notices.map((n) => (
          <Notice
            key={n.id}
            notice={n}
            onChange={() => setOpen({ kind: 'change', notice: n })}
            onWithdraw={() => setOpen({ kind: 'withdraw', notice: n })}
          />
        ))}
      </ul>
      {open?.kind === 'withdraw' && (
        <Confirm
          title={t.withdrawTitle}
          line={t.withdrawLine}
          yes={t.withdraw}
          onYes={() => void withdraw(open.notice)}
          onNo={() => setOpen(null)}
        />
      )}
      {(open?.kind === 'new' || open?.kind === 'change') && (
        <NoticeDialog notice={open.kind === 'change' ? open.notice : null} onDone={done} />
      )}
    </>
  );
}
