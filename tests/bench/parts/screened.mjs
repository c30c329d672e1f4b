// What the look for patient data costs the posting path: posts into free groups against the same words into patients' timelines.
import { randomUUID } from 'node:crypto';
import { median } from '../table.mjs';
import { password, posterCount } from '../town.mjs';
import { say } from '../world.mjs';

const seconds = 4;
const connections = 32;
const groups = 8;
const words = '仙骨部の発赤について教えてください。除圧は2時間ごと、踵は枕で浮かせています。マットの硬さの目安と、夜間の体位をどう変えているかを知りたいです。';

/** Free groups with every poster in them: as many as the timelines they are held against. */
async function makeGroups(w) {
  const client = w.d.client();
  await client.signIn('p0000', password);
  const ids = [];
  for (let i = 0; i < groups; i++) {
    const circle = { key: randomUUID(), name: `勉強会 ${i + 1}`, aim: '褥瘡の予防について学び合います。', rules: '質問はいつでもどうぞ。', entry: 'invitation' };
    const answer = await client.post('/api/circles', circle);
    if (answer.status !== 201) throw new Error(answer.text);
    ids.push(answer.body.id);
  }
  client.close();
  const list = ids.map((id) => `'${id}'`).join(',');
  await w.d.sql(`insert into member (space, hat, from_seq, from_at, read_from_seq, role)
    select s.id, m.hat, s.seq, 1, 0, 'member' from space s, member m where s.id in (${list}) and m.space = '${w.spaces[0]}' and m.to_seq is null
      and not exists (select from member o where o.space = s.id and o.hat = m.hat)`);
  return w.write('groups', ids);
}

export async function screened(w, table, rounds) {
  say('posts that are looked at');
  await w.restart({ workers: 1 });
  const places = { groups: await makeGroups(w), timelines: w.write('timelines', w.spaces.slice(0, groups)) };
  const who = await w.cookies('p', posterCount);
  const post = async (spaces) => {
    const r = await w.load('http_load', { mode: 'post', who, spaces, connections, seconds, text: words, ...w.processes() });
    if (r.failed > 0) throw new Error(`${r.failed} posts were refused`);
    return r;
  };
  await post(places.groups);
  const all = [];
  for (let i = 0; i < rounds; i++) {
    const r = {};
    for (const name of i % 2 === 0 ? ['groups', 'timelines'] : ['timelines', 'groups']) r[name] = await post(places[name]);
    say(`  posts/s ${Math.round(r.groups.done / r.groups.seconds)} against ${Math.round(r.timelines.done / r.timelines.seconds)}; CPU us a post, server ${r.groups.cpu_us} against ${r.timelines.cpu_us}, database ${r.groups.db_cpu_us} against ${r.timelines.db_cpu_us}`);
    all.push(r);
  }
  const ratios = all.map((r) => r.groups.done / r.groups.seconds / (r.timelines.done / r.timelines.seconds));
  table.add({ what: `posts/s that are looked at, ${connections} posters`, value: median(ratios), unit: 'x', limit: { least: 0.9 }, spread: ratios, than: 'the same words into as many timelines' });
}
