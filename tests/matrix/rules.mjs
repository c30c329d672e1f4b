// expected.txt against the policy function alone, then against every rule changed in every small way: each change must be noticed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../lib/deployment.mjs';
import { suite } from '../lib/suite.mjs';
import { how } from './ask.mjs';
import { gaps, keyOf, readDeclared, readExpected } from './expected.mjs';
import { factsOf, ruleOf } from './facts.mjs';

const run = promisify(execFile);
const { test, run: runSuite } = suite();
const server = path.join(root, 'server');
const codes = {
  ok: 'ok', '.': 'not_found', ro: 'space_read_only', con: 'conflict', bad: 'ok', lck: 'session_locked', out: 'session_none',
  ins: 'instruction_missing', att: 'attending_missing', sty: 'attending_stays', val: 'ok', pro: 'proof_needed', gat: 'gate_closed',
};

const expected = readExpected();
const declared = readDeclared();
const rulesText = fs.readFileSync(path.join(server, 'policy/rules.def'), 'utf8');
const compiler = process.env.CC ?? 'cc';
let folder, base, cases;

/**
 * Cells as lines for the probe with the code each must give; those that a handler decides beyond the rules are left to the real server. Cells of
 * one kind of space that tell the policy function the same, and expect the same of it, are one case.
 */
function probeCases() {
  const found = new Map();
  for (const cell of [...expected.cells, ...expected.gated]) {
    if (cell.answer === '-' || (cell.answer !== 'gat' && how(cell.route)?.beyond?.(cell))) continue;
    const rule = ruleOf(cell, declared);
    const line = `${rule} ${factsOf(cell)}`;
    const key = `${line} ${cell.kind} ${codes[cell.answer]}`;
    if (rule !== 'none' && !found.has(key)) found.set(key, { cell, rule, line });
  }
  return [...found.values()];
}

/** What a policy function with these rules answers to each case. */
async function answersOf(rules) {
  const own = fs.mkdtempSync(path.join(folder, 'rules-'));
  const program = path.join(own, 'probe');
  fs.mkdirSync(path.join(own, 'policy'));
  fs.writeFileSync(path.join(own, 'policy/rules.def'), rules);
  await run(compiler, ['-std=gnu11', '-O0', '-w', `-I${own}`, `-I${server}`, path.join(server, 'policy/decide.c'), ...base, '-o', program]);
  const asked = run(program, [], { maxBuffer: 64 << 20 });
  asked.child.stdin.end(`${cases.map((c) => c.line).join('\n')}\n`);
  const answers = (await asked).stdout.trimEnd().split('\n');
  assert.equal(answers.length, cases.length);
  return answers;
}

/** The cases that are answered otherwise than expected. */
const wrong = (answers) => cases.filter((c, i) => answers[i] !== codes[c.cell.answer]);

async function compileBase() {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tasuki-rules-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const files = ['base/check.c', 'base/err.c', 'base/id.c', 'base/rand.c', 'base/str.c'].map((f) => path.join(server, f));
  files.push(path.join(root, 'tests/matrix/rules/probe.c'));
  base = [];
  for (const file of files) {
    const object = path.join(folder, `${path.basename(file, '.c')}.o`);
    await run(compiler, ['-std=gnu11', '-O1', '-D_GNU_SOURCE', `-I${server}`, '-c', file, '-o', object]);
    base.push(object);
  }
}

const rulePattern = /^RULE\((\w+),\s*([^,]+),\s*([^,]+),\s*([^)]+)\)$/gm;
const hatKinds = ['HAT_STAFF', 'HAT_KIN', 'HAT_OFFICE', 'HAT_COMMITTEE'];
const spaceKinds = ['care', 'family', 'circle', 'tie', 'board'].filter((k) => expected.cells.some((c) => c.kind === k)).map((k) => `KIND_${k.toUpperCase()}`);
/** A need that says nothing new beside another, so that leaving it out or putting it in is no change of what anybody may do. */
const impliedBy = {
  ANSWERS: ['ATTENDS', 'DECIDES'],
  ATTENDED: ['ATTENDS', 'DECIDES'],
  CONSENTED: ['WRITABLE'],
  DECIDES: ['ATTENDS'],
  KEEPS: ['OWN'],
  LASTS: ['READABLE'],
  MANAGES: ['ANSWERS', 'ATTENDS', 'DECIDES'],
  MEMBER: ['ANSWERS', 'MANAGES', 'ATTENDS', 'DECIDES', 'FREE'],
  PHYSICIAN: ['ATTENDS'],
  PROVED: ['FRESH'],
  TENDS: ['CLINIC'],
  SETTABLE: ['WRITABLE'],
  STORABLE: ['SETTABLE', 'WRITABLE'],
  VACANT: ['CLINIC'],
  // Nobody manages a つながり or the board, and only a patient's timeline has a 主治医; all of them are staff.
  KIND_CIRCLE: ['ANSWERS', 'ATTENDS', 'CLINIC'],
  KIND_TIE: ['ANSWERS', 'MANAGES', 'DECIDES', 'ATTENDS', 'CLINIC'],
  KIND_BOARD: ['ANSWERS', 'MANAGES', 'DECIDES', 'ATTENDS', 'CLINIC'],
  ...Object.fromEntries(hatKinds.slice(1).map((h) => [h, ['ANSWERS', 'MANAGES', 'DECIDES', 'ATTENDS', 'CLINIC', 'PHYSICIAN', ...(h === 'HAT_KIN' ? ['TENDS'] : [])]])),
};

