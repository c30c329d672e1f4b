/* 利用申込: for somebody without an account. Number and secret are shown once; with them one comes back. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { applicationApi } from '../../api/application';
import { mailApi } from '../../api/mail';
import type { Application, ApplicationLink } from '../../api/types.gen';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Mark } from '../../ui/icon';
import { LanguageSwitch } from '../dialogs/language';
import { Failure, useAct } from '../people/person';
import { Decided, isDecided } from './decided';
import { FacilityStep, HeadFields, PledgeStep, SignStep } from './fields';
import { People } from './people';
import { Scans } from './scans';
import { History, SheetPage } from './sheet';
import type { Filling, TypedPerson } from './state';
import { addressOf, isTyped, linkIn, missingOf, nobodyTyped, personOf, useFilling } from './state';

function Frame({ title, children }: { title: string; children: ComponentChildren }) {
  const t = text.value;
  return (
    <main class="gate">
      <div class="gate-card apply">
        <div class="gate-brand">
          <Mark />
          <p>{t.app}</p>
        </div>
        <h1>{title}</h1>
        {children}
        <LanguageSwitch />
      </div>
    </main>
  );
}

function Begin({ onBegun, onOpen }: { onBegun: (link: ApplicationLink) => void; onOpen: (link: ApplicationLink) => void }) {
  const t = text.value.desk.apply;
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState(false);
  const act = useAct();
  const begin = () => void act.run(async () => onBegun(await applicationApi.begin()));
  const open = () => {
    const link = linkIn(words);
    setWrong(link === null);
    if (link) {
      onOpen(link);
    }
  };
  return (
    <Frame title={t.title}>
      <p>{t.line}</p>
      <Button look="main" class="full" disabled={act.busy} onClick={begin}>
        {t.begin}
      </Button>
      <Failure act={act} />
      <h2>{t.goOn}</h2>
      <Field
        label={t.link}
        value={words}
        onValue={setWords}
        autocomplete="off"
        hint={t.goOnLine}
        error={wrong ? t.linkWrong : undefined}
      />
      <Button onClick={open}>{t.open}</Button>
      <p class="soft">{t.lost}</p>
    </Frame>
  );
}

/** A link that is told once: to be kept before one goes on. */
export function KeepLink({ link, title, onKept }: { link: ApplicationLink; title: string; onKept: () => void }) {
  const t = text.value.desk.apply;
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(addressOf(link)).then(() => setCopied(true), () => undefined);
  return (
    <>
      {title && <h2>{title}</h2>}
      <p>{t.keepLine}</p>
      <p class="note">
        {t.receipt}：<strong class="receipt">{link.receipt}</strong>
      </p>
      <p class="note link-words">{addressOf(link)}</p>
      <p role="status">{copied && t.copied}</p>
      <Button onClick={() => void copy()}>{t.copy}</Button>
      <Button look="main" onClick={onKept}>
        {t.kept}
      </Button>
    </>
  );
}

interface StepsProps {
  link: ApplicationLink;
  filling: Filling;
  app: Application;
  step: number;
  onStep: (step: number) => void;
  typed: TypedPerson | null; /* none yet */
  onTyped: (typed: TypedPerson) => void;
}

/* Whoever is typed in when one goes on is added: nobody is lost for want of a press. */
function useTyping({ link, filling, app, typed, onTyped }: StepsProps) {
  const words = typed ?? { ...nobodyTyped, admin: app.people.length === 0 };
  const [tried, setTried] = useState(false);
  const add = async () => {
    const person = personOf(words, app.mail_on);
    setTried(person === null);
    if (person === null || !(await filling.run(() => applicationApi.personSet(link, person)))) {
      return null;
    }
    onTyped(nobodyTyped);
    return person;
  };
  return { words, onWords: onTyped, tried, add };
}

/* Goes on from a step when it is whole, from the last one to the office. */
function useGo({ link, filling, app, step, onStep }: StepsProps, typing: ReturnType<typeof useTyping>) {
  const [tried, setTried] = useState(0);
  const last = step === text.value.desk.apply.steps.length - 1;
  useEffect(() => document.querySelector<HTMLElement>('.apply [aria-invalid]')?.focus(), [tried]);
  const whole = async () => {
    if (!(await filling.save())) {
      return null;
    }
    const added = step === 1 && isTyped(typing.words) ? await typing.add() : undefined;
    const missing = missingOf(filling.form, added ? [...app.people, added] : app.people);
    return added === null || missing[step]!.length > 0 ? null : missing;
  };
  const go = async () => {
    const missing = await whole();
    if (missing === null) {
      setTried(tried + 1);
      return;
    }
    const open = missing.findIndex((m) => m.length > 0);
    if (last && open < 0) {
      await filling.run(() => applicationApi.own(link).then((fresh) => applicationApi.submit(link, fresh.version)));
    } else {
      setTried(last ? 1 : 0);
      onStep(last ? open : step + 1);
    }
  };
  return { go, last, missing: tried > 0 ? (missingOf(filling.form, app.people)[step] ?? []) : [] };
}

