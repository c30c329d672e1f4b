// Reads expected.txt: what a clinic's auditor reads becomes cells {route, kind, state, object, actor, answer}. Faults are sentences with a line.
import { readFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);

class Reader {
  constructor() {
    this.words = { actor: new Map(), answer: new Map(), object: new Map(), state: new Map() };
    this.groups = new Map();
    this.kinds = new Map([['any', ['-']]]); // kind of space → its states; `any`: no space
    this.cells = new Map(); // "route kind state object actor" → cell
    this.early = new Set(); // routes that answer before the gates are passed
    this.section = null;
  }

  read(text) {
    text.split('\n').forEach((line, at) => {
      try {
        this.line(line.replace(/\s+$/, ''));
      } catch (error) {
        throw new Error(`expected.txt:${at + 1}: ${error.message}`);
      }
    });
    return this;
  }

  line(line) {
    if (line === '' || line.startsWith('#')) return;
    if (line.startsWith(' ')) return this.section?.columns ? this.row(line) : this.heading(line);
    const word = /^(actor|answer|object|state) (\S+):\s+(.+)$/.exec(line);
    if (word) return this.define(word[1], word[2], word[3]);
    const group = /^group (\S+)\s*=\s*(.+)$/.exec(line);
    if (group) return this.groups.set(group[1], group[2].split(/\s+/));
    const early = /^early\s*=\s*(.+)$/.exec(line);
    if (early) return early[1].split(/\s+/).forEach((name) => this.early.add(name));
    const kind = /^states (\S+)\s*=\s*(.+)$/.exec(line);
    if (kind) return this.kinds.set(kind[1], kind[2].split(/\s+/));
    const section = /^([\w ]+): (.+)$/.exec(line);
    if (!section) throw new Error('this is no definition, no section and no row');
    this.section = { kinds: section[1].split(' '), routes: section[2].split(/\s+/), columns: null };
    for (const k of this.section.kinds) if (!this.kinds.has(k)) throw new Error(`there is no kind '${k}'`);
  }

  define(kind, name, meaning) {
    if (this.words[kind].has(name)) throw new Error(`${kind} ${name} stands there twice`);
    this.words[kind].set(name, meaning);
  }

  heading(line) {
    if (!this.section) throw new Error('a row without a section');
    const columns = line.split('|')[1]?.trim().split(/\s+/) ?? [];
    const all = [...this.words.actor.keys()];
    if (columns.join() !== all.join()) throw new Error(`the heading must name every actor in order: ${all.join(' ')}`);
    this.section.columns = columns;
  }

  expand(text, kind) {
    return text.trim().split(/\s+/).flatMap((name) => {
      if (this.groups.has(name)) return this.expand(this.groups.get(name).join(' '), kind);
      if (name !== '-' && !this.words[kind].has(name)) throw new Error(`there is no ${kind} '${name}'`);
      return [name];
    });
  }

  row(line) {
    const [left, right] = line.split('|');
    const [states, objects = '-'] = left.split(' / ');
    const answers = (right ?? '').trim().split(/\s+/);
    const { columns, kinds, routes } = this.section;
    if (answers.length !== columns.length) throw new Error(`${answers.length} answers for ${columns.length} actors`);
    for (const a of answers) if (!this.words.answer.has(a)) throw new Error(`there is no answer '${a}'`);
    const named = this.expand(states, 'state');
    const places = kinds.flatMap((kind) => this.kinds.get(kind).filter((state) => named.includes(state)).map((state) => ({ kind, state })));
    if (places.length === 0) throw new Error('no such state in this kind of space');
    for (const route of routes)
      for (const place of places)
        for (const object of this.expand(objects, 'object')) columns.forEach((actor, i) => this.add({ route, ...place, object, actor, answer: answers[i] }));
  }

  add(cell) {
    const key = keyOf(cell);
    if (this.cells.has(key)) throw new Error(`${key} is said twice`);
    this.cells.set(key, cell);
  }
}

export const keyOf = (c) => `${c.route} / ${c.kind} / ${c.state} / ${c.object} / ${c.actor}`;

/**
 * Of every route, kind of space and object one case of a member whom a gate is missing (`ga`): what answers before the gates answers like to any
 * member, everything else gat.
 */
function gatedCells(cells, early) {
  const found = new Map();
  for (const c of cells) {
    const key = `${c.route} ${c.kind} ${c.object}`;
    if (c.answer !== '-' && (c.actor === 'me' ? found.get(key)?.of !== 'me' : !found.has(key) && !c.object.startsWith('own'))) found.set(key, { ...c, actor: 'ga', of: c.actor, answer: early.has(c.route) ? c.answer : 'gat' });
  }
  return [...found.values()];
}

/** {actors, states, objects, answers: Map name → meaning; kinds: Map kind → states; cells: […]; early: routes; gated: cells of `ga`} of the file or of a text. */
export function readExpected(text = readFileSync(new URL('expected.txt', here), 'utf8')) {
  const r = new Reader().read(text);
  const cells = [...r.cells.values()];
  return { actors: r.words.actor, states: r.words.state, objects: r.words.object, answers: r.words.answer, kinds: r.kinds, early: r.early, cells, gated: gatedCells(cells, r.early) };
}

/** What the documents printed from the server's tables declare: routes with method, path, rule and lane; frames a client may send. */
export function readDeclared() {
  const page = (name) => readFileSync(new URL(`../../docs/${name}`, here), 'utf8');
  const rows = new Map([...page('api.md').matchAll(/^`(\w+)` · rule `(\w+)` · ([\w ]+) ·/gm)].map((m) => [m[1], { rule: m[2], lane: m[3] }]));
  const routes = new Map();
  for (const [path, methods] of Object.entries(JSON.parse(page('openapi.json')).paths))
    for (const [method, operation] of Object.entries(methods)) {
      const name = operation.operationId;
      routes.set(name, { name, method: method.toUpperCase(), path, ...rows.get(name) });
    }
  const client = page('events.md').split('## From the client')[1].split('\n## ')[0];
  const frames = new Map([...client.matchAll(/^\| `(\w+)` \|/gm)].filter((m) => m[1] !== 't').map((m) => [`live:${m[1]}`, { name: `live:${m[1]}` }]));
  return { routes, frames };
}

/** Sentences about what expected.txt leaves out or says too much; none = it is whole. `objects`: route → the objects it can be about. */
export function gaps(expected, declared, objects) {
  const names = new Set([...declared.routes.keys(), ...declared.frames.keys()]);
  const said = new Set(expected.cells.map((c) => c.route));
  const found = [];
  for (const name of names) if (!said.has(name)) found.push(`${name} is declared by the server and has no line in expected.txt`);
  for (const name of said) if (!names.has(name)) found.push(`${name} stands in expected.txt and the server declares no such route or frame`);
  for (const name of expected.early) if (!names.has(name)) found.push(`${name} is early in expected.txt and the server declares no such route`);
  const keys = new Set(expected.cells.map(keyOf));
  for (const route of [...said].filter((n) => names.has(n))) {
    const about = objects(route);
    if (!about) {
      found.push(`tests/matrix/ask.mjs does not know how to ask ${route}`);
      continue;
    }
    for (const [kind, states] of expected.kinds)
      for (const state of (kind === 'any') === !about.space ? states : [])
        for (const object of about.objects)
          for (const actor of expected.actors.keys()) {
            const key = keyOf({ route, kind, state, object, actor });
            if (!keys.delete(key)) found.push(`${key} has no answer in expected.txt`);
          }
  }
  for (const key of keys) if (names.has(key.split(' ')[0])) found.push(`${key}: no such case`);
  return found;
}
