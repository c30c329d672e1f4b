import { text } from '../../text';
import { Field } from '../../ui/field';

interface Props {
  value: string;
  onValue: (v: string) => void;
  error?: string | undefined;
}

/** Six digits of the app, or a recovery code where one will do. */
export function CodeField({ value, onValue, error }: Props) {
  return <Field label={text.value.factor.code} value={value} onValue={onValue} autocomplete="one-time-code" error={error} />;
}
