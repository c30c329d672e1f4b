/* The first staff, and who of them is recommended as 施設管理者. */
import { applicationApi } from '../../api/application';
import type { ApplicationLink } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Check, Choose, Field } from '../../ui/field';
import { type Filling, type TypedPerson, looksLikeMail, personOf } from './state';

interface NewPersonProps {
  words: TypedPerson;
  onWords: (words: TypedPerson) => void;
  tried: boolean;
  filling: Filling;
  onAdd: () => void;
}

function NewPerson({ words, onWords: setWords, tried, filling, onAdd }: NewPersonProps) {
  const t = text.value.desk.apply.people;
  const mailed = words.admin && filling.app?.mail_on === true;
  const mailWrong = mailed && words.mail.trim() !== '' && !looksLikeMail(words.mail.trim());
  const whole = mailWrong || personOf(words, mailed) !== null;
  return (
    <div class="card form">
      {(['name', 'kana'] as const).map((f) => (
        <Field
          key={f}
          label={t[f]}
          value={words[f]}
          onValue={(value) => setWords({ ...words, [f]: value })}
          autocomplete="off"
          maxLength={100}
        />
      ))}
      <Choose
        label={t.profession}
        value={words.profession}
        options={Object.entries(text.value.professions)}
        onValue={(profession) => setWords({ ...words, profession })}
      />
      <Check label={t.admin} value={words.admin} onValue={(v) => setWords({ ...words, admin: v })} />
      {mailed && (
        <Field
          label={text.value.mail.apply.admin}
          kind="email"
          value={words.mail}
          onValue={(value) => setWords({ ...words, mail: value })}
          autocomplete="off"
          maxLength={254}
          hint={text.value.mail.apply.adminHint}
          error={tried && mailWrong ? text.value.mail.apply.wrong : undefined}
        />
      )}
      <div role="alert">{tried && !whole && <p class="field-error">{t.incomplete}</p>}</div>
      <Button disabled={filling.busy} onClick={onAdd}>
        {t.add}
      </Button>
    </div>
  );
}

interface Props extends NewPersonProps {
  link: ApplicationLink;
  missing: readonly string[];
}

export function People({ link, missing, ...typing }: Props) {
  const { filling } = typing;
  const t = text.value.desk.apply;
  const people = filling.app?.people ?? [];
  const wrong = (['people', 'admins'] as const).filter((w) => missing.includes(w));
  return (
    <section class="form" aria-labelledby="people-title">
      <h3 id="people-title">{t.fields.people}</h3>
      <p class="soft">{t.people.line}</p>
      <ul class="people">
        {people.map((p) => (
          <li key={p.id} class="waiting-row">
            <p class="words-of-people">
              <strong>{p.name}</strong>（{p.kana}） {text.value.professions[p.profession]}{' '}
              {p.admin && <span class="tag">{t.fields.admins}</span>}
            </p>
            <p class="row-acts">
              <Button disabled={filling.busy} onClick={() => void filling.run(() => applicationApi.personDrop(link, p.id))}>
                {t.people.drop}
                <span class="for-sr">：{p.name}</span>
              </Button>
            </p>
          </li>
        ))}
      </ul>
      <div role="alert">
        {wrong.map((w) => (
          <p key={w} class="field-error">
            {t.missing(t.fields[w])}
          </p>
        ))}
      </div>
      <NewPerson {...typing} />
    </section>
  );
}
