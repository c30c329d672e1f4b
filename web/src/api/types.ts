/*
 * The nouns on the wire, one type each. Everything else imports them from here; when the server's tables generate `types.gen.ts`, this
 * file re-exports it.
 */

export type Profession =
  | 'physician' | 'dentist' | 'nurse' | 'visiting_nurse' | 'pharmacist' | 'care_manager' | 'helper' | 'physical_therapist'
  | 'occupational_therapist' | 'speech_therapist' | 'dietitian' | 'social_worker' | 'dental_hygienist' | 'clerk' | 'other';
export type FacilityKind =
  | 'clinic' | 'hospital' | 'dental_clinic' | 'pharmacy' | 'visiting_nurse_station' | 'care_manager_office' | 'home_helper'
  | 'day_service' | 'community_support_center' | 'office' | 'other';
export type ReactionKind = 'seen' | 'acknowledged' | 'thanks' | 'like' | 'done';
export type SpaceState = 'open' | 'draft' | 'locked' | 'archived' | 'erasing';
export type Role = 'attending' | 'delegate' | 'member';

export interface Facility {
  id: string;
  name: string;
  kind: FacilityKind;
  outside: boolean;
  phone_day: string | null;
  phone_night: string | null;
}

export interface Person {
  hat: string;
  name: string;
  kana: string;
  profession: Profession | null;
  facility: Facility | null;
  kind: 'staff' | 'kin' | 'office' | 'committee';
  ended: boolean;
}

export interface Region {
  name: string;
  network_name: string;
  association: string;
  demo: boolean;
}

export interface Session {
  state: 'active' | 'locked';
  account: { id: string; login: string; name: string };
  hat: Person;
  hats: Person[];
  region: Region;
  now: number;
  idle_limit: number;
  lock_at: number;
  end_at: number;
}

export interface Patient {
  id: string;
  name: string;
  kana: string;
  birth: string;
  sex: 'female' | 'male' | 'other';
}

export interface Attending {
  hat: string | null;
  name: string;
  phone: string | null;
}

export interface Space {
  id: string;
  kind: 'care';
  title: string;
  patient: Patient;
  facility: Facility;
  attending: Attending;
  state: SpaceState;
  seq: number;
  post_no: number;
  opened_no: number;
  delivered_no: number;
  unread: number;
  last_at: number | null;
  members: number;
  may: string[];
  may_own: string[];
}

export interface Member {
  hat: string;
  person: Person;
  relation: string;
  role: Role;
  from_at: number;
  to_at: number | null;
  history: 'all' | 'from_now';
  delivered_no: number;
  opened_no: number;
}

export interface Reaction {
  hat: string;
  kind: ReactionKind;
  at: number;
  lapsed: boolean;
}

export interface Deleted {
  hat: string;
  at: number;
  reason: string | null;
}

export interface Post {
  id: string;
  space: string;
  no: number;
  seq: number;
  author: string;
  at: number;
  body: string | null;
  reply_to: { id: string; no: number } | null;
  replies: number;
  version: number;
  edited_at: number | null;
  deleted: Deleted | null;
  reactions: Reaction[];
  receipt: { of: number; delivered: number; opened: number };
}

export interface Version {
  version: number;
  body: string;
  at: number;
}

export interface Receipt {
  hat: string;
  delivered_at: number | null;
  opened_at: number | null;
}

export interface Draft {
  body: string;
  reply_to: string | null;
  at: number | null;
}

export interface Cursor {
  hat: string;
  delivered_no: number;
  opened_no: number;
  at: number;
}

/* Answers that hold more than one noun. */
export interface StateAnswer { now: number; hat: string; spaces: Space[]; unread: number }
export interface SpaceAnswer { space: Space; members: Member[]; members_past: Member[] }
export interface PostsAnswer { posts: Post[]; people: Person[]; more_before: boolean; more_after: boolean; seq: number }
export interface PostAnswer { post: Post; people: Person[] }
export interface RepliesAnswer { posts: Post[]; people: Person[] }
export interface VersionsAnswer { versions: Version[] }
export interface ReceiptsAnswer { receipts: Receipt[]; people: Person[] }

/* The live socket. */
interface EventBase { t: 'event'; space: string; seq: number; at: number; hat: string }
export type LiveEvent = EventBase & (
  | { kind: 'post'; post: Post; people: Person[] }
  | { kind: 'edit'; post: Post; people: Person[] }
  | { kind: 'delete'; post: Post }
  | { kind: 'reaction'; post: Post }
  | { kind: 'member_add'; member: Member }
  | { kind: 'member_remove' }
  | { kind: 'attending'; attending: Attending }
);

export type FrameIn =
  | { t: 'ready'; now: number; lock_at: number; end_at: number }
  | LiveEvent
  | { t: 'reset'; space: string }
  | { t: 'gone'; space: string }
  | { t: 'space'; space: string }
  | { t: 'receipts'; space: string; cursors: Cursor[] }
  | { t: 'draft'; space: string; at: number }
  | { t: 'pong' }
  | { t: 'error'; error: string; message: string };

export type FrameOut =
  | { t: 'hello'; spaces: Record<string, number> }
  | { t: 'ping' }
  | { t: 'active' }
  | { t: 'cursor'; space: string; delivered_no?: number; opened_no?: number }
  | { t: 'watch'; space: string | null };
