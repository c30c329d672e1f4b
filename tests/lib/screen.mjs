// A page without a browser: the web client's own model (web/src/store), fed with what the server really says. For showing that an old
// snapshot and the events since then equal a fresh snapshot.
import path from 'node:path';
import { createRequire } from 'node:module';
import { root } from './deployment.mjs';

const web = path.join(root, 'web');

async function clientModel() {
  const { buildSync } = createRequire(path.join(web, 'package.json'))('esbuild');
  const stdin = { contents: "export * from './apply'; export * from './model';", resolveDir: path.join(web, 'src/store'), loader: 'ts' };
  const [made] = buildSync({ stdin, bundle: true, format: 'esm', write: false, platform: 'node', logLevel: 'error' }).outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(made.contents).toString('base64')}`);
}

const model = await clientModel();

export class Screen {
  /** The page of one space as it stands now. */
  static async open(client, space) {
    const s = new Screen();
    s.client = client;
    s.space = space;
    s.model = model.EMPTY;
    s.taken = 0;
    s.because = []; /* kinds of frames after which it read again */
    await s.read();
    return s;
  }

  /** Reads everything: the state, the newest hundred posts, the members. */
  async read(between = async () => {}) {
    const get = async (p) => (await this.client.get(p)).body;
    this.apply({ t: 'state', answer: await get('/api/state') });
    await between();
    this.apply({ t: 'page', space: this.space, how: 'replace', answer: await get(`/api/spaces/${this.space}/posts?limit=100`) });
    await between();
    this.apply({ t: 'detail', answer: await get(`/api/spaces/${this.space}`) });
  }

  /** Connects with the seq it has of each space. */
  async connect() {
    const spaces = Object.fromEntries([...this.model.rooms].map(([id, room]) => [id, room.space.seq]));
    this.live = await this.client.live({ spaces });
    this.taken = 0;
  }

  /** Takes in what has come until the space stands at this seq; reads again where the model asks for it, as the page does. */
  async upTo(seq) {
    const there = this.live.frames.some((f) => f.t === 'event' && f.space === this.space && f.seq >= seq);
    if (!there && this.room().space.seq < seq) await this.live.next((f) => f.t === 'event' && f.space === this.space && f.seq >= seq, 30_000);
    await this.live.barrier();
    await this.take();
  }

  async take() {
    for (; this.taken < this.live.frames.length; this.taken++) {
      const frame = this.live.frames[this.taken];
      if (frame.t === 'event') this.apply({ t: 'event', event: frame });
      if (frame.t === 'reset') this.apply({ t: 'stale', space: frame.space });
      if (frame.space === this.space && this.room().stale) this.because.push(frame.kind ?? frame.t), await this.read();
    }
  }

  apply(change) {
    this.model = model.apply(change, this.model);
  }

  room() {
    return this.model.rooms.get(this.space);
  }

  /** What one would see. Receipts are not of the stream, so they are left out. */
  view() {
    const room = this.room();
    const bare = ({ receipt, ...post }) => post;
    const members = room.members.map(({ hat, role }) => `${hat} ${role}`).sort();
    return { space: room.space, posts: model.timelineOf(room).map((e) => bare(e.post)), members, stale: room.stale };
  }
}
