// The matrix's own town, as a file for `tasuki demo seed`: one space for every kind and state, all with the same posts, and a canary in
// everything that is somebody's secret. Who is where, and who may see a canary, is told here by hand, as in expected.txt.
import { Canaries } from './canaries.mjs';

const familyStates = ['draft', 'open', 'pending', 'withdrawn', 'archived', 'erasing', 'lapsed', 'erased'];
const careStates = [...familyStates, 'opened', 'pending_archived', 'pending_lapsed', 'unconfirmed', 'withdrawn_archived', 'lapsed_archived', 'lapsed_erasing'];
const team = { at: 'attending', de: 'delegate', me: 'member', ga: 'member', ha: 'member', lk: 'member', en: 'member', su: 'member' };
const circle = { ...team, at: 'manager', de: 'member' };

/**
 * states: one space each. roles: who is in it from the beginning to now. wrong: who has a row that should not be there. passing: whether rm,
 * re and la come and go. readers: who reads it while it can be read; fromTheStart: those of them who see everything. others: whose post is
 * somebody else's (the second for the first).
 */
export const kinds = {
  care: { states: careStates, roles: team, wrong: ['of', 'cm', 'pa', 'ki'], passing: true, readers: ['at', 'de', 'me', 'la', 're'], others: ['de', 'me'] },
  family: { states: familyStates, roles: { ...team, pa: 'member', ki: 'member' }, wrong: ['of', 'cm'], passing: true, readers: ['at', 'de', 'me', 'la', 're', 'pa', 'ki'], others: ['de', 'me'] },
  circle: { states: ['open', 'closed'], roles: circle, wrong: ['of', 'cm', 'pa', 'ki'], passing: true, readers: ['at', 'de', 'me', 'la', 're'], others: ['de', 'me'] },
  tie: { states: ['open', 'closed'], roles: { at: 'member', de: 'member' }, wrong: ['of', 'cm', 'pa', 'ki'], readers: ['at', 'de'], others: ['de', 'at'] },
  board: { states: ['open'], roles: { of: 'member', cm: 'member', co: 'member', ad: 'member' }, wrong: ['at', 'pa', 'ki'], readers: ['of', 'cm', 'co', 'ad'], others: ['of', 'cm'] },
};
const late = ['la', 're'];
const ofPatient = ['pa', 'ki'];

/** Whose sessions can do nothing: locked, ended, none. */
export const shut = ['lk', 'en', 'su', 'no'];
/** Who has an account of the patient's side. */
export const patientSide = [...ofPatient, 'fa'];
export const isPatientSide = (who) => patientSide.includes(who.slice(0, 2));
/** The timeline of another family: none of the matrix's, and these are the only ones in it. */
export const aside = { name: 'family/another', attending: 'gn', kin: 'fa', readers: ['gn', 'fa'] };

/** "kind/state" of every space there is. */
export const spaceNames = Object.entries(kinds).flatMap(([kind, k]) => k.states.map((state) => `${kind}/${state}`));
const readable = (name) => !/lapsed|erased/.test(name);

/** A relative is kin of one patient only: each family timeline has its own, and its own patient. In a kind without patients it is the first one's. */
export function persona(actor, state) {
  return ofPatient.includes(actor) ? `${actor}_${familyStates.includes(state) ? state : 'open'}` : actor;
}

const staff = (ref, profession, facility, more = {}) => ({ ref, kind: 'staff', profession, facility, ...more });

