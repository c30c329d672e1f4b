import type { Facility, Member, Space } from '../../api/types';
import type { Room } from '../../store/model';
import { minute } from '../../store/store';
import { text } from '../../text';
import { ageOf, dayFull } from '../../text/time';
import { Icon } from '../../ui/icon';
import { PersonRow } from './person_row';

function Patient({ space }: { space: Space }) {
  const t = text.value.spaces;
  const { patient, attending } = space;
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
      {attending?.name ? (
        <p>
          {t.attending}：{attending.name}
          {attending.phone && <Phone label={text.value.panels.phoneDay} number={attending.phone} />}
        </p>
      ) : (
        <p>{t.attendingPending}</p>
      )}
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

function Row({ member, past = false }: { member: Member; past?: boolean }) {
  const t = text.value;
  const day = (at: number) => dayFull(at, minute.value, t);
  const role = t.roles[member.role];
  return (
    <PersonRow person={member.person} hat={member.hat}>
      {role && (
        <p>
          <span class="tag strong">{role}</span>
        </p>
      )}
      {member.relation && member.relation !== role && (
        <p class="relation">
          <span class="for-sr">{t.panels.relation}：</span>
          {member.relation}
        </p>
      )}
      <p class="stamp">
        {member.to_at === null ? t.panels.from(day(member.from_at)) : t.panels.until(day(member.from_at), day(member.to_at))}
      </p>
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
      <section class="group">
        <h3>{t.timeline.members(room.members.length)}</h3>
        <ul class="people">
          {sortMembers(room.members).map((m) => (
            <Row key={m.hat} member={m} />
          ))}
        </ul>
      </section>
      {room.membersPast.length > 0 && (
        <section class="group">
          <h3>{t.panels.membersPast}</h3>
          <ul class="people">
            {sortMembers(room.membersPast).map((m) => (
              <Row key={`${m.hat} ${m.from_at}`} member={m} past />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
