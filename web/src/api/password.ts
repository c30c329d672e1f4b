/* Addresses about a forgotten password: the link that somebody makes, and what is done with it. */
import { request } from './http';
import type { Activated, PasswordLinkCode, PasswordLinkMade, PasswordLinks, PasswordLook } from './types.gen';

const link = (id: string, rest = '') => `/api/password/links/${encodeURIComponent(id)}${rest}`;

export const passwordApi = {
  make: (hat: string) => request<PasswordLinkMade>('POST', `/api/staff/${encodeURIComponent(hat)}/password`, {}),
  links: () => request<PasswordLinks>('GET', '/api/password/links'),
  second: (id: string) => request<PasswordLinkCode>('POST', link(id, '/second'), {}),
  cancel: (id: string) => request<object>('DELETE', link(id)),
  look: (token: string) => request<PasswordLook>('POST', '/api/password/look', { token }),
  give: (input: { token: string; code: string; password: string }) =>
    request<Activated>('POST', '/api/password/return', input),
};
