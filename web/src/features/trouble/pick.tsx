/* Somebody of the staff side, found by a part of name or facility. */
import { useState } from 'preact/hooks';
import { stopApi } from '../../api/trouble';
import type { Person } from '../../api/types';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { facilityName } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine } from '../people/person';

const SHOWN = 20;

interface Props {
  label: string;
  /** False: not among those one can choose. */
  fits: (one: { person: Person; stopped: boolean; own: boolean }) => boolean;
  chosen: Person | null;
  onChoose: (person: Person | null) => void;
  error?: string | undefined;
}

const has = (person: Person, part: string) =>
  [person.name, person.kana, facilityName(person.facility)].some((w) => w.replace(/\s/g, '').includes(part));

export function PickPerson({ label, fits, chosen, onChoose, error }: Props) {
  const t = text.value.trouble.stop;
  const [part, setPart] = useState('');
  const load = useLoad(stopApi.people, []);
  if (chosen) {
    return (
      <section class="group">
        <h3>{label}</h3>
        <PersonLine person={chosen} />
        <p>
          <Button onClick={() => onChoose(null)}>{t.chooseAgain}</Button>
        </p>
      </section>
    );
  }
  const wanted = part.replace(/\s/g, '');
  const found = wanted === '' ? [] : (load.data?.people ?? []).filter((p) => fits(p) && has(p.person, wanted));
  return (
    <section class="group">
      <h3>{label}</h3>
      <Field label={t.find} value={part} onValue={setPart} autocomplete="off" error={error} />
      <LoadState load={load} />
      <div role="status">{wanted !== '' && load.data && found.length === 0 && <p class="soft">{t.findNone}</p>}</div>
      <ul class="people">
        {found.slice(0, SHOWN).map(({ person }) => (
          <li key={person.hat} class="waiting-row">
            <PersonLine person={person} />
            <p class="row-acts">
              <Button onClick={() => onChoose(person)}>
                {t.choose}
                <span class="for-sr">：{person.name}</span>
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
