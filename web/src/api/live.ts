/*
 * The live socket: one connection kept open as long as it is wanted. It says hello with the known sequence numbers, pings,
 * notices a dead line, and comes back by itself. What the frames mean is the store's business.
 */
import { afterClose } from './backoff';
import type { FrameIn, FrameOut } from './types';

const PING_MS = 25_000;
/** A line that does not answer a ping this long is dead, whatever the browser thinks of it. */
const PONG_MS = 12_000;
const CONNECT_MS = 20_000;
/** After this much silence, across a sleep of the device, asking is not worth the time. */
const SILENT_MS = 60_000;
const STABLE_MS = 10_000;
const HURRY_MS = 5000;

export type LiveState = 'off' | 'connecting' | 'open';

export interface LiveOptions {
  hello: () => Record<string, number>;
  frame: (frame: FrameIn) => void;
  state: (state: LiveState) => void;
  locked: () => void;
  ended: () => void;
  /** The line closed before it was ready: perhaps the handshake was refused. */
  refused: () => void;
}

export class Live {
  private socket: WebSocket | null = null;
  private wanted = false;
  private tries = 0;
  private heard = 0;
  private opened = 0;
  private hurried = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private ping: ReturnType<typeof setInterval> | undefined;
  private pong: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: LiveOptions) {
    addEventListener('online', () => this.wake());
    addEventListener('offline', () => this.lost());
    document.addEventListener('visibilitychange', () => this.wake());
  }

  start(): void {
    if (!this.wanted) {
      this.wanted = true;
      this.tries = 0;
      this.connect();
    }
  }

  stop(): void {
    this.wanted = false;
    clearTimeout(this.retry);
    this.drop();
    this.options.state('off');
  }

  /** Starts over at once: what was sent under the old session or with old numbers is forgotten. */
  restart(): void {
    this.drop();
    clearTimeout(this.retry);
    if (this.wanted) {
      this.connect();
    }
  }

  send(frame: FrameOut): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Something else got through: no reason to wait any longer. Now and then only, for whoever is refused asks the server too. */
  hurry(): void {
    if (this.wanted && !this.socket && Date.now() - this.hurried > HURRY_MS) {
      this.hurried = Date.now();
      this.restart();
    }
  }

  /** Is the line alive? Asked when something else got no answer. */
  probe(): void {
    if (this.send({ t: 'ping' })) {
      this.expect(PONG_MS);
    }
  }

  private expect(ms: number): void {
    const asked = Date.now();
    clearTimeout(this.pong);
    this.pong = setTimeout(() => {
      if (this.heard < asked) {
        this.lost();
      }
    }, ms);
  }

  /* The page is looked at again or the line is back: no waiting, and no trust in a socket that slept. */
  private wake(): void {
    if (!this.wanted || document.visibilityState === 'hidden') {
      return;
    }
    if (!this.socket || (this.socket.readyState === WebSocket.OPEN && Date.now() - this.heard > SILENT_MS)) {
      this.restart();
    } else {
      this.probe();
    }
  }

  private lost(): void {
    if (this.wanted && this.socket) {
      this.drop();
      this.again(1006);
    }
  }

  private drop(): void {
    clearInterval(this.ping);
    clearTimeout(this.pong);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  private connect(): void {
    this.options.state('connecting');
    const url = `${location.protocol === 'http:' ? 'ws' : 'wss'}://${location.host}/live`;
    const socket = new WebSocket(url, 'tasuki.1');
    this.socket = socket;
    this.heard = 0;
    this.expect(CONNECT_MS);
    socket.onopen = () => this.greet(socket);
    socket.onmessage = (m) => this.take(socket, m);
    socket.onclose = (e) => this.closed(socket, e.code);
    clearInterval(this.ping);
    this.ping = setInterval(() => this.probe(), PING_MS);
  }

  private greet(socket: WebSocket): void {
    if (socket === this.socket) {
      this.heard = Date.now();
      this.send({ t: 'hello', spaces: this.options.hello() });
    }
  }

  private take(socket: WebSocket, message: MessageEvent): void {
    if (socket !== this.socket) {
      return;
    }
    this.heard = Date.now();
    const frame = JSON.parse(String(message.data)) as FrameIn;
    if (frame.t === 'ready') {
      this.opened = this.heard;
      this.options.state('open');
    }
    this.options.frame(frame);
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket === this.socket) {
      this.drop();
      this.again(code);
    }
  }

  private again(code: number): void {
    if (this.opened && Date.now() - this.opened > STABLE_MS) {
      this.tries = 0;
    }
    if (!this.opened) {
      this.options.refused();
    }
    this.opened = 0;
    const next = afterClose(code, this.tries, Math.random());
    if (next.act !== 'retry') {
      this.wanted = false;
      this.options.state('off');
      next.act === 'locked' ? this.options.locked() : this.options.ended();
      return;
    }
    this.tries += 1;
    this.options.state('connecting');
    this.retry = setTimeout(() => this.connect(), next.ms);
  }
}
