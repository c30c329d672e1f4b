/* 利用申込 at the desk: what waits, the whole of one, and what is decided about it. */
import { useState } from 'preact/hooks';
import { applicationApi } from '../../api/application';
import type { ActivationLink, Application, ApplicationLine, ApplicationLink } from '../../api/types.gen';
import { session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { marked } from '../../ui/person';
import { KeepLink } from '../apply/apply';
import { History, Sheet, SheetPage } from '../apply/sheet';
import { ScanList } from '../apply/scans';
import { addressOf } from '../apply/state';
import { LoadState, useLoad } from '../panels/load';
import { type Act, Failure, useAct } from '../people/person';
import { Links } from './links';

type Asking = 'accept' | 'refuse' | 'return' | null;

interface WordsProps {
  kind: 'refuse' | 'return';
  onSend: (words: string) => void;
  onClose: () => void;
}

function WordsDialog({ kind, onSend, onClose }: WordsProps) {
  const t = text.value.desk.apply.desk;
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const send = () => (words.trim() === '' ? setTried(true) : onSend(words.trim()));
  return (
    <Dialog title={t[kind]} onClose={onClose}>
      <p>{kind === 'return' ? t.returnLine : t.refuseLine}</p>
      <TextArea
        label={t.words}
        value={words}
        onValue={setWords}
        maxLength={2000}
        error={tried && words.trim() === '' ? t.wordsMissing : undefined}
      />
      <div class="dialog-foot">
        <Button onClick={onClose}>{text.value.cancel}</Button>
        <Button look={kind === 'refuse' ? 'danger' : 'main'} onClick={send}>
          {t[kind]}
        </Button>
      </div>
    </Dialog>
  );
}

interface ActsProps {
  app: Application;
  act: Act;
  onAsk: (asking: Asking) => void;
  onRenew: () => void;
  onLinks: () => void;
}

function Acts({ app, act, onAsk, onRenew, onLinks }: ActsProps) {
  const t = text.value.desk.apply.desk;
  const office = session.value?.hat.kind === 'office';
  const waits = app.state === 'waiting' || app.state === 'resent';
  const open = app.state === 'returned' || (app.state === 'draft' && app.by_office);
  return (
    <p class="card-foot">
      {waits && office && <Button onClick={() => onAsk('return')}>{t.return}</Button>}
      {app.may_decide && <Button onClick={() => onAsk('refuse')}>{t.refuse}</Button>}
      {app.may_decide && (
        <Button look="main" disabled={act.busy} onClick={() => onAsk('accept')}>
          {t.accept}
        </Button>
      )}
      {open && office && <Button onClick={onRenew}>{t.renew}</Button>}
      {app.state === 'accepted' && office && <Button onClick={onLinks}>{t.links}</Button>}
    </p>
  );
}

function AcceptDialog({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  const t = text.value.desk.apply.desk;
  return (
    <Dialog title={t.acceptTitle} onClose={onNo}>
      <p>{t.acceptLine}</p>
      <div class="dialog-foot">
        <Button onClick={onNo}>{text.value.cancel}</Button>
        <Button look="main" onClick={onYes}>
          {t.accept}
        </Button>
      </div>
    </Dialog>
  );
}

function One({ id, onBack, onLink }: { id: string; onBack: () => void; onLink: (link: ApplicationLink) => void }) {
  const t = text.value.desk.apply;
  const [asking, setAsking] = useState<Asking>(null);
  const [links, setLinks] = useState<readonly ActivationLink[] | null>(null);
  const [printing, setPrinting] = useState(false);
  const act = useAct();
  const load = useLoad(() => applicationApi.show(id), [id]);
  const app = load.data;
  const run = async (what: () => Promise<unknown>) => {
    setAsking(null);
    await act.run(what);
    load.again();
  };
  const told = (words: string) => run(() => applicationApi[asking === 'return' ? 'return' : 'refuse'](id, app!.version, words));
  const accept = () => run(async () => setLinks((await applicationApi.accept(id, app!.version)).links));
  if (app && printing) {
    return <SheetPage app={app} inside onBack={() => setPrinting(false)} />;
  }
  return (
    <>
      <p class="card-foot">
        <Button onClick={onBack}>{t.desk.toList}</Button>
        {app && <Button onClick={() => setPrinting(true)}>{t.print}</Button>}
      </p>
      <LoadState load={load} />
      <div role="alert">{act.code === 'conflict' ? <p class="error">{t.desk.taken}</p> : <Failure act={act} />}</div>
      {app && (
        <p>
          <span class="tag">{t.states[app.state]}</span>
        </p>
      )}
      {app && (
        <Acts
          app={app}
          act={act}
          onAsk={setAsking}
          onRenew={() => void run(async () => onLink(await applicationApi.renew(id)))}
          onLinks={() => void run(async () => setLinks((await applicationApi.admins(id)).links))}
        />
      )}
      {app && <ScanList scans={app.scans} />}
      {app && <Sheet app={app} />}
      {app && <History app={app} heading="h3" />}
      {(asking === 'refuse' || asking === 'return') && (
        <WordsDialog kind={asking} onSend={(words) => void told(words)} onClose={() => setAsking(null)} />
      )}
      {asking === 'accept' && app && <AcceptDialog onYes={() => void accept()} onNo={() => setAsking(null)} />}
      {links && <Links links={links} onClose={() => setLinks(null)} />}
    </>
  );
}

function Line({ line, onOpen }: { line: ApplicationLine; onOpen: () => void }) {
  const t = text.value.desk.apply;
  return (
    <li class="card">
      <h4 class="card-title words-of-people">
        {marked(line.name ?? t.desk.noName, line.outside)}
      </h4>
      <p class="stamp">
        <span class="tag">{t.states[line.state]}</span> {line.by_office && `${t.desk.byOffice} `}
        {t.receipt} {line.receipt} {whenFull(line.changed_at, text.value)}
      </p>
      <p class="card-foot">
        <Button onClick={onOpen}>
          {t.open}
          <span class="for-sr">：{line.name ?? line.receipt}</span>
        </Button>
      </p>
    </li>
  );
}

const isWaiting = (a: ApplicationLine) => a.state === 'waiting' || a.state === 'resent';

function Lines({ title, lines, onOpen }: { title: string; lines: ApplicationLine[]; onOpen: (id: string) => void }) {
  return lines.length === 0 ? null : (
    <section class="cards" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {lines.map((a) => (
          <Line key={a.id} line={a} onOpen={() => onOpen(a.id)} />
        ))}
      </ul>
    </section>
  );
}

export function Applications() {
  const t = text.value.desk.apply;
  const office = session.value?.hat.kind === 'office';
  const [open, setOpen] = useState<string | null>(null);
  const [link, setLink] = useState<ApplicationLink | null>(null);
  const act = useAct();
  const load = useLoad(applicationApi.list, [open]);
  const all = load.data?.applications ?? [];
  const kept = () => {
    window.open(addressOf(link!), '_blank', 'noopener');
    setLink(null);
    load.again();
  };
  return (
    <>
      {open && <One id={open} onBack={() => setOpen(null)} onLink={setLink} />}
      {!open && (
        <>
          <p>{office ? t.desk.line : t.desk.lineCommittee}</p>
          {office && (
            <p>
              <Button disabled={act.busy} onClick={() => void act.run(async () => setLink(await applicationApi.enter()))}>
                {t.desk.enter}
              </Button>
            </p>
          )}
          <Failure act={act} />
          <LoadState load={load} />
          {load.data?.applications.length === 0 && <p class="soft">{t.desk.none}</p>}
          <Lines title={t.desk.waits} lines={all.filter(isWaiting)} onOpen={setOpen} />
          <Lines title={t.desk.decided} lines={all.filter((a) => !isWaiting(a))} onOpen={setOpen} />
        </>
      )}
      {link && (
        <Dialog title={t.desk.renewTitle} onClose={() => setLink(null)}>
          <KeepLink link={link} title="" onKept={kept} />
        </Dialog>
      )}
    </>
  );
}
