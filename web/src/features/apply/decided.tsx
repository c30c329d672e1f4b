/* What has become of an application: what happens next and who has the first links, or why it was not accepted.
 * Nothing here can be changed. */
import type { Application, ApplicationPerson } from '../../api/types.gen';
import { text } from '../../text';

export const isDecided = (app: Application) => app.state === 'accepted' || app.state === 'refused';

/* A letter goes to who gave an address, where letters go out at all; everybody else is handed the link. */
const byMail = (app: Application, p: ApplicationPerson) => app.mail_on && Boolean(p.mail);

function Accepted({ app }: { app: Application }) {
  const t = text.value.desk.apply.decided;
  const admins = app.people.filter((p) => p.admin);
  const others = app.people.length - admins.length;
  return (
    <>
      <h2>{t.next}</h2>
      <p>{t.links(admins.length, admins.filter((p) => byMail(app, p)).length)}</p>
      <ul>
        {admins.map((p) => (
          <li key={p.id} class="waiting-row">
            <p>
              <strong class="words-of-people">{t.named(p.name)}</strong>{' '}
              <span class="tag">{byMail(app, p) ? t.mailed : t.handed}</span>
            </p>
          </li>
        ))}
      </ul>
      {others > 0 && <p>{t.others(others)}</p>}
      <p>{t.then}</p>
      <p class="soft">{t.ask(app.receipt)}</p>
    </>
  );
}

function Refused({ app }: { app: Application }) {
  const t = text.value.desk.apply.decided;
  const words = app.steps.filter((s) => s.state === 'refused').at(-1)?.words;
  return (
    <>
      <h2>{t.reason}</h2>
      <p class="note words-of-people">{words}</p>
      <p class="soft">{t.askRefused(app.receipt)}</p>
    </>
  );
}

export function Decided({ app }: { app: Application }) {
  const t = text.value.desk.apply;
  return (
    <section class="group">
      <p role="status">
        <strong>{t.stateLines[app.state]}</strong>
      </p>
      {app.state === 'accepted' ? <Accepted app={app} /> : <Refused app={app} />}
    </section>
  );
}