/** persona → hats; the first is worn at sign-in. Of ha the first is the member's. */
const hats = {
  at: [staff('at', 'physician', 'clinic')],
  de: [staff('de', 'visiting_nurse', 'station')],
  me: [staff('me', 'nurse', 'station')],
  ga: [staff('ga', 'nurse', 'station')],
  la: [staff('la', 'pharmacist', 'pharmacy')],
  re: [staff('re', 'helper', 'helpers')],
  rm: [staff('rm', 'care_manager', 'clinic')],
  cl: [staff('cl', 'nurse', 'station')],
  co: [staff('co', 'nurse', 'station', { admin: true })],
  ad: [staff('ad', 'nurse', 'hospital', { admin: true })],
  st: [staff('st', 'physician', 'hospital')],
  of: [{ ref: 'of', kind: 'office' }],
  cm: [{ ref: 'cm', kind: 'committee' }],
  ha: [staff('ha', 'dietitian', 'clinic'), staff('ha_other', 'dietitian', 'pharmacy')],
  lk: [staff('lk', 'nurse', 'station')],
  en: [staff('en', 'nurse', 'station')],
  su: [staff('su', 'nurse', 'station')],
  // Nobody's actors: of the hosting facility, invited and not; the 主治医 who is gone, of the station.
  nw: [staff('nw', 'dietitian', 'clinic')],
  nx: [staff('nx', 'dietitian', 'clinic')],
  gn: [staff('gn', 'physician', 'station')],
  // … and of the station, with a second factor.
  gs: [staff('gs', 'nurse', 'station')],
  fa: [{ ref: 'fa', kind: 'kin', patient: aside.name, relation: '次女', key_person: true }],
  // The patient is who has no 続柄.
  ...Object.fromEntries(familyStates.map((s) => [`pa_${s}`, [{ ref: `pa_${s}`, kind: 'kin', patient: `family/${s}` }]])),
  ...Object.fromEntries(familyStates.map((s) => [`ki_${s}`, [{ ref: `ki_${s}`, kind: 'kin', patient: `family/${s}`, relation: '長女', key_person: true }]])),
};

/** Staff who come in, are asked to, or were there: any member may get to know their names. */
const comers = ['rm', 'cl', 'co', 'ad', 'st', 'ha', 'nw', 'nx', 'gn', 'gs'];
/** The 施設管理者 of a facility. */
const tends = { station: ['co'], hospital: ['ad'] };

export const password = 'kawasemi7momiji7';
const facilities = { clinic: 'clinic', station: 'visiting_nurse_station', pharmacy: 'pharmacy', helpers: 'home_helper', managers: 'care_manager_office', hospital: 'hospital' };

/** Days ago: what happens when. */
const opened = 100, early = 90, left = 80, joined = 60, main = 50;

function periodsOf({ roles, wrong, passing }) {
  const stays = [...Object.entries(roles), ...wrong.map((actor) => [actor, 'member'])].map(([hat, role]) => ({ hat, role, from_days_ago: opened }));
  const comes = [
    { hat: 'rm', from_days_ago: opened, to_days_ago: left },
    { hat: 're', from_days_ago: opened, to_days_ago: left },
    { hat: 're', from_days_ago: joined, history: 'from_now' },
    { hat: 'la', from_days_ago: joined, history: 'from_now' },
  ].map((p) => ({ role: 'member', ...p }));
  return passing ? [...stays, ...comes] : stays;
}

/** The posts of every space of a kind in order, so that the nth has the number n: {name, by, day, deleted}. */
export function postPlan({ roles, wrong, passing, others }) {
  const pair = (by, day) => [{ name: `own:${by}`, by, day }, { name: `deleted:${by}`, by, day, deleted: true }];
  const before = [{ name: 'unseen', by: 'ha', day: early }, { name: 'own_unseen', by: 're', day: early }, ...pair('rm', early)];
  const authors = [...Object.keys(roles), ...wrong, ...(passing ? late : [])];
  return [...(passing ? before : []), ...authors.flatMap((by) => pair(by, main)), { name: 'reply', by: others[1], day: main - 1, reply_to: `own:${others[0]}` }];
}

