// Membership windows and the life of a space: a long row of random comings, goings, posts, edits and deletions, of spaces stored, restored and
// completely deleted, of ends and starts of the server, on a model and on a server. What a person sees over REST and what the socket built up on
// her screen must be what the model says, whenever one looks. MATRIX_SEED=N repeats a run.
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Deployment } from '../lib/deployment.mjs';
import { suite, until } from '../lib/suite.mjs';
import { Canaries } from './canaries.mjs';
import { race } from './races.mjs';
import { readTimeline, Screen } from './screen.mjs';
import { Life, approvers, office } from './windows_life.mjs';
import { Chance, SpaceModel } from './windows_model.mjs';

const { test, run } = suite();
const password = 'kawasemi7momiji7';
const names = ['akagi', 'bando', 'chiba', 'doi'];
const attending = names[0];
const steps = Number(process.env.MATRIX_STEPS ?? 150);
const seed = Number(process.env.MATRIX_SEED ?? randomInt(2 ** 31));
const chance = new Chance(seed);
const canaries = new Canaries();
const told = []; // what was done, for the report

let d;
const people = new Map(); // name → {client, screen}
const spaces = []; // {id, model}
let life;

function townFile() {
  const hat = (ref) => ({ ref, kind: 'staff', profession: 'nurse', facility: 'clinic' });
  const patient = (ref, ago) => ({
    ref, name: `患者 ${ref}`, kana: 'かんじゃ', birth: '1940-01-02', sex: 'male', facility: 'clinic', attending, opened_days_ago: ago,
    members: [{ hat: attending, role: 'attending', from_days_ago: ago, relation: '主治医' }],
  });
  return {
    region: { name: '試験市', network_name: '試験ネット', association: '試験市医師会', office: '事務局', committee: '委員会' },
    password,
    facilities: [{ ref: 'clinic', name: '試験クリニック', kind: 'clinic', outside: false }],
    patients: [patient('ichi', 20), patient('ni', 10)],
    people: [...names.map(hat), { ref: office, kind: 'office' }, ...approvers.map((ref) => ({ ref, kind: 'committee' }))].map((h) => ({
      ref: h.ref, name: h.ref, kana: 'かな', login: h.ref, hats: [h],
    })),
    posts: [],
    opened: [],
  };
}

async function verb(...words) {
  return d.tasuki('demo', ...words, '--settings', d.settingsFile);
}

const acts = {
  async join(s, who, history) {
    await verb('member-add', s.id, who, '--history', history);
    s.model.join(who, history);
  },
  async leave(s, who) {
    await verb('member-remove', s.id, who);
    s.model.leave(who);
  },
  async write(s, who, post) {
    const body = canaries.word(`a post of ${who}`);
    const sent = { key: randomUUID(), body, ...(post ? { reply_to: post.id } : {}) };
    const answer = await people.get(who).client.post(`/api/spaces/${s.id}/posts`, sent);
    assert.equal(answer.status, s.model.answer(who, post ? 'reply' : 'post', post), answer.text);
    if (answer.status === 201) s.model.post(who, answer.body.id, body, sent.key);
  },
  /** The same key once more, as after a broken line: the same post, if she may still see it. */
  async again(s, who, post) {
    const body = canaries.word(`what ${who} sends again`);
    const answer = await people.get(who).client.post(`/api/spaces/${s.id}/posts`, { key: post.key, body });
    assert.equal(answer.status, s.model.answer(who, 'again', post), answer.text);
    if (answer.status === 200) assert.equal(answer.body.id, post.id);
  },
  async edit(s, who, post) {
    const body = canaries.word(`an edit of ${who}`);
    const answer = await people.get(who).client.put(`/api/spaces/${s.id}/posts/${post.id}`, { key: randomUUID(), body, version: post.version });
    assert.equal(answer.status, s.model.answer(who, 'edit', post), answer.text);
    if (answer.status === 200) s.model.edit(post, body);
  },
  async delete(s, who, post) {
    const answer = await people.get(who).client.delete(`/api/spaces/${s.id}/posts/${post.id}`, {});
    assert.equal(answer.status, s.model.answer(who, 'delete', post), answer.text);
    if (answer.status === 200) s.model.delete(post);
  },
  async read(s, who, post) {
    const answer = await people.get(who).client.get(`/api/spaces/${s.id}/posts/${post.id}`);
    assert.equal(answer.status, s.model.answer(who, 'read', post), answer.text);
  },
};

