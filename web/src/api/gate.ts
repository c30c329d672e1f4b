/* Addresses about the gates before the spaces: one's own, and those of the people one looks after. */
import { request } from './http';
import type { GateStaff, Gates, StaffLink } from './types.gen';

export interface Newcomer {
  name: string;
  kana: string;
  profession: string;
  login: string;
  mail?: string;
}

const of = (hat: string, what: string) => `/api/staff/${encodeURIComponent(hat)}/${what}`;

export const gateApi = {
  read: () => request<Gates>('GET', '/api/gates'),
  sign: (document: string, name: string) => request<object>('POST', '/api/gates/pledge', { document, name }),
  confirm: (document: string) => request<object>('POST', `/api/gates/documents/${encodeURIComponent(document)}`, {}),
  invite: (who: Newcomer) => request<StaffLink>('POST', '/api/staff', who),
  link: (hat: string) => request<StaffLink>('POST', of(hat, 'link'), {}),
  cancel: (hat: string) => request<object>('DELETE', of(hat, 'link')),
  staff: () => request<GateStaff>('GET', '/api/staff'),
  pledge: (hat: string, givenOn: string) => request<object>('POST', of(hat, 'pledge'), { given_on: givenOn }),
  training: (hat: string, way: 'attended' | 'together', heldOn: string) =>
    request<object>('POST', of(hat, 'training'), { way, held_on: heldOn }),
};
