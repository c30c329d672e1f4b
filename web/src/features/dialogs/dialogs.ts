/* Which small window is open. One at a time. */
import { signal } from '@preact/signals';
import type { Person } from '../../api/types';
import type { ErasureClinic, ErasureRow } from '../../api/types.gen';

export type DialogState =
  | { kind: 'menu' }
  | { kind: 'help' }
  | { kind: 'remove' | 'report'; space: string; post: string }
  | { kind: 'sign_out'; everywhere: boolean }
  | { kind: 'drop_letter'; key: string }
  | { kind: 'other_patient'; space: string; other: string }
  | { kind: 'factor' | 'factor_resets' | 'mail' | 'password' | 'password_links' }
  | { kind: 'staff_gates'; leaving?: string }
  | { kind: 'documents'; document?: string }
  | { kind: 'circles' | 'circle_new' | 'inbox' | 'open' | 'screenings' | 'standing' | 'statistics' | 'ties' }
  | { kind: 'tie_ask' | 'tie_block'; person: Person }
  | { kind: 'tie_end'; space: string }
  | { kind: 'about' | 'circle_close' | 'circle_settings' | 'elsewhere'; space: string }
  | { kind: 'appoint' | 'declare' | 'handover' | 'invite' | 'leave'; space: string }
  | { kind: 'archive' | 'archive_propose' | 'archive_restore' | 'death'; space: string }
  | { kind: 'agreement' | 'consent_record' | 'consent_withdraw' | 'instruction_renew'; space: string }
  | { kind: 'family_open' | 'family_preview' | 'kin_invite'; space: string }
  | { kind: 'kin_link'; space: string; id: string; name: string; again: boolean }
  | { kind: 'kin_factor'; space: string; id: string; name: string }
  | { kind: 'family_help' }
  | { kind: 'newcomer_object'; id: string; name: string; waits: boolean }
  | { kind: 'erasures' }
  | { kind: 'erasure_new'; clinics: readonly ErasureClinic[] }
  | {
      kind: 'erasure_accept' | 'erasure_approve' | 'erasure_check' | 'erasure_decide' | 'erasure_end' | 'erasure_hold';
      row: ErasureRow;
    }
  | { kind: 'erasure_attach'; request: string; number: string }
  | { kind: 'erasure_answer' | 'erasure_confirm' | 'erasure_pass' | 'erasure_wish'; space: string }
  | { kind: 'incident'; id: string | null }
  | { kind: 'records' }
  | { kind: 'member'; space: string; hat: string };

export const dialog = signal<DialogState | null>(null);

export function openDialog(state: DialogState): void {
  dialog.value = state;
}

export function closeDialog(): void {
  dialog.value = null;
}
