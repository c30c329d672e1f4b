/* Addresses of the office's desk. */
import { request } from './http';
import type { Accounts, Desk, FacilityLines, PublicNotices, Screenings, Statistics } from './types.gen';

export interface NoticeWords {
  title: string;
  body: string;
  from_on: string;
  until_on?: string;
}

export interface Listing {
  listed: boolean;
  area?: string;
  phone_listed: boolean;
}

/** What 様式1 says. */
export interface FacilityWords {
  name: string;
  phone_day: string;
  phone_night?: string;
  address?: string;
  head?: string;
  relation?: string;
}

const notice = (id: string, rest = '') => `/api/public/notices/${encodeURIComponent(id)}${rest}`;

export const deskApi = {
  screenings: () => request<Screenings>('GET', '/api/screenings'),
  notices: () => request<PublicNotices>('GET', '/api/public/notices'),
  noticeAdd: (key: string, words: NoticeWords) => request<{ id: string }>('POST', '/api/public/notices', { key, ...words }),
  noticeChange: (id: string, version: number, words: NoticeWords) => request<object>('PUT', notice(id), { version, ...words }),
  noticeWithdraw: (id: string) => request<object>('POST', notice(id, '/withdraw'), {}),
  overview: () => request<Desk>('GET', '/api/desk'),
  facilities: () => request<FacilityLines>('GET', '/api/desk/facilities'),
  facilityChange: (id: string, version: number, words: FacilityWords) =>
    request<object>('PUT', `/api/desk/facilities/${encodeURIComponent(id)}`, { version, ...words }),
  facilityEnd: (id: string) => request<object>('POST', `/api/desk/facilities/${encodeURIComponent(id)}/end`, {}),
  accounts: () => request<Accounts>('GET', '/api/accounts'),
  statistics: () => request<Statistics>('GET', '/api/statistics'),
  statisticsFacility: () => request<Statistics>('GET', '/api/statistics/facility'),
  listing: (id: string, listing: Listing) => request<object>('PUT', `/api/public/facilities/${encodeURIComponent(id)}`, listing),
};
