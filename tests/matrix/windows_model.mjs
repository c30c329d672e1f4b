// Membership windows, and the life of a space, on paper: a space is a list of acts, a membership an interval in it. Nothing here comes from the server.

export class SpaceModel {
  constructor(attending) {
    this.attending = attending;
    this.state = 'open'; // open archived erasing erased
    this.stored = false; // in the archive, also while a deletion is under way
    this.seq = 1; // the attending's own joining
    this.posts = [];
    this.periods = new Map([[attending, [{ from: 1, to: null, readFrom: 0 }]]]);
  }

  /** None in a space that was deleted: there is nothing there for anybody. */
  period(person) {
    return this.state === 'erased' ? undefined : this.periods.get(person)?.find((p) => p.to === null);
  }

  join(person, history) {
    this.seq++;
    const period = { from: this.seq, to: null, readFrom: history === 'all' ? 0 : this.seq };
    this.periods.set(person, [...(this.periods.get(person) ?? []), period]);
  }

  leave(person) {
    this.period(person).to = ++this.seq;
  }

  sees(person, post) {
    const period = this.period(person);
    return period !== undefined && post.created > period.readFrom;
  }

  /** What the person's timeline holds, as comparable lines in order. */
  timeline(person) {
    return this.posts.filter((p) => this.sees(person, p)).map((p) => line(p.no, p.version, p.deleted ? null : p.body));
  }

  /** The archive is silent. */
  unread(person) {
    if (this.stored) return 0;
    return this.posts.filter((p) => this.sees(person, p) && !p.deleted && p.author !== person).length;
  }

  /** What the server must answer to an act, by the rules as one would tell them. */
  answer(person, act, post) {
    if (!this.period(person)) return 404;
    const open = this.state === 'open';
    if (act === 'post') return open ? 201 : 409;
    if (!this.sees(person, post)) return 404;
    if (act === 'read') return 200;
    if (act === 'reply') return post.deleted || !open ? 409 : 201;
    if (post.author !== person) return 404;
    if (act === 'again') return 200;
    if (act === 'edit') return post.deleted || !open ? 409 : 200;
    return open ? 200 : 409; // deleting, again too
  }

  /** The same for acts on the space: archive, restore, wish (a complete deletion). They are the 主治医's. */
  answerOf(person, act) {
    if (!this.period(person) || person !== this.attending) return 404;
    if (act === 'archive') return this.state === 'open' ? 200 : 409;
    if (act === 'restore') return this.state === 'archived' ? 200 : 409;
    return this.state === 'erasing' ? 409 : 201;
  }

  store(stored) {
    this.stored = stored;
    this.#become(stored ? 'archived' : 'open');
  }

  /** Nothing more is written, until it is deleted or goes on as it was. */
  freeze() {
    this.#become('erasing');
  }

  thaw() {
    this.#become(this.stored ? 'archived' : 'open');
  }

  erase() {
    this.#become('erased');
  }

  #become(state) {
    this.seq++;
    this.state = state;
  }

  /** The act has happened. */
  post(author, id, body, key) {
    this.seq++;
    this.posts.push({ id, key, no: this.posts.length + 1, created: this.seq, author, body, version: 1, deleted: false });
  }

  edit(post, body) {
    this.seq++;
    post.version++;
    post.body = body;
  }

  delete(post) {
    if (post.deleted) return;
    this.seq++;
    post.deleted = true;
  }
}

export function line(no, version, body) {
  return `${no} v${version} ${body ?? '(deleted)'}`;
}

/** Repeatable chance (mulberry32). */
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  of(list) {
    return list[Math.floor(this.next() * list.length)];
  }
}
