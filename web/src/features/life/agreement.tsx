/* 取り決め: at the top of a timeline, confirmed with one tap, versioned. */
import { useState } from 'preact/hooks';
import { agreementApi } from '../../api/agreement';
import type { AgreementVersion } from '../../api/types.gen';
import { type Room, may } from '../../store/model';
import { model } from '../../store/store';
import { loadState } from '../../store/sync';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { focusFirstWrong } from '../common/form';
import { readable, titleOf } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { type Load, LoadState, useLoad } from '../panels/load';
import { Failure, day, useAct } from '../people/person';

const TEXT_MAX = 4000;

const isTimeline = (room: Room) => room.space.kind === 'care' || room.space.kind === 'family';

function useAgreement(room: Room | undefined, shown: boolean): Load<AgreementVersion[]> {
  const id = room?.space.id ?? '';
  const read = async () => (shown ? (await agreementApi.read(id)).versions : []);
  return useLoad(read, [id, shown, room?.space.agreement?.version]);
}

function Confirm({ room, version }: { room: Room; version: number }) {
  const act = useAct();
  const go = async () => {
    if (await act.run(() => agreementApi.confirm(room.space.id, version))) {
      await loadState().catch(() => undefined);
    }
  };
  return (
    <>
      <Failure act={act} />
      <Button look="main" disabled={act.busy} onClick={() => void go()}>
        {text.value.life.agreement.confirm}
      </Button>
    </>
  );
}

const wordsOf = (v: AgreementVersion): string => readable(v.said?.text ?? null);

/* Unread: its words stand there, and one tap says so. */
function Fresh({ room }: { room: Room }) {
  const t = text.value.life.agreement;
  const load = useAgreement(room, true);
  const newest = load.data?.[0];
  return (
    <section class="agreement-bar fresh" aria-label={t.title}>
      <p>
        <strong>{t.fresh(newest?.version ?? 1)}</strong>
      </p>
      <LoadState load={load} />
      {newest && (
        <>
          <p class="words-of-people agreement-words" tabIndex={0} role="region" aria-label={t.label}>
            {wordsOf(newest)}
          </p>
          <Confirm room={room} version={newest.version} />
        </>
      )}
    </section>
  );
}

/** Under the head of a timeline. */
export function AgreementBar({ room }: { room: Room }) {
  const t = text.value.life.agreement;
  const { id, agreement, state } = room.space;
  if (!isTimeline(room) || agreement === null) {
    return null;
  }
  if (!agreement.confirmed && (state === 'open' || state === 'draft')) {
    return <Fresh room={room} />;
  }
  return (
    <p class="agreement-bar">
      <Button look="quiet" onClick={() => openDialog({ kind: 'agreement', space: id })}>
        {t.see}
      </Button>
    </p>
  );
}

/** Among the members: also the way to the first one. */
export function AgreementState({ room }: { room: Room }) {
  const t = text.value.life.agreement;
  const { id, agreement } = room.space;
  if (!isTimeline(room) || (agreement === null && !may(room, 'agreement_write'))) {
    return null;
  }
  return (
    <section class="group">
      <h3>{t.title}</h3>
      {agreement === null && <p class="soft">{t.none}</p>}
      <p class="row-acts">
        <Button onClick={() => openDialog({ kind: 'agreement', space: id })}>{agreement === null ? t.write : t.see}</Button>
      </p>
    </section>
  );
}

