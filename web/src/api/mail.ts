/* Addresses about mail: one's own, letters to people invited, the outbox in numbers. */
import { request } from './http';
import type { ApplicationLink, Mail, MailInvited, MailOutbox } from './types.gen';

export const mailApi = {
  read: () => request<Mail>('GET', '/api/mail'),
  set: (address: string) => request<Mail>('PUT', '/api/mail', { address }),
  drop: () => request<Mail>('DELETE', '/api/mail'),
  confirm: (token: string) => request<object>('POST', '/api/mail/confirm', { token }),
  applicant: ({ receipt, secret }: ApplicationLink) => request<object>('POST', '/api/application/mail', { receipt, secret }),
  outbox: () => request<MailOutbox>('GET', '/api/mail/outbox'),
  invited: () => request<MailInvited>('GET', '/api/mail/invited'),
  invite: (hat: string, address: string) => request<object>('POST', `/api/staff/${encodeURIComponent(hat)}/mail`, { address }),
};
