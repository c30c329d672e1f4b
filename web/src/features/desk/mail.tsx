/* The outbox at the office's desk: kinds, states and numbers, never an address or a text. */
import { mailApi } from '../../api/mail';
import type { MailCount, MailOutbox } from '../../api/types.gen';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { LoadState, useLoad } from '../panels/load';

function Line({ m }: { m: MailCount }) {
  const t = text.value.mail;
  const [oldest, newest] = [whenFull(m.oldest_at, text.value), whenFull(m.newest_at, text.value)];
  const bad = m.state === 'given_up' || (m.state === 'queued' && m.trouble !== null);
  return (
    <li class="card">
      <h4 class="card-title">
        {t.kinds[m.kind]} <span class="tag">{t.states[m.state]}</span> {t.outbox.count(m.count)}
      </h4>
      {m.trouble && <p class={bad ? 'error' : 'soft'}>{t.troubles[m.trouble]}</p>}
      <p class="stamp">{m.state === 'queued' ? t.outbox.since(oldest) : t.outbox.newest(newest)}</p>
    </li>
  );
}

function Lines({ title, mails }: { title: string; mails: readonly MailCount[] }) {
  return mails.length === 0 ? null : (
    <section>
      <h3>{title}</h3>
      <ul class="cards">
        {mails.map((m) => (
          <Line key={`${m.kind} ${m.state} ${m.trouble ?? ''}`} m={m} />
        ))}
      </ul>
    </section>
  );
}

function Outbox({ outbox }: { outbox: MailOutbox }) {
  const t = text.value.mail.outbox;
  const waiting = outbox.mails.filter((m) => m.state === 'queued');
  const n = waiting.reduce((sum, m) => sum + m.count, 0);
  const stuck = waiting.some((m) => m.trouble !== null);
  return (
    <>
      {!outbox.on && <p class="note">{t.off}</p>}
      {outbox.on && !outbox.relay && (
        <p class="note">
          {t.demo}{' '}
          <a class="desk-link" href="/public/demo/mail">
            {t.demoLink}
          </a>
        </p>
      )}
      <p role="status" class={stuck ? 'error' : undefined}>
        {n === 0 ? t.calm : t.waits(n)} {stuck && t.waitsLine}
      </p>
      <Lines title={t.now} mails={waiting} />
      <Lines title={t.week} mails={outbox.mails.filter((m) => m.state !== 'queued')} />
      {outbox.mails.length === 0 && outbox.on && <p class="soft">{t.none}</p>}
    </>
  );
}

export function MailPlace() {
  const load = useLoad(mailApi.outbox, []);
  return (
    <>
      <p>{text.value.mail.outbox.line}</p>
      <LoadState load={load} />
      {load.data && <Outbox outbox={load.data} />}
    </>
  );
}
