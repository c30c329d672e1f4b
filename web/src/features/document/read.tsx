/* One edition to read, and to confirm or sign where that is asked. */
import { useState } from 'preact/hooks';
import { documentApi } from '../../api/document';
import { gateApi } from '../../api/gate';
import type { DocumentText } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { LoadState, useLoad } from '../panels/load';
import { Failure, dateOf, useAct } from '../people/person';

/** The words of a document as everybody sees them. */
export function DocumentWords({ body }: { body: string }) {
  return <div class="gate-text words-of-people">{body}</div>;
}

interface SignProps {
  document: string;
  facility: string;
  onDone: () => void;
  onBack: () => void;
}

/** 様式4 is signed with one's own name. */
export function Sign({ document, facility, onDone, onBack }: SignProps) {
  const t = text.value.gate;
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (name.trim() !== '' && (await act.run(() => gateApi.sign(document, name.trim())))) {
      onDone();
    }
  };
  const wrong = act.code === 'bad_value' ? t.nameWrong : tried && name.trim() === '' ? t.nameMissing : undefined;
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <p>{t.pledgeTo(facility)}</p>
      <Field label={t.name} value={name} onValue={setName} autocomplete="name" error={wrong} />
      {act.code !== 'bad_value' && <Failure act={act} />}
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.sign}
        </Button>
      </div>
    </form>
  );
}

function Confirm({ document, onDone, onBack }: { document: DocumentText; onDone: () => void; onBack: () => void }) {
  const act = useAct();
  const send = () =>
    document.kind === 'facility' ? documentApi.houseConfirm(document.id) : gateApi.confirm(document.id);
  const confirm = async () => {
    if (await act.run(send)) {
      onDone();
    }
  };
  return (
    <>
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.document.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void confirm()}>
          {text.value.document.confirm}
        </Button>
      </div>
    </>
  );
}

export function ReadDocument({ id, asked, onBack }: { id: string; asked: boolean; onBack: () => void }) {
  const t = text.value.document;
  const load = useLoad(() => documentApi.text(id), [id]);
  const d = load.data;
  const done = () => {
    void readInbox();
    onBack();
  };
  const Foot = d?.kind === 'pledge' ? undefined : Confirm;
  return (
    <>
      <LoadState load={load} />
      {d && (
        <>
          <h3>
            {d.title ?? t.kinds[d.kind]} <span class="soft">{t.edition(d.edition)}</span>
          </h3>
          <p class="soft">
            {d.from_on && t.since(dateOf(d.from_on))}
            {asked && d.confirm_by && ` ${t.inbox}：${t.until(dateOf(d.confirm_by))}`}
          </p>
          <DocumentWords body={d.body} />
          {asked && Foot && <Foot document={d} onDone={done} onBack={onBack} />}
          {asked && !Foot && (
            <Sign document={d.id} facility={session.value?.hat.facility?.name ?? ''} onDone={done} onBack={onBack} />
          )}
        </>
      )}
      {!(asked && d) && (
        <div class="dialog-foot">
          <Button onClick={onBack}>{t.back}</Button>
        </div>
      )}
    </>
  );
}
