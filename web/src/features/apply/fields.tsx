/* The form, step by step. */
import type { ApplicationForm } from '../../api/types.gen';
import { text } from '../../text';
import { Check, Choose, Field, TextArea } from '../../ui/field';
import { dayOf } from '../common/form';
import { KINDS, POINTS } from './state';

export interface StepProps {
  form: ApplicationForm;
  put: (part: Partial<ApplicationForm>) => void;
  missing: readonly string[]; /* none before the first try */
  mailOn?: boolean;
}

type Words =
  | 'address'
  | 'area'
  | 'contact'
  | 'head_name'
  | 'head_title'
  | 'mail'
  | 'name'
  | 'phone_day'
  | 'phone_night'
  | 'relation'
  | 'signed_name'
  | 'signed_on';

function useField({ form, put, missing }: StepProps) {
  const t = text.value.desk.apply;
  return (name: Words) => ({
    label: t.fields[name],
    value: form[name] ?? '',
    onValue: (value: string) => put({ [name]: value }),
    autocomplete: 'off',
    hint: (t.hints as Partial<Record<Words, string>>)[name],
    error: missing.includes(name) ? t.missing(t.fields[name]) : undefined,
  });
}

export function FacilityStep(props: StepProps) {
  const { form, put, missing } = props;
  const t = text.value.desk;
  const field = useField(props);
  const wrong = (name: 'kind' | 'where') => (missing.includes(name) ? t.apply.missing(t.apply.fields[name]) : undefined);
  const where = form.outside === undefined ? '' : form.outside ? 'outside' : 'inside';
  return (
    <>
      <Field {...field('name')} maxLength={200} />
      <Choose
        label={t.apply.fields.kind}
        value={form.kind ?? ''}
        options={KINDS.map((k) => [k, t.kinds[k]])}
        onValue={(kind) => put({ kind: (kind || undefined) as NonNullable<ApplicationForm['kind']> })}
        error={wrong('kind')}
      />
      <Choose
        label={t.apply.fields.where}
        value={where}
        options={Object.entries(t.apply.where)}
        onValue={(w) => put({ outside: w === 'outside' })}
        error={wrong('where')}
      />
      {form.outside && <TextArea {...field('relation')} rows={2} maxLength={500} />}
      <Field {...field('address')} maxLength={200} />
      <Field {...field('area')} maxLength={60} />
      <Field {...field('phone_day')} kind="tel" maxLength={30} />
      <Field {...field('phone_night')} kind="tel" maxLength={30} />
      <Field {...field('contact')} maxLength={200} />
      {props.mailOn && (
        <Field
          {...field('mail')}
          kind="email"
          maxLength={254}
          hint={text.value.mail.apply.hint}
          error={missing.includes('mail') ? text.value.mail.apply.wrong : undefined}
        />
      )}
    </>
  );
}

export function HeadFields(props: StepProps) {
  const field = useField(props);
  return (
    <>
      <Field {...field('head_title')} maxLength={60} />
      <Field {...field('head_name')} maxLength={100} />
    </>
  );
}

export function PledgeStep({ form, put, missing }: StepProps) {
  const t = text.value.desk.apply;
  return (
    <>
      <p>{t.pledge}</p>
      {POINTS.map((p) => (
        <Check key={p} label={t.points[p]} value={form[p] === true} onValue={(v) => put({ [p]: v })} />
      ))}
      <div role="alert">{missing.length > 0 && <p class="field-error">{t.missingPoints}</p>}</div>
    </>
  );
}

export function SignStep(props: StepProps) {
  const { form, put, missing } = props;
  const t = text.value.desk.apply;
  const unsigned = form.signed_name ? t.signedDiffers : t.missing(t.fields.signed_name);
  const field = useField(props);
  return (
    <>
      <Check label={t.listed} value={form.listed === true} onValue={(listed) => put({ listed })} />
      {form.listed && (
        <Check label={t.phoneListed} value={form.phone_listed === true} onValue={(v) => put({ phone_listed: v })} />
      )}
      <Field
        {...field('signed_name')}
        maxLength={100}
        error={missing.includes('signed_name') ? unsigned : undefined}
      />
      <Field {...field('signed_on')} kind="date" max={dayOf(Date.now())} />
    </>
  );
}
