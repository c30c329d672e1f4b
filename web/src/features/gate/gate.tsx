/* Before the spaces: what is passed, what is missing, and who must act. One thing is open at a time; in any order. */
import { useState } from 'preact/hooks';
import { gateApi } from '../../api/gate';
import { VIDEO_SCREEN } from '../../api/training';
import type { Document, Gates } from '../../api/types.gen';
import { passGate, signOut } from '../../store/session';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { LanguageSwitch } from '../dialogs/language';
import { DocumentWords, Sign } from '../document/read';
import { Enrol } from '../factor/enrol';
import { ProofDialog } from '../factor/proof';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, useAct } from '../people/person';

type Step = 'factor' | Document['kind'];
interface Doing {
  document: Document;
  onDone: () => void;
  onBack: () => void;
}

function Pledge({ document, facility, onDone, onBack }: Doing & { facility: string }) {
  return (
    <>
      <DocumentWords body={document.body} />
      <Sign document={document.id} facility={facility} onDone={onDone} onBack={onBack} />
    </>
  );
}

function Confirm({ document, onDone, onBack }: Doing) {
  const t = text.value.gate;
  const act = useAct();
  const confirm = async () => {
    if (await act.run(() => gateApi.confirm(document.id))) {
      onDone();
    }
  };
  return (
    <>
      <DocumentWords body={document.body} />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void confirm()}>
          {t.confirm}
        </Button>
      </div>
    </>
  );
}

/* Who had passed them is asked about a newer edition, and about nothing else. */
const onlyAnew = (gates: Gates) => gates.admitted && gates.factor;

interface RowProps {
  name: string;
  passed: boolean;
  line: string;
  act?: string;
  onOpen?: () => void;
}

function Row({ name, passed, line, act, onOpen }: RowProps) {
  const t = text.value.gate;
  return (
    <li class="gate-row" data-passed={passed ? 'true' : 'false'}>
      <strong>{name}</strong>
      <span class={passed ? 'tag strong' : 'tag'}>{passed ? t.passed : t.missing}</span>
      <p class="soft">{line}</p>
      {!passed && onOpen && (
        <Button look="main" class="full" onClick={onOpen}>
          {act}
        </Button>
      )}
    </li>
  );
}

/* Of who was let in once only what ran out. */
function DocumentRow({ document, gates, onOpen }: { document: Document; gates: Gates; onOpen: (step: Step) => void }) {
  const t = text.value.gate;
  const { kind, missing } = document;
  const lines = { pledge: [t.pledgeLine, t.pledgeAct], points: [t.pointsLine, t.pointsAct], policy: [t.policyLine, t.policyAct] };
  const [line, act] = lines[kind];
  if (gates.admitted && !missing) {
    return null;
  }
  return <Row name={t[kind]} passed={!missing} line={line!} act={act!} onOpen={() => onOpen(kind)} />;
}

/* Without a video it says what else to do. */
function TrainingRow({ gates }: { gates: Gates }) {
  const t = text.value.gate;
  const waits = gates.video ? t.trainingVideo : t.trainingWaits;
  return (
    <Row
      name={t.training}
      passed={gates.training !== null}
      line={gates.training === null ? waits : t.trainingHeld(t.ways[gates.training], gates.held_on ?? '')}
      act={t.trainingAct}
      {...(gates.video ? { onOpen: () => location.assign(VIDEO_SCREEN) } : {})}
    />
  );
}

function List({ gates, onOpen, onAgain }: { gates: Gates; onOpen: (step: Step) => void; onAgain: () => void }) {
  const t = text.value.gate;
  const factorLine = gates.factor && !session.value?.factor.enrolled ? t.factorLater : t.factorLine;
  return (
    <>
      <p>{onlyAnew(gates) ? t.againLine : t.line}</p>
      {!onlyAnew(gates) && <p class="soft">{t.profile}</p>}
      <ul class="gate-rows">
        {!(gates.admitted && gates.factor) && (
          <Row name={t.factor} passed={gates.factor} line={factorLine} act={t.factorAct} onOpen={() => onOpen('factor')} />
        )}
        {gates.documents.map((d) => (
          <DocumentRow key={d.id} document={d} gates={gates} onOpen={onOpen} />
        ))}
        {!gates.admitted && <TrainingRow gates={gates} />}
      </ul>
      <Button onClick={onAgain}>{t.again}</Button>
    </>
  );
}

function Way({ gates, again }: { gates: Gates; again: () => void }) {
  const t = text.value.gate;
  const [step, setStep] = useState<Step | null>(null);
  const back = () => setStep(null);
  const done = () => {
    setStep(null);
    again();
    void passGate();
  };
  const document = gates.documents.find((d) => d.kind === step);
  const title = step === null ? (onlyAnew(gates) ? t.againTitle : t.title) : t[step];
  return (
    <>
      <h1>{title}</h1>
      {step === null && <List gates={gates} onOpen={setStep} onAgain={done} />}
      {step === 'factor' && <Enrol done={t.next} onDone={done} />}
      {document?.kind === 'pledge' && (
        <Pledge document={document} facility={gates.facility} onDone={done} onBack={back} />
      )}
      {document && document.kind !== 'pledge' && <Confirm document={document} onDone={done} onBack={back} />}
    </>
  );
}

/* Who is no staff has one gate only: the second factor. */
function FactorOnly() {
  const t = text.value.factor.gate;
  return (
    <>
      <h1>{t.title}</h1>
      <p>{t.line}</p>
      <Enrol done={t.done} onDone={() => void passGate()} />
    </>
  );
}

function Staff() {
  const load = useLoad(gateApi.read, []);
  return (
    <>
      <LoadState load={load} />
      {load.data && <Way gates={load.data} again={load.again} />}
    </>
  );
}

export function GateScreen() {
  const t = text.value;
  const s = session.value;
  return (
    <main class="gate">
      <div class="gate-card">
        <div class="gate-brand lock">
          <Icon name="lock" />
        </div>
        {s && (
          <div class="gate-who">
            <PersonLine person={s.hat} />
          </div>
        )}
        {s?.hat.kind === 'staff' ? <Staff /> : <FactorOnly />}
        <Button look="link" onClick={() => void signOut(false)}>
          {t.menu.signOut}
        </Button>
        <LanguageSwitch />
      </div>
      <ProofDialog />
    </main>
  );
}