const split = (text) => (text === '0' ? [] : text.split(/\s*\|\s*/));
const join = (list) => list.join(' | ') || '0';

/** Lists with one thing less and with one thing more. */
function changesOf(text, all, any) {
  const now = text === any ? all : split(text);
  return [
    ...now.map((one) => ({ what: `without ${one}`, list: join(now.filter((n) => n !== one)) })),
    ...all.filter((one) => !now.includes(one)).map((one) => ({ what: `with ${one}`, list: join([...now, one]) })),
  ];
}

/**
 * What is true of whoever manages a circle here: it has no 主治医 and needs no consent, and those of the matrix can all be read. The matrix's
 * グループ管理者 is a physician; tests/api/circles.mjs has a helper do everything.
 */
const always = ['ATTENDED', 'CONSENTED', 'DECIDES', 'FREE', 'INSTRUCTED', 'MEMBER', 'PHYSICIAN', 'READABLE', 'VACANT'];

/** What is true of whoever is in a circle or a つながり, closed ones included. */
const inTie = ['ATTENDED', 'CONSENTED', 'FREE', 'INSTRUCTED', 'READABLE', 'VACANT'];
// A family timeline is opened when the 主治医 stands behind the patient's own one, and who manages it decides about it. A relative is a member of
// such a one only, and never a 主治医.
const ofStaff = ['FREE', 'INSTRUCTED', 'SPEAKS'];

/** What is true of office and committee on the board: they begin, it is always open; with such a hat one is in no other kind of space. */
const onBoard = [...inTie, 'HAT_KIN', 'MEMBER', 'SETTABLE', 'SPEAKS', 'STORABLE', 'WRITABLE'];

/** In which kinds of space an act can be, by the cells; and who can be in them at all. */
const kindsOf = (action) => spaceKinds.filter((k) => cases.some((c) => c.rule === action && `KIND_${c.cell.kind.toUpperCase()}` === k));
const homes = { HAT_KIN: ['KIND_FAMILY', 'KIND_BOARD'], HAT_OFFICE: ['KIND_BOARD'], HAT_COMMITTEE: ['KIND_BOARD'] };

/** False: a change that changes nothing for anybody. Where nobody can be who may begin on the board, nobody has to be. */
function tells(change, { action, hats, kinds, needs }) {
  const word = change.what.split(' ')[1];
  const places = kinds === 'KIND_ANY' ? spaceKinds : split(kinds);
  const now = [...split(needs), ...places];
  if ((impliedBy[word] ?? []).some((other) => now.includes(other))) return false;
  if (places.join() === 'KIND_CIRCLE' && now.includes('MANAGES') && always.includes(word)) return false;
  if (['KIND_CIRCLE', 'KIND_TIE'].includes(places.join()) && inTie.includes(word)) return false;
  if (word === 'KEEPS' && ['KIND_CIRCLE', 'MANAGES', 'SEEN'].every((n) => now.includes(n))) return false;
  if (places.join() === 'KIND_BOARD' && (onBoard.includes(word) || word.startsWith('KIND_'))) return false;
  if (places.join() === 'KIND_FAMILY' && (word === 'INSTRUCTED' || (word === 'DECIDES' && now.includes('MANAGES')))) return false;
  if (hats === 'HAT_KIN' && now.includes('MEMBER') && (word.startsWith('KIND_') || ofStaff.includes(word))) return word === 'KIND_FAMILY';
  // Which of the two decides is a setting; tests/api/application.mjs asks both. The office tends, and of the committee no cell is the rule's.
  if (action === 'application_decide' && ['HAT_COMMITTEE', 'TENDS'].includes(word)) return false;
  if (word === 'TENDS' && split(hats).every((h) => ['HAT_OFFICE', 'HAT_COMMITTEE'].includes(h))) return false;
  if (word === 'SPEAKS') return places.includes('KIND_BOARD');
  if (word.startsWith('KIND_')) return kindsOf(action).includes(word) && kindsOf(action).length > 1; // in one kind only: there is nowhere else
  return !homes[word] || !now.includes('MEMBER') || homes[word].some((k) => places.includes(k));
}

