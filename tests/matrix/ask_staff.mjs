// How the routes are asked by which staff are changed, and 様式3. Whom they are about is made for each cell by the world.
import { patientSide } from './town.mjs';

/** The 施設管理者 of the station, and of another facility: of whom the rule says no more. */
const admins = ['co', 'ad'];
const worker = (objects, more = {}) => ({
  objects,
  object: (world, cell) => world.worker(cell),
  undo: (world) => world.clearWorkers(),
  beyond: (cell) => cell.answer === '.' && admins.includes(cell.actor),
  ...more,
});
const plain = ['tended', 'untended', 'hat_none'];
const proved = ['proved', 'stale', 'untended', 'hat_none'];
const offer = (objects, more = {}) => ({
  objects,
  object: (world, cell) => world.staffOffer(cell),
  undo: (world) => world.clearWorkers(),
  beyond: (cell) => cell.answer === '.' && (cell.object !== objects[0] || cell.actor === 'ad'),
  ...more,
});
/** Who manages the timeline; and who is no staff. */
const managing = ['at', 'de', 'of', 'cm', ...patientSide];

export const staffRows = {
  change_list: { objects: ['-'] },
  change_receive: { objects: ['change', 'no_change'], object: (world, cell) => world.changeNotice(cell), beyond: (cell) => cell.object === 'no_change' },
  departure_settle: {
    objects: ['departed', 'no_item'],
    object: (world, cell) => world.departed(cell),
    beyond: (cell) => cell.answer === '.' && (cell.object === 'no_item' || !managing.includes(cell.actor)),
  },
  offer_accept: offer(['offer_own', 'offer_others', 'no_offer']),
  offer_decline: offer(['offer_own', 'offer_others', 'no_offer']),
  staff_absence: worker(plain, { body: () => ({ absent: true }) }),
  staff_admin: worker(proved, { body: () => ({ in_stead: false }) }),
  staff_admin_over: worker(['admin_too', 'stale', 'hat_none']),
  staff_change: worker(plain, { body: () => ({ version: 1, name: '試験 改名', kana: 'しけん かいめい', profession: 'nurse' }) }),
  staff_leave: worker(proved, { body: () => ({}) }),
  staff_leaving: worker(plain),
  staff_offer_cancel: offer(['offer_here', 'offer_elsewhere', 'no_offer']),
  staff_offers: { objects: ['-'] },
  staff_second: { objects: ['-'], body: () => ({ login: 'matrix-nobody-is-called-so', profession: 'nurse' }), undo: (world) => world.clearWorkers() },
};
