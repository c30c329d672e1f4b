/* Addresses about トラブル連絡, 注意 and 指導, stopped accounts. */
import { request } from './http';
import type { Incident, Incidents, StopPeople, Stops, Warnings } from './types.gen';

export type IncidentKind = Incident['kind'];
export type First = Incident['first'][number];
export interface Report {
  key: string;
  kind: IncidentKind;
  noticedAt: number;
  words: string;
  about: string | null;
  signOut: boolean;
  first: readonly First[];
}

const incident = (id: string, act = '') => `/api/incidents/${encodeURIComponent(id)}${act}`;
const warning = (id: string, act: string) => `/api/warnings/${encodeURIComponent(id)}/${act}`;

export const incidentApi = {
  list: () => request<Incidents>('GET', '/api/incidents'),
  show: (id: string) => request<Incident>('GET', incident(id)),
  report: (r: Report) =>
    request<{ id: string }>('POST', '/api/incidents', {
      key: r.key,
      kind: r.kind,
      noticed_at: r.noticedAt,
      words: r.words,
      sign_out: r.signOut,
      ...(r.about ? { about: r.about } : {}),
      ...Object.fromEntries(r.first.map((f) => [`first_${f}`, true])),
    }),
  note: (id: string, version: number, words: string) => request<object>('POST', incident(id, '/notes'), { version, words }),
  handle: (id: string, version: number) => request<object>('POST', incident(id, '/handle'), { version }),
  close: (id: string, version: number, done: string, prevention: string) =>
    request<object>('POST', incident(id, '/close'), { version, done, prevention }),
  reopen: (id: string, version: number, words: string) => request<object>('POST', incident(id, '/reopen'), { version, words }),
};

export interface Giving {
  key: string;
  hat: string;
  kind: 'warning' | 'guidance';
  words: string;
  due_on: string;
}

export const warningApi = {
  list: () => request<Warnings>('GET', '/api/warnings'),
  give: (g: Giving) => request<{ id: string }>('POST', '/api/warnings', g),
  acknowledge: (id: string) => request<object>('POST', warning(id, 'acknowledge'), {}),
  withdraw: (id: string, words: string) => request<object>('POST', warning(id, 'withdraw'), { words }),
};

export type StopReason = 'asked' | 'lost' | 'misuse' | 'other';

export const stopApi = {
  list: () => request<Stops>('GET', '/api/stops'),
  people: () => request<StopPeople>('GET', '/api/stops/people'),
  put: (key: string, hat: string, reason: StopReason, words: string) =>
    request<{ id: string }>('POST', '/api/stops', { key, hat, reason, ...(words ? { words } : {}) }),
  suspend: (key: string, hat: string, words: string) =>
    request<{ id: string }>('POST', '/api/stops/suspensions', { key, hat, words }),
  lift: (id: string, words: string) => request<object>('POST', `/api/stops/${encodeURIComponent(id)}/lift`, { words }),
};
