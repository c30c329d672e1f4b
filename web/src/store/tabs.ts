/* Tabs of one browser tell each other what the server cannot tell fast enough. Numbers and states only, never words. */

export type TabMessage =
  { t: 'cursor'; space: string; delivered_no: number; opened_no: number } | { t: 'input'; at: number } | { t: 'session' };

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tasuki');

export function tellTabs(message: TabMessage): void {
  channel?.postMessage(message);
}

export function hearTabs(f: (message: TabMessage) => void): void {
  channel?.addEventListener('message', (e) => f(e.data as TabMessage));
}
