/*
 * The nouns on the wire. Those of answers are printed by the server (types.gen.ts) and only named here; the frames of the live
 * socket follow docs/events.md. Everything else imports them from this file.
 */
import type {
  Attending,
  Cursor,
  Facility,
  Member,
  Person,
  Post,
  PostPage,
  PostPeople,
  PostsPeople,
  Reaction,
  Receipts,
  Space,
  SpacePage,
  State,
  Versions,
} from './types.gen';

export type {
  Attending,
  Cursor,
  Draft,
  Facility,
  Member,
  Person,
  Post,
  Reaction,
  ReceiptOf,
  Session,
  Space,
  Version,
} from './types.gen';

export type FacilityKind = Facility['kind'];
export type Profession = NonNullable<Person['profession']>;
export type ReactionKind = Reaction['kind'];
export type Role = Member['role'];
export type SpaceState = Space['state'];

export type PostAnswer = PostPeople;
export type PostsAnswer = PostPage;
export type ReceiptsAnswer = Receipts;
export type RepliesAnswer = PostsPeople;
export type SpaceAnswer = SpacePage;
export type StateAnswer = State;
export type VersionsAnswer = Versions;

/* hat: who did it. */
interface EventBase {
  t: 'event';
  space: string;
  seq: number;
  at: number;
  hat: string | null;
}
export type LiveEvent = EventBase &
  (
    | { kind: 'post'; post: Post; people: Person[] }
    | { kind: 'edit'; post: Post; people: Person[] }
    | { kind: 'delete'; post: Post; people?: Person[] }
    | { kind: 'reaction'; post: Post; people?: Person[] }
    | { kind: 'report'; post: Post; people?: Person[] }
    | { kind: 'member_add'; member: Member }
    | { kind: 'member_remove'; member: string }
    | { kind: 'attending'; attending: Attending | null }
    | { kind: 'role'; member: string }
    | { kind: 'space' }
    | { kind: 'none' }
  );

export type FrameIn =
  | { t: 'ready'; now: number; lock_at: number; end_at: number }
  | LiveEvent
  | { t: 'reset'; space: string }
  | { t: 'gone'; space: string }
  | { t: 'space'; space: string }
  | { t: 'receipts'; space: string; cursors: Cursor[] }
  | { t: 'draft'; space: string; at: number }
  | { t: 'inbox' }
  | { t: 'names' }
  | { t: 'pong' }
  | { t: 'error'; error: string; message: string };

export type FrameOut =
  | { t: 'hello' | 'join'; spaces: Record<string, number> }
  | { t: 'ping' }
  | { t: 'active' }
  | { t: 'cursor'; space: string; delivered_no?: number; opened_no?: number }
  | { t: 'watch'; space: string | null };
