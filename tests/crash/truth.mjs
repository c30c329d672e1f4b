// What must hold of a space whatever broke while people posted in it.
import assert from 'node:assert/strict';
import { pageFrom, seen } from './follower.mjs';

/**
 * Each acknowledged act {space, body, post} is there once, with the number it was given; nothing else is; numbers have no gap.
 * `base`: the number of the last post before. Returns the posts [{id, no, version, body}].
 */
export async function kept(client, space, base, said) {
  const posts = await pageFrom(client, space, base);
  assert.deepEqual(posts.map((p) => p.no), posts.map((_, i) => base + 1 + i), 'numbers with a gap');
  assert.equal(posts.length, said.length, 'as many posts as were acknowledged');
  const byBody = new Map(posts.map((p) => [p.body, p]));
  assert.equal(byBody.size, posts.length, 'a text stands there twice');
  for (const act of said) {
    const there = byBody.get(act.body);
    assert.deepEqual([there?.id, there?.no, there?.version], [act.post.id, act.post.no, act.post.version], `what was acknowledged as ${act.post.no} is not there as such`);
  }
  return posts.map(seen);
}