/** What happens next: [act, …its arguments], by chance among what is possible. */
function choose(s, who) {
  const dice = chance.next();
  const post = s.model.posts.length > 0 ? chance.of(s.model.posts) : null;
  const comes = s.model.period(who) ? ['open', 'archived'] : ['open']; // in which states somebody goes, or comes
  if (dice < 0.25 && who !== attending && comes.includes(s.model.state)) return s.model.period(who) ? ['leave'] : ['join', chance.of(['all', 'from_now'])];
  if (dice < 0.6 || !post) return ['write', chance.next() < 0.3 ? post : null];
  // Own posts more often than chance would have it: the others are refused.
  const own = s.model.posts.filter((p) => p.author === who);
  const one = own.length > 0 && chance.next() < 0.6 ? chance.of(own) : post;
  const hidden = own.filter((p) => !s.model.sees(who, p));
  if (dice > 0.93 && own.length > 0) return ['again', chance.of(hidden.length > 0 ? hidden : own)];
  return [dice < 0.8 ? 'edit' : dice < 0.9 ? 'delete' : 'read', one];
}

/** What every run begins with, so that none is without somebody who comes back, asks for the time between and sends an old post again. */
async function opening(s) {
  const who = names[1];
  const act = async (name, ...thing) => acts[name](s, ...thing).then(() => allow(s));
  await act('join', who, 'all');
  await act('write', who, null);
  await act('leave', who);
  await act('write', attending, null);
  await act('join', who, 'from_now');
  for (const post of s.model.posts) await act('read', who, post);
  await act('again', who, s.model.posts[0]);
  await look(s, who);
}

/** Whoever sees a post now may have got its text from now on. */
function allow(s) {
  for (const who of names) for (const p of s.model.posts) if (!p.deleted && s.model.sees(who, p)) canaries.allow(p.body, who);
}

/** At these steps, so that no run is without. */
const sure = new Map([[20, 'archive'], [30, 'restart'], [40, 'restore'], [50, 'wish'], [60, 'erase'], [90, 'wish'], [100, 'thaw'], [110, 'restart']]);

async function lifeStep(n) {
  const act = sure.get(n);
  const s = act ? await life.readyFor(act) : chance.of(spaces);
  const who = act ? attending : chance.of(names);
  const chosen = act ?? (s.model.state === 'erased' ? null : life.choose(s));
  if (chosen === null) return;
  told.push(`${n}: ${who} ${chosen} space ${spaces.indexOf(s)} (${s.model.state})`);
  await life[chosen](s, who);
  allow(s);
  for (const name of names) await look(s, name);
}

async function step(n) {
  if (sure.has(n) || chance.next() < 0.1) await lifeStep(n);
  const s = chance.of(spaces);
  const who = chance.of(names);
  const { screen } = people.get(who);
  if (chance.next() < 0.15) {
    told.push(`${n}: ${who} ${screen.live ? 'loses' : 'finds'} the network`);
    if (screen.live) await screen.takeIn().then(() => screen.close());
    else await screen.open();
  }
  const [act, thing] = choose(s, who);
  told.push(`${n}: ${who} ${act} ${typeof thing === 'string' ? thing : (thing?.no ?? '')} in space ${spaces.indexOf(s)}`);
  await acts[act](s, who, thing);
  allow(s);
  await look(s, who);
}