function Who({ room, version }: { room: Room; version: AgreementVersion }) {
  const t = text.value.life.agreement;
  const members = room.members ?? [];
  const has = (hat: string) => version.confirmed.some((c) => c.hat === hat);
  const names = (yes: boolean) => members.filter((m) => has(m.hat) === yes).map((m) => m.person.name);
  const lists = [
    [t.who, names(true)],
    [t.notYet, names(false)],
  ] as const;
  return (
    <dl class="about">
      {lists.map(([title, list]) =>
        list.length === 0 ? null : (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{list.join('、')}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Older({ versions }: { versions: readonly AgreementVersion[] }) {
  const t = text.value.life.agreement;
  if (versions.length === 0) {
    return null;
  }
  return (
    <details class="more-fields">
      <summary>{t.older}</summary>
      {versions.map((v) => (
        <section key={v.version}>
          <p class="stamp">{t.version(v.version, v.by.name, day(v.at))}</p>
          <blockquote class="quote-block words-of-people">{wordsOf(v)}</blockquote>
        </section>
      ))}
    </details>
  );
}

function Reading({ room, versions, onWrite }: { room: Room; versions: readonly AgreementVersion[]; onWrite: () => void }) {
  const t = text.value;
  const [newest, ...older] = versions;
  const here = (room.members ?? []).filter((m) => newest?.confirmed.some((c) => c.hat === m.hat)).length;
  return (
    <>
      {newest ? (
        <>
          <p class="words-of-people">{wordsOf(newest)}</p>
          <p class="stamp">{t.life.agreement.version(newest.version, newest.by.name, day(newest.at))}</p>
          <p class="soft">{t.life.agreement.confirmed(here, room.space.members)}</p>
          <Who room={room} version={newest} />
        </>
      ) : (
        <p>{t.life.agreement.none}</p>
      )}
      <Older versions={older} />
      <div class="dialog-foot">
        {may(room, 'agreement_write') && (
          <Button onClick={onWrite}>{newest ? t.life.agreement.rewrite : t.life.agreement.write}</Button>
        )}
        {newest && room.space.agreement?.confirmed === false ? (
          <Confirm room={room} version={newest.version} />
        ) : (
          <Button onClick={closeDialog}>{t.close}</Button>
        )}
      </div>
    </>
  );
}

interface WritingProps {
  room: Room;
  newest: AgreementVersion | undefined;
  onBack: () => void;
  onDone: () => void;
}

/* Somebody else may write meanwhile: then the new words are shown, and saving again goes on from them. */
function Writing({ room, newest, onBack, onDone }: WritingProps) {
  const t = text.value.life.agreement;
  const [words, setWords] = useState(newest?.said?.text ?? '');
  const [began] = useState(newest?.version ?? 0);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const missing = tried && words.trim() === '';
  const save = async () => {
    setTried(true);
    if (words.trim() === '') {
      focusFirstWrong();
    } else if (await act.run(() => agreementApi.write(room.space.id, (newest?.version ?? 0) + 1, words.trim(), null, null))) {
      onDone();
    }
  };
  return (
    <>
      <TextArea
        label={t.label}
        hint={t.hint}
        rows={8}
        maxLength={TEXT_MAX}
        value={words}
        error={missing ? t.missing : undefined}
        onValue={setWords}
      />
      {act.code === 'conflict' ? (
        <p class="error" role="alert">
          {t.conflict}
        </p>
      ) : (
        <Failure act={act} />
      )}
      {newest && newest.version !== began && (
        <>
          <h3>{t.now}</h3>
          <blockquote class="quote-block words-of-people">{wordsOf(newest)}</blockquote>
        </>
      )}
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void save()}>
          {t.save}
        </Button>
      </div>
    </>
  );
}

export function AgreementDialog({ space }: { space: string }) {
  const room = model.value.rooms.get(space);
  const load = useAgreement(room, room !== undefined);
  const [writing, setWriting] = useState(false);
  if (!room) {
    return null;
  }
  const done = () => {
    setWriting(false);
    load.again();
  };
  return (
    <Dialog title={`${titleOf(room.space)}：${text.value.life.agreement.title}`} onClose={closeDialog}>
      <LoadState load={load} />
      {load.data &&
        (writing ? (
          <Writing room={room} newest={load.data[0]} onBack={() => setWriting(false)} onDone={done} />
        ) : (
          <Reading room={room} versions={load.data} onWrite={() => setWriting(true)} />
        ))}
    </Dialog>
  );
}
