/* Line drawings of our own, 24 × 24. They never stand alone: the button has words or a label. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M12 5v14M6 13l6 6 6-6',
  up: 'M12 19V5M6 11l6-6 6 6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5' +
    'M16 4.6a3.5 3.5 0 0 1 0 6.3M18 14.9c2 .8 3.1 2.5 3.5 5.1',
  reply: 'M9 7l-5 5 5 5M4 12h10c4 0 6 2 6 6',
  hand: 'M12 20s-7-4.3-7-9.5A4 4 0 0 1 12 8a4 4 0 0 1 7 2.5C19 15.700 12 20 12 20z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.500 11h13v9h-13z',
  alert: 'M12 4l9 16H3zM12 10v4M12 17h.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The sash. */
export function Mark() {
  return (
    <svg class="sash" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path class="sash-under" d="M14 13c4 16 14 29 36 38" />
      <path class="sash-gap" d="M50 13c-4 16-14 29-36 38" />
      <path class="sash-over" d="M50 13c-4 16-14 29-36 38" />
    </svg>
  );
}
