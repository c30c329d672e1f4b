/* Choosing a colleague in few taps: facility, then person; or by a part of the name. */
import { useEffect, useState } from 'preact/hooks';
import { peopleApi } from '../../api/people';
import type { Person } from '../../api/types';
import type { FacilityStaffed, PeoplePage } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { facilityName } from '../../ui/person';
import { LoadState, useLoad } from '../panels/load';
import { AwayTag, PersonLine } from './person';

const TYPING_MS = 250;

export interface PickerProps {
  /** Only the people of this facility. */
  only?: string | null;
  physicians?: boolean;
  /** Why somebody cannot be chosen; null: can be. */
  mark?: (person: Person) => string | null;
  onPick: (person: Person) => void;
}

const isPhysician = (p: Person) => p.profession === 'physician' || p.profession === 'dentist';

interface PeopleProps {
  read: (after: string | null) => Promise<PeoplePage>;
  deps: readonly unknown[];
  p: PickerProps;
}

function People({ read, deps, p }: PeopleProps) {
  const t = text.value.people.invite;
  const [more, setMore] = useState<PeoplePage[]>([]);
  const load = useLoad(() => read(null), deps);
  useEffect(() => setMore([]), deps);
  const pages = load.data === null ? [] : [load.data, ...more];
  const people = pages.flatMap((page) => page.people).filter((one) => !p.physicians || isPhysician(one));
  const last = pages.at(-1);
  const next = async () => {
    const after = last?.people.at(-1)?.hat ?? null;
    const page = await read(after).catch(() => null);
    if (page) {
      setMore([...more, page]);
    }
  };
  return (
    <>
      <LoadState load={load} />
      {load.data !== null && people.length === 0 && !last?.more && <p role="status">{t.notFound}</p>}
      <ul class="picks">
        {people.map((one) => {
          const why = p.mark?.(one) ?? null;
          const closed = why !== null || Boolean(one.absence);
          return (
            <li key={one.hat}>
              <Button class="pick" disabled={closed} onClick={() => p.onPick(one)}>
                <PersonLine person={one}>
                  {why && <span class="tag">{why}</span>}
                  <AwayTag absence={one.absence} />
                </PersonLine>
              </Button>
            </li>
          );
        })}
      </ul>
      {last?.more && <Button onClick={() => void next()}>{t.more}</Button>}
    </>
  );
}

const MEDICAL: readonly FacilityStaffed['kind'][] = ['clinic', 'hospital', 'dental_clinic'];

interface FacilitiesProps {
  physicians: boolean;
  onPick: (facility: FacilityStaffed) => void;
}

/* Where physicians work comes first when one looks for a physician. */
function Facilities({ physicians, onPick }: FacilitiesProps) {
  const t = text.value;
  const load = useLoad(peopleApi.facilities, []);
  const all = load.data?.facilities ?? [];
  const isMedical = (f: FacilityStaffed) => MEDICAL.includes(f.kind);
  const shown = physicians ? [...all.filter(isMedical), ...all.filter((f) => !isMedical(f))] : all;
  return (
    <>
      <h3>{t.people.invite.facility}</h3>
      <LoadState load={load} />
      <ul class="picks">
        {shown.map((f) => (
          <li key={f.id}>
            <Button class="pick" onClick={() => onPick(f)}>
              <strong>{facilityName(f)}</strong>
              <span class="soft">{t.people.invite.count(f.staff)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/* The words as they were when typing stopped. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

function Search({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const t = text.value.people.invite;
  return (
    <div class="field">
      <input
        type="search"
        value={words}
        maxLength={40}
        aria-label={t.search}
        placeholder={t.search}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        onInput={(e) => onWords(e.currentTarget.value)}
      />
    </div>
  );
}

export function Picker(p: PickerProps) {
  const t = text.value.people.invite;
  const [words, setWords] = useState('');
  const [facility, setFacility] = useState<FacilityStaffed | null>(null);
  const settled = useSettled(words);
  if (p.only) {
    const { only } = p;
    return <People read={(after) => peopleApi.staff(only, after)} deps={[only]} p={p} />;
  }
  return (
    <div class="picker">
      {p.physicians && <p class="soft">{t.physicians}</p>}
      {!facility && <Search words={words} onWords={setWords} />}
      {facility ? (
        <>
          <div class="picker-head">
            <h3>{facilityName(facility)}</h3>
            <Button look="quiet" onClick={() => setFacility(null)}>
              {t.back}
            </Button>
          </div>
          <People read={(after) => peopleApi.staff(facility.id, after)} deps={[facility.id]} p={p} />
        </>
      ) : settled ? (
        <>
          <h3>{t.found}</h3>
          <People read={(after) => peopleApi.search(settled, after)} deps={[settled]} p={p} />
        </>
      ) : (
        <Facilities physicians={p.physicians ?? false} onPick={setFacility} />
      )}
    </div>
  );
}
