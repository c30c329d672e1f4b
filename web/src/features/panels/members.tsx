import type { Facility, Member, Space } from '../../api/types';
import { type Room, may } from '../../store/model';
import { minute, myHat, session } from '../../store/store';
import { text } from '../../text';
import { ageOf, dayFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { attendingOf, readable } from '../common/title';
import { openDialog } from '../dialogs/dialogs';
import { CircleFoot, CircleHead } from '../circle/manage';
import { FamilyBeside } from '../family/beside';
import { Kin } from '../family/kin';
import { ErasureState } from '../erasure/here';
import { AgreementState } from '../life/agreement';
import { ArchiveState } from '../life/archive';
import { ConsentState } from '../life/consent_state';
import { Instructions } from '../life/instructions';
import { actsOn } from '../people/acts';
import { HandoverState } from '../people/handover';
import { Leave } from '../people/leave';
import { AwayTag, dateOf } from '../people/person';
import { Waiting } from '../people/waiting';
import { TieFoot } from '../tie/manage';
import { PersonRow } from './person_row';

function Patient({ space }: { space: Space }) {
  const t = text.value.spaces;
  const { patient, attending } = space;
  const name = attendingOf(space);
  if (!patient) return null;
  const [y = 0, m = 1, d = 1] = patient.birth.split('-').map(Number);
  return (
    <section class="group patient">
      <h3>{text.value.panels.patient}</h3>
      <p class="patient-name">
        <ruby>
          {patient.name}
          <rp>（</rp>
          <rt>{patient.kana}</rt>
          <rp>）</rp>
        </ruby>{' '}
        {t.honorific}
      </p>
      <p>
        {t.born(y, m, d, ageOf(patient.birth, minute.value))} {t.sex[patient.sex]}
      </p>
      {name ? (
        <p>
          {t.attending}：{name}
          {attending?.phone && <Phone label={text.value.panels.phoneDay} number={attending.phone} />}
        </p>
      ) : (
        <p>{t.attendingPending}</p>
      )}
      {space.kind === 'care' && space.consent !== 'not_needed' && <p>{text.value.life.consent.inShort[space.consent]}</p>}
    </section>
  );
}

/* A telephone link leaves the page to the telephone only; nothing is fetched. */
function Phone({ label, number }: { label: string; number: string }) {
  return (
    <a class="phone" href={`tel:${number.replace(/[^0-9+]/g, '')}`}>
      <Icon name="phone" />
      <small>{label}</small>
      {number}
    </a>
  );
}

function Phones({ facility }: { facility: Facility | null }) {
  const t = text.value.panels;
  if (!facility?.phone_day && !facility?.phone_night) {
    return null;
  }
  return (
    <p class="phones">
      {facility.phone_day && <Phone label={t.phoneDay} number={facility.phone_day} />}
      {facility.phone_night && <Phone label={t.phoneNight} number={facility.phone_night} />}
    </p>
  );
}

/* 主治医の指示, for whoever manages the timeline. */
function Instruction({ member }: { member: Member }) {
  const t = text.value.people.member;
  const i = member.instruction;
  if (!i) {
    return null;
  }
  return (
    <p class="stamp">
      {t.instruction(dateOf(i.given_on), t.ways[i.way])} {i.standing && t.standing} {i.state === 'waiting' && t.unconfirmed}
    </p>
  );
}

function More({ room, member }: { room: Room; member: Member }) {
  const t = text.value.people.member;
  if (actsOn(room, member, myHat.value, session.value?.hat.kind === 'staff').length === 0) {
    return null;
  }
  return (
    <Button
      look="quiet"
      class="round person-more"
      aria-haspopup="dialog"
      aria-label={t.acts(member.person.name)}
      onClick={() => openDialog({ kind: 'member', space: room.space.id, hat: member.hat })}
    >
      <Icon name="more" />
    </Button>
  );
}

function Row({ room, member, past = false }: { room: Room; member: Member; past?: boolean }) {
  const t = text.value;
  const inviter = [...(room.members ?? []), ...room.membersPast].find((m) => m.hat === member.added_by);
  const day = (at: number) => dayFull(at, minute.value, t);
  const role = t.roles[member.role];
  return (
    <PersonRow person={member.person} hat={member.hat} beside={<More room={room} member={member} />}>
      {role && (
        <p>
          <span class="tag strong">{role}</span>
        </p>
      )}
      {member.absence && (
        <p>
          <AwayTag absence={member.absence} />
        </p>
      )}
      {member.relation !== '' && member.relation !== role && (
        <p class="relation">
          <span class="for-sr">{t.panels.relation}：</span>
          {readable(member.relation)}
        </p>
      )}
      <p class="stamp">
        {member.to_at === null ? t.panels.from(day(member.from_at)) : t.panels.until(day(member.from_at), day(member.to_at))}
        {inviter && inviter.hat !== member.hat && `・${t.people.member.addedBy(inviter.person.name)}`}
      </p>
      <Instruction member={member} />
      {!past && <Phones facility={member.person.facility} />}
    </PersonRow>
  );
}

const RANK = { attending: 0, delegate: 1, manager: 1, member: 2 };

export function sortMembers(members: readonly Member[]): Member[] {
  return [...members].sort((a, b) => RANK[a.role] - RANK[b.role] || a.person.kana.localeCompare(b.person.kana, 'ja'));
}

export function Members({ room }: { room: Room }) {
  const t = text.value;
  if (!room.members) {
    return (
      <p class="soft" role="status">
        {t.loading}
      </p>
    );
  }
  return (
    <>
      <Patient space={room.space} />
      <CircleHead room={room} />
      <HandoverState room={room} />
      {may(room, 'invite') && (
        <p class="members-head">
          <Button look="main" onClick={() => openDialog({ kind: 'invite', space: room.space.id })}>
            {room.space.kind === 'family' ? t.family.people.inviteStaff : t.people.invite.button}
          </Button>
        </p>
      )}
      <FamilyBeside room={room} />
      <Kin room={room} />
      <Waiting room={room} />
      <section class="group">
        <h3>{t.timeline.members(room.members.length)}</h3>
        <ul class="people">
          {sortMembers(room.members).map((m) => (
            <Row key={m.hat} room={room} member={m} />
          ))}
        </ul>
      </section>
      {room.membersPast.length > 0 && (
        <section class="group">
          <h3>{t.panels.membersPast}</h3>
          <ul class="people">
            {sortMembers(room.membersPast).map((m) => (
              <Row key={`${m.hat} ${m.from_at}`} room={room} member={m} past />
            ))}
          </ul>
        </section>
      )}
      <AgreementState room={room} />
      <ConsentState room={room} />
      <Instructions room={room} />
      <ArchiveState room={room} />
      <CircleFoot room={room} />
      <TieFoot room={room} />
      <ErasureState room={room} />
      <Leave room={room} />
    </>
  );
}
