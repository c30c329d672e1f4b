// Printed by `tasuki describe types` from server/domain/answers.def; change the rows there.

/** UUID text. */
export type Id = string;
/** Milliseconds since 1970 UTC, by the server's clock. */
export type Time = number;

/** An empty object. */
export interface Nothing {}

/** Where a text holds patient data: of the text exactly as it was sent, in UTF-16 units (as a browser counts letters). */
export interface Place {
  field: string;
  from: number;
  to: number;
  kind: 'name' | 'name_part' | 'name_other' | 'birth' | 'phone' | 'address' | 'insurance' | 'care_insurance' | 'my_number' | 'chart' | 'email' | 'link';
  certainty: 'guess' | 'certain';
}

/** Every answer that is not 2xx. */
export interface Error {
  error: string;
  message: string;
  detail?: string;
  retry_after?: number;
  colleague?: boolean;
  places?: Place[];
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
  relation?: string;
  self?: boolean;
  absence?: Absence | null;
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
  read_days: number;
  declare: boolean;
}

/** Of the second factor (Art. 21). */
export interface FactorState {
  enrolled: boolean;
  required: boolean;
}

/** The session of this browser. */
export interface Session {
  state: 'active' | 'locked';
  account: Account;
  hat: Person;
  facility_admin: boolean;
  hats: Person[];
  region: Region;
  factor: FactorState;
  admitted: boolean;
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
  died_on: string | null;
}