function clock(minute) {
  return `${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Who reads what in a space: `from` early posts only those who were there; as personas. */
export function audience(kind, state, { before = false } = {}) {
  const readers = kinds[kind].readers.filter((a) => !(before && late.includes(a)));
  return readable(`${kind}/${state}`) ? readers.map((a) => persona(a, state)) : [];
}

class Town {
  constructor() {
    this.canaries = new Canaries();
  }

  /** A canary of a space. What arrives for sure is asked of the spaces where nobody writes. */
  #secret(kind, state, what, sees, must = true) {
    const still = ['draft', 'withdrawn', 'archived', 'closed', 'erasing'].includes(state);
    return this.canaries.word(`${what} (${kind}/${state})`, { sees, must: must && still ? sees : [] });
  }

  #patient(name, at) {
    const [kind, state] = name.split('/');
    const hasPatient = kind === 'care' || kind === 'family';
    const ofPatient = (what) => this.#secret(kind, state, what, hasPatient ? audience(kind, state) : []);
    const member = ({ hat, ...period }) => ({
      hat: persona(hat, state),
      relation: this.#secret(kind, state, `what ${hat} has to do with it`, audience(kind, state).filter((who) => !(isPatientSide(who) && period.to_days_ago))), // who has left is no relative's business
      ...period,
    });
    return {
      ref: name,
      name: ofPatient("the patient's name"),
      kana: ofPatient("the patient's name in kana"),
      birth: '1940-01-02',
      sex: 'female',
      facility: 'clinic',
      attending: 'at',
      opened_days_ago: opened + at,
      members: periodsOf(kinds[kind]).map(member),
    };
  }

  #post(name, plan, at) {
    const [kind, state] = name.split('/');
    const sees = audience(kind, state, { before: plan.day === early });
    const text = (version) => this.#secret(kind, state, `${plan.name}, version ${version}`, plan.deleted ? [] : sees, version === 2);
    return {
      ref: `${name}/${plan.name}`,
      patient: name,
      hat: persona(plan.by, state),
      days_ago: plan.day,
      time: clock(10 + 10 * at),
      body: text(1),
      edits: [{ after_minutes: 1, body: text(2) }],
      reactions: [],
      ...(plan.deleted ? { deleted: { after_minutes: 3, reason: this.#secret(kind, state, `why ${plan.name} was deleted`, sees) } } : {}),
      ...(plan.reply_to ? { reply_to: `${name}/${plan.reply_to}` } : {}),
    };
  }

  /** The other family's timeline, with a word of each of the two who are in it. */
  #aside() {
    const word = (what) => this.canaries.word(`${what} (${aside.name})`, { sees: aside.readers, must: aside.readers });
    const member = (hat, role) => ({ hat, role, relation: word(`what ${hat} has to do with it`), from_days_ago: opened });
    const patient = {
      ref: aside.name, name: word("the patient's name"), kana: word("the patient's name in kana"), birth: '1941-02-03', sex: 'male', facility: 'station', attending: aside.attending,
      opened_days_ago: opened + spaceNames.length,
      members: [member(aside.attending, 'attending'), member(aside.kin, 'member')],
    };
    const posts = aside.readers.map((hat, at) => ({ ref: `${aside.name}/${hat}`, patient: aside.name, hat, days_ago: main, time: clock(10 + at), body: word(`what ${hat} wrote`), edits: [], reactions: [] }));
    return { patient, posts };
  }

  /** Names of people are no secret of a patient's, but who is in a team is nobody's business outside it. */
  #person(who) {
    const inSpaces = spaceNames.filter((name) => {
      const [kind, state] = name.split('/');
      return periodsOf(kinds[kind]).some((p) => persona(p.hat, state) === who);
    });
    const sees = who === aside.kin ? [] : (inSpaces.length > 0 && !comers.includes(who) ? inSpaces : spaceNames).flatMap((name) => audience(...name.split('/')));
    const named = who === 'at' ? Object.keys(hats).filter((p) => hats[p][0].kind === 'staff') : []; // timelines are opened on his word
    const linked = ['gn', 'gs'].includes(who) ? [...Object.keys(hats), 'no'] : []; // links name who invites a relative, and who forgot the password: everybody looks at them
    const tending = hats[who].flatMap((h) => tends[h.facility] ?? []); // the 施設管理者 there
    const beside = aside.readers.includes(who) ? aside.readers : [];
    const desks = hats[who][0].kind === 'kin' ? [] : ['of', 'cm']; // who can be stopped or warned, is asked to confirm and to be trained
    const name = this.canaries.word(`the name of ${who}`, { sees: [...sees, ...named, ...linked, ...tending, ...beside, ...desks, who], must: [who], sealed: isPatientSide(who) });
    return { ref: who, name, kana: 'かな', login: `matrix-${who}`, hats: hats[who] };
  }

  file() {
    const other = this.#aside();
    return {
      region: { name: '試験市', network_name: '試験ネット', association: '試験市医師会', office: '事務局', committee: '委員会' },
      password,
      facilities: Object.entries(facilities).map(([ref, kind]) => ({ ref, name: `試験 ${ref}`, kind, outside: false })),
      patients: [...spaceNames.map((name, at) => this.#patient(name, at)), other.patient],
      people: Object.keys(hats).map((who) => this.#person(who)),
      posts: [...spaceNames.flatMap((name) => postPlan(kinds[name.split('/')[0]]).map((plan, at) => this.#post(name, plan, at))), ...other.posts],
      opened: [],
    };
  }
}

/** {file: what `tasuki demo seed` reads, canaries} */
export function makeTown() {
  const town = new Town();
  return { file: town.file(), canaries: town.canaries };
}
