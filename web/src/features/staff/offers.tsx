/* What a facility offers: a hat for somebody registered elsewhere, and what waits for an answer. */
import { useState } from 'preact/hooks';
import { staffApi } from '../../api/staff';
import type { StaffOffer } from '../../api/types.gen';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choose, Field } from '../../ui/field';
import { LoadState, useLoad } from '../panels/load';
import { Failure, day, useAct } from '../people/person';
import { Refused } from './change';

/* The answer never tells whether there is such a login name. */
export function SecondForm({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const t = text.value;
  const [login, setLogin] = useState('');
  const [profession, setProfession] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (login.trim() && profession && !act.busy && (await act.run(() => staffApi.second(login.trim(), profession)))) {
      onDone();
    }
  };
  const wrong = act.code === 'bad_value' || (tried && login.trim() === '') ? t.gate.invite.loginWrong : undefined;
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <p>{t.staff.second.line}</p>
      <Field label={t.gate.invite.login} value={login} onValue={setLogin} autocomplete="off" maxLength={100} error={wrong} />
      <Choose
        label={t.gate.invite.profession}
        value={profession}
        options={Object.entries(t.professions)}
        onValue={setProfession}
        error={tried && profession === '' ? t.gate.invite.professionMissing : undefined}
      />
      <p class="soft">{t.staff.second.private}</p>
      {act.code !== 'bad_value' && <Refused act={act} words={{ conflict: t.staff.second.asked }} />}
      <div class="dialog-foot">
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="main" submit disabled={act.busy}>
          {t.staff.second.submit}
        </Button>
      </div>
    </form>
  );
}

function Offer({ offer, onDone }: { offer: StaffOffer; onDone: () => void }) {
  const t = text.value;
  const act = useAct();
  const whom = offer.person?.name ?? `${offer.login}${offer.profession ? `（${t.professions[offer.profession]}）` : ''}`;
  return (
    <li class="waiting-row">
      <p>
        <span class="tag">{t.staff.offers.kinds[offer.kind]}</span> <strong class="words-of-people">{whom}</strong>{' '}
        <span class="soft">{t.staff.offers.until(day(offer.expires_at))}</span>
      </p>
      <Failure act={act} gone={t.people.inbox.gone} />
      <p class="row-acts">
        <Button disabled={act.busy} onClick={() => void act.run(() => staffApi.offerCancel(offer.id)).then(onDone)}>
          {t.staff.offers.cancel}
          <span class="for-sr">：{whom}</span>
        </Button>
      </p>
    </li>
  );
}

export function Offers({ onDone }: { onDone: () => void }) {
  const load = useLoad(staffApi.offers, []);
  const offers = load.data?.offers ?? [];
  return (
    <>
      {load.code && <LoadState load={load} />}
      {offers.length > 0 && (
        <section class="group">
          <h3>{text.value.staff.offers.title}</h3>
          <ul>
            {offers.map((o) => (
              <Offer
                key={o.id}
                offer={o}
                onDone={() => {
                  load.again();
                  onDone();
                }}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
