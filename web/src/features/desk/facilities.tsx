/*
 * Every facility: has it 施設管理者 enough (Art. 13), is it outside (Art. 8), does it stand on the public page (Art. 26), how far are
 * its people? One that leaves the network ends with everything of it.
 */
import { useState } from 'preact/hooks';
import { type FacilityWords, deskApi } from '../../api/desk';
import type { FacilityLine } from '../../api/types.gen';
import { withProof } from '../../store/proof';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { facilityName, marked } from '../../ui/person';
import { focusFirstWrong } from '../common/form';
import { LoadState, useLoad } from '../panels/load';
import { Failure, day, useAct } from '../people/person';
import { includes } from '../spaces/filter';

function ListingDialog({ facility, onDone }: { facility: FacilityLine; onDone: (changed: boolean) => void }) {
  const t = text.value.desk.facilities;
  const [listed, setListed] = useState(facility.listed);
  const [phone, setPhone] = useState(facility.phone_listed);
  const [area, setArea] = useState(facility.area ?? '');
  const act = useAct();
  const save = async () => {
    const listing = { listed, phone_listed: phone, ...(area.trim() ? { area: area.trim() } : {}) };
    if (await act.run(() => deskApi.listing(facility.id, listing))) {
      onDone(true);
    }
  };
  return (
    <Dialog title={t.listing} onClose={() => onDone(false)}>
      <p>
        <strong>{facility.name}</strong>
      </p>
      <p class="soft">{t.listingLine}</p>
      <Check label={t.list} value={listed} onValue={setListed} />
      <Field label={t.area} value={area} onValue={setArea} autocomplete="off" maxLength={60} hint={t.areaHint} />
      <Check label={t.phone(facility.phone_day)} value={phone} onValue={setPhone} />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={() => onDone(false)}>{text.value.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void save()}>
          {t.save}
        </Button>
      </div>
    </Dialog>
  );
}

const NEEDED = ['name', 'phone_day'] as const;
const MORE = ['phone_night', 'address', 'head'] as const;

function ChangeDialog({ facility: f, onDone }: { facility: FacilityLine; onDone: (changed: boolean) => void }) {
  const t = text.value.desk.overview.facilities;
  const names = [...NEEDED, ...MORE, ...(f.outside ? (['relation'] as const) : [])];
  const [words, setWords] = useState<Record<string, string>>(Object.fromEntries(names.map((n) => [n, f[n] ?? ''])));
  const [tried, setTried] = useState(false);
  const act = useAct();
  const isMissing = (name: (typeof names)[number]) => !(MORE as readonly string[]).includes(name) && words[name]!.trim() === '';
  const save = async () => {
    setTried(true);
    if (names.some(isMissing)) {
      focusFirstWrong();
      return;
    }
    const said = Object.fromEntries(Object.entries(words).map(([n, v]) => [n, v.trim()]).filter(([, v]) => v !== ''));
    if (await act.run(() => deskApi.facilityChange(f.id, f.version, said as unknown as FacilityWords))) {
      onDone(true);
    }
  };
  return (
    <Dialog title={t.change} onClose={() => onDone(act.code === 'conflict')}>
      <p>{t.changeLine}</p>
      {names.map((name) => (
        <Field
          key={name}
          label={t.fields[name]}
          kind={name.startsWith('phone') ? 'tel' : 'text'}
          value={words[name]!}
          onValue={(value) => setWords({ ...words, [name]: value })}
          autocomplete="off"
          maxLength={name === 'relation' ? 500 : name.startsWith('phone') ? 30 : 200}
          error={tried && isMissing(name) ? t.missing(t.fields[name]) : undefined}
        />
      ))}
      <div role="alert">{act.code === 'conflict' ? <p class="error">{t.changeTaken}</p> : <Failure act={act} />}</div>
      <div class="dialog-foot">
        <Button onClick={() => onDone(act.code === 'conflict')}>{text.value.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void save()}>
          {t.save}
        </Button>
      </div>
    </Dialog>
  );
}

/* Whoever works there is to hear of it before, from a person. */
function EndDialog({ facility, onDone }: { facility: FacilityLine; onDone: (changed: boolean) => void }) {
  const t = text.value.desk.overview.facilities;
  const [told, setTold] = useState(false);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const end = async () => {
    setTried(true);
    if (told && (await act.run(() => withProof(() => deskApi.facilityEnd(facility.id))))) {
      onDone(true);
    }
  };
  return (
    <Dialog title={t.endTitle} onClose={() => onDone(act.code === 'conflict')}>
      <p>
        <strong class="words-of-people">{facilityName(facility)}</strong>
      </p>
      <p>{t.endLine(facility.staff + facility.invited)}</p>
      {facility.attended > 0 && <p class="note">{t.endAttended(facility.attended)}</p>}
      <Check label={t.endTold} value={told} onValue={setTold} />
      <div role="alert">{tried && !told && <p class="field-error">{t.endToldMissing}</p>}</div>
      <div role="alert">{act.code === 'conflict' ? <p class="error">{t.endTaken}</p> : <Failure act={act} />}</div>
      <div class="dialog-foot">
        <Button onClick={() => onDone(act.code === 'conflict')}>{text.value.cancel}</Button>
        <Button look="danger" disabled={act.busy} onClick={() => void end()}>
          {t.end}
        </Button>
      </div>
    </Dialog>
  );
}

