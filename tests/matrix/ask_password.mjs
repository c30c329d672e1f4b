// How the routes of a forgotten password are asked: of somebody of the station without a second factor, whose link somebody else has made.
const link = { object: (world, cell) => world.passwordLink(cell), undo: (world, cell) => world.clearPasswordLinks(cell) };
const open = { ...link, objects: ['forgotten', 'no_forgotten'] };

export const passwordRows = {
  password_link_cancel: { ...link, objects: ['forgotten', 'forgotten_mine', 'no_forgotten'], beyond: (cell) => cell.answer === '.' && cell.object !== 'forgotten_mine' },
  password_link_list: { objects: ['-'] },
  password_link_make: { ...link, objects: ['fresh', 'stale'], beyond: (cell) => cell.object === 'fresh' && ['ad', 'of'].includes(cell.actor) },
  password_link_second: { ...link, objects: ['forgotten', 'forgotten_own', 'no_forgotten', 'stale'], beyond: (cell) => ['forgotten_own', 'no_forgotten'].includes(cell.object) || (cell.object === 'forgotten' && cell.actor === 'ad') },
  password_look: { ...open, body: (a) => ({ token: a.id }) },
  password_return: { ...open, body: (a) => ({ token: a.id, code: a.name ?? 'ABCD-EFGH-IJKL-MNOP', password: 'himawari12345' }) },
};
