// What the routes of free groups are about: a request in every circle, and one circle that everybody may ask to join.
import { randomUUID } from 'node:crypto';
import { spaceNames } from './town.mjs';

/** Adds to the world: clearReports, reported, requestIn, circleFor, asksFor, clearAsked. */
export async function startCircles(w) {
  const ids = new Map();
  for (const name of spaceNames.filter((n) => n.startsWith('circle/'))) {
    ids.set(name, randomUUID());
    await w.d.sql(`insert into circle_request (id, space, hat, state, at) values ('${ids.get(name)}', '${w.spaces[name].id}', '${w.hat('nw')}', 'waiting', 1)`);
  }
  const maker = await w.session('nx'); // nobody's actor
  const made = await maker.post('/api/circles', { key: randomUUID(), name: '誰でもの会', aim: '学び合います', rules: '患者さんの情報は書きません', entry: 'request' });
  if (made.status !== 201) throw new Error(`${made.status} ${made.text}`);
  maker.close();
  w.askable = made.body.id;
  await w.d.sql(`delete from member where space = '${w.askable}'`); // nobody is in it: it is in nobody's list, and names nobody

  w.clearReports = () => w.d.sql('delete from post_report');
  /** The post of a cell, in the open circle with a report that waits. */
  w.reported = async (cell) => {
    const post = w.post(cell);
    if (cell.kind === 'circle' && cell.state === 'open' && ['others', 'own', 'unseen'].includes(cell.object))
      await w.d.sql(`insert into post_report (id, space, post, by, state, at) select gen_random_uuid(), space, id, author, 'waiting', 1 from post where id = '${post.id}' on conflict do nothing`);
    return post;
  };
  w.requestIn = (cell) => ids.get(`${cell.kind}/${cell.state}`) ?? randomUUID();
  w.circleFor = (cell) => (cell.object === 'askable' ? w.askable : randomUUID());
  w.clearAsked = () => w.d.sql(`delete from circle_request where space = '${w.askable}'; delete from agreement_confirm where space = '${w.askable}'`);
  w.asksFor = async (cell) => {
    if (cell.object === 'no_circle') return { id: randomUUID() };
    if (w.hat(w.who(cell)))
      await w.d.sql(`insert into circle_request (id, space, hat, state, at) values (gen_random_uuid(), '${w.askable}', '${w.hat(w.who(cell))}', 'waiting', 1) on conflict do nothing`);
    return { id: w.askable };
  };
}
