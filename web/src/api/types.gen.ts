// Printed by `tasuki describe types` from server/domain/answers.def; change the rows there.

/** UUID text. */
export type Id = string;
/** Milliseconds since 1970 UTC, by the server's clock. */
export type Time = number;

/** An empty object. */
export interface Nothing {}

/** Every answer that is not 2xx. */
export interface Error {
  error: string;
  message: string;
  detail?: string;
  retry_after?: number;
}

/** A facility as it is shown with its people. */
export interface Facility {
  id: Id;
  name: string;
  kind: 'clinic' | 'hospital' | 'dental_clinic' | 'pharmacy' | 'visiting_nurse_station' | 'care_manager_office' | 'home_helper' | 'day_service' | 'community_support_center' | 'office' | 'other';
  outside: boolean;
  phone_day: string | null;
  phone_night: string | null;
}

/** A hat with the person who wears it: always name, profession and facility together. */
export interface Person {
  hat: Id;
  kind: 'staff' | 'kin' | 'office' | 'committee';
  name: string;
  kana: string;
  profession: 'physician' | 'dentist' | 'nurse' | 'visiting_nurse' | 'pharmacist' | 'care_manager' | 'helper' | 'physical_therapist' | 'occupational_therapist' | 'speech_therapist' | 'dietitian' | 'social_worker' | 'dental_hygienist' | 'clerk' | 'other' | null;
  facility: Facility | null;
  ended: boolean;
}

/** One's own account. */
export interface Account {
  id: Id;
  login: string;
  name: string;
}

/** The deployment. */
export interface Region {
  name: string;
  network_name: string;
  association: string;
  demo: boolean;
}

/** The session of this browser. */
export interface Session {
  state: 'active' | 'locked';
  account: Account;
  hat: Person;
  hats: Person[];
  region: Region;
  now: Time;
  idle_limit: number;
  lock_at: Time;
  end_at: Time;
}

/** Who a care or family space is about. */
export interface Patient {
  id: Id;
  name: string;
  kana: string;
  birth: string;
  sex: 'female' | 'male' | 'other';
}

/** The 主治医: a hat, or a name outside the network. */
export interface Attending {
  hat: Id | null;
  name: string | null;
  phone: string | null;
}

/** When, why and by whom a space was moved to the 保管リスト; the family sees only when. */
export interface Archived {
  at: Time;
  reason: 'death' | 'moved' | 'ended' | 'other' | null;
  by: Id | null;
}

/** The newest 取り決め, or aim and rules of a circle. */
export interface AgreementState {
  version: number;
  confirmed: boolean;
}

/** 主治医の交代, offered and not answered yet. */
export interface Handover {
  to: Person;
  by: Id;
  at: Time;
}

/** A space as its member sees it. */
export interface Space {
  id: Id;
  kind: 'care' | 'family' | 'circle' | 'tie' | 'board';
  title: string;
  patient: Patient | null;
  facility: Facility | null;
  peer: Person | null;
  attending: Attending | null;
  state: 'draft' | 'open' | 'locked' | 'archived' | 'closed' | 'erasing' | 'erased';
  role: 'attending' | 'delegate' | 'manager' | 'member';
  consent: 'none' | 'recorded' | 'prior' | 'withdrawn' | 'not_needed';
  instruction: 'own' | 'waiting' | 'confirmed' | 'declared' | 'withdrawn';
  attending_pending: boolean;
  attending_at: Time | null;
  handover: Handover | null;
  read_until: Time | null;
  entry: 'invitation' | 'request';
  archived: Archived | null;
  agreement: AgreementState | null;
  seq: number;
  post_no: number;
  opened_no: number;
  delivered_no: number;
  unread: number;
  last_at: Time | null;
  members: number;
  may: ('agreement_write' | 'archive' | 'archive_propose' | 'archive_restore' | 'consent_record' | 'consent_withdraw' | 'delegate' | 'handover' | 'instruction_renew' | 'invitations' | 'invite' | 'invite_other' | 'leave' | 'post' | 'react' | 'remove' | 'remove_delegate' | 'reply' | 'successor')[];
  may_own: ('delete' | 'edit')[];
}

/** The snapshot: the socket goes on from each space's seq. */
export interface State {
  now: Time;
  hat: Id;
  spaces: Space[];
  unread: number;
}

/** Why a 管理担当 manages: 主治医の指示. */
export interface InstructionShort {
  given_on: string;
  way: 'oral' | 'phone' | 'fax' | 'letter' | 'here';
  state: 'waiting' | 'confirmed' | 'declared';
  standing: boolean;
}

/** A member of a space, now or in the past. */
export interface Member {
  hat: Id;
  person: Person;
  relation: string;
  role: 'attending' | 'delegate' | 'manager' | 'member';
  from_at: Time;
  to_at: Time | null;
  history: 'all' | 'from_now';
  delivered_no: number;
  opened_no: number;
  added_by: Id | null;
  instruction: InstructionShort | null;
}

/** A space with its people. */
export interface SpacePage {
  space: Space;
  members: Member[];
  members_past: Member[];
}

/** The root post that a reply answers. */
export interface ReplyTo {
  id: Id;
  no: number;
}

/** Who deleted a post, when and why. */
export interface Deletion {
  hat: Id;
  at: Time;
  reason: string | null;
}

/** One per person and post. */
export interface Reaction {
  hat: Id;
  kind: 'seen' | 'acknowledged' | 'thanks' | 'like' | 'done';
  at: Time;
  lapsed: boolean;
}

/** How many of those it was written to have it; of own posts only. */
export interface Receipt {
  of: number;
  delivered: number;
  opened: number;
}

