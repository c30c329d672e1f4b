import { LANGUAGES, TYPE_SIZES, language, setLanguage, setTypeSize, typeSize } from '../../text/prefs';
import { text } from '../../text';

interface Choice<T extends string> {
  name: string;
  label: string;
  values: readonly T[];
  words: Record<T, string>;
  value: T;
  onPick: (v: T) => void;
}

function Choices<T extends string>({ name, label, values, words, value, onPick }: Choice<T>) {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <div class="choices-row">
        {values.map((v) => (
          <label key={v} class="choice">
            <input type="radio" name={name} value={v} checked={v === value} onChange={() => onPick(v)} />
            <span lang={name === 'language' ? v : undefined}>{words[v]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function LanguageSwitch() {
  const t = text.value.menu;
  return (
    <Choices
      name="language"
      label={t.language}
      values={LANGUAGES}
      words={t.languages}
      value={language.value}
      onPick={setLanguage}
    />
  );
}

export function SizeSwitch() {
  const t = text.value.menu;
  return <Choices name="size" label={t.size} values={TYPE_SIZES} words={t.sizes} value={typeSize.value} onPick={setTypeSize} />;
}
