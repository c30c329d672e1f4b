/* お知らせ: what waits for an answer of this hat. Lists that others add to the inbox come here as further sections. */
import { peopleApi } from '../../api/people';
import type {
  InboxApplication,
  InboxAttest,
  InboxEducation,
  InboxDocument,
  InboxErasure,
  InboxErasureAsk,
  InboxHandover,
  InboxInvitation,
  InboxKinReset,
  InboxObjection,
  InboxReport,
  InboxTie,
  InboxVacancy,
} from '../../api/types.gen';
import { countOf, inbox } from '../../store/inbox';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { readable } from '../common/title';
import { closeDialog, openDialog } from '../dialogs/dialogs';
import { Request } from '../circle/manage';
import { ReportCard } from '../circle/report';
import { SecurityNotices } from '../factor/notices';
import { PasswordNotices } from '../password/notices';
import { KinResetCard } from '../family/factor';
import { Objection } from '../family/objection';
import { AttestCard, EducationCard } from '../ledger/inbox_cards';
import { ApplicationCard } from '../desk/inbox_card';
import { DocumentAsked } from '../document/waiting';
import { ProposalCard } from '../life/archive';
import { AskCard, asksByRequest } from '../erasure/clinic';
import { NoticeCard } from '../erasure/notices';
import { InstructionCard } from '../life/instructions';
import { StaffCards } from '../staff/inbox_section';
import { TieCard } from '../tie/inbox_card';
import { Troubles } from '../trouble/inbox';
import { enter, useAnswer } from './answer';
import { Failure, PersonLine, day } from './person';
import { Section } from './section';

function Invitation({ i }: { i: InboxInvitation }) {
  const t = text.value;
  const { act, yes, no } = useAnswer();
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(i.title)}</strong> {i.facility && <span class="soft">{i.facility}</span>}
      </p>
      <p class="for-sr">{t.people.inbox.by(i.by.name)}</p>
      <PersonLine person={i.by} />
      {i.relation && (
        <p>
          {t.panels.relation}：{i.relation}
        </p>
      )}
      {i.role === 'manager' && <p>{t.people.inbox.asManager}</p>}
      <p class="soft">
        {t.people.history[i.history]} <span>{t.people.inbox.until(day(i.expires_at))}</span>
      </p>
      <Failure act={act} gone={t.people.inbox.gone} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void no(() => peopleApi.invitationDecline(i.id))}>
          {t.people.inbox.decline}
        </Button>
        <Button look="main" disabled={act.busy} onClick={() => void yes(() => peopleApi.invitationAccept(i.id))}>
          {t.people.inbox.accept}
        </Button>
      </div>
    </li>
  );
}

function Handover({ h }: { h: InboxHandover }) {
  const t = text.value.people.inbox;
  const { act, yes, no } = useAnswer();
  return (
    <li class="card">
      <p class="card-title">
        <strong>{readable(h.title)}</strong> {h.facility && <span class="soft">{h.facility}</span>}
      </p>
      <p class="for-sr">{t.by(h.by.name)}</p>
      <PersonLine person={h.by} />
      <p>{t.takeOverLine(h.attending?.name ?? null)}</p>
      <Failure act={act} gone={t.gone} />
      <div class="card-foot">
        <Button disabled={act.busy} onClick={() => void no(() => peopleApi.handoverDecline(h.id))}>
          {t.decline}
        </Button>
        <Button look="main" disabled={act.busy} onClick={() => void yes(() => peopleApi.handoverAccept(h.id))}>
          {t.takeOver}
        </Button>
      </div>
    </li>
  );
}

/* Only a number stands for the timeline: a 施設管理者 names a successor and reads nothing. */
function Vacancy({ v }: { v: InboxVacancy }) {
  const t = text.value.people.inbox;
  return (
    <li class="card">
      <p class="card-title">
        <strong>{t.vacancyOf(v.former?.name ?? null, v.space.slice(0, 4).toUpperCase())}</strong>
      </p>
      <p class="soft">{t.since(day(v.since))}</p>
      {v.named && <p>{t.named(v.named.name)}</p>}
      <div class="card-foot">
        <Button look={v.named ? 'plain' : 'main'} onClick={() => openDialog({ kind: 'appoint', space: v.space })}>
          {v.named ? t.chooseAgain : t.choose}
        </Button>
      </div>
    </li>
  );
}

function Vacancies({ list }: { list: readonly InboxVacancy[] }) {
  const t = text.value.people.inbox;
  return (
    <Section title={t.vacancies}>
      <li class="soft">{t.vacancyLine}</li>
      {list.map((x) => (
        <Vacancy key={x.space} v={x} />
      ))}
    </Section>
  );
}

function Objections({ list }: { list: readonly InboxObjection[] }) {
  return (
    <Section title={text.value.family.objections.title}>
      {list.map((x) => (
        <Objection key={x.id} o={x} />
      ))}
    </Section>
  );
}