/** Every rule changed in every small way: action → [{name, line, changed}]. */
function mutantsByAction(text) {
  const all = [...fs.readFileSync(path.join(server, 'policy/decide.c'), 'utf8').matchAll(/^\t([A-Z]+) = 1 << \d+,$/gm)].map((m) => m[1]);
  const changes = ([line, action, hats, kinds, needs]) =>
    [
      ...changesOf(needs, all, null).map((c) => ({ what: c.what, row: [hats, kinds, c.list] })),
      ...changesOf(hats, hatKinds, 'HAT_ANY').map((c) => ({ what: c.what, row: [c.list, kinds, needs] })),
      ...(kinds === 'KIND_NONE' ? [] : changesOf(kinds, spaceKinds, 'KIND_ANY').map((c) => ({ what: c.what, row: [hats, c.list, needs] }))),
    ].filter((c) => tells(c, { action, hats, kinds, needs })).map(({ what, row }) => ({ name: `${action} ${what}`, line, changed: `RULE(${[action, ...row].join(', ')})` }));
  return new Map([...text.matchAll(rulePattern)].map((r) => [r[1], changes(r)]));
}

/**
 * The nth change of every rule in one program: a decision looks at its own rule only, so each is noticed by its own rule's cases. Names of the
 * changes that no cell notices.
 */
async function survivorsOf(batch, text) {
  const answers = await answersOf(batch.reduce((rules, [, m]) => rules.replace(m.line, m.changed), text));
  const noticed = new Set(wrong(answers).map((c) => c.rule));
  return batch.filter(([action]) => !noticed.has(action)).map(([, m]) => m.name);
}

test('every route and frame has its lines, and every line its route', () => {
  assert.deepEqual(gaps(expected, declared, how), []);
});

test('a missing route, an unknown one and a missing case are noticed', () => {
  const without = { ...expected, cells: expected.cells.filter((c) => c.route !== 'post_read') };
  assert.equal(gaps(without, declared, how).length, 1);
  const more = { ...expected, cells: [...expected.cells, { ...expected.cells[0], route: 'post_print' }] };
  assert.equal(gaps(more, declared, how).length, 1);
  const fewer = { ...expected, cells: expected.cells.filter((c) => !(c.route === 'post_edit' && c.object === 'own' && c.actor === 'co')) };
  assert.equal(gaps(fewer, declared, how).length, [...expected.kinds.values()].flat().length - 1);
});

test('every rule is asked', () => {
  const asked = new Set(cases.map((c) => c.rule));
  const rules = [...rulesText.matchAll(rulePattern)].map((m) => m[1]);
  assert.deepEqual(rules.filter((r) => !asked.has(r)), []);
  assert.equal(rules.length, rulesText.match(/^RULE\(/gm).length, 'each was found');
});

test('the policy function answers as expected.txt says', async () => {
  assert.deepEqual(wrong(await answersOf(rulesText)).map((c) => `${keyOf(c.cell)}: expected ${c.cell.answer}`), []);
});

test('every change of a rule is noticed', async () => {
  const mutants = mutantsByAction(rulesText);
  const survivors = [];
  let count = 0;
  for (let n = 0; [...mutants.values()].some((m) => n < m.length); n++) {
    const batch = [...mutants].filter(([, m]) => n < m.length).map(([action, m]) => [action, m[n]]);
    count += batch.length;
    survivors.push(...(await survivorsOf(batch, rulesText)));
  }
  console.log(`${count} changed rules, ${survivors.length} not noticed`);
  assert.ok(count > 10 * mutants.size, 'each rule was changed in many ways');
  assert.deepEqual(survivors, []);
}, { limit: 400_000 });

await runSuite(async () => {
  await compileBase();
  cases = probeCases();
  console.log(`${cases.length} cases for the policy function`);
});
