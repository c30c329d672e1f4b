/* How far the video was watched, and what the server is told of it. Pure but for `tell`; the server judges by its own clock. */
export const TELL_EVERY_MS = 5000;
const AHEAD_MS = 45_000; /* so much may wait to be told before one is taken back to where the server is */
const SEEK_MS = 1500; /* a player that runs on by itself is no skip */

export interface Progress {
  reached: number;
  done: boolean;
}

export class Watching {
  /** What the server has. */
  told: number;
  /** What was watched here: without gaps from `told` on. */
  seen: number;
  private busy = false;

  constructor(
    reached: number,
    private readonly length: number,
    private readonly tell: (from: number, to: number) => Promise<Progress>,
    public done = false,
  ) {
    this.told = this.seen = Math.min(reached, length);
  }

  /** The player stands here now, having come by playing. */
  played(at: number): void {
    if (at <= this.seen + SEEK_MS) {
      this.seen = Math.min(this.length, Math.max(this.seen, at));
    }
  }

  /** Where one may go who wants to go there. */
  allowed(at: number): number {
    return at <= this.seen + SEEK_MS ? at : this.seen;
  }

  /** Far ahead of what the server took: watching begins again where that is. */
  get lost(): boolean {
    return this.seen - this.told > AHEAD_MS;
  }

  giveUp(): void {
    this.seen = this.told;
  }

  /** Watching begins: the server's clock starts with it. True when it was told. */
  begin(): Promise<boolean> {
    return this.say(this.told);
  }

  /** Tells what was watched since. True when the server took it. */
  report(): Promise<boolean> {
    return this.seen > this.told ? this.say(this.seen) : Promise.resolve(true);
  }

  private async say(to: number): Promise<boolean> {
    if (this.busy || this.done) {
      return this.done;
    }
    this.busy = true;
    try {
      const answer = await this.tell(Math.round(this.told), Math.round(to));
      this.told = Math.max(this.told, answer.reached);
      this.done = answer.done;
      return true;
    } catch {
      return false; /* the clock had not run so far yet, or the line is away: told with the next one */
    } finally {
      this.busy = false;
    }
  }
}