function Resets({ list }: { list: readonly InboxKinReset[] }) {
  return (
    <Section title={text.value.family.factor.inbox}>
      {list.map((x) => (
        <KinResetCard key={x.id} r={x} />
      ))}
    </Section>
  );
}

function Erasures({ asks, notices }: { asks: readonly InboxErasureAsk[]; notices: readonly InboxErasure[] }) {
  const t = text.value.erasure;
  return (
    <>
      {asks.length > 0 && (
        <Section title={t.clinic.inbox}>
          {asksByRequest(asks).map((x) => (
            <AskCard key={x.id} ask={x} />
          ))}
        </Section>
      )}
      {notices.length > 0 && (
        <Section title={t.notice.inbox}>
          {notices.map((x) => (
            <NoticeCard key={x.id} notice={x} />
          ))}
        </Section>
      )}
    </>
  );
}

function Applications({ list }: { list: readonly InboxApplication[] }) {
  return (
    <Section title={text.value.desk.places.applications}>
      {list.map((x) => (
        <ApplicationCard key={x.id} a={x} />
      ))}
    </Section>
  );
}

function OfFacility({ attests, educations }: { attests: readonly InboxAttest[]; educations: readonly InboxEducation[] }) {
  const t = text.value.ledger.places;
  return (
    <>
      {attests.length > 0 && (
        <Section title={t.attest}>
          {attests.map((x) => (
            <AttestCard key={x.id} a={x} />
          ))}
        </Section>
      )}
      {educations.length > 0 && (
        <Section title={t.education}>
          {educations.map((x) => (
            <EducationCard key={x.since} e={x} />
          ))}
        </Section>
      )}
    </>
  );
}

function Asked({ list }: { list: readonly InboxDocument[] }) {
  return (
    <Section title={text.value.document.inbox}>
      {list.map((x) => (
        <DocumentAsked key={x.id} d={x} />
      ))}
    </Section>
  );
}

function Reports({ list }: { list: readonly InboxReport[] }) {
  return (
    <Section title={text.value.circle.report.inbox}>
      {list.map((x) => (
        <ReportCard key={x.post} report={x} />
      ))}
    </Section>
  );
}

function Ties({ list }: { list: readonly InboxTie[] }) {
  return (
    <Section title={text.value.tie.inbox}>
      {list.map((x) => (
        <TieCard key={x.id} tie={x} />
      ))}
    </Section>
  );
}

export function InboxDialog() {
  const t = text.value;
  const i = inbox.value;
  const none = i !== null && countOf(i) === 0;
  return (
    <Dialog title={t.people.inbox.title} onClose={closeDialog} wide>
      {(i === null || none) && <p role="status">{i === null ? t.loading : t.people.inbox.none}</p>}
      {i !== null && <SecurityNotices list={i.security_notices} />}
      {i !== null && <PasswordNotices links={i.password_links} old={i.passwords} />}
      {i !== null && <Troubles i={i} Section={Section} />}
      {i !== null && i.invitations.length > 0 && (
        <Section title={t.people.inbox.invitations}>
          {i.invitations.map((x) => (
            <Invitation key={x.id} i={x} />
          ))}
        </Section>
      )}
      {i !== null && i.instructions.length > 0 && (
        <Section title={t.life.instruction.inbox}>
          {i.instructions.map((x) => (
            <InstructionCard key={x.id} i={x} onEnter={enter} />
          ))}
        </Section>
      )}
      {i !== null && i.documents.length > 0 && <Asked list={i.documents} />}
      {i !== null && i.applications.length > 0 && <Applications list={i.applications} />}
      {i !== null && <OfFacility attests={i.attests} educations={i.educations} />}
      {i !== null && <StaffCards offers={i.offers} departures={i.departures} changes={i.changes} />}
      {i !== null && i.proposals.length > 0 && (
        <Section title={t.life.archive.inbox}>
          {i.proposals.map((x) => (
            <ProposalCard key={x.id} p={x} />
          ))}
        </Section>
      )}
      {i !== null && i.reports.length > 0 && <Reports list={i.reports} />}
      {i !== null && i.requests.length > 0 && (
        <Section title={t.circle.inbox}>
          {i.requests.map((x) => (
            <Request key={x.id} space={x.space} request={x} title={readable(x.title)} />
          ))}
        </Section>
      )}
      {i !== null && i.ties.length > 0 && <Ties list={i.ties} />}
      {i !== null && i.objections.length > 0 && <Objections list={i.objections} />}
      {i !== null && i.kin_resets.length > 0 && <Resets list={i.kin_resets} />}
      {i !== null && i.handovers.length > 0 && (
        <Section title={t.people.inbox.handovers}>
          {i.handovers.map((x) => (
            <Handover key={x.id} h={x} />
          ))}
        </Section>
      )}
      {i !== null && <Erasures asks={i.erasure_asks} notices={i.erasures} />}
      {i !== null && i.vacancies.length > 0 && <Vacancies list={i.vacancies} />}
    </Dialog>
  );
}
