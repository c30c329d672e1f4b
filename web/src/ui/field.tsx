import { useId, useState } from 'preact/hooks';
import { text } from '../text';

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  autocomplete: string;
  error?: string | undefined;
  autofocus?: boolean;
}

/** One line of input with its label above and what is wrong with it below. */
export function Field({ label, value, onValue, autocomplete, error, kind = 'text' }: Props & { kind?: 'text' | 'password' }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={kind as 'text'}
        value={value}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onInput={(e) => onValue(e.currentTarget.value)}
      />
      {error && (
        <p id={`${id}-error`} class="field-error">
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
      <label class="check">
        <input type="checkbox" checked={shown} onChange={(e) => setShown(e.currentTarget.checked)} />
        <span>{text.value.signIn.show}</span>
      </label>
    </>
  );
}
