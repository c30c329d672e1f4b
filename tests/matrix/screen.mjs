// A person's screen as a client keeps it: cursors and posts a space, from a snapshot and then from the socket alone.
import { line } from './windows_model.mjs';

export class Screen {
  constructor(client) {
    this.client = client;
    this.spaces = new Map(); // id → {seq, posts: Map no → post}
    this.live = null;
    this.faults = [];
  }

  /** Opens the socket with the cursors it still has; spaces it does not know are told by the server. */
  async open() {
    this.live = await this.client.live({ spaces: Object.fromEntries([...this.spaces].map(([id, s]) => [id, s.seq])) });
    this.taken = 0;
  }

  async close() {
    await this.live?.close();
    this.live = null;
  }

  /** The line has broken: what had come is all that it brings. */
  async lost() {
    if (!this.live) return;
    await this.live.closed;
    await this.takeIn();
    this.live = null;
  }

  /** Takes in the frames that have come. A snapshot that is needed is read before the next frame is looked at. */
  async takeIn() {
    while (this.live && this.taken < this.live.frames.length) await this.#frame(this.live.frames[this.taken++]);
  }

  async #frame(frame) {
    if (frame.t === 'gone') this.spaces.delete(frame.space);
    if (frame.t === 'reset') await this.#snapshot(frame.space);
    if (frame.t === 'space' && (await this.#snapshot(frame.space))) this.live.send({ t: 'join', spaces: { [frame.space]: this.spaces.get(frame.space).seq } });
    if (frame.t === 'event') this.#event(frame);
  }

  #event(frame) {
    const space = this.spaces.get(frame.space);
    if (!space || frame.seq <= space.seq) return; // the snapshot has it
    if (frame.seq !== space.seq + 1) this.faults.push(`after seq ${space.seq} came ${frame.seq}`);
    space.seq = frame.seq;
    if (frame.post) space.posts.set(frame.post.no, frame.post);
  }

  /** False when there is no such space (any more) for this person. */
  async #snapshot(id) {
    const read = await readTimeline(this.client, id);
    if (!read) this.spaces.delete(id);
    else this.spaces.set(id, { seq: read.seq, posts: new Map(read.posts.map((p) => [p.no, p])) });
    return read !== null;
  }

  timeline(id) {
    const posts = [...(this.spaces.get(id)?.posts.values() ?? [])].sort((a, b) => a.no - b.no);
    return posts.map((p) => line(p.no, p.version, p.body));
  }
}

/** The whole timeline page by page, newest first: {posts in order, seq of the first page}; null when there is none. */
export async function readTimeline(client, id, limit = 7) {
  const pages = [];
  for (let before = ''; ; ) {
    const { status, body, text } = await client.get(`/api/spaces/${id}/posts?limit=${limit}${before}`);
    if (status === 404) return null;
    if (status !== 200) throw new Error(`the timeline of ${id}: ${status} ${text}`);
    pages.unshift(body);
    if (!body.more_before) break;
    before = `&before=${body.posts[0].no}`;
  }
  return { posts: pages.flatMap((p) => p.posts), seq: pages.at(-1).seq };
}
