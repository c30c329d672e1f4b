/* Line drawings of our own, 24 × 24. They never stand alone: the button has words or a label. */
const PATHS = {
  alert: 'M12 4l9 16H3zM12 10v4.5M12 17v.2',
  back: 'M15 5l-7 7 7 7',
  bell: 'M12 4a5 5 0 0 1 5 5v4l1.8 3H5.2L7 13V9a5 5 0 0 1 5-5zM10 19a2 2 0 0 0 4 0',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  document: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 16h5',
  down: 'M12 5v14M6 13l6 6 6-6',
  face: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c.8 1.2 2 1.8 3.5 1.8s2.7-.6 3.5-1.8M9 9.5v.5M15 9.5v.5',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.8v.2',
  key: 'M8 15a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 11h9v4M17 11v3',
  leave: 'M14 4h4a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-4M4 12h10M10 8l4 4-4 4',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5.5 12h.02M12 12h.02M18.5 12h.02',
  open: 'M6 9l6 6 6-6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5' +
    'M16 4.6a3.5 3.5 0 0 1 0 6.3M18 14.9c2 .8 3.1 2.5 3.5 5.1',
  phone:
    'M6 4h3l1.5 4.5L8.5 10c.9 2.3 2.7 4.3 5.3 5.5l1.7-2L20 15v3.5c0 .8-.7 1.5-1.5 1.5' +
    'C10.5 20 4 13.5 4 5.5 4 4.7 4.7 4 5.5 4z',
  play: 'M8 5.5v13l10.5-6.5z',
  reply: 'M9 7l-5 5 5 5M4 12h10c4 0 6 2 6 6',
  up: 'M12 19V5M6 11l6-6 6 6',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" data-icon={name} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
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
