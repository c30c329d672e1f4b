/* 主治医の指示 as it is told: by whom, when, in which way. */
import type { Way } from '../../api/life';
import type { Person } from '../../api/types';
import { myHat, now } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Field } from '../../ui/field';
import { dayOf } from '../common/form';
import { PersonLine } from '../people/person';
import { Picker } from '../people/picker';

export interface Told {
  physician: Person | null;
  on: string;
  way: Way | '';
}

export const TOLD_NOTHING: Told = { physician: null, on: '', way: '' };

const WAYS: readonly Way[] = ['oral', 'phone', 'fax', 'letter'];

export function WhenAndHow({ told, onTold, tried }: { told: Told; onTold: (told: Told) => void; tried: boolean }) {
  const t = text.value.life.told;
  return (
    <>
      <Field
        kind="date"
        label={t.on}
        value={told.on}
        max={dayOf(now())}
        autocomplete="off"
        error={tried && told.on === '' ? t.onMissing : undefined}
        onValue={(on) => onTold({ ...told, on })}
      />
      <Choices
        legend={t.way}
        value={told.way}
        options={WAYS.map((w) => [w, t.ways[w]] as const)}
        error={tried && told.way === '' ? t.wayMissing : undefined}
        onPick={(way) => onTold({ ...told, way })}
      />
    </>
  );
}

export interface Outside {
  name: string;
  phone: string;
}

/** A 主治医 who does not use the network. */
export function OutsideFields({ who, onWho, tried }: { who: Outside; onWho: (who: Outside) => void; tried: boolean }) {
  const t = text.value.life.open;
  return (
    <>
      <Field
        label={t.outsideName}
        maxLength={100}
        value={who.name}
        autocomplete="off"
        error={tried && who.name.trim() === '' ? t.outsideMissing : undefined}
        onValue={(name) => onWho({ ...who, name })}
      />
      <Field
        kind="tel"
        label={t.outsidePhone}
        maxLength={30}
        value={who.phone}
        autocomplete="off"
        onValue={(phone) => onWho({ ...who, phone })}
      />
    </>
  );
}

/** Which physician, from the directory. */
export function Physician({ told, onTold, tried }: { told: Told; onTold: (told: Told) => void; tried: boolean }) {
  const t = text.value;
  const { physician } = told;
  return (
    <section class="chosen" aria-label={t.life.told.physician}>
      <h3>{t.life.told.physician}</h3>
      {physician ? (
        <div class="picker-head">
          <PersonLine person={physician} />
          <Button onClick={() => onTold({ ...told, physician: null })}>{t.life.told.again}</Button>
        </div>
      ) : (
        <>
          {tried && <p class="field-error">{t.life.told.physicianMissing}</p>}
          <Picker
            physicians
            mark={(p) => (p.hat === myHat.value ? t.panels.me : null)}
            onPick={(p) => onTold({ ...told, physician: p })}
          />
        </>
      )}
    </section>
  );
}
