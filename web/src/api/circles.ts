/* Addresses of free groups. word: what the writer has answered for. */
import { type Word, request, said } from './http';
import type { CircleRequests, Circles } from './types.gen';

export interface CircleWords {
  name: string;
  aim: string;
  rules: string;
}
export type Entry = 'invitation' | 'request';
export type CircleRole = { role: 'manager' | 'member'; step_down?: boolean };

const in_ = (space: string, rest: string) => `/api/spaces/${encodeURIComponent(space)}${rest}`;
const ask = (space: string) => `/api/circles/${encodeURIComponent(space)}/request`;

export const circlesApi = {
  list: () => request<Circles>('GET', '/api/circles'),
  create: (key: string, words: CircleWords, entry: Entry, word: Word | null) =>
    request<{ id: string }>('POST', '/api/circles', { key, ...words, entry, ...said(word) }),
  ask: (space: string, version: number, reason: string, word: Word | null) =>
    request<object>('POST', ask(space), { version, ...(reason ? { reason } : {}), ...said(word) }),
  unask: (space: string) => request<object>('DELETE', ask(space)),
  change: (space: string, name: string, entry: Entry, word: Word | null) =>
    request<object>('PUT', in_(space, '/circle'), { name, entry, ...said(word) }),
  report: (space: string, post: string) => request<object>('POST', in_(space, `/posts/${encodeURIComponent(post)}/report`), {}),
  show: (space: string, post: string) => request<object>('DELETE', in_(space, `/posts/${encodeURIComponent(post)}/report`)),
  close: (space: string) => request<object>('POST', in_(space, '/close'), {}),
  role: (space: string, hat: string, role: CircleRole) =>
    request<object>('PUT', in_(space, `/members/${encodeURIComponent(hat)}/role`), role),
  requests: (space: string) => request<CircleRequests>('GET', in_(space, '/requests')),
  answer: (space: string, id: string, word: 'accept' | 'decline') =>
    request<object>('POST', in_(space, `/requests/${encodeURIComponent(id)}/${word}`), {}),
};
