// How the routes of family timelines are asked. Links, a newcomer and what covers one are made by world_family.mjs.
import { randomUUID } from 'node:crypto';

const nothing = ['-'];
const links = ['link_waiting', 'link_used', 'link_late', 'link_again', 'link_none'];
const change = { space: true, late: true, objects: nothing, undo: (world, cell) => world.restoreFamily(cell) };
const link = { objects: links, object: (world, cell) => world.linkFor(cell) };
const answered = { ...change, objects: ['newcomer'], object: (world, cell) => ({ id: world.newcomerIn(cell) }) };

export const familyRows = {
  family_open: { ...change, object: (world, cell) => world.covered(cell), body: () => ({ key: randomUUID() }) },
  family_read: { space: true, objects: nothing },
  kin_cancel: { ...change, object: (world, cell) => ({ id: world.linkIn(cell) }) },
  kin_factor: {
    ...change,
    objects: ['fresh', 'stale'],
    object: (world, cell) => world.lostFactor(cell),
    body: () => ({ met: true }),
    undo: (world, cell) => world.findFactor(cell),
  },
  kin_invite: { ...change, object: () => ({}), body: (a) => ({ name: a.word('kin'), relation: a.word('relation'), self: false, key_person: false, identified: 'met' }) },
  kin_join: {
    ...change,
    ...link,
    body: (a) => ({ token: a.id, login: `matrix-${randomUUID()}`, password: a.password }),
    beyond: (cell) => cell.object !== 'link_waiting',
  },
  kin_list: { space: true, objects: nothing },
  kin_look: { ...link, body: (a) => ({ token: a.id }), beyond: (cell) => cell.answer === '.' },
  kin_renew: { ...change, object: (world, cell) => ({ id: world.linkIn(cell) }) },
  kin_reset_seen: {
    objects: ['told_reset', 'no_reset'],
    object: (world, cell) => world.toldReset(cell),
    beyond: (cell) => cell.answer === '.' && !['of', 'cm'].includes(cell.actor),
    undo: (world) => world.d.sql('delete from kin_reset'),
  },
  kin_return: {
    ...link,
    body: (a) => ({ token: a.id, password: a.password }),
    beyond: (cell) => cell.answer === '.',
    undo: (world) => world.restoreFamily({ kind: 'family', state: 'open' }),
  },
  newcomer_approve: { ...answered, rule: () => 'newcomer_accept' },
  newcomer_object: {
    objects: ['newcomer', 'no_item'],
    object: (world, cell) => ({ id: cell.object === 'newcomer' ? world.newcomerIn({ kind: 'family', state: 'open' }) : randomUUID() }),
    beyond: (cell) => cell.object === 'no_item' || cell.actor === 'fa',
    undo: (world) => world.restoreFamily({ kind: 'family', state: 'open' }),
  },
  newcomer_settle: { ...change, object: (world, cell) => ({ id: world.objectionIn(cell) }) },
};
