/* Addresses about the second factor: one's own, and the reset of somebody else's. */
import { request } from './http';
import type { Session } from './types';
import type { Factor, FactorCodes, FactorOffer, FactorResets } from './types.gen';

const reset = (id: string, rest = '') => `/api/factor/resets/${encodeURIComponent(id)}${rest}`;

export const factorApi = {
  seen: (id: string) => request<object>('POST', `/api/security/${encodeURIComponent(id)}/seen`, {}),
  read: () => request<Factor>('GET', '/api/factor'),
  offer: () => request<FactorOffer>('POST', '/api/factor', {}),
  enrol: (code: string) => request<FactorCodes>('PUT', '/api/factor', { code }),
  remove: () => request<object>('DELETE', '/api/factor'),
  codes: () => request<FactorCodes>('POST', '/api/factor/codes', {}),
  prove: (input: { code: string } | { password: string }) => request<Session>('POST', '/api/session/factor', input),
  password: (input: { password: string; next: string; code?: string }) => request<object>('PUT', '/api/password', input),
  resets: () => request<FactorResets>('GET', '/api/factor/resets'),
  resetAsk: (login: string) => request<{ id: string }>('POST', '/api/factor/resets', { login }),
  resetConfirm: (id: string) => request<object>('POST', reset(id, '/confirm'), {}),
  resetCancel: (id: string) => request<object>('DELETE', reset(id)),
};
