/*
 * 様式5 on paper, A4, without anything of the application: before the consent is recorded, filled in for signature, with a
 * copy for the patient; afterwards a copy of what is recorded. It stands in the history entry: 'back' leaves it.
 */
import { lifeApi } from '../../api/life';
import type { Consent } from '../../api/types.gen';
import type { Room } from '../../store/model';
import { closePaper, openPaper } from '../../store/route';
import { minute, session } from '../../store/store';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { PaperLine } from '../../ui/paper';
import { facilityName, professionName } from '../../ui/person';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { SCOPES } from './consent_form';
import { birthWords } from './identity';

export function toPaper(): void {
  closeDialog();
  openPaper();
}

function About({ room }: { room: Room }) {
  const t = text.value;
  const { patient, attending, facility } = room.space;
  return (
    <dl>
      <PaperLine label={t.life.paper.patient}>
        {patient?.name} {t.spaces.honorific}
      </PaperLine>
      <PaperLine label={t.life.paper.kana}>{patient?.kana}</PaperLine>
      <PaperLine label={t.life.paper.birth}>{patient && birthWords(patient.birth)}</PaperLine>
      <PaperLine label={t.life.paper.attending}>{attending?.name}</PaperLine>
      <PaperLine label={t.life.paper.facility}>{facilityName(facility)}</PaperLine>
    </dl>
  );
}

/* Paper is kept: always with the year. Blank where there is nothing yet: it is written by hand. */
function date(words: string | null | undefined): string {
  const t = text.value;
  if (!words) {
    return t.life.paper.blankDay;
  }
  const d = new Date(`${words}T12:00:00`);
  return t.time.day(d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getDay());
}

function Signed({ consent: c }: { consent: Consent | null }) {
  const t = text.value.life.paper;
  const me = session.value?.hat;
  return (
    <dl>
      <PaperLine label={t.signedOn}>{date(c?.signed_on)}</PaperLine>
      <PaperLine label={t.signature} wide>
        {c?.names?.giver}
      </PaperLine>
      <PaperLine label={t.relation}>{c?.names?.relation}</PaperLine>
      <PaperLine label={t.explainedBy}>{c ? c.names?.explained_by : `${me?.name ?? ''}（${professionName(me)}）`}</PaperLine>
      <PaperLine label={t.copyOn}>{date(c?.copy_on)}</PaperLine>
      <PaperLine label={t.originalAt}>{c?.names?.original_at}</PaperLine>
    </dl>
  );
}

function Page({ room, consent, mark }: { room: Room; consent: Consent | null; mark: string }) {
  const t = text.value;
  const { region, hat } = session.value!;
  const network = region.network_name || t.app;
  return (
    <article class="paper-page">
      <p class="paper-form">
        <span>{t.life.paper.form}</span> <strong>{mark}</strong>
      </p>
      <h2>{t.life.paper.title}</h2>
      <p>{region.association}</p>
      <p>{t.life.paper.lead(network)}</p>
      <ol>
        {t.life.paper.points(network, region.read_days).map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
      <h3>{t.life.paper.scopes}</h3>
      <ul class="paper-scopes">
        {SCOPES.map((s) => (
          <li key={s}>
            {consent?.[s] ? '☑' : '☐'} {t.life.consent.scope[s]}
          </li>
        ))}
      </ul>
      <About room={room} />
      <Signed consent={consent} />
      <footer>
        <span>{t.life.paper.notRecord}</span>{' '}
        <span>{t.life.paper.printed(`${hat.name}（${facilityName(hat.facility)}）`, whenFull(minute.value, t))}</span>
      </footer>
    </article>
  );
}

export function Paper({ room }: { room: Room }) {
  const t = text.value.life.paper;
  const load = useLoad(() => lifeApi.consents(room.space.id), [room.space.id, room.space.consent]);
  const newest = load.data?.consents[0];
  const stands = newest && newest.withdrawn_at === null ? newest : null;
  const marks = stands ? [t.copy] : [t.original, t.copy];
  return (
    <main class="paper">
      <h1 class="for-sr">{t.title}</h1>
      <div class="paper-bar">
        <Button onClick={closePaper}>{t.back}</Button>
        <p class="soft">{stands ? t.hintCopy : t.hint}</p>
        <Button look="main" disabled={load.data === null} onClick={() => print()}>
          {t.print}
        </Button>
      </div>
      <LoadState load={load} />
      {load.data && marks.map((mark) => <Page key={mark} room={room} consent={stands} mark={mark} />)}
    </main>
  );
}
