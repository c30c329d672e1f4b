// Canaries: a random word in everything that somebody may not see. Whoever gets a byte of the server's is searched for all of them.
import { randomBytes } from 'node:crypto';

/** One pattern finds every canary of this process, and nothing else. */
const mark = 'kanari';
const pattern = new RegExp(`${mark}[a-p]{16}`, 'g');

function randomWord() {
  return mark + [...randomBytes(8).toString('hex')].map((c) => 'abcdefghijklmnop'[parseInt(c, 16)]).join('');
}

export class Canaries {
  #rows = new Map();

  /**
   * A new word. what: a sentence for the report; sees: the actors that may ever get it; must: those that have to get it, so that a search
   * which finds nothing is no proof of nothing; sealed: it may not lie readable on the server's disk.
   */
  word(what, { sees = [], must = [], sealed = true } = {}) {
    const text = randomWord();
    this.#rows.set(text, { what, sees: new Set(sees), must: new Set(must), sealed, seen: new Set() });
    return text;
  }

  /** From now on the actor may get the word too. */
  allow(word, actor) {
    this.#rows.get(word).sees.add(actor);
  }

  /** Sentences about words in the text that the actor may not get; those seen are remembered. */
  search(actor, text) {
    const found = new Set(text.match(pattern) ?? []);
    const wrong = [];
    for (const word of found) {
      const row = this.#rows.get(word);
      row?.seen.add(actor);
      if (!row?.sees.has(actor)) wrong.push(`${actor} got: ${row?.what ?? 'a word nobody wrote'}`);
    }
    return wrong;
  }

  /** Sentences about words that are in bytes nobody may read: logs (all words), files (sealed ones). */
  searchBytes(place, text, { sealedOnly = false } = {}) {
    const found = new Set(text.match(pattern) ?? []);
    return [...found].filter((w) => !sealedOnly || this.#rows.get(w)?.sealed !== false).map((w) => `${place} holds: ${this.#rows.get(w)?.what}`);
  }

  /** Sentences about words that should have arrived and did not. */
  missing() {
    return [...this.#rows.values()].flatMap((r) => [...r.must].filter((a) => !r.seen.has(a)).map((a) => `${a} never got: ${r.what}`));
  }

  get size() {
    return this.#rows.size;
  }
}
