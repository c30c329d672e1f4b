/* 患者タイムラインを作る: first who it is about, then whose patient it is. */
import { useState } from 'preact/hooks';
import { type Opening, lifeApi } from '../../api/life';
import { peopleApi } from '../../api/people';
import type { Patient } from '../../api/types.gen';
import { openSpace } from '../../store/route';
import { isPhysician, now, session, spaces } from '../../store/store';
import { loadState } from '../../store/sync';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Confirm, Dialog } from '../../ui/dialog';
import { facilityName } from '../../ui/person';
import { dayOf, focusFirstWrong } from '../common/form';
import { closeDialog } from '../dialogs/dialogs';
import { useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';
import { type Identity, IdentityFields, NOBODY, birthWords, bornOn, isComplete } from './identity';
import { OutsideFields, Physician, TOLD_NOTHING, type Told, WhenAndHow } from './told';

type Who = 'me' | 'instructed' | 'outside';

interface Attending {
  who: Who;
  told: Told;
  name: string;
  phone: string;
}

function attendingIsComplete({ who, told, name }: Attending): boolean {
  if (who === 'me') {
    return true;
  }
  const named = who === 'instructed' ? told.physician !== null : name.trim() !== '';
  return named && told.on !== '' && told.way !== '';
}

function openingOf(key: string, i: Identity, birth: string, a: Attending): Opening {
  const said = (name: 'phone' | 'insured_no' | 'chart_no' | 'attending_phone', words: string) =>
    words.trim() === '' ? {} : { [name]: words.trim() };
  const opening: Opening = {
    key,
    name: i.name.trim(),
    kana: i.kana.trim(),
    birth,
    sex: i.sex || 'other',
    ...said('phone', i.phone),
    ...said('insured_no', i.insured),
    ...said('chart_no', i.chart),
  };
  if (a.who === 'me') {
    return opening;
  }
  const whom = a.who === 'instructed' ? { attending: a.told.physician?.hat ?? '' } : { attending_name: a.name.trim() };
  const phone = a.who === 'outside' ? said('attending_phone', a.phone) : {};
  return { ...opening, ...whom, ...phone, given_on: a.told.on, way: a.told.way || 'oral' };
}

/* Whose data it is stays in sight; and opening it twice is told of. */
function Summary({ identity: i, birth }: { identity: Identity; birth: string }) {
  const t = text.value;
  const plain = (words: string) => words.normalize('NFKC').replace(/\s/g, '');
  const isSame = (p: Patient | null) => p !== null && p.birth === birth && plain(p.name) === plain(i.name);
  const same = spaces.value.find((s) => s.kind === 'care' && isSame(s.patient));
  return (
    <>
      <div class="note">
        <p>
          <strong>
            {i.name} {t.spaces.honorific}
          </strong>{' '}
          <span class="soft">{i.kana}</span>
        </p>
        <p>
          {birthWords(birth)} {i.sex && t.spaces.sex[i.sex]}
        </p>
      </div>
      {same && (
        <p class="warning" role="alert">
          {t.life.open.same(facilityName(same.facility))}
        </p>
      )}
    </>
  );
}

interface AttendingProps {
  a: Attending;
  onAttending: (a: Attending) => void;
  tried: boolean;
}

/* What comes next, in the words of the case. */
function Next({ a }: { a: Attending }) {
  const t = text.value.life.open;
  const standing = useLoad(peopleApi.standing, []);
  const { physician } = a.told;
  const stands = standing.data?.received.some((one) => one.person.hat === physician?.hat);
  return (
    <div class="soft">
      {a.who === 'instructed' && physician && <p>{stands ? t.thenStanding(physician.name) : t.thenAsked}</p>}
      <p>{t.then}</p>
    </div>
  );
}

function AttendingFields({ a, onAttending, tried }: AttendingProps) {
  const t = text.value.life.open;
  const whos: Who[] = [
    ...(isPhysician.value ? (['me'] as const) : []),
    'instructed',
    ...(session.value?.region.declare ? (['outside'] as const) : []),
  ];
  const onTold = (told: Told) => onAttending({ ...a, told });
  return (
    <>
      {whos.length > 1 && (
        <Choices
          legend={t.who}
          value={a.who}
          options={whos.map((w) => [w, t.whos[w]] as const)}
          onPick={(who) => onAttending({ ...a, who })}
        />
      )}
      {a.who === 'instructed' && <Physician told={a.told} onTold={onTold} tried={tried} />}
      {a.who === 'outside' && <OutsideFields who={a} onWho={(who) => onAttending({ ...a, ...who })} tried={tried} />}
      {a.who !== 'me' && (a.who === 'outside' || a.told.physician) && <WhenAndHow told={a.told} onTold={onTold} tried={tried} />}
      <Next a={a} />
    </>
  );
}

function Second({ identity, birth, onBack }: { identity: Identity; birth: string; onBack: () => void }) {
  const t = text.value.life.open;
  const who = isPhysician.value ? 'me' : 'instructed';
  const [a, setA] = useState<Attending>({ who, told: TOLD_NOTHING, name: '', phone: '' });
  const [tried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const act = useAct();
  const go = async () => {
    setTried(true);
    if (!attendingIsComplete(a)) {
      focusFirstWrong();
      return;
    }
    if (await act.run(() => lifeApi.open(openingOf(key, identity, birth, a)))) {
      await loadState().catch(() => undefined);
      closeDialog();
      openSpace(key);
    }
  };
  return (
    <>
      <Summary identity={identity} birth={birth} />
      <AttendingFields a={a} onAttending={setA} tried={tried} />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.button}
        </Button>
      </div>
    </>
  );
}

function First({ identity, onIdentity, onNext }: { identity: Identity; onIdentity: (i: Identity) => void; onNext: () => void }) {
  const t = text.value;
  const [tried, setTried] = useState(false);
  const today = dayOf(now());
  const go = () => {
    setTried(true);
    if (isComplete(identity, today)) {
      onNext();
    } else {
      focusFirstWrong();
    }
  };
  return (
    <>
      <IdentityFields identity={identity} onIdentity={onIdentity} today={today} tried={tried} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{t.cancel}</Button>
        <Button look="main" onClick={go}>
          {t.life.open.next}
        </Button>
      </div>
    </>
  );
}

export function OpenDialog() {
  const t = text.value.life.open;
  const [identity, setIdentity] = useState(NOBODY);
  const [second, setSecond] = useState(false);
  const [asking, setAsking] = useState(false);
  const birth = bornOn(identity, dayOf(now()));
  const clean = identity.name + identity.kana + identity.birth.year === '';
  return (
    <Dialog title={t.title} onClose={() => (clean ? closeDialog() : setAsking(true))}>
      {second && birth !== null ? (
        <Second identity={identity} birth={birth} onBack={() => setSecond(false)} />
      ) : (
        <First identity={identity} onIdentity={setIdentity} onNext={() => setSecond(true)} />
      )}
      {asking && (
        <Confirm
          title={t.dropTitle}
          line={t.dropLine}
          yes={t.drop}
          no={t.keep}
          onYes={closeDialog}
          onNo={() => setAsking(false)}
        />
      )}
    </Dialog>
  );
}
