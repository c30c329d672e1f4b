/* Which small window is open. One at a time. */
import { signal } from '@preact/signals';

export type DialogState =
  | { kind: 'menu' }
  | { kind: 'help' }
  | { kind: 'remove'; space: string; post: string }
  | { kind: 'sign_out'; everywhere: boolean }
  | { kind: 'drop_letter'; key: string };

export const dialog = signal<DialogState | null>(null);

export function openDialog(state: DialogState): void {
  dialog.value = state;
}

export function closeDialog(): void {
  dialog.value = null;
}
