/* Addresses of family timelines: opening one, links of relatives, the way in by a link, the patient's word. */
import { request } from './http';
import type { FamilyBeside, KinInvitations, KinLink, KinWelcome } from './types.gen';

export interface KinInput {
  name: string;
  self: boolean;
  relation?: string;
  key_person: boolean;
  identified: 'met' | 'phone';
}

const in_ = (space: string, rest: string) => `/api/spaces/${encodeURIComponent(space)}${rest}`;
const kin = (space: string, id: string, rest = '') => in_(space, `/kin/${encodeURIComponent(id)}${rest}`);
const newcomer = (id: string, word: string) => `/api/newcomers/${encodeURIComponent(id)}/${word}`;

export const familyApi = {
  beside: (care: string) => request<FamilyBeside>('GET', in_(care, '/family')),
  open: (care: string, key: string) => request<{ id: string }>('POST', in_(care, '/family'), { key }),
  kin: (space: string) => request<KinInvitations>('GET', in_(space, '/kin')),
  invite: (space: string, input: KinInput) => request<KinLink>('POST', in_(space, '/kin'), input),
  renew: (space: string, id: string) => request<KinLink>('POST', kin(space, id, '/link'), {}),
  cancel: (space: string, id: string) => request<object>('DELETE', kin(space, id)),
  look: (token: string) => request<KinWelcome>('POST', '/api/join/look', { token }),
  join: (token: string, login: string, password: string) =>
    request<{ waits: boolean }>('POST', '/api/join', { token, login, password }),
  comeBack: (token: string, password: string) => request<{ login: string }>('POST', '/api/join/password', { token, password }),
  resetFactor: (space: string, id: string) => request<object>('POST', kin(space, id, '/factor'), { met: true }),
  resetSeen: (id: string) => request<object>('POST', `/api/kin/resets/${encodeURIComponent(id)}/seen`, {}),
  approve: (id: string) => request<object>('POST', newcomer(id, 'approve'), {}),
  object: (id: string) => request<object>('POST', newcomer(id, 'object'), {}),
  settle: (space: string, id: string) => request<object>('POST', in_(space, `/newcomers/${encodeURIComponent(id)}/settle`), {}),
};
