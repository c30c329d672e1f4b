/* One person of the own facility: how many timelines, and what can be changed. */
import { useState } from 'preact/hooks';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { PersonLine, dateOf, day } from '../people/person';
import { MakePasswordLink } from '../password/make';
import { type About, AbsenceView, AdminOverView, AdminView, ChangeForm, ReturnView } from './change';
import { LeavingView } from './leaving';

type Doing = 'absence' | 'admin' | 'admin_over' | 'change' | 'leaving' | 'password' | 'return';

function PasswordView({ one, onDone, onBack }: About) {
  return <MakePasswordLink person={one.person} onDone={onDone} onBack={onBack} />;
}

const views = {
  absence: AbsenceView,
  admin: AdminView,
  admin_over: AdminOverView,
  change: ChangeForm,
  leaving: LeavingView,
  password: PasswordView,
  return: ReturnView,
};

/** What one may do with somebody, as their row says; of oneself only what needs no second person. */
function doings({ one }: About): [Doing, string][] {
  const t = text.value.staff;
  const here = !one.invited && one.absent_since === null;
  const all: [Doing, string, boolean][] = [
    ['change', t.change.open, true],
    ['return', t.absence.end, one.absent_since !== null],
    ['absence', one.absent_since === null ? t.absence.begin : t.absence.untilOpen, !one.own && !one.invited],
    ['admin', t.admin.open, here && !one.own && one.admitted && !one.facility_admin && !one.offered],
    ['admin_over', one.own ? t.admin.overOwn : t.admin.over, one.facility_admin],
    ['password', text.value.factor.forgotten.make.open, here && !one.own && !one.facility_admin],
    ['leaving', t.leaving.open, !one.invited],
  ];
  return all.filter(([, , may]) => may).map(([doing, words]) => [doing, words]);
}

/* The marks of a row: what is so now. */
export function StaffMarks({ one }: Pick<About, 'one'>) {
  const t = text.value.staff;
  return (
    <>
      {one.facility_admin && <span class="tag strong">{t.isAdmin}</span>}
      {one.offered && <span class="tag">{t.offered}</span>}
      {one.absent_since !== null && <span class="tag">{t.absent(day(one.absent_since))}</span>}
      {one.absent_until && <span class="tag">{t.back(dateOf(one.absent_until))}</span>}
      {one.timelines !== null && <span class="tag">{t.timelines(one.timelines)}</span>}
    </>
  );
}

interface Props {
  about: About;
  onLeft: (name: string) => void;
  first?: Doing | undefined;
}

export function StaffPerson({ about, onLeft, first }: Props) {
  const [doing, setDoing] = useState<Doing | null>(first ?? null);
  const { one, onBack, onDone } = about;
  const View = doing && views[doing];
  if (View) {
    const done = () => (doing === 'leaving' ? onLeft(one.person.name) : onDone());
    return <View one={one} onDone={done} onBack={() => setDoing(null)} />;
  }
  return (
    <>
      <PersonLine person={one.person} />
      <p class="gate-marks">
        <StaffMarks one={one} />
      </p>
      <ul class="staff-doings">
        {doings(about).map(([name, words]) => (
          <li key={name}>
            <Button class="full" onClick={() => setDoing(name)}>
              {words}
            </Button>
          </li>
        ))}
      </ul>
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
      </div>
    </>
  );
}