/** One person's view of one space over REST. */
async function look(s, who) {
  const { client } = people.get(who);
  const state = (await client.get('/api/state')).body;
  const listed = state.spaces.find((x) => x.id === s.id);
  const read = await readTimeline(client, s.id, 3 + Math.floor(chance.next() * 8));
  if (!s.model.period(who)) {
    assert.equal(listed, undefined, `${who} still has the space in the list`);
    assert.equal(read, null, `${who} still reads the space`);
    return;
  }
  assert.deepEqual(read.posts.map((p) => `${p.no} v${p.version} ${p.body ?? '(deleted)'}`), s.model.timeline(who), `what ${who} reads`);
  assert.deepEqual([listed.seq, listed.state], [s.model.seq, s.model.state]);
  assert.equal(listed.unread, s.model.unread(who), `what ${who} has not read`);
}

/** Everybody's screen, as soon as the socket has brought it up to date. */
async function lookAtScreens() {
  for (const who of names) {
    const { screen } = people.get(who);
    if (!screen.live) await screen.open();
    for (const s of spaces) {
      const due = () => (s.model.period(who) ? screen.spaces.get(s.id)?.seq === s.model.seq : !screen.spaces.has(s.id));
      await until(`${who}'s screen`, () => screen.takeIn().then(due), 60_000);
      assert.deepEqual(screen.timeline(s.id), s.model.timeline(who), `the screen of ${who}, space ${spaces.indexOf(s)}`);
    }
    assert.deepEqual(screen.faults, [], who);
  }
}

test('what people see is what the model says', async () => {
  try {
    for (const s of spaces) await opening(s);
    await lookAtScreens();
    for (let n = 1; n <= steps; n++) {
      await step(n);
      if (n % 15 === 0) await lookAtScreens();
    }
    await lookAtScreens();
  } catch (error) {
    console.log(`MATRIX_SEED=${seed}\n${told.slice(-40).join('\n')}`);
    throw error;
  }
}, { limit: 600_000 });

test('the run was worth something', () => {
  const done = (act) => told.filter((t) => t.includes(` ${act}`)).length;
  const periods = spaces.flatMap((s) => [...s.model.periods.values()]);
  console.log(`${steps} steps: ${['join', 'leave', 'write', 'edit', 'delete', 'loses'].map((a) => `${done(a)} ${a}`).join(', ')}`);
  console.log(Object.entries(life.done).map(([act, n]) => `${n} ${act}`).join(', '));
  assert.ok(periods.some((p) => p.length > 1), 'somebody came back');
  for (const act of ['archive', 'restore', 'wish', 'erase', 'restart']) assert.ok(life.done[act] > 0, act);
});

test('taking somebody out while everybody writes', async () => {
  const { client } = people.get(names[2]);
  for (let round = 0; round < 4; round++) {
    const made = await verb('patient', '--name', `患者 ${round}`, '--facility', 'clinic', '--attending', attending);
    await race({ d, verb, space: made.stdout.trim(), who: names[2], client, other: people.get(attending).client });
  }
}, { limit: 240_000 });

test('nobody ever got a text from outside the window', () => {
  for (const [who, { client }] of people) assert.deepEqual(canaries.search(who, client.transcript.join('\n')), []);
});

await run(async () => {
  console.log(`MATRIX_SEED=${seed}`);
  d = await Deployment.start({ name: 'windows', workers: 2, seed: false, settings: { 'limit.reads': 100000, 'limit.writes': 100000 } });
  const file = path.join(d.folder, 'town.json');
  fs.writeFileSync(file, JSON.stringify(townFile()));
  await verb('seed', file);
  const ids = await d.sql('select s.id from space s where s.patient is not null order by s.created_at');
  for (const [id] of ids) spaces.push({ id, model: new SpaceModel(attending) });
  for (const who of names) {
    const client = await d.signedIn(who, password);
    people.set(who, { client, screen: new Screen(client) });
    await people.get(who).screen.open();
  }
  life = new Life({ d, chance, people, spaces, attending, password, verb, told });
});
