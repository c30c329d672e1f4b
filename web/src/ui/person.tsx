import type { Facility, Person } from '../api/types';
import { text } from '../text';

export function facilityName(facility: Facility | null): string {
  return facility ? facility.name + (facility.outside ? text.value.outside : '') : '';
}

export function professionName(person: Person | undefined): string {
  return person?.profession ? text.value.professions[person.profession] : '';
}

/** The first character of the 職種, for the eye only. */
export function Badge({ person }: { person: Person | undefined }) {
  const mark = person?.profession ? text.value.professionMarks[person.profession] : '';
  return (
    <span class="badge" data-profession={person?.profession ?? 'other'} aria-hidden="true">
      {mark}
    </span>
  );
}

/** 職種・施設 in one line. */
export function Belonging({ person }: { person: Person | undefined }) {
  const parts = [professionName(person), facilityName(person?.facility ?? null)].filter((p) => p !== '');
  return <span class="belonging">{parts.join('・')}</span>;
}
