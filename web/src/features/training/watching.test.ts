import { expect, it } from 'vitest';
import { Watching } from './watching';

/** A server that takes everything up to a limit. */
function server(limit = 20_000) {
  const asked: [number, number][] = [];
  const tell = (from: number, to: number) => {
    asked.push([from, to]);
    return to > limit ? Promise.reject(new Error('conflict')) : Promise.resolve({ reached: to, done: to >= 20_000 });
  };
  return { asked, tell };
}

it('tells stretches without gaps, from where the server is', async () => {
  const { asked, tell } = server();
  const w = new Watching(4000, 20_000, tell);
  await w.begin();
  w.played(5000);
  w.played(6000);
  await w.report();
  expect(asked).toEqual([
    [4000, 4000],
    [4000, 6000],
  ]);
  expect(await w.report()).toBe(true);
  expect(asked.length).toBe(2);
});

it('who wants to skip stays where watching had come to; going back is free', () => {
  const w = new Watching(4000, 20_000, server().tell);
  expect(w.allowed(19_000)).toBe(4000);
  expect(w.allowed(1000)).toBe(1000);
  w.played(12_000);
  expect(w.seen).toBe(4000);
});

it('what is refused is told again later, and is not forgotten', async () => {
  const s = server(0);
  const w = new Watching(0, 60_000, s.tell);
  w.played(1000);
  expect(await w.report()).toBe(false);
  for (let at = 2000; at <= 50_000; at += 1000) {
    w.played(at);
  }
  expect([w.told, w.seen, w.lost]).toEqual([0, 50_000, true]);
  w.giveUp();
  expect([w.seen, w.lost]).toEqual([0, false]);
});

it('the end is the end: nothing more is told', async () => {
  const { asked, tell } = server();
  const w = new Watching(19_000, 20_000, tell);
  w.played(20_400);
  expect(w.seen).toBe(20_000);
  await w.report();
  expect([w.done, asked.length]).toEqual([true, 1]);
  expect(await w.begin()).toBe(true);
  expect(asked.length).toBe(1);
});
