/* 退職の手続き: what ends, in numbers; who manages a circle from then on; one act. No patient is named. */
import { useState } from 'preact/hooks';
import { staffApi } from '../../api/staff';
import type { StaffAlone, StaffLeaving } from '../../api/types.gen';
import { withProof } from '../../store/proof';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Check, Choose } from '../../ui/field';
import { focusFirstWrong } from '../common/form';
import { LoadState, useLoad } from '../panels/load';
import { PersonLine, useAct } from '../people/person';
import { type About, Refused } from './change';

function endings(open: StaffLeaving): string[] {
  const t = text.value.staff.leaving;
  const counted = (['sessions', 'timelines', 'attending', 'delegate', 'circles', 'ties', 'invitations'] as const)
    .filter((name) => open[name] > 0)
    .map((name) => t[name](open[name]));
  return [...counted, ...(open.facility_admin ? [t.admin] : []), open.hats > 0 ? t.hats(open.hats) : t.login];
}

interface HeirsProps {
  alone: readonly StaffAlone[];
  heirs: Record<string, string>;
  tried: boolean;
  onHeirs: (heirs: Record<string, string>) => void;
}

function Heirs({ alone, heirs, tried, onHeirs }: HeirsProps) {
  const t = text.value;
  return (
    <>
      <p>{t.staff.leaving.heirLine}</p>
      {alone.map((c, i) => (
        <Choose
          key={c.space}
          label={t.staff.leaving.heir(i + 1, alone.length)}
          value={heirs[c.space] ?? ''}
          options={c.members.map(({ seq, person: p }) => {
            const profession = p.profession ? t.professions[p.profession] : '';
            return [String(seq), `${p.name}（${[profession, p.facility?.name].filter(Boolean).join('・')}）`];
          })}
          onValue={(seq) => onHeirs({ ...heirs, [c.space]: seq })}
          error={tried && !heirs[c.space] ? t.staff.leaving.heirMissing : undefined}
        />
      ))}
    </>
  );
}

function Open({ open, about }: { open: StaffLeaving; about: About }) {
  const t = text.value.staff.leaving;
  const { hat, name } = open.person;
  const [heirs, setHeirs] = useState<Record<string, string>>({});
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const submit = async () => {
    setTried(true);
    if (!sure || open.alone.some((c) => !heirs[c.space])) {
      focusFirstWrong();
      return;
    }
    const seqs = Object.fromEntries(open.alone.map((c) => [c.space, Number(heirs[c.space])]));
    if (await act.run(() => withProof(() => staffApi.leave(hat, seqs)))) {
      about.onDone();
    }
  };
  return (
    <>
      <PersonLine person={open.person} />
      <p>{t.line}</p>
      <ul class="bullets">
        {endings(open).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {open.alone.length > 0 && <Heirs alone={open.alone} heirs={heirs} tried={tried} onHeirs={setHeirs} />}
      <p class="soft">{t.told}</p>
      <p class="soft">{t.sent}</p>
      {open.last_admin ? (
        <p class="error">{t.lastAdmin}</p>
      ) : (
        <>
          <p>{t.sure(name)}</p>
          <Check label={t.check} value={sure} onValue={setSure} />
          {tried && !sure && (
            <p class="field-error" role="alert">
              {t.checkMissing}
            </p>
          )}
        </>
      )}
      <Refused act={act} words={{ admin_needed: text.value.staff.needed, conflict: t.busy, manager_needed: t.heirMissing }} />
      <div class="dialog-foot">
        <Button onClick={about.onBack}>{text.value.back}</Button>
        {!open.last_admin && (
          <Button look="danger" disabled={act.busy} onClick={() => void submit()}>
            {t.submit}
          </Button>
        )}
      </div>
    </>
  );
}

export function LeavingView(about: About) {
  const { hat } = about.one.person;
  const load = useLoad(() => staffApi.leaving(hat), [hat]);
  return (
    <>
      <LoadState load={load} />
      {load.data && <Open open={load.data} about={about} />}
    </>
  );
}
