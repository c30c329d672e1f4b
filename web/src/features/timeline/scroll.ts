/*
 * Keeps the place in a scrolled list of posts: what one is reading stays where it is when posts come in above or below; at the
 * end new posts are followed, but never further than to the first one that was not opened.
 */
import { type Band, isVisible } from '../../store/cursor_rules';

const END_PX = 40;
const MARGIN_PX = 12;

export interface View {
  first: number;
  last: number;
  atEnd: boolean;
  visible: number[];
}

export class ScrollKeeper {
  private anchor: { no: number; offset: number } | null = null;
  private atEnd = true;
  private last = 0;

  constructor(private readonly box: HTMLElement) {}

  private posts(): HTMLElement[] {
    return [...this.box.querySelectorAll<HTMLElement>('[data-no]')];
  }

  private band(): Band {
    const r = this.box.getBoundingClientRect();
    return { top: r.top, bottom: r.bottom };
  }

  private isAtEnd(): boolean {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < END_PX;
  }

  /* The posts that touch the window; found by halving, since they stand in order. */
  private touching(): HTMLElement[] {
    const { top, bottom } = this.band();
    const posts = this.posts();
    let low = 0;
    let high = posts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (posts[middle]!.getBoundingClientRect().bottom <= top) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    let end = low;
    while (end < posts.length && posts[end]!.getBoundingClientRect().top < bottom) {
      end += 1;
    }
    return posts.slice(low, end);
  }

  /** Call on every scroll: remembers the place and says what is on the screen. */
  look(): View {
    const band = this.band();
    const touching = this.touching();
    const first = touching[0];
    this.atEnd = this.isAtEnd();
    this.anchor = first ? { no: Number(first.dataset.no), offset: first.getBoundingClientRect().top - band.top } : null;
    const lowest = this.atEnd ? this.posts().pop() : touching[touching.length - 1];
    this.last = Number(lowest?.dataset.no ?? 0);
    const nos = touching.map((p) => Number(p.dataset.no));
    const visible = touching.filter((p) => isVisible(p.getBoundingClientRect(), band)).map((p) => Number(p.dataset.no));
    return { first: nos[0] ?? 0, last: nos[nos.length - 1] ?? 0, atEnd: this.atEnd, visible };
  }

  /** Call after every rendering: puts the remembered place back. unopened: the posts not opened yet, ascending. */
  restore(unopened: readonly number[]): void {
    if (this.atEnd) {
      this.follow(unopened.find((no) => no > this.last) ?? null);
    } else if (this.anchor) {
      const post = this.box.querySelector<HTMLElement>(`[data-no="${this.anchor.no}"]`);
      if (post) {
        this.box.scrollTop += post.getBoundingClientRect().top - this.band().top - this.anchor.offset;
      }
    }
  }

  private follow(unopened: number | null): void {
    const end = this.box.scrollHeight - this.box.clientHeight;
    const post = unopened === null ? null : this.box.querySelector<HTMLElement>(`[data-no="${unopened}"]`);
    const limit = post ? this.box.scrollTop + post.getBoundingClientRect().top - this.band().top - MARGIN_PX : end;
    this.box.scrollTop = Math.min(end, Math.max(limit, 0));
  }

  toEnd(): void {
    this.box.scrollTop = this.box.scrollHeight;
    this.atEnd = true;
  }

  /** Puts an element near the top, with a little of what comes before it. */
  toTop(element: HTMLElement, before: number): void {
    this.atEnd = false;
    this.box.scrollTop += element.getBoundingClientRect().top - this.band().top - before;
  }

  find(selector: string): HTMLElement | null {
    return this.box.querySelector<HTMLElement>(selector);
  }
}
