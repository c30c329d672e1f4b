/* What the notebook shows: nothing but this changes, no address does. */
import { computed, signal } from '@preact/signals';
import { spaces } from '../../store/store';

export type FamilyView = 'home' | 'read' | 'write' | 'people';
export const familyView = signal<FamilyView>('home');

/** Somebody of the patient's side is in one notebook: of one patient, with this hat. */
export const home = computed(() => spaces.value.find((s) => s.kind === 'family')?.id ?? null);
