// How the routes of free groups are asked. The one that can be asked to join is made by the world; nobody's canary is in it.
import { randomUUID } from 'node:crypto';

const nothing = ['-'];
const posts = ['others', 'own', 'deleted', 'own_deleted', 'unseen', 'own_unseen', 'elsewhere', 'no_post'];
const about = { aim: '学び合います', rules: '患者さんの情報は書きません', entry: 'invitation' };
const change = { space: true, late: true, objects: nothing, undo: (world, cell) => world.restorePeople(cell) };
const request = { ...change, object: (world, cell) => ({ id: world.requestIn(cell) }) };
const asked = {
  objects: ['askable', 'no_circle'],
  beyond: (cell) => cell.object === 'no_circle',
  undo: (world) => world.clearAsked(),
};

export const circleRows = {
  circle_accept: request,
  circle_ask: { ...asked, object: (world, cell) => ({ id: world.circleFor(cell) }), body: () => ({ version: 1 }) },
  circle_change: { space: true, objects: nothing, body: (a) => ({ name: a.word('title'), entry: 'invitation' }) },
  circle_close: { space: true, objects: nothing, undo: (world, cell) => world.restore(cell) },
  circle_create: { objects: nothing, body: () => ({ key: randomUUID(), name: '試験の会', ...about }) },
  circle_decline: request,
  circle_list: { objects: nothing },
  circle_report: { space: true, objects: posts, consumes: true, beyond: (cell) => cell.object === 'own' && cell.answer === 'con', undo: (world) => world.clearReports() },
  circle_requests: { space: true, objects: nothing },
  circle_role: { ...change, object: (world) => ({ id: world.hats.lk[0] }), body: () => ({ role: 'manager' }) },
  circle_show: { space: true, objects: posts, object: (world, cell) => world.reported(cell), undo: (world) => world.clearReports() },
  circle_unask: { ...asked, object: (world, cell) => world.asksFor(cell) },
};
