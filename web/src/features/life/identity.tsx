/* 患者さん: who a timeline is about. */
import { useId } from 'preact/hooks';
import type { Sex } from '../../api/life';
import { minute } from '../../store/store';
import { text } from '../../text';
import { ageOf } from '../../text/time';
import { Choices } from '../../ui/choices';
import { Field } from '../../ui/field';
import { type Birth, ERAS, type Era, dateOfBirth, eraOf } from './birth';

export interface Identity {
  name: string;
  kana: string;
  birth: Birth;
  sex: Sex | '';
  phone: string;
  insured: string;
  chart: string;
}

export const NOBODY: Identity = {
  name: '',
  kana: '',
  birth: { era: 'showa', year: '', month: '', day: '' },
  sex: '',
  phone: '',
  insured: '',
  chart: '',
};

export function bornOn({ birth }: Identity, today: string): string | null {
  const date = dateOfBirth(birth);
  return date !== null && date <= today ? date : null;
}

export function isComplete(i: Identity, today: string): boolean {
  return i.name.trim() !== '' && i.kana.trim() !== '' && bornOn(i, today) !== null && i.sex !== '';
}

/** '1938年4月2日生（87歳）・昭和13年' */
export function birthWords(date: string): string {
  const t = text.value;
  const [y = 0, m = 1, d = 1] = date.split('-').map(Number);
  const { era, year } = eraOf(date);
  return `${t.spaces.born(y, m, d, ageOf(date, minute.value))}・${t.life.open.bornIn(t.life.open.eras[era], year)}`;
}

interface PartProps {
  label: string;
  value: string;
  digits: number;
  wrong: boolean;
  below: string;
  onValue: (value: string) => void;
}

function Part({ label, value, digits, wrong, below, onValue }: PartProps) {
  return (
    <label class="birth-part">
      <input
        type="text"
        inputMode="numeric"
        maxLength={digits}
        value={value}
        autocomplete="off"
        aria-invalid={wrong && value === '' ? true : undefined}
        aria-describedby={below}
        onInput={(e) => onValue(e.currentTarget.value)}
      />
      <span>{label}</span>
    </label>
  );
}

interface Props {
  identity: Identity;
  onIdentity: (identity: Identity) => void;
  today: string;
  tried: boolean;
}

type BirthProps = Omit<Props, 'onIdentity'> & { onBirth: (birth: Birth) => void };

function BirthField({ identity, onBirth, today, tried }: BirthProps) {
  const t = text.value.life.open;
  const id = useId();
  const { birth } = identity;
  const date = bornOn(identity, today);
  const wrong = tried && date === null;
  const put = (part: Partial<Birth>) => onBirth({ ...birth, ...part });
  const part = { wrong, below: id };
  return (
    <fieldset class="choices field">
      <legend>{t.birth}</legend>
      <div class="birth">
        <select
          value={birth.era}
          aria-label={t.era}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={id}
          onChange={(e) => put({ era: e.currentTarget.value as Era })}
        >
          {ERAS.map((era) => (
            <option key={era} value={era}>
              {t.eras[era]}
            </option>
          ))}
        </select>
        <Part {...part} label={t.year} digits={4} value={birth.year} onValue={(year) => put({ year })} />
        <Part {...part} label={t.month} digits={2} value={birth.month} onValue={(month) => put({ month })} />
        <Part {...part} label={t.day} digits={2} value={birth.day} onValue={(day) => put({ day })} />
      </div>
      <p id={id} class={wrong ? 'field-error' : 'soft'} role="status">
        {wrong ? t.missing.birth : date && birthWords(date)}
      </p>
    </fieldset>
  );
}

export function IdentityFields({ identity: i, onIdentity, today, tried }: Props) {
  const t = text.value.life.open;
  const put = (part: Partial<Identity>) => onIdentity({ ...i, ...part });
  const lacks = (words: string, sentence: string) => (tried && words.trim() === '' ? sentence : undefined);
  const off = { autocomplete: 'off' };
  return (
    <>
      <Field
        {...off}
        label={t.name}
        hint={t.nameHint}
        maxLength={100}
        value={i.name}
        error={lacks(i.name, t.missing.name)}
        onValue={(name) => put({ name })}
      />
      <Field
        {...off}
        label={t.kana}
        maxLength={100}
        value={i.kana}
        error={lacks(i.kana, t.missing.kana)}
        onValue={(kana) => put({ kana })}
      />
      <BirthField identity={i} onBirth={(birth) => put({ birth })} today={today} tried={tried} />
      <Choices
        legend={t.sex}
        value={i.sex}
        options={(['female', 'male', 'other'] as const).map((s) => [s, t.sexes[s]] as const)}
        error={lacks(i.sex, t.missing.sex)}
        onPick={(sex) => put({ sex })}
      />
      <details class="more-fields">
        <summary>{t.more}</summary>
        <p class="soft">{t.moreHint}</p>
        <Field {...off} kind="tel" label={t.phone} maxLength={30} value={i.phone} onValue={(phone) => put({ phone })} />
        <Field {...off} label={t.insured} maxLength={30} value={i.insured} onValue={(insured) => put({ insured })} />
        <Field {...off} label={t.chart} maxLength={30} value={i.chart} onValue={(chart) => put({ chart })} />
      </details>
    </>
  );
}
