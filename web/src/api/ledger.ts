/* Addresses about one's own facility: the ledger, 様式4 on paper, regular education, 在籍の確認. */
import { request } from './http';
import type { Attest, Attests, Educations, Ledger, Pledge } from './types.gen';

export interface EducationWords {
  title: string;
  held_on: string;
  people: string[];
}

const attest = (hat: string, rest = '') => `/api/attest/${encodeURIComponent(hat)}${rest}`;

export const ledgerApi = {
  read: () => request<Ledger>('GET', '/api/ledger'),
  sheet: '/api/ledger.csv',
  pledge: (hat: string) => request<Pledge>('GET', `/api/staff/${encodeURIComponent(hat)}/pledge`),
  education: () => request<Educations>('GET', '/api/education'),
  educationRecord: (key: string, words: EducationWords) => request<{ id: string }>('POST', '/api/education', { key, ...words }),
  educationWithdraw: (id: string) => request<object>('DELETE', `/api/education/${encodeURIComponent(id)}`),
  attest: () => request<Attest>('GET', '/api/attest'),
  attestSay: (hat: string, answer: 'stays' | 'left') => request<object>('PUT', attest(hat), { answer }),
  attestRestore: (hat: string) => request<object>('POST', attest(hat, '/restore'), {}),
  attests: () => request<Attests>('GET', '/api/attests'),
};