/** That a care timeline be moved to the 保管リスト, proposed and not answered yet. */
export interface ArchiveProposal {
  by: Person;
  reason: 'death' | 'moved' | 'ended' | 'other';
  at: Time;
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
  peer_gone: boolean;
  attending: Attending | null;
  unreadable: ('attending' | 'died_on' | 'title')[];
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
  archive_proposal: ArchiveProposal | null;
  agreement: AgreementState | null;
  seq: number;
  post_no: number;
  opened_no: number;
  delivered_no: number;
  unread: number;
  last_at: Time | null;
  members: number;
  may: ('agreement_write' | 'archive' | 'archive_dismiss' | 'archive_propose' | 'archive_restore' | 'circle_change' | 'circle_close' | 'circle_requests' | 'circle_role' | 'confirmations' | 'consent_record' | 'consent_withdraw' | 'death' | 'delegate' | 'delegate_end' | 'end' | 'family' | 'family_open' | 'handover' | 'instruction_renew' | 'invitations' | 'invite' | 'invite_kin' | 'invite_other' | 'kin' | 'leave' | 'post' | 'react' | 'remove' | 'remove_delegate' | 'reply' | 'report' | 'report_dismiss' | 'successor')[];
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
  relation: string | null;
  role: 'attending' | 'delegate' | 'manager' | 'member';
  from_at: Time;
  to_at: Time | null;
  history: 'all' | 'from_now';
  delivered_no: number;
  opened_no: number;
  added_by: Id | null;
  instruction: InstructionShort | null;
  absence: Absence | null;
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
  unreadable?: boolean;
  reply_to: ReplyTo | null;
  replies: number;
  version: number;
  edited_at: Time | null;
  reactions: Reaction[];
  receipt: Receipt | null;
  reported: boolean;
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
  body: string | null;
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

/** Staff who were members at posting time without the author. */
export interface Receipts {
  receipts: ReceiptOf[];
  people: Person[];
}

/** One's own draft in a space. */
export interface Draft {
  body: string;
  reply_to: Id | null;
  at: Time | null;
  unreadable?: boolean;
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
  names: ConsentNames | null;
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
  said: AgreementText | null;
  by: Person;
  at: Time;
  confirmed: AgreementConfirmation[];
}

/** Every version, newest first. */
export interface Agreement {
  versions: AgreementVersion[];
}

/** A circle that one can ask to join. */
export interface Circle {
  id: Id;
  title: string | null;
  said: AgreementText | null;
  version: number;
  members: number;
  managers: Person[];
  request: 'none' | 'member' | 'waiting' | 'declined';
}

/** Circles that are open to request, newest first; at most 200. */
export interface Circles {
  circles: Circle[];
}

/** Who would like to join. */
export interface CircleRequest {
  id: Id;
  person: Person;
  reason: string | null;
  at: Time;
}

/** Requests that wait, oldest first. */
export interface CircleRequests {
  requests: CircleRequest[];
}

/** What was made. */
export interface Created {
  id: Id;
}

/** A space the hat is in now: GET /api/state, then join. */
export interface Joined {
  space: Id;
}

/** A つながり that this hat has asked for. */
export interface TieSent {
  id: Id;
  person: Person;
  reason: string | null;
  state: 'waiting' | 'declined';
  at: Time;
}

/** Somebody from whom nothing arrives. */
export interface TieBlocked {
  person: Person;
  at: Time;
}

/** What this hat has asked for, and whom it has blocked. */
export interface Ties {
  sent: TieSent[];
  blocked: TieBlocked[];
}

/** The family timeline beside a care timeline. */
export interface FamilyBeside {
  space: Id | null;
  consented: boolean;
}

/** Whom a link is for. */
export interface KinWho {
  name: string;
  relation: string;
  identified: 'met' | 'phone';
}

/** A relative, from the link on. */
export interface KinInvitation {
  id: Id;
  who: KinWho | null;
  self: boolean;
  key_person: boolean;
  state: 'waiting' | 'expired' | 'waiting_patient' | 'joined' | 'declined';
  at: Time;
  expires_at: Time;
  by: Id;
  again: boolean;
  hat: Id | null;
  factor: 'none' | 'enrolled' | 'reset';
}

/** Relatives who are in, links that wait or ran out, and whom the patient's side did not want in the last month. */
export interface KinInvitations {
  kin: KinInvitation[];
}

/** A one-time link: /join#token. It is shown this once. */
export interface KinLink {
  id: Id;
  token: string;
  expires_at: Time;
}

/** What a link shows before there is an account. */
export interface KinWelcome {
  region: Region;
  by: Person;
  expires_at: Time;
  login: string | null;
}

/** An account was made: sign in. */
export interface KinJoined {
  waits: boolean;
}

/** The password is changed: sign in. */
export interface KinReturned {
  login: string;
}

/** Somebody new in the patient's family timeline. */
export interface InboxNewcomer {
  id: Id;
  space: Id;
  person: Person;
  state: 'waiting' | 'told';
  at: Time;
}

/** A relative's second factor was reset in person by who manages the family timeline. */
export interface InboxKinReset {
  id: Id;
  title: string | null;
  person: Person;
  by: Person;
  own: boolean;
  at: Time;
}

/** Whom the patient's side does not want in a family timeline that this hat manages. */
export interface InboxObjection {
  id: Id;
  space: Id;
  title: string | null;
  person: Person;
  in: boolean;
  by: Person;
  at: Time;
}

/** A space that the hat was invited into. */
export interface Entered {
  space: Id;
  waits: boolean;
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

/** One of two. */
export interface ErasureApproval {
  person: Person;
  at: Time;
}

/** 完全削除: a request, by number. Nothing of what the timeline holds, and not which one it is. */
export interface Erasure {
  id: Id;
  number: string;
  way: 'paper' | 'phone' | 'account' | 'passed';
  facility: string;
  outside: boolean;
  asked_at: Time;
  state: 'open' | 'accepted' | 'approved' | 'pausing' | 'objected' | 'executing' | 'erased' | 'ended';
  attached_at: Time | null;
  confirmed_at: Time | null;
  called_at: Time | null;
  checked_at: Time | null;
  check_way: 'in_person' | 'letter' | 'phone' | null;
  answered_at: Time | null;
  transcribed: boolean | null;
  dispute: boolean | null;
  care_goes_on: boolean | null;
  hold: 'transcription' | 'dispute' | 'other' | null;
  hold_review: string | null;
  accepted_at: Time | null;
  digest: string | null;
  spaces: number;
  posts: number;
  approvals: ErasureApproval[];
  paused_at: Time | null;
  due_at: Time | null;
  objected_at: Time | null;
  decided_at: Time | null;
  decision: 'go_on' | 'stop' | null;
  decision_reason: 'patient_wish' | 'no_reason' | 'record_needed' | 'dispute' | 'other' | null;
  ended_at: Time | null;
  end_reason: 'withdrawn' | 'not_confirmed' | 'mistake' | 'stopped' | null;
  executing_at: Time | null;
  erased_at: Time | null;
}

/** Who approved. */
export interface CertificateApproval {
  name: string;
  kind: 'staff' | 'kin' | 'office' | 'committee';
  at: Time;
}

/** A space that was deleted. */
export interface CertificateSpace {
  kind: 'care' | 'family';
  posts: number;
  versions: number;
  members: number;
  rows: number;
  ledger: number;
  key_destroyed_at: Time;
}

/** What a certificate says. */
export interface CertificateText {
  certificate: string;
  number: string;
  deployment: Id;
  region: string;
  association: string;
  asked_at: Time;
  accepted_at: Time;
  paused_at: Time;
  executing_at: Time;
  erased_at: Time;
  digest: string;
  approvals: CertificateApproval[];
  spaces: CertificateSpace[];
  tables_searched: number;
  backups_until: Time;
  stays: ('number_and_dates' | 'audit_ids' | 'sealed_in_backups')[];
  out_of_reach: ('transcribed' | 'printed' | 'devices' | 'ties')[];
}

/** 完全削除証明書: the text that was signed, the same as an object, and the Ed25519 signature of "tasuki certificate 1", a line feed and the text. */
export interface Certificate {
  text: string;
  certificate: CertificateText;
  signature: string;
  public_key: string;
}

/** What who wishes the deletion is shown once, and confirms. */
export interface ErasureConfirmation {
  title: string | null;
  posts: number;
}

/** The request about a timeline, as those see it who manage it. */
export interface ErasureHere {
  request: Erasure | null;
  confirm: ErasureConfirmation | null;
  may: ('answer' | 'confirm' | 'pass' | 'withdraw')[];
}

/** A deletion waits for this hat: which timeline it is (attach; one row for each that could be meant), confirm, or answer. */
export interface InboxErasureAsk {
  id: Id;
  number: string;
  step: 'attach' | 'confirm' | 'answer';
  space: Id;
  title: string | null;
  at: Time;
}

/** A deletion this hat was told of, by number. */
export interface InboxErasure {
  id: Id;
  number: string;
  state: 'open' | 'accepted' | 'approved' | 'pausing' | 'objected' | 'executing' | 'erased' | 'ended';
  role: 'attending' | 'manager' | 'patient_side' | 'facility_admin' | 'committee';
  at: Time;
  due_at: Time | null;
  objected: boolean;
  may_object: boolean;
}

/** A timeline this hat is asked to take over as its 主治医. */
export interface InboxHandover {
  id: Id;
  title: string | null;
  facility: string | null;
  by: Person;
  attending: Person | null;
  at: Time;
}

/** A timeline opened on this hat's word as its 主治医, as somebody says. */
export interface InboxInstruction {
  id: Id;
  space: Id;
  title: string | null;
  facility: string | null;
  by: Person;
  given_on: string;
  way: 'oral' | 'phone' | 'fax' | 'letter';
  at: Time;
}

/** An invitation as the invited one sees it. */
export interface InboxInvitation {
  id: Id;
  kind: 'care' | 'family' | 'circle';
  title: string | null;
  facility: string | null;
  by: Person;
  relation: string | null;
  history: 'all' | 'from_now';
  role: 'member' | 'manager';
  at: Time;
  expires_at: Time;
}

/** A timeline of this 主治医 that somebody proposes to move to the 保管リスト. */
export interface InboxProposal {
  id: Id;
  space: Id;
  title: string | null;
  facility: string | null;
  by: Person;
  reason: 'death' | 'moved' | 'ended' | 'other';
  at: Time;
}

/** A reported post of a circle that this hat manages: delete it, or show it again. */
export interface InboxReport {
  space: Id;
  title: string | null;
  post: Id;
  no: number;
  author: Person;
  by: Person;
  at: Time;
}

/** Who would like to join a circle that this hat manages. */
export interface InboxRequest {
  id: Id;
  space: Id;
  title: string | null;
  person: Person;
  reason: string | null;
  at: Time;
}

/** Who would like to be in touch with this hat. */
export interface InboxTie {
  id: Id;
  person: Person;
  reason: string | null;
  at: Time;
}

/** A timeline of one's clinic whose 主治医 is gone; a 施設管理者 sees no name. */
export interface InboxVacancy {
  space: Id;
  former: Person | null;
  named: Person | null;
  since: Time;
}

/** A link for a new password of one's own account, made by somebody else. */
export interface InboxPasswordLink {
  id: Id;
  by: Person;
  at: Time;
  expires_at: Time;
}

/** One's own password is old. */
export interface InboxPassword {
  since: Time;
}

/** Everything that waits for this hat. */
export interface Inbox {
  applications: InboxApplication[];
  attests: InboxAttest[];
  changes: InboxChange[];
  departures: InboxDeparture[];
  documents: InboxDocument[];
  educations: InboxEducation[];
  erasure_asks: InboxErasureAsk[];
  erasures: InboxErasure[];
  handovers: InboxHandover[];
  incidents: InboxIncident[];
  instructions: InboxInstruction[];
  invitations: InboxInvitation[];
  kin_resets: InboxKinReset[];
  newcomers: InboxNewcomer[];
  objections: InboxObjection[];
  offers: InboxOffer[];
  password_links: InboxPasswordLink[];
  passwords: InboxPassword[];
  proposals: InboxProposal[];
  reports: InboxReport[];
  requests: InboxRequest[];
  security_notices: InboxSecurityNotice[];
  stops: InboxStop[];
  ties: InboxTie[];
  vacancies: InboxVacancy[];
  warnings: InboxWarning[];
}

/** A page or a file, not JSON: HTML or CSV, with an ETag. */
export interface Page {}

/** A notice on the public page. */
export interface PublicNotice {
  id: Id;
  title: string;
  body: string;
  from_on: string;
  until_on: string | null;
  version: number;
  at: Time;
  withdrawn_at: Time | null;
  shown: boolean;
}

/** Notices of the public page, withdrawn ones last. */
export interface PublicNotices {
  notices: PublicNotice[];
}

/** A kind of thing that waits. */
export interface DeskWaiting {
  kind: 'applications' | 'incidents' | 'changes' | 'erasures' | 'objections' | 'factor_resets' | 'no_admin' | 'one_admin' | 'links' | 'gates' | 'pledges' | 'attests' | 'warnings' | 'stops' | 'mails';
  who: 'office' | 'committee' | 'facility' | 'person' | 'applicant' | 'clinic' | 'attending' | 'approver' | 'time' | 'none';
  count: number;
  since: Time;
}

/** Everything that waits, in numbers. */
export interface Desk {
  waiting: DeskWaiting[];
}

/** A facility as the office sees it. Counts are of people now. */
export interface FacilityLine {
  id: Id;
  name: string;
  kind: 'clinic' | 'hospital' | 'dental_clinic' | 'pharmacy' | 'visiting_nurse_station' | 'care_manager_office' | 'home_helper' | 'day_service' | 'community_support_center' | 'office' | 'other';
  outside: boolean;
  relation: string | null;
  area: string | null;
  address: string | null;
  head: string | null;
  phone_day: string | null;
  phone_night: string | null;
  version: number;
  listed: boolean;
  phone_listed: boolean;
  since: Time;
  ended_at: Time | null;
  staff: number;
  admins: number;
  invited: number;
  gates: number;
  unpledged: number;
  old_pledges: number;
  attended: number;
}

/** Every facility: in the city first, by name; those that have left last. */
export interface FacilityLines {
  facilities: FacilityLine[];
}

/** An affiliation of staff, office or committee. */
export interface AccountLine {
  person: Person;
  facility_admin: boolean;
  state: 'active' | 'invited' | 'disabled' | 'stopped';
  admitted: boolean;
  factor: boolean;
  pledged_on: string | null;
  trained_on: string | null;
  confirmed: boolean;
  last_month: string | null;
}

/** Who has an account, by kana. */
export interface Accounts {
  patient_side: number;
  accounts: AccountLine[];
}

/** A count of a month. */
export interface Statistic {
  month: string;
  measure: 'posts_care' | 'posts_family' | 'posts_circle' | 'posts_tie' | 'posts_board' | 'active' | 'timelines' | 'refused';
  shown: 'count' | 'few' | 'hidden';
  count: number | null;
}

/** How many there are now. */
export interface StatisticGroup {
  what: 'facilities' | 'people';
  kind: string;
  count: number;
}

/** Counts of the last twelve months, newest first. What was 0 is not there. */
export interface Statistics {
  now: Time;
  months: Statistic[];
  groups: StatisticGroup[];
}

/** How often in a month. */
export interface Screening {
  month: string;
  facility: string | null;
  outside: boolean;
  kind: 'name' | 'name_part' | 'name_other' | 'birth' | 'phone' | 'address' | 'insurance' | 'care_insurance' | 'my_number' | 'chart' | 'email' | 'link' | null;
  outcome: 'refused' | 'asked' | 'colleague' | 'consent' | 'reported';
  count: number;
}

/** Counts of the last twelve months, newest first; never a text, never a person. */
export interface Screenings {
  counts: Screening[];
}

/** 様式1 and 様式2 as far as they are filled in; every field may be absent. */
export interface ApplicationForm {
  version?: number;
  name?: string;
  kind?: 'care_manager_office' | 'clinic' | 'community_support_center' | 'day_service' | 'dental_clinic' | 'home_helper' | 'hospital' | 'other' | 'pharmacy' | 'visiting_nurse_station';
  outside?: boolean;
  relation?: string;
  area?: string;
  address?: string;
  phone_day?: string;
  phone_night?: string;
  contact?: string;
  mail?: string;
  head_title?: string;
  head_name?: string;
  point_policy?: boolean;
  point_purpose?: boolean;
  point_consent?: boolean;
  point_admin?: boolean;
  point_staff?: boolean;
  point_device?: boolean;
  point_incident?: boolean;
  listed?: boolean;
  phone_listed?: boolean;
  signed_name?: string;
  signed_on?: string;
}

/** Somebody of the first staff. */
export interface ApplicationPerson {
  id: Id;
  name: string;
  kana: string;
  profession: 'care_manager' | 'clerk' | 'dental_hygienist' | 'dentist' | 'dietitian' | 'helper' | 'nurse' | 'occupational_therapist' | 'other' | 'pharmacist' | 'physical_therapist' | 'physician' | 'social_worker' | 'speech_therapist' | 'visiting_nurse';
  admin: boolean;
  mail?: string;
}

/** A step of its history. */
export interface ApplicationStep {
  state: 'draft' | 'waiting' | 'returned' | 'resent' | 'accepted' | 'refused';
  at: Time;
  words: string | null;
  by: string | null;
}

/** A paper that was handed in with it. */
export interface ApplicationScan {
  id: Id;
  kind: 'application/pdf' | 'image/jpeg' | 'image/png';
  size: number;
  at: Time;
}

/** An application (Art. 12-1). */
export interface Application {
  receipt: string;
  state: 'draft' | 'waiting' | 'returned' | 'resent' | 'accepted' | 'refused';
  by_office: boolean;
  version: number;
  may_decide: boolean;
  mail_on: boolean;
  form: ApplicationForm;
  people: ApplicationPerson[];
  scans: ApplicationScan[];
  steps: ApplicationStep[];
  changed_at: Time;
}

/** An application in the office's list. */
export interface ApplicationLine {
  id: Id;
  receipt: string;
  state: 'draft' | 'waiting' | 'returned' | 'resent' | 'accepted' | 'refused';
  by_office: boolean;
  name: string | null;
  kind: string | null;
  outside: boolean;
  changed_at: Time;
}

/** Applications, what waits first. */
export interface Applications {
  applications: ApplicationLine[];
}

/** Number and secret of an application; the secret is told this once. */
export interface ApplicationLink {
  receipt: string;
  secret: string;
}

/** The version it has now. */
export interface ApplicationVersion {
  version: number;
}

/** A one-time link of a new account; the token is told this once. */
export interface ActivationLink {
  name: string;
  login: string;
  token: string | null;
}

/** To be handed over by the office. */
export interface ActivationLinks {
  links: ActivationLink[];
}

/** Whose link it is. */
export interface Activation {
  login: string | null;
  name: string;
  facility: string | null;
}

/** The account can sign in now. */
export interface Activated {
  login: string;
}

/** An application that waits. */
export interface InboxApplication {
  id: Id;
  name: string | null;
  outside: boolean;
  state: 'waiting' | 'resent';
  at: Time;
}

/** A request at the desk: what it waits for. */
export interface ErasureRow {
  request: Erasure;
  next: 'attach' | 'confirm' | 'call' | 'check' | 'answer' | 'hold' | 'accept' | 'approve' | 'start' | 'wait' | 'objection' | 'decide' | 'execute' | 'done';
  who: 'clinic' | 'office' | 'attending' | 'approver' | 'committee' | 'time' | 'none';
  until: Time | null;
  eligible: number;
  conflict: boolean;
  approved: boolean;
  may: ('accept' | 'approve' | 'check' | 'decide' | 'end' | 'hold' | 'resume')[];
}

/** Whom a blind request can be sent to. */
export interface ErasureClinic {
  id: Id;
  name: string;
  outside: boolean;
}

/** Somebody of office or committee, as they could approve where they have no conflict of interest. */
export interface ErasureApprover {
  person: Person;
  state: 'ready' | 'changed' | 'factor';
}

/** The desk: those that wait first. */
export interface Erasures {
  now: Time;
  requests: ErasureRow[];
  clinics: ErasureClinic[];
  approvers: ErasureApprover[];
}

/** Whether a 施設管理者 has confirmed a notice. */
export interface Confirmation {
  person: Person;
  at: Time | null;
}

/** Every 施設管理者 on the board now; who has not confirmed comes first. */
export interface Confirmations {
  confirmations: Confirmation[];
}

/** The days of an edition as they were until they were moved. */
export interface DocumentMoved {
  from_on: string | null;
  confirm_by: string | null;
  at: Time;
}

/** An edition of a document of the region. */
export interface DocumentLine {
  id: Id;
  kind: 'pledge' | 'points' | 'policy';
  edition: number;
  from_on: string | null;
  confirm_by: string | null;
  at: Time;
  version: number;
  moved: DocumentMoved | null;
  confirmed_at: Time | null;
  newest: boolean;
  confirmed?: number;
  asked?: number;
}

/** A binding document that others keep (Art. 9). */
export interface Guideline {
  id: Id;
  title: string;
  edition: string;
  link: string;
  version: number;
  changed_at: Time;
}

/** An edition of a document of the own facility (Art. 28). */
export interface FacilityDocument {
  id: Id;
  line: Id;
  title: string;
  edition: number;
  confirm_by: string | null;
  at: Time;
  confirmed_at: Time | null;
  newest: boolean;
  ended: boolean;
  confirmed?: number;
  asked?: number;
}

/** Every edition, newest first, without the texts. */
export interface Documents {
  documents: DocumentLine[];
  guidelines: Guideline[];
  facility: FacilityDocument[];
}

/** An edition with its text. */
export interface DocumentText {
  id: Id;
  kind: 'pledge' | 'points' | 'policy' | 'facility';
  title: string | null;
  edition: number;
  body: string;
  from_on: string | null;
  confirm_by: string | null;
}

/** Whether somebody has confirmed it, or a newer edition. */
export interface DocumentConfirmation {
  person: Person;
  at: Time | null;
}

/** Of the staff whom one looks after; who has not confirmed comes first. */
export interface DocumentConfirmations {
  confirmed: number;
  asked: number;
  confirmations: DocumentConfirmation[];
}

/** An edition that this hat is asked to confirm. */
export interface InboxDocument {
  id: Id;
  kind: 'pledge' | 'points' | 'policy' | 'facility';
  edition: number;
  title: string | null;
  confirm_by: string | null;
  days_left: number | null;
}

/** A training of the office (研修会). */
export interface TrainingSession {
  id: Id;
  title: string;
  kind: 'meeting' | 'online';
  held_on: string;
  place: string;
  version: number;
  withdrawn: boolean;
  held: boolean;
  attended: number;
}

/** The newest first, withdrawn ones last. */
export interface Trainings {
  trainings: TrainingSession[];
}

/** Somebody of the staff, and whether they were there. */
export interface TrainingPerson {
  person: Person;
  attended: boolean;
  admitted: boolean;
  trained_on: string | null;
  own: boolean;
}

/** Of one facility, or all who were there. */
export interface TrainingPeople {
  people: TrainingPerson[];
}

/** One's own training, and the video. */
export interface TrainingOwn {
  way: 'attended' | 'together' | 'video' | null;
  held_on: string | null;
  video: boolean;
  captions: boolean;
  length: number;
  reached: number;
  done_at: Time | null;
}

/** How far one has watched it. */
export interface TrainingProgress {
  reached: number;
  done: boolean;
}

/** A file, or with a Range field a part of it (206); never kept by the browser. */
export interface File {}

/** One's own second factor. */
export interface Factor {
  required: boolean;
  since: Time | null;
  codes_left: number;
}

/** What the app has to know; it holds with its first code. */
export interface FactorOffer {
  secret: string;
}

/** One of them. */
export interface RecoveryCode {
  code: string;
}

/** The recovery codes (予備コード), told this once. */
export interface FactorCodes {
  codes: RecoveryCode[];
}

/** A second factor that is asked to be reset. */
export interface FactorReset {
  id: Id;
  person: Person;
  by: Person;
  at: Time;
  own: boolean;
}

/** What waits to be confirmed. */
export interface FactorResets {
  resets: FactorReset[];
}

/** A text to be signed or confirmed, in its newest edition. */
export interface Document {
  id: Id;
  kind: 'pledge' | 'points' | 'policy';
  edition: number;
  body: string;
  at: Time | null;
  confirm_by: string | null;
  missing: boolean;
}

/** One's own gates before the spaces. */
export interface Gates {
  admitted: boolean;
  factor: boolean;
  facility: string;
  pledge: 'signed' | 'earlier' | null;
  training: 'attended' | 'together' | 'video' | null;
  held_on: string | null;
  video: boolean;
  documents: Document[];
}

/** What is there of somebody, and what is missing. */
export interface GatePerson {
  person: Person;
  admitted: boolean;
  facility_admin: boolean;
  factor: boolean;
  confirmed: boolean;
  pledged_on: string | null;
  trained_on: string | null;
  invited: boolean;
  version: number;
  absent_since: Time | null;
  absent_until: string | null;
  offered: boolean;
  timelines: number | null;
  own: boolean;
}

/** Of one's facility everybody; of the office whom something is missing. */
export interface GateStaff {
  staff: GatePerson[];
}

/** The link of somebody invited; its token is told this once. */
export interface StaffLink {
  hat: Id;
  login: string;
  token: string | null;
  expires_at: Time;
}

/** A link for a new password; its token is told this once. */
export interface PasswordLinkMade {
  id: Id;
  token: string | null;
  expires_at: Time;
  second: boolean;
}

/** A link for a new password of somebody one looks after. */
export interface PasswordLink {
  id: Id;
  person: Person;
  by: Person;
  at: Time;
  expires_at: Time;
  own: boolean;
  second: boolean;
  seconded: boolean;
  disowned: boolean;
}

/** Newest first. */
export interface PasswordLinks {
  links: PasswordLink[];
}

/** What stands in for a missing second factor, told this once. */
export interface PasswordLinkCode {
  code: string;
}

/** Whose link it is. */
export interface PasswordLook {
  name: string;
  facility: string | null;
  factor: boolean;
}

/** A member who could manage a circle from now on. */
export interface StaffHeir {
  seq: number;
  person: Person;
}

/** A circle that only this person manages. */
export interface StaffAlone {
  space: Id;
  members: StaffHeir[];
}

/** What stands open of somebody of one's facility: numbers, no patient's name and no title. */
export interface StaffLeaving {
  person: Person;
  facility_admin: boolean;
  last_admin: boolean;
  sessions: number;
  timelines: number;
  attending: number;
  delegate: number;
  circles: number;
  ties: number;
  invitations: number;
  hats: number;
  alone: StaffAlone[];
}

/** What a facility offers to somebody, and waits for. */
export interface StaffOffer {
  id: Id;
  kind: 'admin' | 'hand_over' | 'hat';
  login: string | null;
  profession: 'care_manager' | 'clerk' | 'dental_hygienist' | 'dentist' | 'dietitian' | 'helper' | 'nurse' | 'occupational_therapist' | 'other' | 'pharmacist' | 'physical_therapist' | 'physician' | 'social_worker' | 'speech_therapist' | 'visiting_nurse' | null;
  person: Person | null;
  by: Person;
  at: Time;
  expires_at: Time;
}

/** Of one's own facility, newest first. */
export interface StaffOffers {
  offers: StaffOffer[];
}

/** What somebody was registered as. */
export interface ChangeWords {
  name: string;
  kana: string;
  profession: 'care_manager' | 'clerk' | 'dental_hygienist' | 'dentist' | 'dietitian' | 'helper' | 'nurse' | 'occupational_therapist' | 'other' | 'pharmacist' | 'physical_therapist' | 'physician' | 'social_worker' | 'speech_therapist' | 'visiting_nurse';
}

/** 従事者登録変更通知書（様式3）. */
export interface ChangeNotice {
  id: Id;
  number: string;
  kind: 'invited' | 'cancelled' | 'changed' | 'absent' | 'back' | 'left' | 'second' | 'admin' | 'admin_over';
  facility: string;
  outside: boolean;
  name: string;
  kana: string;
  profession: 'care_manager' | 'clerk' | 'dental_hygienist' | 'dentist' | 'dietitian' | 'helper' | 'nurse' | 'occupational_therapist' | 'other' | 'pharmacist' | 'physical_therapist' | 'physician' | 'social_worker' | 'speech_therapist' | 'visiting_nurse';
  was: ChangeWords | null;
  by: Person;
  at: Time;
  received_at: Time | null;
  received_by: Person | null;
}

/** Newest first; to the office what was not received before all others. */
export interface ChangeNotices {
  changes: ChangeNotice[];
  more: boolean;
  waiting: number;
}

/** A 様式3 that waits for the office's 受領. */
export interface InboxChange {
  id: Id;
  number: string;
  kind: 'invited' | 'cancelled' | 'changed' | 'absent' | 'back' | 'left' | 'second' | 'admin' | 'admin_over';
  facility: string;
  outside: boolean;
  at: Time;
}

/** Somebody of the team has left their facility: does anybody follow? */
export interface InboxDeparture {
  id: Id;
  space: Id;
  title: string | null;
  facility: string | null;
  by: Person;
  at: Time;
}

/** What a 施設管理者 offers to oneself. */
export interface InboxOffer {
  id: Id;
  kind: 'admin' | 'hand_over' | 'hat';
  facility: string;
  profession: 'care_manager' | 'clerk' | 'dental_hygienist' | 'dentist' | 'dietitian' | 'helper' | 'nurse' | 'occupational_therapist' | 'other' | 'pharmacist' | 'physical_therapist' | 'physician' | 'social_worker' | 'speech_therapist' | 'visiting_nurse' | null;
  by: Person;
  at: Time;
  expires_at: Time;
}

/** One's own mail address. */
export interface Mail {
  on: boolean;
  address: string | null;
  confirmed_at: Time | null;
  pending: string | null;
  pending_at: Time | null;
  trouble: 'broken' | 'later' | 'refused' | 'settings' | 'sign_in' | 'tls' | 'unknown' | 'unreachable' | null;
}

/** The letter of somebody invited. */
export interface MailInvitee {
  hat: Id;
  address: string;
  state: 'queued' | 'sent' | 'void' | 'given_up' | null;
  trouble: 'broken' | 'later' | 'refused' | 'settings' | 'sign_in' | 'tls' | 'unknown' | 'unreachable' | null;
  at: Time | null;
}

/** People of one's facility who have not opened their account, and an address. */
export interface MailInvited {
  invited: MailInvitee[];
}

/** Letters of one kind in one state. */
export interface MailCount {
  kind: 'activation' | 'address' | 'application' | 'application_state' | 'codes' | 'confirm' | 'facility_end' | 'factor' | 'password' | 'password_link';
  state: 'queued' | 'sent' | 'void' | 'given_up';
  trouble: 'broken' | 'later' | 'refused' | 'settings' | 'sign_in' | 'tls' | 'unknown' | 'unreachable' | null;
  count: number;
  oldest_at: Time;
  newest_at: Time;
}

/** The outbox in numbers: what waits, and what ended in the last seven days. */
export interface MailOutbox {
  on: boolean;
  relay: boolean;
  mails: MailCount[];
}

/** A トラブル連絡 in a list. */
export interface IncidentLine {
  id: Id;
  no: number;
  kind: 'lost_device' | 'wrong_recipient' | 'wrong_patient' | 'intrusion' | 'other';
  state: 'reported' | 'handling' | 'closed';
  version: number;
  by: Person;
  about: Person | null;
  noticed_at: Time;
  at: Time;
  answer_by: Time;
  overdue: boolean;
  answered_at: Time | null;
  open_since: Time;
  closed_at: Time | null;
}

/** Those that this hat reads, what waits for an answer first. */
export interface Incidents {
  incidents: IncidentLine[];
}

/** A step of its history. */
export interface IncidentStep {
  kind: 'reported' | 'note' | 'handling' | 'closed' | 'reopened';
  at: Time;
  by: Person;
  words: string | null;
  prevention: string | null;
}

/** A トラブル連絡 (Art. 14-2). */
export interface Incident {
  id: Id;
  no: number;
  kind: 'lost_device' | 'wrong_recipient' | 'wrong_patient' | 'intrusion' | 'other';
  state: 'reported' | 'handling' | 'closed';
  version: number;
  by: Person;
  about: Person | null;
  noticed_at: Time;
  at: Time;
  answer_by: Time;
  overdue: boolean;
  answered_at: Time | null;
  open_since: Time;
  closed_at: Time | null;
  first: ('asked' | 'locked' | 'phoned' | 'police' | 'removed' | 'searched' | 'unplugged')[];
  signed_out: boolean;
  words: string;
  may: ('close' | 'handle' | 'note' | 'reopen')[];
  steps: IncidentStep[];
}

/** The version it has now. */
export interface IncidentVersion {
  version: number;
}

/** A トラブル連絡 that is open. */
export interface InboxIncident {
  id: Id;
  no: number;
  kind: 'lost_device' | 'wrong_recipient' | 'wrong_patient' | 'intrusion' | 'other';
  state: 'reported' | 'handling';
  facility: string;
  outside: boolean;
  at: Time;
  overdue: boolean;
}

/** A 注意 or 指導 (Art. 11). */
export interface Warning {
  id: Id;
  person: Person;
  kind: 'warning' | 'guidance';
  words: string;
  due_on: string;
  by: Person;
  at: Time;
  acknowledged_at: Time | null;
  withdrawn_at: Time | null;
  withdrawn_words: string | null;
  own: boolean;
  overdue: boolean;
}

/** Those that this hat reads; what waits first, withdrawn ones last. */
export interface Warnings {
  warnings: Warning[];
}

/** A 注意 or 指導 that waits to be acknowledged. */
export interface InboxWarning {
  id: Id;
  kind: 'warning' | 'guidance';
  words: string;
  due_on: string;
  at: Time;
  overdue: boolean;
}

/** An account that is, or was, stopped. */
export interface Stop {
  id: Id;
  person: Person;
  kind: 'security' | 'suspension';
  reason: 'lost' | 'misuse' | 'asked' | 'other' | null;
  words: string | null;
  by: Person;
  at: Time;
  lifted_by: Person | null;
  lifted_at: Time | null;
  lifted_words: string | null;
  may_lift: boolean;
}

/** Those that this hat reads, what is in force first. */
export interface Stops {
  may_suspend: boolean;
  stops: Stop[];
}

/** Somebody of the staff side. */
export interface StopPerson {
  person: Person;
  stopped: boolean;
  own: boolean;
}

/** Who can be stopped, or warned: by facility and name. */
export interface StopPeople {
  people: StopPerson[];
}

/** A stopped account of somebody of one's facility. */
export interface InboxStop {
  id: Id;
  person: Person;
  kind: 'security' | 'suspension';
  reason: 'lost' | 'misuse' | 'asked' | 'other' | null;
  words: string | null;
  at: Time;
}

/** Something that touches the safety of one's own account was changed, by whomever. */
export interface InboxSecurityNotice {
  id: Id;
  kind: 'codes' | 'factor' | 'password';
  at: Time;
}

/** 休職中: on leave. */
export interface Absence {
  until: string | null;
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

/** Somebody in the ledger. Days are YYYY-MM-DD in Japan; null: nothing is recorded. */
export interface LedgerPerson {
  person: Person;
  login: string;
  facility_admin: boolean;
  state: 'invited' | 'waiting' | 'active' | 'absent' | 'stopped' | 'ended';
  from_on: string;
  ended_on: string | null;
  pledge: 'signed' | 'earlier' | null;
  pledged_on: string | null;
  edition: number | null;
  confirmed_on: string | null;
  newest: boolean;
  training: 'attended' | 'together' | 'video' | null;
  trained_on: string | null;
  factor: boolean;
  used_on: string | null;
  educated_on: string | null;
  education: string | null;
  education_due: boolean;
  incidents: number;
}

/** 管理台帳 (Art. 14-2) of one's own facility, as it is now. */
export interface Ledger {
  facility: string;
  head: string | null;
  at: Time;
  people: LedgerPerson[];
}

/** 様式4 as it was given. */
export interface Pledge {
  facility: string;
  head: string | null;
  person: Person;
  way: 'signed' | 'earlier';
  given_on: string;
  at: Time;
  edition: number | null;
  body: string | null;
  by: Person;
}

/** Somebody who works there now. */
export interface EducationPerson {
  person: Person;
  last_on: string | null;
  due: boolean;
}

/** One that was held. */
export interface Education {
  id: Id;
  title: string;
  held_on: string;
  by: Person;
  people: Person[];
}

/** Regular education (Art. 15) at one's own facility. */
export interface Educations {
  months: number;
  staff: EducationPerson[];
  held: Education[];
}

/** Somebody of one's facility. */
export interface AttestPerson {
  person: Person;
  facility_admin: boolean;
  own: boolean;
  asked: boolean;
  answer: 'stays' | 'left' | null;
  answered_at: Time | null;
  by: string | null;
  used_on: string | null;
  risk: boolean;
  stopped_at: Time | null;
}

/** 在籍の確認 of one's own facility. */
export interface Attest {
  step: 'ahead' | 'week' | 'day' | 'overdue' | null;
  due_at: Time;
  stop_at: Time | null;
  days: number;
  people: AttestPerson[];
}

/** 在籍の確認 of a facility that is overdue. */
export interface AttestRound {
  id: Id;
  facility: string;
  outside: boolean;
  due_at: Time;
  stop_at: Time;
  waiting: number;
  risk: Person[];
  kept: Person[];
}

/** An account that was stopped and not brought back. */
export interface AttestStop {
  person: Person;
  at: Time;
}

/** For the office: what is overdue, and what was stopped. */
export interface Attests {
  rounds: AttestRound[];
  stopped: AttestStop[];
}

/** A round of one's own facility that is open; of the office, those that are overdue. */
export interface InboxAttest {
  id: Id;
  facility: string;
  outside: boolean;
  step: 'ahead' | 'week' | 'day' | 'overdue';
  due_at: Time;
  stop_at: Time | null;
  waiting: number;
  kept: boolean;
}

/** Somebody's last regular education is long ago (Art. 15); a reminder, at most one. */
export interface InboxEducation {
  months: number;
  since: string;
}