function Steps(props: StepsProps) {
  const { link, filling, app, step, onStep } = props;
  const t = text.value.desk.apply;
  const typing = useTyping(props);
  const { go, last, missing } = useGo(props, typing);
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), [step]);
  const fields = { form: filling.form, put: filling.put, missing, mailOn: app.mail_on };
  return (
    <>
      <h2 ref={top} tabIndex={-1}>
        {t.steps[step]} <span class="soft">{t.step(step + 1, t.steps.length)}</span>
      </h2>
      <div class="form">
        {step === 0 && <FacilityStep {...fields} />}
        {step === 1 && <HeadFields {...fields} />}
        {step === 1 && <People link={link} filling={filling} missing={missing} {...typing} onAdd={() => void typing.add()} />}
        {step === 2 && <PledgeStep {...fields} />}
        {step === 3 && <SignStep {...fields} />}
        {step === 3 && <Scans link={link} filling={filling} />}
      </div>
      <div role="alert">
        {filling.code && filling.code !== 'media_refused' && (
          <p class="error">{filling.code === 'conflict' ? t.changed : errorText(filling.code)}</p>
        )}
      </div>
      <div class="dialog-foot">
        {step > 0 && <Button onClick={() => onStep(step - 1)}>{t.before}</Button>}
        <Button look="main" disabled={filling.busy} onClick={() => void go()}>
          {last ? t.submit : t.next}
        </Button>
      </div>
    </>
  );
}

function Own({ link }: { link: ApplicationLink }) {
  const t = text.value.desk.apply;
  const filling = useFilling(link);
  const [correcting, setCorrecting] = useState(false);
  const [printing, setPrinting] = useState(false);
  const [step, setStep] = useState(0);
  const [typed, setTyped] = useState<TypedPerson | null>(null);
  const { app, code: why } = filling;
  if (!app) {
    return (
      <Frame title={t.title}>
        <p role="status">{why === null ? text.value.loading : why === 'not_found' ? t.linkWrong : errorText(why)}</p>
      </Frame>
    );
  }
  if (printing) {
    return <SheetPage app={app} onBack={() => setPrinting(false)} />;
  }
  const fills = app.state === 'draft' || (app.state === 'returned' && correcting);
  const show = async () => setPrinting(!fills || (await filling.save())); /* on paper is what was typed */
  return (
    <Frame title={t.title}>
      <p>
        <span class="tag">{t.states[app.state]}</span>{' '}
        <span class="stamp">
          {t.receipt} {app.receipt}
        </span>
      </p>
      {fills ? (
        <Steps link={link} filling={filling} app={app} step={step} onStep={setStep} typed={typed} onTyped={setTyped} />
      ) : isDecided(app) ? (
        <>
          <Decided app={app} />
          <History app={app} heading="h2" />
        </>
      ) : (
        <>
          <p role="status">{t.stateLines[app.state]}</p>
          <History app={app} heading="h2" />
          {app.state === 'returned' && (
            <Button look="main" onClick={() => setCorrecting(true)}>
              {t.correct}
            </Button>
          )}
        </>
      )}
      <Button onClick={() => void show()}>{isDecided(app) ? t.handedIn : t.print}</Button>
    </Frame>
  );
}

/* The secret stays in this page: the address forgets it at once. */
function takeLink(): ApplicationLink | null {
  const link = linkIn(location.hash);
  if (link && location.hash.endsWith('.mail')) {
    void mailApi.applicant(link).catch(() => undefined); /* whoever has come by a letter has its mailbox */
  }
  if (location.hash !== '') {
    history.replaceState(null, '', location.pathname);
  }
  return link;
}

export function Apply() {
  const t = text.value.desk.apply;
  const [link, setLink] = useState(takeLink);
  const [fresh, setFresh] = useState<ApplicationLink | null>(null);
  if (link) {
    return <Own link={link} />;
  }
  if (fresh) {
    return (
      <Frame title={t.keepTitle}>
        <KeepLink link={fresh} title="" onKept={() => setLink(fresh)} />
      </Frame>
    );
  }
  return <Begin onBegun={setFresh} onOpen={setLink} />;
}