function Marks({ facility: f }: { facility: FacilityLine }) {
  const t = text.value.desk.overview.facilities;
  const marks = [
    f.invited > 0 && t.invited(f.invited),
    f.gates > 0 && t.gates(f.gates),
    f.unpledged > 0 && t.unpledged(f.unpledged),
    f.old_pledges > 0 && t.oldPledges(f.old_pledges),
  ].filter((m) => m !== false);
  return marks.length === 0 ? null : (
    <p class="gate-marks">
      {marks.map((m) => (
        <span key={m} class="tag">
          {m}
        </span>
      ))}
    </p>
  );
}

/* Whom the office calls. */
function Reach({ facility: f }: { facility: FacilityLine }) {
  const t = text.value.desk.overview.facilities;
  const phones = [f.phone_day && t.day(f.phone_day), f.phone_night && t.night(f.phone_night)];
  const parts = [...phones, f.head && t.head(f.head)].filter(Boolean);
  return parts.length === 0 ? null : <p class="soft words-of-people">{parts.join('　')}</p>;
}

type What = 'change' | 'end' | 'listing';

function Facility({ facility, onOpen }: { facility: FacilityLine; onOpen: (what: What) => void }) {
  const t = text.value.desk.facilities;
  const more = text.value.desk.overview.facilities;
  const { admins, ended_at, kind, listed, name, outside, relation, staff } = facility;
  return (
    <li class="card">
      <h3 class="card-title words-of-people">
        {marked(name, outside)}
      </h3>
      <p class="stamp">
        {text.value.desk.kinds[kind]} ·{' '}
        {ended_at ? more.ended(day(ended_at)) : `${t.staff(staff)} · ${listed ? t.listed : t.unlisted}`}
      </p>
      {!ended_at && <Reach facility={facility} />}
      {outside && relation && <p class="words-of-people">{more.relation(relation)}</p>}
      {!ended_at && admins < 2 && (
        <p class={admins === 0 ? 'error' : 'note'}>{admins === 0 ? t.noAdmin : t.oneAdmin}</p>
      )}
      {!ended_at && <Marks facility={facility} />}
      {!ended_at && (
        <p class="card-foot">
          <Button onClick={() => onOpen('change')}>
            {more.change}
            <span class="for-sr">：{name}</span>
          </Button>
          <Button onClick={() => onOpen('listing')}>
            {t.listing}
            <span class="for-sr">：{name}</span>
          </Button>
          <Button onClick={() => onOpen('end')}>
            {more.end}
            <span class="for-sr">：{name}</span>
          </Button>
        </p>
      )}
    </li>
  );
}

const isWanting = (f: FacilityLine) => !f.ended_at && (f.admins < 2 || f.gates + f.invited + f.old_pledges > 0);

export function Facilities() {
  const t = text.value.desk.overview.facilities;
  const [open, setOpen] = useState<{ what: What; facility: FacilityLine } | null>(null);
  const [words, setWords] = useState('');
  const [alone, setAlone] = useState(false);
  const load = useLoad(deskApi.facilities, []);
  const all = load.data?.facilities ?? [];
  const wanting = all.filter(isWanting);
  const shown = (alone ? wanting : all).filter((f) => includes([f.name, f.area, text.value.desk.kinds[f.kind]], words));
  const done = (changed: boolean) => {
    setOpen(null);
    if (changed) {
      load.again();
    }
  };
  return (
    <>
      <p>{t.line}</p>
      <Field label={t.search} value={words} onValue={setWords} autocomplete="off" />
      {wanting.length > 0 && <Check label={t.onlyWanting(wanting.length)} value={alone} onValue={setAlone} />}
      <LoadState load={load} />
      {load.data && shown.length === 0 && <p role="status">{t.none}</p>}
      <ul class="cards">
        {shown.map((f) => (
          <Facility key={f.id} facility={f} onOpen={(what) => setOpen({ what, facility: f })} />
        ))}
      </ul>
      {open?.what === 'change' && <ChangeDialog facility={open.facility} onDone={done} />}
      {open?.what === 'listing' && <ListingDialog facility={open.facility} onDone={done} />}
      {open?.what === 'end' && <EndDialog facility={open.facility} onDone={done} />}
    </>
  );
}
