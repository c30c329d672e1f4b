import type { Facility, Person } from '../api/types';
import { text } from '../text';

/** The name of a facility wherever it stands; one outside the city is marked as such (Art. 8). */
export function marked(name: string, outside: boolean): string {
  return outside ? name + text.value.outside : name;
}

export function facilityName(facility: Pick<Facility, 'name' | 'outside'> | null): string {
  return facility ? marked(facility.name, facility.outside) : '';
}

const isSeat = (person: Person | undefined) => person?.kind === 'office' || person?.kind === 'committee';

/** 職種; of office and committee which of the two. */
export function professionName(person: Person | undefined): string {
  if (person && isSeat(person)) {
    return text.value.board.seats[person.kind as 'office'];
  }
  return person?.profession ? text.value.professions[person.profession] : '';
}

/** Of the patient's side: ご本人, or 続柄. */
export function kinName(person: Person | undefined): string {
  const t = text.value.family;
  return person?.kind !== 'kin' ? '' : person.self ? t.self : `${t.kin}（${person.relation}）`;
}

/** The first character of the 職種, for the eye only. */
export function Badge({ person }: { person: Person | undefined }) {
  const kin = person?.kind === 'kin' ? text.value.family.mark : '';
  const seat = isSeat(person) ? professionName(person)[0] : kin;
  const mark = person?.profession ? text.value.professionMarks[person.profession] : seat;
  return (
    <span class="badge" data-profession={person?.profession ?? (kin ? 'kin' : 'other')} aria-hidden="true">
      {mark}
    </span>
  );
}

/** 職種・施設 in one line. */
export function Belonging({ person }: { person: Person | undefined }) {
  const parts = [professionName(person), facilityName(person?.facility ?? null), kinName(person)].filter((p) => p !== '');
  return <span class="belonging">{parts.join('・')}</span>;
}
