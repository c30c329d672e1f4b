/* 様式1 and 様式2 with what was filled in, on A4; on the office's screen the same. */
import type { Application } from '../../api/types.gen';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { PaperFrame, PaperLine } from '../../ui/paper';
import { POINTS } from './state';

/* Paper is kept: always with the year. */
function dayWords(words: string): string {
  const d = new Date(`${words}T12:00:00`);
  return text.value.time.day(d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getDay());
}

function rows(app: Application): [string, string | undefined][] {
  const { kinds, apply: t } = text.value.desk;
  const f = app.form;
  return [
    [t.receipt, app.receipt],
    [t.fields.name, f.name],
    [t.fields.kind, f.kind && kinds[f.kind]],
    [t.fields.where, f.outside === undefined ? undefined : f.outside ? t.where.outside : t.where.inside],
    ...(f.outside ? [[t.fields.relation, f.relation] as [string, string | undefined]] : []),
    [t.fields.address, [f.address, f.area && `（${f.area}）`].filter(Boolean).join(' ')],
    [t.fields.phone_day, f.phone_day],
    [t.fields.phone_night, f.phone_night],
    [t.fields.contact, [f.contact, f.mail].filter(Boolean).join('\n')],
    [t.fields.head_name, [f.head_title, f.head_name].filter(Boolean).join(' ')],
    [t.fields.listed, [f.listed && t.listed, f.listed && f.phone_listed && t.phoneListed].filter(Boolean).join('\n') || '―'],
  ];
}

/* 様式1 with the people of it, and 様式2 on a page of its own: each is signed for itself. */
export function Sheet({ app }: { app: Application }) {
  const { apply: t } = text.value.desk;
  const people = app.people.map((p) => {
    const admin = p.admin ? ` ★${t.fields.admins}` : '';
    return `${p.name}（${p.kana}） ${text.value.professions[p.profession]}${admin}`;
  });
  const signed = (
    <dl>
      <PaperLine label={t.fields.signed_name}>{app.form.signed_name}</PaperLine>
      <PaperLine label={t.fields.signed_on}>{app.form.signed_on && dayWords(app.form.signed_on)}</PaperLine>
    </dl>
  );
  return (
    <>
      <article class="paper-page">
        <p class="paper-form">
          <span>{t.sheet.form1}</span> <span>{t.states[app.state]}</span>
        </p>
        <h2>{t.sheet.title1}</h2>
        <dl>
          {rows(app).map(([label, words]) => (
            <PaperLine key={label} label={label}>
              {words}
            </PaperLine>
          ))}
          <PaperLine label={t.fields.people}>{people.join('\n')}</PaperLine>
        </dl>
        {signed}
      </article>
      <article class="paper-page">
        <p class="paper-form">
          <span>{t.sheet.form2}</span>{' '}
          <span>
            {t.receipt} {app.receipt}
          </span>
        </p>
        <h2>{t.sheet.title2}</h2>
        <dl>
          <PaperLine label={t.fields.name}>{app.form.name}</PaperLine>
          <PaperLine label={t.fields.head_name}>{[app.form.head_title, app.form.head_name].filter(Boolean).join(' ')}</PaperLine>
        </dl>
        <p>{t.sheet.pledge}</p>
        <ol>
          {POINTS.map((p) => (
            <li key={p}>
              {app.form[p] ? '☑' : '☐'} {t.points[p]}
            </li>
          ))}
        </ol>
        {signed}
      </article>
    </>
  );
}

/** inside: within the desk, which has its own main. */
export function SheetPage({ app, onBack, inside = false }: { app: Application; onBack: () => void; inside?: boolean }) {
  return (
    <PaperFrame back={text.value.desk.apply.back} inside={inside} onBack={onBack}>
      <Sheet app={app} />
    </PaperFrame>
  );
}

/** heading: of the level that follows what stands above. */
export function History({ app, heading: H }: { app: Application; heading: 'h2' | 'h3' }) {
  const { apply: t } = text.value.desk;
  return (
    <section class="group">
      <H>{t.history}</H>
      <ul>
        {app.steps.map((s, i) => (
          <li key={i} class="waiting-row">
            <p>
              <span class="tag">{t.states[s.state]}</span>{' '}
              <span class="stamp">
                {whenFull(s.at, text.value)} {s.by}
              </span>
            </p>
            {s.words && <p class="words-of-people">{s.words}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
