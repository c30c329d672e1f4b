/* The clinic: which patient a blind request is about, what the requester is shown, the 主治医's answer. */
import { useState } from 'preact/hooks';
import { erasureApi } from '../../api/erasure';
import type { InboxErasureAsk } from '../../api/types.gen';
import { inbox, readInbox } from '../../store/inbox';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { focusFirstWrong } from '../common/form';
import { readable } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';

/* One card a request: to be attached it has a row for each patient it could be about. */
export function asksByRequest(asks: readonly InboxErasureAsk[]): InboxErasureAsk[] {
  return asks.filter((a, i) => asks.findIndex((b) => b.id === a.id) === i);
}

export function AskCard({ ask }: { ask: InboxErasureAsk }) {
  const t = text.value.erasure.clinic;
  const { number, space, step } = ask;
  const words = {
    attach: [t.attachCard(number), t.attachButton],
    confirm: [t.confirmCard(number), t.confirmButton],
    answer: [t.answerCard(number), t.answerButton],
  }[step];
  const open = () =>
    openDialog(
      step === 'attach'
        ? { kind: 'erasure_attach', request: ask.id, number }
        : { kind: step === 'confirm' ? 'erasure_confirm' : 'erasure_answer', space },
    );
  return (
    <li class="card">
      <p class="card-title">
        <strong>{words[0]}</strong>
      </p>
      <p>{step === 'attach' ? t.attachLine : readable(ask.title)}</p>
      <div class="card-foot">
        <Button look="main" onClick={open}>
          {words[1]}
        </Button>
      </div>
    </li>
  );
}

export function AttachDialog({ request, number }: { request: string; number: string }) {
  const t = text.value;
  const [space, setSpace] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const could = (inbox.value?.erasure_asks ?? []).filter((a) => a.id === request && a.step === 'attach');
  const go = async () => {
    setTried(true);
    if (space === '') {
      focusFirstWrong();
    } else if (await act.run(() => erasureApi.attach(space, request))) {
      void readInbox();
      openDialog({ kind: 'erasure_confirm', space });
    }
  };
  return (
    <Dialog title={t.erasure.clinic.attachTitle(number)} onClose={closeDialog}>
      <p>{t.erasure.clinic.attachLine}</p>
      <Choices
        legend={t.erasure.clinic.attachButton}
        value={space}
        options={could.map((a) => [a.space, readable(a.title)] as const)}
        onPick={setSpace}
        error={tried && space === '' ? t.erasure.clinic.attachMissing : undefined}
      />
      <Failure act={act} gone={t.erasure.clinic.gone} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.erasure.clinic.attachYes}
        </Button>
      </div>
    </Dialog>
  );
}

/* Turned to whoever wishes it: large, and only this. */
export function ConfirmDialog({ space }: { space: string }) {
  const t = text.value;
  const load = useLoad(() => erasureApi.here(space), [space]);
  const act = useAct();
  const shown = load.data?.confirm;
  const go = async () => {
    if (await act.run(() => erasureApi.confirm(space))) {
      void readInbox();
      closeDialog();
    }
  };
  return (
    <Dialog title={t.erasure.clinic.confirmTitle} onClose={closeDialog}>
      <LoadState load={load} />
      {load.data && !shown && <p role="status">{t.erasure.clinic.gone}</p>}
      {shown && (
        <>
          <p>{t.erasure.clinic.confirmLine}</p>
          <div class="erasure-shown">
            <strong>{readable(shown.title)}</strong>
            <span>{t.erasure.clinic.confirmPosts(shown.posts)}</span>
          </div>
          <p>{t.erasure.clinic.confirmAll}</p>
        </>
      )}
      <Failure act={act} gone={t.erasure.clinic.gone} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        {shown && (
          <Button look="main" disabled={act.busy} onClick={() => void go()}>
            {t.erasure.clinic.confirmYes}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

type YesNo = 'yes' | 'no' | '';

export function AnswerDialog({ space }: { space: string }) {
  const t = text.value.erasure.clinic;
  const [transcribed, setTranscribed] = useState<YesNo>('');
  const [dispute, setDispute] = useState<YesNo>('');
  const [goesOn, setGoesOn] = useState<YesNo>('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const wrong = (v: YesNo) => (tried && v === '' ? t.answerMissing : undefined);
  const sides = (yes: string, no: string) => [['yes', yes] as const, ['no', no] as const];
  const go = async () => {
    setTried(true);
    const answer = { transcribed: transcribed === 'yes', dispute: dispute === 'yes', care_goes_on: goesOn === 'yes' };
    if ([transcribed, dispute, goesOn].includes('')) {
      focusFirstWrong();
    } else if (await act.run(() => erasureApi.answer(space, answer))) {
      void readInbox();
      closeDialog();
    }
  };
  return (
    <Dialog title={t.answerTitle} onClose={closeDialog}>
      <Choices
        legend={t.transcribed}
        value={transcribed}
        options={sides(t.yes, t.no)}
        onPick={setTranscribed}
        error={wrong(transcribed)}
      />
      <Choices
        legend={t.dispute}
        value={dispute}
        options={sides(t.dispute_yes, t.dispute_no)}
        onPick={setDispute}
        error={wrong(dispute)}
      />
      <Choices
        legend={t.careGoesOn}
        value={goesOn}
        options={sides(t.yes, t.no)}
        hint={t.goesOnHint}
        onPick={setGoesOn}
        error={wrong(goesOn)}
      />
      <Failure act={act} gone={t.gone} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.answerYes}
        </Button>
      </div>
    </Dialog>
  );
}
