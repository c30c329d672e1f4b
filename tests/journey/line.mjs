// The line between one browser and the server: a TCP relay that can be cut, mended, and made to swallow the server's answers.
import net from 'node:net';

export class Line {
  /** Listens on a free port; `to` names the server's port later, so that its address can stand in the server's settings. */
  static async open() {
    const line = new Line();
    line.pairs = new Set();
    line.whole = true;
    line.deaf = false;
    line.server = net.createServer({ allowHalfOpen: false }, (near) => line.#relay(near));
    await new Promise((done) => line.server.listen(0, '127.0.0.1', done));
    line.port = line.server.address().port;
    line.origin = `https://localhost:${line.port}`;
    return line;
  }

  /** No word gets through any more, and new connections are refused at once. */
  cut() {
    this.whole = false;
    for (const pair of this.pairs) pair.forEach((socket) => socket.destroy());
  }

  /** What the browser sends still arrives, but nothing comes back: the fate of a request whose answer is lost. */
  swallow() {
    this.deaf = true;
  }

  mend() {
    this.whole = true;
    this.deaf = false;
  }

  close() {
    this.cut();
    this.server.close();
  }

  #relay(near) {
    near.on('error', () => {});
    if (!this.whole) {
      near.destroy();
      return;
    }
    const far = net.connect(this.to, '127.0.0.1');
    const pair = [near, far];
    this.pairs.add(pair);
    far.on('error', () => {});
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => this.deaf || near.write(bytes));
    for (const [one, other] of [pair, [far, near]]) {
      one.on('close', () => {
        other.destroy();
        this.pairs.delete(pair);
      });
    }
  }
}
