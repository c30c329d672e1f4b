/* An application on the applicant's screen: number and secret live in this page only; everything else is on the server. */
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { applicationApi } from '../../api/application';
import type { Application, ApplicationForm, ApplicationLink, ApplicationPerson } from '../../api/types.gen';
import { dayOf } from '../common/form';

export const POINTS = [
  'point_policy',
  'point_purpose',
  'point_consent',
  'point_admin',
  'point_staff',
  'point_device',
  'point_incident',
] as const;
export const KINDS = [
  'clinic',
  'hospital',
  'dental_clinic',
  'pharmacy',
  'visiting_nurse_station',
  'care_manager_office',
  'home_helper',
  'day_service',
  'community_support_center',
  'other',
] as const;

/** "…/apply#number.secret", or what is behind the mark; with .mail at its end when it came in a letter. */
export function linkIn(words: string): ApplicationLink | null {
  const found = /([a-z0-9]{10})\.([\w-]{43})(?:\.mail)?\s*$/.exec(words);
  return found ? { receipt: found[1]!, secret: found[2]! } : null;
}

export const addressOf = (link: ApplicationLink) => `${location.origin}/apply#${link.receipt}.${link.secret}`;

export const looksLikeMail = (words: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(words);

/* As the server compares a signature: width and spaces do not matter. */
const folded = (words: string | undefined) => (words ?? '').normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** What is missing of each step, as the server sees it; none = it can be submitted. */
export function missingOf(form: ApplicationForm, people: readonly ApplicationPerson[]): string[][] {
  const has = (...names: (keyof ApplicationForm)[]) => names.filter((n) => form[n] === undefined || form[n] === '');
  const where = form.outside === undefined ? ['where'] : form.outside ? has('relation') : [];
  const staff = people.length === 0 ? ['people'] : people.some((p) => p.admin) ? [] : ['admins'];
  const wrong = form.mail && !looksLikeMail(form.mail.trim()) ? ['mail'] : [];
  const signed = folded(form.signed_name) !== '' && folded(form.signed_name) === folded(form.head_name);
  const ahead = form.signed_on !== undefined && form.signed_on > dayOf(Date.now()) ? ['signed_on'] : [];
  return [
    [...has('name', 'kind', 'address', 'phone_day', 'contact'), ...where, ...wrong],
    [...has('head_name'), ...staff],
    POINTS.filter((p) => form[p] !== true),
    [...has('signed_on'), ...ahead, ...(signed ? [] : ['signed_name'])],
  ];
}

/* Nothing empty is sent, nothing that is no field either. */
function trimmed({ version: _, ...form }: ApplicationForm): ApplicationForm {
  const kept = Object.entries(form).flatMap(([name, value]) => {
    const words = typeof value === 'string' ? value.trim() : value;
    return words === '' || words === undefined ? [] : [[name, words]];
  });
  return Object.fromEntries(kept) as ApplicationForm;
}

/** Somebody who is being typed in. */
export const nobodyTyped = { name: '', kana: '', profession: '', admin: false, mail: '' };
export type TypedPerson = typeof nobodyTyped;

export const isTyped = (p: TypedPerson) => [p.name, p.kana, p.profession, p.mail].some((words) => words.trim() !== '');

/** As it is sent; null: something is missing, or the address is none. mailOn: letters go out, so addresses are asked for. */
export function personOf(p: TypedPerson, mailOn: boolean): ApplicationPerson | null {
  const mail = p.admin && mailOn ? p.mail.trim() : '';
  const [name, kana] = [p.name.trim(), p.kana.trim()];
  if (name === '' || kana === '' || p.profession === '' || (mail !== '' && !looksLikeMail(mail))) {
    return null;
  }
  const said = { name, kana, profession: p.profession, admin: p.admin, ...(mail ? { mail } : {}) };
  return { ...said, id: crypto.randomUUID() } as ApplicationPerson;
}

export interface Filling {
  app: Application | null;
  form: ApplicationForm;
  code: string | null;
  busy: boolean;
  put: (part: Partial<ApplicationForm>) => void;
  /** True when it was kept. */
  save: () => Promise<boolean>;
  run: (what: () => Promise<unknown>) => Promise<boolean>;
}

export function useFilling(link: ApplicationLink): Filling {
  const [app, setApp] = useState<Application | null>(null);
  const [form, setForm] = useState<ApplicationForm>({});
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const read = async (all: boolean) => {
    const fresh = await applicationApi.own(link);
    setApp(fresh);
    if (all) {
      setForm({ listed: true, phone_listed: true, ...fresh.form });
    }
  };
  const run = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setCode(null);
    try {
      await what();
      await read(false);
      return true;
    } catch (e) {
      setCode(e instanceof ApiError ? e.code : 'offline');
      if (e instanceof ApiError && e.code === 'conflict') {
        await read(true).catch(() => undefined);
      }
      return false;
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    read(true).catch((e: unknown) => setCode(e instanceof ApiError ? e.code : 'offline'));
  }, [link.secret]);
  const handedIn = app !== null && app.state !== 'draft' && app.state !== 'returned';
  useEffect(() => {
    /* Nothing is being typed: come back to, the page shows what has become of it. */
    const look = () => void (handedIn && document.visibilityState === 'visible' && read(false).catch(() => undefined));
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [link.secret, handedIn]);
  const save = () => run(() => applicationApi.save(link, trimmed(form), app!.version));
  return { app, form, code, busy, put: (part) => setForm({ ...form, ...part }), save, run };
}
