// What all journeys share: one deployment with the demo town, one Chromium, and the town as its members see it.
import fs from 'node:fs';
import { Deployment, town } from '../lib/deployment.mjs';
import { filmSettings } from '../lib/film.mjs';
import { until } from '../lib/suite.mjs';
import { Person, lastWords, launch, pictures } from './browser.mjs';
import { Line } from './line.mjs';

export const password = JSON.parse(fs.readFileSync(town, 'utf8')).password;

export class World {
  static async start() {
    const w = new World();
    w.people = [];
    w.pictureFolder = pictures;
    w.lines = [await Line.open(), await Line.open()];
    w.d = await Deployment.create({ name: 'journey', workers: 2, settings: filmSettings });
    w.d.writeSettings({ workers: 2, 'site.origin': [w.d, ...w.lines].map((s) => s.origin).join(' ') });
    w.lines.forEach((line) => (line.to = w.d.port));
    await w.d.serve();
    w.browser = await launch();
    return w;
  }

  /**
   * A browser that ended by itself (a crash of Chromium's own: seen once in some hundred runs) is told of with its last words, and another
   * takes its place. True when it was so.
   */
  async browserFell() {
    if (this.browser.isConnected()) return false;
    console.log(`Chromium has ended by itself:\n${lastWords()}`);
    this.people.length = 0;
    this.lines.forEach((line) => line.mend());
    this.browser = await launch();
    return true;
  }

  /** Somebody who has not signed in. */
  async visitor(options) {
    const p = await Person.at(this.browser, this.d, options);
    this.people.push(p);
    return p;
  }

  /** Somebody who has signed in. */
  async person(login, options) {
    const p = await this.visitor(options);
    p.login = login;
    return p.signIn(login, password);
  }

  /** The id of a patient's space, as that login sees it. */
  async space(login, title) {
    const c = await this.d.signedIn(login, password);
    const { spaces } = (await c.get('/api/state')).body;
    c.close();
    return spaces.find((s) => s.title.startsWith(title)).id;
  }

  /** Waits until the server keeps no draft of that login's in that space. */
  draftGone(login, space) {
    const kept = `select 1 from draft d join hat h on h.id = d.hat join account a on a.id = h.account
      where a.login = '${login}' and d.space = '${space}' and d.body is not null`;
    return until('the draft to be empty on the server', async () => (await this.d.sql(kept)).length === 0);
  }

  pictures(name) {
    const file = name.replace(/[^a-z0-9]+/gi, '-');
    return Promise.allSettled(this.people.map((p, i) => p.picture(`${file}-${i}`)));
  }

  /** Ends what a test opened, whatever became of it; faults of a browser fail the test. */
  async tidy() {
    const left = this.people.splice(0);
    this.lines.forEach((line) => line.mend());
    const ends = await Promise.allSettled(left.map((p) => p.leave()));
    const bad = ends.filter((e) => e.status === 'rejected').map((e) => e.reason.message);
    if (bad.length > 0) throw new Error(bad.join('\n'));
  }
}
