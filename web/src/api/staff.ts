/* Addresses about changes of staff, what a facility offers, and 様式3. */
import { request } from './http';
import type { ChangeNotice, ChangeNotices, StaffLeaving, StaffOffers } from './types.gen';

export interface StaffWords {
  version: number;
  name: string;
  kana: string;
  profession: string;
}

const of = (hat: string, what = '') => `/api/staff/${encodeURIComponent(hat)}${what}`;
const offer = (id: string, what = '') => `/api/offers/${encodeURIComponent(id)}${what}`;

export const staffApi = {
  change: (hat: string, words: StaffWords) => request<object>('PUT', of(hat), words),
  absence: (hat: string, absent: boolean, until: string) =>
    request<object>('PUT', of(hat, '/absence'), { absent, ...(until !== '' ? { until } : {}) }),
  admin: (hat: string, inStead: boolean) =>
    request<{ id: string }>('POST', of(hat, '/admin'), { in_stead: inStead }),
  adminOver: (hat: string) => request<object>('DELETE', of(hat, '/admin')),
  leaving: (hat: string) => request<StaffLeaving>('GET', of(hat, '/leaving')),
  leave: (hat: string, heirs: Record<string, number>) =>
    request<object>('POST', of(hat, '/leaving'), { heirs }),
  offers: () => request<StaffOffers>('GET', '/api/offers'),
  second: (login: string, profession: string) => request<{ id: string }>('POST', '/api/offers', { login, profession }),
  offerCancel: (id: string) => request<object>('DELETE', offer(id)),
  offerAccept: (id: string) => request<object>('POST', offer(id, '/accept'), {}),
  offerDecline: (id: string) => request<object>('POST', offer(id, '/decline'), {}),
  departureSettle: (id: string) => request<object>('POST', `/api/departures/${encodeURIComponent(id)}/settle`, {}),
  changes: (last?: ChangeNotice) =>
    request<ChangeNotices>('GET', last ? `/api/changes?after=${last.id}${last.received_at ? '' : '&waits=1'}` : '/api/changes'),
  receive: (id: string) => request<object>('POST', `/api/changes/${encodeURIComponent(id)}/receive`, {}),
};
