// How the routes of the office's desk are asked. The facility that leaves is made for each cell.
const nothing = { objects: ['-'] };

export const deskRows = {
  account_list: nothing,
  desk_read: nothing,
  facility_change: {
    objects: ['facility', 'no_facility'],
    object: (world, cell) => world.changing(cell),
    beyond: (cell) => cell.actor === 'of' && cell.object === 'no_facility',
    body: () => ({ version: 1, name: '試験の事業所', phone_day: '042-000-0100' }),
    undo: () => {},
  },
  facility_desk: nothing,
  facility_end: {
    objects: ['fresh', 'stale', 'fresh_nowhere'],
    object: (world, cell) => world.leaving(cell),
    beyond: (cell) => cell.object === 'fresh_nowhere',
    undo: () => {},
  },
  statistic_facility: nothing,
  statistic_region: nothing,
};
