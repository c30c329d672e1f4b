/* Who was at a training: chosen facility by facility; gates are shown, nothing else of anybody. */
import { useState } from 'preact/hooks';
import { deskApi } from '../../api/desk';
import { trainingApi } from '../../api/training';
import type { TrainingPerson, TrainingSession } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Choose } from '../../ui/field';
import { facilityName } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { Failure, PersonLine, dateOf, useAct } from '../people/person';

interface RowProps {
  one: TrainingPerson;
  busy: boolean;
  onRecord: () => void;
  onTakeBack: () => void;
}

function Row({ one, busy, onRecord, onTakeBack }: RowProps) {
  const t = text.value.training.desk;
  return (
    <li class="waiting-row">
      <PersonLine person={one.person} />
      <p class="gate-marks">
        {one.attended && <span class="tag strong">{t.recorded}</span>}
        <span class="tag">{one.admitted ? t.admitted : t.notYet}</span>
        {one.trained_on && <span class="tag">{t.trained(dateOf(one.trained_on))}</span>}
      </p>
      {one.own ? (
        <p class="soft">{t.own}</p>
      ) : (
        <p class="row-acts">
          <Button look={one.attended ? 'plain' : 'main'} disabled={busy} onClick={one.attended ? onTakeBack : onRecord}>
            {one.attended ? t.takeBack : t.record}
            <span class="for-sr">：{one.person.name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

export function Attendance({ training, onDone }: { training: TrainingSession; onDone: () => void }) {
  const t = text.value.training.desk;
  const [facility, setFacility] = useState('');
  const [taking, setTaking] = useState<TrainingPerson | null>(null);
  const facilities = useLoad(deskApi.facilities, []);
  const load = useLoad(() => trainingApi.people(training.id, facility || null), [facility]);
  const act = useAct();
  const set = async (one: TrainingPerson, attended: boolean) => {
    setTaking(null);
    await act.run(() => trainingApi.attend(training.id, one.person.hat, attended));
    load.again();
  };
  const people = load.data?.people ?? [];
  if (taking) {
    return (
      <Confirm
        title={t.takeBackTitle}
        line={t.takeBackLine(taking.person.name)}
        yes={t.takeBack}
        onYes={() => void set(taking, false)}
        onNo={() => setTaking(null)}
      />
    );
  }
  return (
    <Dialog title={`${t.people}：${training.title}`} onClose={onDone} wide>
      <p>{t.peopleLine}</p>
      <Choose
        label={t.facility}
        value={facility}
        options={(facilities.data?.facilities ?? []).map((f) => [f.id, facilityName(f)])}
        onValue={setFacility}
      />
      <Failure act={act} />
      <LoadState load={load} />
      {load.data && people.length === 0 && <p class="soft">{t.nobody}</p>}
      <ul>
        {people.map((one) => (
          <Row
            key={one.person.hat}
            one={one}
            busy={act.busy}
            onRecord={() => void set(one, true)}
            onTakeBack={() => setTaking(one)}
          />
        ))}
      </ul>
      <div class="dialog-foot">
        <Button onClick={onDone}>{t.back}</Button>
      </div>
    </Dialog>
  );
}
