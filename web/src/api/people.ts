/* Addresses about who takes part: directory, invitations, members, 管理担当, 主治医の交代, what waits. */
import { request } from './http';
import type { Entered, Facilities, Inbox, Invitations, PeoplePage, Standing } from './types.gen';

export interface Invite {
  hat: string;
  history: 'all' | 'from_now';
  relation?: string;
}

export interface Declared {
  name: string;
  phone?: string;
  given_on: string;
  way: string;
}

const in_ = (space: string, rest: string) => `/api/spaces/${encodeURIComponent(space)}${rest}`;
const one = (path: string, id: string, rest = '') => `${path}/${encodeURIComponent(id)}${rest}`;
const page = (after: string | null) => (after ? `after=${encodeURIComponent(after)}` : '');
const to = (hat: string) => ({ hat });

export const peopleApi = {
  facilities: () => request<Facilities>('GET', '/api/facilities'),
  staff: (facility: string, after: string | null) =>
    request<PeoplePage>('GET', `${one('/api/facilities', facility, '/staff')}?${page(after)}`),
  search: (words: string, after: string | null) =>
    request<PeoplePage>('GET', `/api/directory?q=${encodeURIComponent(words)}&${page(after)}`),
  inbox: () => request<Inbox>('GET', '/api/inbox'),
  invitations: (space: string) => request<Invitations>('GET', in_(space, '/invitations')),
  invite: (space: string, input: Invite) => request<object>('POST', in_(space, '/invitations'), input),
  invitationCancel: (space: string, id: string) => request<object>('DELETE', one(in_(space, '/invitations'), id)),
  invitationResend: (space: string, id: string) => request<object>('POST', one(in_(space, '/invitations'), id, '/resend'), {}),
  invitationAccept: (id: string) => request<Entered>('POST', one('/api/invitations', id, '/accept'), {}),
  invitationDecline: (id: string) => request<object>('POST', one('/api/invitations', id, '/decline'), {}),
  leave: (space: string) => request<object>('DELETE', in_(space, '/membership')),
  remove: (space: string, hat: string) => request<object>('DELETE', one(in_(space, '/members'), hat)),
  delegate: (space: string, hat: string) => request<object>('POST', in_(space, '/delegates'), to(hat)),
  delegateEnd: (space: string, hat: string) => request<object>('DELETE', one(in_(space, '/delegates'), hat)),
  standing: () => request<Standing>('GET', '/api/delegates'),
  standingGrant: (hat: string) => request<object>('POST', '/api/delegates', to(hat)),
  standingEnd: (hat: string) => request<object>('DELETE', one('/api/delegates', hat)),
  handover: (space: string, hat: string) => request<object>('POST', in_(space, '/handover'), to(hat)),
  handoverCancel: (space: string) => request<object>('DELETE', in_(space, '/handover')),
  successor: (space: string, hat: string) => request<object>('POST', in_(space, '/successor'), to(hat)),
  successorCancel: (space: string) => request<object>('DELETE', in_(space, '/successor')),
  declare: (space: string, input: Declared) => request<object>('POST', in_(space, '/successor/outside'), input),
  appoint: (space: string, hat: string) => request<object>('POST', one('/api/vacancies', space, '/successor'), to(hat)),
  handoverAccept: (id: string) => request<{ space: string }>('POST', one('/api/handovers', id, '/accept'), {}),
  handoverDecline: (id: string) => request<object>('POST', one('/api/handovers', id, '/decline'), {}),
};
