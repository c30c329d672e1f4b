/* Where one is: /spaces/{id} in the address, the open panel in the history entry. No text ever stands in an address. */
import { signal } from '@preact/signals';

export type PanelKind = 'members' | 'reactions' | 'receipts' | 'thread' | 'versions';
export interface Panel {
  kind: PanelKind;
  post: string | null;
}
export interface Route {
  space: string | null;
  panel: Panel | null;
}

const PATH = /^\/spaces\/([0-9a-fA-F-]{1,64})$/;

export function spaceInPath(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null;
}

function read(): Route {
  const state = history.state as { panel?: Panel } | null;
  const space = spaceInPath(location.pathname);
  return { space, panel: space ? (state?.panel ?? null) : null };
}

export const route = signal<Route>(read());
addEventListener('popstate', () => {
  route.value = read();
});

function go(state: object, path: string, replace: boolean): void {
  if (replace) {
    history.replaceState(state, '', path);
  } else {
    history.pushState(state, '', path);
  }
  route.value = read();
}

/** From the list one goes in, from space to space one changes: back leads to the list. */
export function openSpace(space: string): void {
  const { space: old } = route.peek();
  if (old !== space) {
    go({ inside: true }, `/spaces/${space}`, old !== null);
  }
}

export function openList(): void {
  const state = history.state as { inside?: boolean; panel?: Panel } | null;
  if (state?.inside && !state.panel) {
    history.back();
  } else if (location.pathname !== '/') {
    go({}, '/', true);
  }
}

export function openPanel(panel: Panel): void {
  go({ inside: (history.state as { inside?: boolean } | null)?.inside, panel }, location.pathname, route.peek().panel !== null);
}

export function closePanel(): void {
  if (route.peek().panel) {
    history.back();
  }
}

/** The space is no longer there: leave it without a way back. */
export function leaveSpace(space: string): void {
  if (route.peek().space === space) {
    go({}, '/', true);
  }
}
