/* The small windows of the desk. Each says what will happen; what cannot be taken back says so first. */
import { useState } from 'preact/hooks';
import { type CheckWay, type DecisionReason, type EndReason, type HoldReason, erasureApi } from '../../api/erasure';
import type { ErasureRow } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { withProof } from '../../store/proof';
import { now } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { Field, PasswordField } from '../../ui/field';
import { dayOf, focusFirstWrong } from '../common/form';
import { openDialog } from '../dialogs/dialogs';
import { Failure, useAct } from '../people/person';

const desk = () => openDialog({ kind: 'erasures' });
const options = <T extends string>(words: Record<T, string>) => Object.entries(words) as [T, string][];

/* Asks what is missing, does it, and leads back to the desk. */
function useForm(complete: boolean, what: () => Promise<unknown>) {
  const [tried, setTried] = useState(false);
  const act = useAct();
  const go = async () => {
    setTried(true);
    if (!complete) {
      focusFirstWrong();
    } else if (await act.run(what)) {
      void readInbox();
      desk();
    }
  };
  return { tried, act, go };
}

type Form = ReturnType<typeof useForm>;

function Foot({ form, yes, look = 'main' }: { form: Form; yes: string; look?: 'main' | 'danger' }) {
  return (
    <>
      <Failure act={form.act} />
      <div class="dialog-foot">
        <Button onClick={desk}>{text.value.cancel}</Button>
        <Button look={look} disabled={form.act.busy} onClick={() => void form.go()}>
          {yes}
        </Button>
      </div>
    </>
  );
}

export function CheckDialog({ row }: { row: ErasureRow }) {
  const t = text.value.erasure;
  const [way, setWay] = useState<CheckWay | ''>('');
  const form = useForm(way !== '', () => erasureApi.checked(row.request.id, way as CheckWay));
  return (
    <Dialog title={`${row.request.number}：${t.check.title}`} onClose={desk}>
      <p>{t.check.line}</p>
      <Choices
        legend={t.check.way}
        value={way}
        options={options(t.checkWays)}
        onPick={setWay}
        error={form.tried && way === '' ? t.check.missing : undefined}
      />
      <Foot form={form} yes={t.check.save} />
    </Dialog>
  );
}

export function AcceptDialog({ row }: { row: ErasureRow }) {
  const t = text.value.erasure.accept;
  const form = useForm(true, () => erasureApi.accept(row.request.id));
  return (
    <Dialog title={`${row.request.number}：${t.title}`} onClose={desk}>
      <p class="warning">{t.line}</p>
      <Foot form={form} yes={t.yes} />
    </Dialog>
  );
}

/* In groups of eight: read out to each other, or compared with the other approver's screen. */
const grouped = (digest: string) => digest.match(/.{8}/g)?.join(' ') ?? digest;

function What({ row }: { row: ErasureRow }) {
  const t = text.value.erasure.approve;
  const { spaces, posts, digest } = row.request;
  return (
    <section class="group">
      <h3>{t.what}</h3>
      <dl class="erasure-what">
        <div>
          <dt>{t.spaces}</dt>
          <dd>{t.count(spaces)}</dd>
        </div>
        <div>
          <dt>{t.posts}</dt>
          <dd>{t.count(posts)}</dd>
        </div>
        <div>
          <dt>{t.digest}</dt>
          <dd class="digest">{grouped(digest ?? '')}</dd>
        </div>
      </dl>
      <p class="soft">{t.digestHint}</p>
    </section>
  );
}

export function ApproveDialog({ row }: { row: ErasureRow }) {
  const t = text.value.erasure.approve;
  const [same, setSame] = useState(false);
  const [password, setPassword] = useState('');
  const { id, number, digest } = row.request;
  const form = useForm(same && password !== '', () => withProof(() => erasureApi.approve(id, digest ?? '', password)));
  return (
    <Dialog title={t.title(number)} onClose={desk}>
      <p class="warning">{t.warning}</p>
      <What row={row} />
      <label class="check">
        <input
          type="checkbox"
          checked={same}
          aria-invalid={form.tried && !same ? true : undefined}
          onChange={(e) => setSame(e.currentTarget.checked)}
        />
        <span>{t.understood}</span>
      </label>
      {form.tried && !same && <p class="field-error">{t.understoodMissing}</p>}
      <PasswordField
        label={t.password}
        value={password}
        autocomplete="current-password"
        error={form.tried && password === '' ? t.passwordMissing : undefined}
        onValue={setPassword}
      />
      <Foot form={form} yes={t.yes} look="danger" />
    </Dialog>
  );
}

export function HoldDialog({ row }: { row: ErasureRow }) {
  const t = text.value.erasure.hold;
  const [reason, setReason] = useState<HoldReason | ''>('');
  const [review, setReview] = useState(dayOf(now() + 14 * 86_400_000));
  const form = useForm(reason !== '' && review !== '', () => erasureApi.hold(row.request.id, reason as HoldReason, review));
  return (
    <Dialog title={`${row.request.number}：${t.title}`} onClose={desk}>
      <Choices
        legend={t.reason}
        value={reason}
        options={options(t.reasons)}
        onPick={setReason}
        error={form.tried && reason === '' ? t.missing : undefined}
      />
      <Field
        kind="date"
        label={t.review}
        value={review}
        autocomplete="off"
        error={form.tried && review === '' ? t.missing : undefined}
        onValue={setReview}
      />
      <Foot form={form} yes={t.yes} />
    </Dialog>
  );
}

export function EndDialog({ row }: { row: ErasureRow }) {
  const t = text.value.erasure.end;
  const [reason, setReason] = useState<EndReason | ''>('');
  const form = useForm(reason !== '', () => erasureApi.end(row.request.id, reason as EndReason));
  return (
    <Dialog title={`${row.request.number}：${t.title}`} onClose={desk}>
      <p>{t.line}</p>
      <Choices
        legend={t.reason}
        value={reason}
        options={options(t.reasons)}
        onPick={setReason}
        error={form.tried && reason === '' ? t.missing : undefined}
      />
      <Foot form={form} yes={t.yes} />
    </Dialog>
  );
}

export function DecideDialog({ row }: { row: ErasureRow }) {
  const t = text.value.erasure.decide;
  const [decision, setDecision] = useState<'go_on' | 'stop' | ''>('');
  const [reason, setReason] = useState<DecisionReason | ''>('');
  const form = useForm(decision !== '' && reason !== '', () =>
    erasureApi.decide(row.request.id, decision as 'go_on' | 'stop', reason as DecisionReason),
  );
  const missing = (value: string) => (form.tried && value === '' ? t.missing : undefined);
  return (
    <Dialog title={`${row.request.number}：${t.title}`} onClose={desk}>
      <p>{t.line}</p>
      <Choices
        legend={t.decision}
        value={decision}
        options={options(t.decisions)}
        onPick={setDecision}
        error={missing(decision)}
      />
      <Choices legend={t.reason} value={reason} options={options(t.reasons)} onPick={setReason} error={missing(reason)} />
      <Foot form={form} yes={t.yes} look={decision === 'go_on' ? 'danger' : 'main'} />
    </Dialog>
  );
}
