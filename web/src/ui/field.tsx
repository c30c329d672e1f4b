import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { text } from '../text';

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  autocomplete: string;
  error?: string | undefined;
  autofocus?: boolean;
  hint?: string | undefined;
  maxLength?: number;
}

/* What is said below: the fault, else the hint. */
function Below({ id, error, hint }: { id: string; error: string | undefined; hint: string | undefined }) {
  const words = error ?? hint;
  return words ? (
    <p id={`${id}-below`} class={error ? 'field-error' : 'soft'}>
      {words}
    </p>
  ) : null;
}

type AreaProps = Omit<Props, 'autocomplete'> & { rows?: number };

/** Several lines of input. */
export function TextArea({ label, value, onValue, error, hint, maxLength, rows = 4 }: AreaProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-below` : undefined}
        onInput={(e) => onValue(e.currentTarget.value)}
      />
      <Below id={id} error={error} hint={hint} />
    </div>
  );
}

/** A box to tick, with its words beside it. */
export function Check({ label, value, onValue }: { label: string; value: boolean; onValue: (value: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={value} onChange={(e) => onValue(e.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

interface FieldProps extends Props {
  kind?: 'text' | 'password' | 'date' | 'datetime-local' | 'email' | 'tel';
  /** Of a date: the last day that can be chosen. */
  max?: string;
}

/** One line of input with its label above and what is wrong with it, or a hint, below. */
export function Field(props: FieldProps) {
  const { label, value, onValue, autocomplete, error, kind = 'text', hint, maxLength, max, autofocus = false } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => void (autofocus && input.current?.focus()), []);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        ref={input}
        id={id}
        type={kind as 'text'}
        value={value}
        maxLength={maxLength}
        max={max}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-below` : undefined}
        onInput={(e) => onValue(e.currentTarget.value)}
      />
      <Below id={id} error={error} hint={hint} />
    </div>
  );
}

interface ChooseProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onValue: (value: string) => void;
  error?: string | undefined;
  /** Of the first, empty option. */
  none?: string;
}

/** One of a list. */
export function Choose({ label, value, options, onValue, error, none }: ChooseProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-below` : undefined}
        onChange={(e) => onValue(e.currentTarget.value)}
      >
        <option value="">{none ?? text.value.desk.apply.choose}</option>
        {options.map(([v, words]) => (
          <option key={v} value={v}>
            {words}
          </option>
        ))}
      </select>
      {error && (
        <p id={`${id}-below`} class="field-error">
          {error}
        </p>
      )}
    </div>
  );
}

export function PasswordField(props: Props) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Field {...props} kind={shown ? 'text' : 'password'} />
      <Check label={text.value.signIn.show} value={shown} onValue={setShown} />
    </>
  );
}
