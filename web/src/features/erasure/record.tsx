/* 依頼を受け付ける: how it arrived and which clinic is asked; never a name. */
import { useId, useState } from 'preact/hooks';
import { erasureApi } from '../../api/erasure';
import type { ErasureClinic } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { marked } from '../../ui/person';
import { focusFirstWrong } from '../common/form';
import { openDialog } from '../dialogs/dialogs';
import { Failure, useAct } from '../people/person';

const desk = () => openDialog({ kind: 'erasures' });

interface ClinicProps {
  clinics: readonly ErasureClinic[];
  value: string;
  onValue: (value: string) => void;
  wrong: boolean;
}

function Clinic({ clinics, value, onValue, wrong }: ClinicProps) {
  const t = text.value.erasure.record;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t.facility}</label>
      <select
        id={id}
        value={value}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-below`}
        onChange={(e) => onValue(e.currentTarget.value)}
      >
        <option value="">{t.choose}</option>
        {clinics.map((c) => (
          <option key={c.id} value={c.id}>
            {marked(c.name, c.outside)}
          </option>
        ))}
      </select>
      <p id={`${id}-below`} class={wrong ? 'field-error' : 'soft'}>
        {wrong ? t.facilityMissing : t.facilityHint}
      </p>
    </div>
  );
}

function Numbered({ number }: { number: string }) {
  const t = text.value;
  return (
    <Dialog title={t.erasure.record.title} onClose={desk}>
      <p role="status" class="erasure-number">
        {t.erasure.record.numbered(number)}
      </p>
      <div class="dialog-foot">
        <Button look="main" onClick={desk}>
          {t.close}
        </Button>
      </div>
    </Dialog>
  );
}

export function RecordDialog({ clinics }: { clinics: readonly ErasureClinic[] }) {
  const t = text.value;
  const [key] = useState(() => crypto.randomUUID());
  const [way, setWay] = useState<'paper' | 'phone'>('paper');
  const [facility, setFacility] = useState('');
  const [tried, setTried] = useState(false);
  const [number, setNumber] = useState<string | null>(null);
  const act = useAct();
  const record = async () => {
    const { id } = await erasureApi.record(key, way, facility);
    const { requests } = await erasureApi.list();
    setNumber(requests.find((r) => r.request.id === id)?.request.number ?? '');
  };
  const go = async () => {
    setTried(true);
    if (facility === '') {
      focusFirstWrong();
    } else {
      await act.run(record);
    }
  };
  if (number !== null) {
    return <Numbered number={number} />;
  }
  return (
    <Dialog title={t.erasure.record.title} onClose={desk}>
      <p>{t.erasure.record.line}</p>
      <Choices
        legend={t.erasure.record.way}
        value={way}
        options={(['paper', 'phone'] as const).map((w) => [w, t.erasure.ways[w]] as const)}
        onPick={setWay}
      />
      <Clinic clinics={clinics} value={facility} onValue={setFacility} wrong={tried && facility === ''} />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={desk}>{t.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.erasure.record.send}
        </Button>
      </div>
    </Dialog>
  );
}
