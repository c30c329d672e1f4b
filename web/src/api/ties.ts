/* Addresses of つながり. consent: the writer has answered that the patient agrees. */
import { type Word, request, said } from './http';
import type { Ties } from './types.gen';

const one = (id: string, rest = '') => `/api/ties/${encodeURIComponent(id)}${rest}`;
const blocked = (hat: string) => `/api/ties/blocked/${encodeURIComponent(hat)}`;

export const tiesApi = {
  list: () => request<Ties>('GET', '/api/ties'),
  ask: (hat: string, reason: string, word: Word | null) => request<object>('POST', '/api/ties', { hat, reason, ...said(word) }),
  withdraw: (id: string) => request<object>('DELETE', one(id)),
  accept: (id: string) => request<{ space: string }>('POST', one(id, '/accept'), {}),
  decline: (id: string) => request<object>('POST', one(id, '/decline'), {}),
  block: (hat: string) => request<object>('PUT', blocked(hat), {}),
  unblock: (hat: string) => request<object>('DELETE', blocked(hat)),
  end: (space: string) => request<object>('POST', `/api/spaces/${encodeURIComponent(space)}/end`, {}),
};
