/* The office's desk: /desk/{what} in the address, and which of them is open. */
import { computed } from '@preact/signals';
import { go, route } from './route';

export const places = [
  'overview',
  'applications',
  'incidents',
  'changes',
  'facilities',
  'accounts',
  'documents',
  'trainings',
  'attests',
  'mail',
  'notices',
  'screenings',
  'warnings',
  'stops',
  'statistics',
] as const;
/** Of a 施設管理者, about the own facility. */
export const ownPlaces = ['ledger', 'pledges', 'education', 'attest'] as const;
export type OwnPlace = (typeof ownPlaces)[number];
export type Place = (typeof places)[number] | OwnPlace;

export function isOwn(place: Place): place is OwnPlace {
  return (ownPlaces as readonly string[]).includes(place);
}

const PATH = /^\/desk\/([a-z]+)$/;

export const desk = computed<Place | null>(() => {
  void route.value; /* the address changes with it */
  const name = PATH.exec(location.pathname)?.[1];
  return [...places, ...ownPlaces].find((p) => p === name) ?? null;
});

/** From the list one goes in, from place to place one changes: back leads to the list. */
export function openDesk(place: Place): void {
  if (desk.peek() !== place) {
    go({ inside: true }, `/desk/${place}`, desk.peek() !== null);
  }
}
