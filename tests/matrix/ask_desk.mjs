// How the routes of the office's desk are asked. The facility that leaves is made for each cell.
const nothing = { objects: ['-'] };

export const deskRows = {
  account_list: nothing,
  desk_read: nothing,
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
