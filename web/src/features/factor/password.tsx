/* One's own password: the one before, a new one, and the code of who has a second factor. Every other device is signed out. */
import { useState } from 'preact/hooks';
import { factorApi } from '../../api/factor';
import { session } from '../../store/store';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PasswordField } from '../../ui/field';
import { focusFirstWrong } from '../common/form';
import { closeDialog } from '../dialogs/dialogs';
import { useAct } from '../people/person';
import { passwordFits } from '../sign-in/password';
import { CodeField } from './code_field';

const empty = { password: '', next: '', again: '', code: '' };

/* What is wrong with each field, after a try. */
function faults(words: typeof empty, enrolled: boolean) {
  const t = text.value.factor.password;
  const same = words.next !== '' && words.next === words.password;
  return {
    password: words.password === '' ? t.passwordMissing : undefined,
    next: same ? t.same : passwordFits(words.next) ? undefined : text.value.desk.apply.activate.short,
    again: words.next === words.again ? undefined : text.value.desk.apply.activate.differs,
    code: enrolled && words.code.replace(/\s/g, '').length < 6 ? text.value.factor.codeMissing : undefined,
  };
}

function Form({ onDone }: { onDone: () => void }) {
  const t = text.value.factor.password;
  const enrolled = session.value?.factor.enrolled ?? false;
  const [words, setWords] = useState(empty);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const wrong = faults(words, enrolled);
  const set = (part: Partial<typeof empty>) => setWords({ ...words, ...part });
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (Object.values(wrong).some((w) => w !== undefined)) {
      focusFirstWrong();
      return;
    }
    const code = enrolled ? { code: words.code.replace(/\s/g, '') } : {};
    if (!act.busy && (await act.run(() => factorApi.password({ password: words.password, next: words.next, ...code })))) {
      onDone();
    }
  };
  const said = act.code === 'sign_in_refused' ? t.refused : act.code === 'conflict' ? t.taken : act.code && errorText(act.code);
  return (
    <form class="dialog-form" onSubmit={(e) => void submit(e)} noValidate>
      <p>{t.line}</p>
      <PasswordField
        label={t.now}
        value={words.password}
        onValue={(password) => set({ password })}
        autocomplete="current-password"
        error={tried ? wrong.password : undefined}
      />
      <PasswordField
        label={t.next}
        value={words.next}
        onValue={(next) => set({ next })}
        autocomplete="new-password"
        hint={text.value.desk.apply.activate.passwordHint}
        error={tried ? wrong.next : undefined}
      />
      <PasswordField
        label={t.again}
        value={words.again}
        onValue={(again) => set({ again })}
        autocomplete="new-password"
        error={tried ? wrong.again : undefined}
      />
      {enrolled && <CodeField value={words.code} onValue={(code) => set({ code })} error={tried ? wrong.code : undefined} />}
      <div role="alert">{said && <p class="error">{said}</p>}</div>
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.submit}
        </Button>
      </div>
    </form>
  );
}

export function PasswordDialog() {
  const t = text.value.factor.password;
  const [done, setDone] = useState(false);
  return (
    <Dialog title={t.title} onClose={closeDialog}>
      {done ? (
        <>
          <p role="status">{t.done}</p>
          <div class="dialog-foot">
            <Button look="main" onClick={closeDialog}>
              {text.value.close}
            </Button>
          </div>
        </>
      ) : (
        <Form onDone={() => setDone(true)} />
      )}
    </Dialog>
  );
}
