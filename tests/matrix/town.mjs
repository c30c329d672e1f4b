// The matrix's own town, as a file for `tasuki demo seed`: one space a state, all with the same people and posts, and a canary in
// everything that is somebody's secret. Who may see a canary is told here by hand, as in expected.txt.
import { Canaries } from './canaries.mjs';

/** One space each. The same words as in expected.txt; `absent` has none. */
export const states = ['draft', 'open', 'withdrawn', 'archived', 'erasing', 'lapsed', 'lapsed_archived', 'lapsed_erasing'];
const readable = (state) => !state.startsWith('lapsed');
/** Those who read a readable space, and those of them who see what was there before la and re joined. */
export const readers = ['at', 'de', 'me', 'la', 're'];
const fromTheStart = ['at', 'de', 'me'];

const staff = (ref, profession, facility, more = {}) => ({ ref, kind: 'staff', profession, facility, ...more });

/** actor → hats; the first is worn at sign-in. Of ha the first is the member's. */
const hats = {
  at: [staff('at', 'physician', 'clinic')],
  de: [staff('de', 'visiting_nurse', 'station')],
  me: [staff('me', 'nurse', 'station')],
  la: [staff('la', 'pharmacist', 'pharmacy')],
  re: [staff('re', 'helper', 'helpers')],
  rm: [staff('rm', 'care_manager', 'managers')],
  co: [staff('co', 'nurse', 'station', { admin: true })],
  st: [staff('st', 'physician', 'hospital')],
  of: [{ ref: 'of', kind: 'office' }],
  cm: [{ ref: 'cm', kind: 'committee' }],
  ki: [{ ref: 'ki', kind: 'kin', patient: 'open' }],
  ha: [staff('ha', 'dietitian', 'clinic'), staff('ha_other', 'dietitian', 'pharmacy')],
  lk: [staff('lk', 'nurse', 'station')],
  en: [staff('en', 'nurse', 'station')],
};

export const password = 'kawasemi7momiji7';
const facilities = { clinic: 'clinic', station: 'visiting_nurse_station', pharmacy: 'pharmacy', helpers: 'home_helper', managers: 'care_manager_office', hospital: 'hospital' };

/** Days ago: what happens when. */
const opened = 100, early = 90, left = 80, joined = 60, main = 50;

const stays = ['at', 'de', 'me', 'ha', 'lk', 'en', 'of', 'cm', 'ki'];
const periods = [
  ...stays.map((hat) => ({ hat, from_days_ago: opened })),
  { hat: 'rm', from_days_ago: opened, to_days_ago: left },
  { hat: 're', from_days_ago: opened, to_days_ago: left },
  { hat: 're', from_days_ago: joined, history: 'from_now' },
  { hat: 'la', from_days_ago: joined, history: 'from_now' },
];
const roles = { at: 'attending', de: 'delegate' };

/** The posts of every space in order, so that the nth has the number n: {name, by, day, deleted}. */
export const postPlan = [
  { name: 'unseen', by: 'ha', day: early },
  { name: 'own_unseen', by: 're', day: early },
  { name: 'own:rm', by: 'rm', day: early },
  { name: 'deleted:rm', by: 'rm', day: early, deleted: true },
  ...[...readers, 'ha', 'lk', 'en', 'of', 'cm', 'ki'].flatMap((by) => [
    { name: `own:${by}`, by, day: main },
    { name: `deleted:${by}`, by, day: main, deleted: true },
  ]),
  { name: 'reply', by: 'me', day: main - 1, reply_to: 'own:de' },
];

function clock(minute) {
  return `${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

class Town {
  constructor() {
    this.canaries = new Canaries();
  }

  /** A canary of a space; `only`: those among its readers who may see it. What arrives for sure is asked of the spaces where nobody writes. */
  #secret(state, what, only = readers, { must = true } = {}) {
    const sees = readable(state) ? only : [];
    return this.canaries.word(`${what} (space ${state})`, { sees, must: must && state !== 'open' ? sees : [] });
  }

  #patient(state, at) {
    const member = ({ hat, ...period }) => {
      const relation = this.#secret(state, `what ${hat} has to do with the patient`);
      return { hat, relation, role: roles[hat] ?? 'member', ...period };
    };
    return {
      ref: state,
      name: this.#secret(state, "the patient's name"),
      kana: this.#secret(state, "the patient's name in kana"),
      birth: '1940-01-02',
      sex: 'female',
      facility: 'clinic',
      attending: 'at',
      opened_days_ago: opened + at,
      members: periods.map(member),
    };
  }

  #post(state, plan, at) {
    const only = plan.day === early ? fromTheStart : readers;
    const text = (version) => this.#secret(state, `${plan.name}, version ${version}`, plan.deleted ? [] : only, { must: version === 2 });
    return {
      ref: `${state}/${plan.name}`,
      patient: state,
      hat: plan.by,
      days_ago: plan.day,
      time: clock(10 + 10 * at),
      body: text(1),
      edits: [{ after_minutes: 1, body: text(2) }],
      reactions: plan.day === main && plan.by !== 'at' ? [{ hat: 'at', kind: 'seen', after_minutes: 2 }] : [],
      ...(plan.deleted ? { deleted: { after_minutes: 3, reason: this.#secret(state, `why ${plan.name} was deleted`, only) } } : {}),
      ...(plan.reply_to ? { reply_to: `${state}/${plan.reply_to}` } : {}),
    };
  }

  /** Names of people are no secret of a patient's, but who is in a team is nobody's business outside it. */
  #person(actor) {
    const inSpaces = periods.some((p) => p.hat === actor);
    const name = this.canaries.word(`the name of ${actor}`, { sees: [...(inSpaces ? readers : []), actor], must: [actor], sealed: false });
    return { ref: actor, name, kana: 'かな', login: `matrix-${actor}`, hats: hats[actor] };
  }

  file() {
    return {
      region: { name: '試験市', network_name: '試験ネット', association: '試験市医師会', office: '事務局', committee: '委員会' },
      password,
      facilities: Object.entries(facilities).map(([ref, kind]) => ({ ref, name: `試験 ${ref}`, kind, outside: false })),
      patients: states.map((state, at) => this.#patient(state, at)),
      people: Object.keys(hats).map((actor) => this.#person(actor)),
      posts: states.flatMap((state) => postPlan.map((plan, at) => this.#post(state, plan, at))),
      opened: [],
    };
  }
}

/** {file: what `tasuki demo seed` reads, canaries} */
export function makeTown() {
  const town = new Town();
  return { file: town.file(), canaries: town.canaries };
}
