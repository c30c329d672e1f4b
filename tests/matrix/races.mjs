// Taking somebody out while she and others write: every post lies before or after it, and her sockets end exactly there.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until, within } from '../lib/suite.mjs';

/** Posts one after the other until `goesOn` says no; the answers. */
async function keepPosting(client, space, text, goesOn) {
  const answers = [];
  do {
    answers.push(await client.post(`/api/spaces/${space}/posts`, { key: randomUUID(), body: `${text} ${answers.length}` }));
  } while (goesOn(answers));
  return answers;
}

/** What a removed person's socket was sent of the space: everything up to the removal, then that it is gone, and that was the end. */
async function judgeSocket(socket, space, from, removed) {
  await within(60_000, 'gone', socket.next({ t: 'gone', space }, 60_000));
  await socket.barrier();
  const frames = socket.frames.filter((f) => f.space === space && f.t !== 'receipts');
  assert.equal(frames.at(-1).t, 'gone');
  const seqs = frames.filter((f) => f.t === 'event').map((f) => f.seq);
  assert.deepEqual(seqs, Array.from({ length: removed - from - 1 }, (_, i) => from + 1 + i), 'all events before the removal, none behind it');
}

/** One round in a space of its own. verb(…words): a demo verb; d: the deployment; client of the one who goes, `other` stays. */
export async function race({ d, verb, space, who, client, other }) {
  await verb('member-add', space, who, '--history', 'all');
  const [[head]] = await d.sql(`select seq from space where id = '${space}'`);
  const sockets = await Promise.all([1, 2, 3].map(() => client.live({ spaces: { [space]: Number(head) } })));
  let answered = 0;
  let gone = false;
  const wrote = [1, 2, 3].map((n) => keepPosting(client, space, `going ${n}`, (all) => (answered++, all.at(-1).status === 201)));
  const others = keepPosting(other, space, 'staying', () => !gone);
  await until('a few posts', () => answered >= 5);
  await verb('member-remove', space, who);
  const answers = (await Promise.all(wrote)).flat();
  gone = true;
  await others;

  const [[removed]] = await d.sql(`select seq from event where space = '${space}' and kind = 'member_remove'`);
  const taken = answers.filter((a) => a.status === 201);
  assert.deepEqual([...new Set(answers.map((a) => a.status))].sort(), [201, 404]);
  assert.ok(taken.every((a) => a.body.seq < Number(removed)), 'nothing was taken behind the removal');
  const [[kept]] = await d.sql(`select count(*) from post p join hat h on h.id = p.author join account a on a.id = h.account where p.space = '${space}' and a.login = '${who}'`);
  assert.equal(Number(kept), taken.length);
  for (const socket of sockets) await judgeSocket(socket, space, Number(head), Number(removed));
  await Promise.all(sockets.map((s) => s.close()));
}
