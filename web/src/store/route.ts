/*
 * Where one is: /spaces/{id} or /archive in the address, the open panel or what is to be printed in the history entry. No text
 * ever stands in an address.
 */
import { signal } from '@preact/signals';

export type PanelKind = 'confirmations' | 'members' | 'reactions' | 'receipts' | 'thread' | 'versions';
export interface Panel {
  kind: PanelKind;
  post: string | null;
}
export type Print = { what: 'ledger' } | { what: 'pledge'; hat: string };
export interface Route {
  space: string | null;
  panel: Panel | null;
  /** What can be printed of the space stands in place of everything else. */
  paper: boolean;
  /** The 保管リスト. */
  stored: boolean;
  /** The certificate of this complete deletion stands there. */
  certificate: string | null;
  /** 完全削除依頼書, blank: with this receipt number, or with room for one where it is empty. */
  wish: string | null;
  /** What can be printed of one's own facility. */
  print: Print | null;
}

const STORED = '/archive';

const PATH = /^\/spaces\/([0-9a-fA-F-]{1,64})$/;

export function spaceInPath(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null;
}

function read(): Route {
  const state = history.state as { panel?: Panel; paper?: boolean; certificate?: string; wish?: string; print?: Print } | null;
  const space = spaceInPath(location.pathname);
  return {
    space,
    panel: space ? (state?.panel ?? null) : null,
    paper: space !== null && state?.paper === true,
    stored: location.pathname === STORED,
    certificate: state?.certificate ?? null,
    wish: state?.wish ?? null,
    print: state?.print ?? null,
  };
}

export const route = signal<Route>(read());
addEventListener('popstate', () => {
  route.value = read();
});

/** With whatever the new history entry should hold. */
export function go(state: object, path: string, replace: boolean): void {
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

export function openStored(): void {
  go({ inside: true }, STORED, route.peek().space !== null);
}

export function openPanel(panel: Panel): void {
  go({ inside: (history.state as { inside?: boolean } | null)?.inside, panel }, location.pathname, route.peek().panel !== null);
}

export function closePanel(): void {
  if (route.peek().panel) {
    history.back();
  }
}

export function openPaper(): void {
  go({ ...(history.state as object | null), paper: true }, location.pathname, false);
}

export function openCertificate(request: string): void {
  go({ ...(history.state as object | null), certificate: request }, location.pathname, false);
}

export function openWish(number: string): void {
  go({ ...(history.state as object | null), wish: number }, location.pathname, false);
}

export function openPrint(print: Print): void {
  go({ ...(history.state as object | null), print }, location.pathname, false);
}

export function closePaper(): void {
  const { paper, certificate, wish, print } = route.peek();
  if (paper || certificate !== null || wish !== null || print !== null) {
    history.back();
  }
}

/** The space is no longer there: leave it without a way back. */
export function leaveSpace(space: string): void {
  if (route.peek().space === space) {
    go({}, '/', true);
  }
}
