/* A 施設管理者 invites somebody: who it is, then the one-time link to hand over. */
import { useState } from 'preact/hooks';
import { gateApi } from '../../api/gate';
import type { StaffLink } from '../../api/types.gen';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Choose, Field } from '../../ui/field';
import { Qr } from '../../ui/qr';
import { InviteeMail } from '../mail/invited';
import { Failure, day, useAct } from '../people/person';

/* Behind the #, which a browser sends to nobody. */
export function LinkToHand({ link, onDone }: { link: StaffLink; onDone: () => void }) {
  const t = text.value.gate.invite;
  const address = `${location.origin}/activate#${link.token}`;
  return (
    <>
      <section class="printable">
        <p class="print-only">{session.value?.region.network_name}</p>
        <h3>{t.linkTitle}</h3>
        <p>{t.linkLine(link.login, day(link.expires_at))}</p>
        <Qr words={address} label={t.qr} />
        <p class="secret" translate={false}>
          {address}
        </p>
      </section>
      <div class="dialog-foot">
        <Button onClick={() => print()}>{t.print}</Button>
        <Button look="main" onClick={onDone}>
          {t.done}
        </Button>
      </div>
    </>
  );
}

export function InviteStaff({ onLink, onBack }: { onLink: (link: StaffLink) => void; onBack: () => void }) {
  const t = text.value.gate.invite;
  const [who, setWho] = useState({ name: '', kana: '', profession: '', login: '' });
  const [mail, setMail] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const set = (part: Partial<typeof who>) => setWho({ ...who, ...part });
  const missing = (value: string, words: string) => (tried && value.trim() === '' ? words : undefined);
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!act.busy && Object.values(who).every((v) => v.trim() !== '')) {
      const by = mail.trim() ? { mail: mail.trim() } : {};
      void act.run(async () => onLink(await gateApi.invite({ ...who, login: who.login.trim(), ...by })));
    }
  };
  const mailWrong = act.code === 'bad_value' && act.field === 'mail' ? text.value.mail.own.wrong : undefined;
  const loginWrong = act.code === 'conflict' ? t.loginTaken : act.code === 'bad_value' && !mailWrong ? t.loginWrong : undefined;
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <Field
        label={t.name}
        value={who.name}
        onValue={(name) => set({ name })}
        autocomplete="off"
        error={missing(who.name, t.nameMissing)}
      />
      <Field
        label={t.kana}
        value={who.kana}
        onValue={(kana) => set({ kana })}
        autocomplete="off"
        error={missing(who.kana, t.kanaMissing)}
      />
      <Choose
        label={t.profession}
        value={who.profession}
        options={Object.entries(text.value.professions)}
        onValue={(profession) => set({ profession })}
        error={missing(who.profession, t.professionMissing)}
      />
      <Field
        label={t.login}
        value={who.login}
        onValue={(login) => set({ login })}
        autocomplete="off"
        hint={t.loginHint}
        error={loginWrong ?? missing(who.login, t.loginWrong)}
      />
      <InviteeMail value={mail} onValue={setMail} error={mailWrong} />
      {!loginWrong && !mailWrong && <Failure act={act} />}
      <div class="dialog-foot">
        <Button onClick={onBack}>{text.value.back}</Button>
        <Button look="main" submit disabled={act.busy}>
          {mail.trim() ? text.value.mail.invite.submit : t.submit}
        </Button>
      </div>
    </form>
  );
}
