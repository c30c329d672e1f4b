// How the routes of トラブル連絡, 注意 and 指導, and of stopped accounts are asked: one is made for each cell, in the state in which the act is possible.
import { randomUUID } from 'node:crypto';
import { patientSide } from './town.mjs';

const undo = (world) => world.clearTroubles();
const staff = (actor) => !['of', 'cm', ...patientSide].includes(actor);
/** Whom the rule lets through: what is not there for them is the handler's to say. */
const beyond = (lets) => (cell) => cell.answer === '.' && lets(cell.actor);
const only = (...actors) => beyond((actor) => actors.includes(actor));
const incident = (state, more) => ({ objects: ['incident', 'incident_own', 'no_incident'], object: (world, cell) => world.incident(cell, state), undo, ...more });
const warning = (more) => ({ objects: ['warning', 'warning_own', 'no_warning'], object: (world, cell) => world.warning(cell), undo, ...more });
const words = (a) => ({ version: a.version, words: '試験です' });
const tomorrow = () => new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
/** Somebody of the station; the session as fresh, or as stale, as the object says. */
const person = { object: (world, cell) => world.stoppable(cell), undo };

export const troubleRows = {
  incident_close: incident('handling', { beyond: only('of'), body: (a) => ({ version: a.version, done: '試験です', prevention: '試験です' }) }),
  incident_handle: incident('reported', { beyond: only('of'), body: (a) => ({ version: a.version }) }),
  incident_list: { objects: ['-'] },
  incident_note: incident('handling', { beyond: beyond((a) => staff(a) || a === 'of'), body: words }),
  incident_reopen: incident('closed', { beyond: only('co', 'ad', 'of'), body: words }),
  incident_report: { objects: ['-'], body: () => ({ key: randomUUID(), kind: 'other', noticed_at: 1, words: '試験です' }), undo },
  incident_show: incident('handling', { beyond: beyond((a) => !patientSide.includes(a)) }),
  stop_lift: { ...person, objects: ['stopped', 'stopped_own', 'no_stop', 'stale'], object: (world, cell) => world.stopped(cell), beyond: only('of', 'cm'), body: () => ({ words: '試験です' }) },
  stop_list: { objects: ['-'] },
  stop_people: { objects: ['-'] },
  stop_put: { ...person, objects: ['proved', 'stale'], body: (a) => ({ key: randomUUID(), hat: a.id, reason: 'lost' }) },
  stop_suspend: { ...person, objects: ['proved', 'stale'], body: (a) => ({ key: randomUUID(), hat: a.id, words: '試験です' }) },
  warning_acknowledge: warning({ beyond: beyond(staff) }),
  warning_give: { objects: ['person_there', 'hat_none'], object: (world, cell) => ({ id: cell.object === 'hat_none' ? randomUUID() : world.hat('gs') }), beyond: only('cm'), body: (a) => ({ key: randomUUID(), hat: a.id, kind: 'warning', words: '試験です', due_on: tomorrow() }), undo },
  warning_list: { objects: ['-'] },
  warning_withdraw: warning({ beyond: only('cm'), body: () => ({ words: '試験です' }) }),
};
