import { useId } from 'preact/hooks';

interface Props<T extends string> {
  legend: string;
  value: T | '';
  options: readonly (readonly [T, string])[];
  onPick: (value: T) => void;
  hint?: string;
  error?: string | undefined;
}

/** One of a few, side by side: all of them are seen at once. */
export function Choices<T extends string>({ legend, value, options, onPick, hint, error }: Props<T>) {
  const id = useId();
  const below = error ?? hint;
  return (
    <fieldset class="choices" aria-describedby={below ? `${id}-below` : undefined} data-invalid={error ? true : undefined}>
      <legend>{legend}</legend>
      <div class="choices-row">
        {options.map(([v, words]) => (
          <label key={v} class="choice">
            <input type="radio" name={id} value={v} checked={v === value} onChange={() => onPick(v)} />
            <span>{words}</span>
          </label>
        ))}
      </div>
      {below && (
        <p id={`${id}-below`} class={error ? 'field-error' : 'soft'}>
          {below}
        </p>
      )}
    </fieldset>
  );
}
