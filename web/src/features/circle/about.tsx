/* 趣旨・使い方: shown to whoever comes in, confirmed, changed by those who manage the group. */
import { useState } from 'preact/hooks';
import { agreementApi } from '../../api/agreement';
import type { Word } from '../../api/http';
import type { AgreementText, AgreementVersion } from '../../api/types.gen';
import { type Room, may } from '../../store/model';
import { model } from '../../store/store';
import { loadState } from '../../store/sync';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readable, titleOf } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';
import { Words } from './form';
import { ScreenedFailure, useScreened } from './screened';

export function Said({ said }: { said: AgreementText | null }) {
  const t = text.value.circle.about;
  if (!said) {
    return <p>{readable(null)}</p>;
  }
  return (
    <dl class="about">
      <div>
        <dt>{t.aim}</dt>
        <dd class="words-of-people">{said.text}</dd>
      </div>
      <div>
        <dt>{t.rules}</dt>
        <dd class="words-of-people">{said.rules}</dd>
      </div>
    </dl>
  );
}

function Reading({ room, newest, onEdit }: { room: Room; newest: AgreementVersion; onEdit: () => void }) {
  const t = text.value;
  const act = useAct();
  const { id, agreement, members } = room.space;
  const open = agreement !== null && !agreement.confirmed;
  const confirm = async () => {
    if (await act.run(() => agreementApi.confirm(id, newest.version))) {
      await loadState().catch(() => undefined);
      closeDialog();
    }
  };
  return (
    <>
      <Said said={newest.said} />
      <p class="soft">{t.circle.about.confirmed(newest.confirmed.length, members)}</p>
      <Failure act={act} />
      <div class="dialog-foot">
        {may(room, 'agreement_write') && <Button onClick={onEdit}>{t.circle.about.edit}</Button>}
        {open ? (
          <Button look="main" disabled={act.busy} onClick={() => void confirm()}>
            {t.circle.about.confirm}
          </Button>
        ) : (
          <Button onClick={closeDialog}>{t.close}</Button>
        )}
      </div>
    </>
  );
}

interface WritingProps {
  space: string;
  newest: AgreementVersion;
  onBack: () => void;
  onDone: () => void;
}

function Writing({ space, newest, onBack, onDone }: WritingProps) {
  const t = text.value;
  const [aim, setAim] = useState(newest.said?.text ?? '');
  const [rules, setRules] = useState(newest.said?.rules ?? '');
  const [tried, setTried] = useState(false);
  const s = useScreened();
  const save = async (word: Word | null) => {
    setTried(true);
    if (aim.trim() === '' || rules.trim() === '') {
      return;
    }
    if (await s.run((tap) => agreementApi.write(space, newest.version + 1, aim.trim(), rules.trim(), tap), word)) {
      onDone();
    }
  };
  return (
    <>
      <Words field="aim" value={aim} onValue={setAim} tried={tried} />
      <Words field="rules" value={rules} onValue={setRules} tried={tried} />
      <p class="soft">{t.circle.about.editNote}</p>
      <ScreenedFailure error={s.error} words={{ text: aim.trim(), rules: rules.trim() }} onWord={(w) => void save(w)} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" disabled={s.busy} onClick={() => void save(null)}>
          {t.circle.form.save}
        </Button>
      </div>
    </>
  );
}

export function AboutDialog({ space }: { space: string }) {
  const room = model.value.rooms.get(space);
  const load = useLoad(() => agreementApi.read(space), [space, room?.space.agreement?.version]);
  const [writing, setWriting] = useState(false);
  const newest = load.data?.versions[0];
  if (!room) {
    return null;
  }
  return (
    <Dialog title={`${titleOf(room.space)}：${text.value.circle.about.title}`} onClose={closeDialog}>
      <LoadState load={load} />
      {newest &&
        (writing ? (
          <Writing
            space={space}
            newest={newest}
            onBack={() => setWriting(false)}
            onDone={() => {
              setWriting(false);
              load.again();
            }}
          />
        ) : (
          <Reading room={room} newest={newest} onEdit={() => setWriting(true)} />
        ))}
    </Dialog>
  );
}

/** Instead of the composer, until aim and rules were read. */
export function Gate({ room }: { room: Room }) {
  const t = text.value.circle.about;
  return (
    <section class="composer" aria-label={t.title}>
      <div class="gate">
        <p>{t.ask}</p>
        <Button look="main" onClick={() => openDialog({ kind: 'about', space: room.space.id })}>
          {t.read}
        </Button>
      </div>
    </section>
  );
}