/** A post as it stands now. */
export interface Post {
  id: Id;
  space: Id;
  no: number;
  seq: number;
  author: Id;
  at: Time;
  body: string | null;
  reply_to: ReplyTo | null;
  replies: number;
  version: number;
  edited_at: Time | null;
  reactions: Reaction[];
  receipt: Receipt | null;
  deleted: Deletion | null;
}

/** Posts in order of no, and everybody who appears in them. */
export interface PostPage {
  posts: Post[];
  more_before: boolean;
  more_after: boolean;
  seq: number;
  people: Person[];
}

/** One post and everybody who appears in it. */
export interface PostPeople {
  post: Post;
  people: Person[];
}

/** Posts and everybody who appears in them. */
export interface PostsPeople {
  posts: Post[];
  people: Person[];
}

/** A text a post had. */
export interface Version {
  version: number;
  body: string;
  at: Time;
}

/** Every text a post had, oldest first. */
export interface Versions {
  versions: Version[];
}

/** When a post reached one of those it was written to. */
export interface ReceiptOf {
  hat: Id;
  delivered_at: Time | null;
  opened_at: Time | null;
}

/** Members at posting time without the author. */
export interface Receipts {
  receipts: ReceiptOf[];
  people: Person[];
}

/** One's own draft in a space. */
export interface Draft {
  body: string;
  reply_to: Id | null;
  at: Time | null;
}

/** The draft was kept. */
export interface DraftKept {
  at: Time;
}

/** How far a member's posts were delivered and opened. */
export interface Cursor {
  hat: Id;
  delivered_no: number;
  opened_no: number;
  at: Time;
}

/** A timeline that was opened. */
export interface Opened {
  id: Id;
}

/** 主治医の指示: to open and manage a timeline. */
export interface Instruction {
  id: Id;
  attending: Person | null;
  delegate: Person;
  given_on: string;
  way: 'oral' | 'phone' | 'fax' | 'letter' | 'here';
  state: 'waiting' | 'confirmed' | 'refused' | 'declared' | 'withdrawn';
  at: Time;
  decided_at: Time | null;
}

/** Every instruction about a timeline, newest first. */
export interface Instructions {
  instructions: Instruction[];
}

/** Who signed, and where the original lies. */
export interface ConsentNames {
  giver: string;
  relation: string;
  explained_by: string;
  original_at: string;
}

/** 様式5. */
export interface Consent {
  id: Id;
  kind: 'signed' | 'prior';
  names: ConsentNames;
  signed_on: string;
  copy_on: string | null;
  scope_photo: boolean;
  scope_family: boolean;
  scope_disaster: boolean;
  scope_after_death: boolean;
  recorded_by: Person;
  recorded_at: Time;
  withdrawn_by: Person | null;
  withdrawn_at: Time | null;
}

/** Consents of a patient, newest first; the first is in force unless withdrawn. */
export interface Consents {
  consents: Consent[];
}

/** 取り決め (rules null), or 趣旨 and 使い方 of a circle. */
export interface AgreementText {
  text: string;
  rules: string | null;
}

/** Who confirmed a version. */
export interface AgreementConfirmation {
  hat: Id;
  at: Time;
}

/** A version of an agreement. */
export interface AgreementVersion {
  version: number;
  said: AgreementText;
  by: Person;
  at: Time;
  confirmed: AgreementConfirmation[];
}

/** Every version, newest first. */
export interface Agreement {
  versions: AgreementVersion[];
}

/** What was made. */
export interface Created {
  id: Id;
}

/** A space the hat is in now: GET /api/state, then join. */
export interface Joined {
  space: Id;
}

/** A facility with somebody in it. */
export interface FacilityStaffed {
  id: Id;
  name: string;
  kind: 'clinic' | 'hospital' | 'dental_clinic' | 'pharmacy' | 'visiting_nurse_station' | 'care_manager_office' | 'home_helper' | 'day_service' | 'community_support_center' | 'office' | 'other';
  outside: boolean;
  staff: number;
}

/** Facilities with staff, in the city first, by name. */
export interface Facilities {
  facilities: FacilityStaffed[];
}

/** Staff by kana. */
export interface PeoplePage {
  people: Person[];
  more: boolean;
}

/** An invitation as the inviting side sees it. */
export interface Invitation {
  id: Id;
  person: Person;
  relation: string | null;
  history: 'all' | 'from_now';
  role: 'member' | 'manager';
  state: 'waiting' | 'waiting_patient' | 'declined' | 'expired';
  at: Time;
  expires_at: Time;
  by: Id;
}

/** What waits, and what came to nothing in the last month. */
export interface Invitations {
  invitations: Invitation[];
}

/** A 包括 instruction. */
export interface StandingOne {
  person: Person;
  given_on: string;
}

/** Instructions for all patients of a 主治医. */
export interface Standing {
  given: StandingOne[];
  received: StandingOne[];
}

/** A timeline this hat is asked to take over as its 主治医. */
export interface InboxHandover {
  id: Id;
  title: string;
  facility: string | null;
  by: Person;
  attending: Person | null;
  at: Time;
}

/** An invitation as the invited one sees it. */
export interface InboxInvitation {
  id: Id;
  kind: 'care' | 'family' | 'circle';
  title: string;
  facility: string | null;
  by: Person;
  relation: string | null;
  history: 'all' | 'from_now';
  role: 'member' | 'manager';
  at: Time;
  expires_at: Time;
}

/** A timeline of one's clinic whose 主治医 is gone; a 施設管理者 sees no name. */
export interface InboxVacancy {
  space: Id;
  former: Person | null;
  named: Person | null;
  since: Time;
}

/** Everything that waits for this hat. */
export interface Inbox {
  handovers: InboxHandover[];
  invitations: InboxInvitation[];
  vacancies: InboxVacancy[];
}
