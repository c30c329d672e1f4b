/* Addresses of complete deletion: the office's desk, the clinic, objections, the certificate. */
import { request } from './http';
import type { Certificate, ErasureHere, Erasures } from './types.gen';

export type EndReason = 'withdrawn' | 'not_confirmed' | 'mistake';
export type HoldReason = 'transcription' | 'dispute' | 'other';
export type CheckWay = 'in_person' | 'letter' | 'phone';
export type DecisionReason = 'patient_wish' | 'no_reason' | 'record_needed' | 'dispute' | 'other';
export interface Answer {
  transcribed: boolean;
  dispute: boolean;
  care_goes_on: boolean;
}

const of = (id: string, rest: string) => `/api/erasures/${encodeURIComponent(id)}${rest}`;
const in_ = (space: string, rest: string) => `/api/spaces/${encodeURIComponent(space)}/erasure${rest}`;

export const erasureApi = {
  list: () => request<Erasures>('GET', '/api/erasures'),
  record: (key: string, way: 'paper' | 'phone', facility: string) =>
    request<{ id: string }>('POST', '/api/erasures', { key, way, facility }),
  called: (id: string) => request<object>('POST', of(id, '/check'), { step: 'called' }),
  checked: (id: string, way: CheckWay) => request<object>('POST', of(id, '/check'), { step: 'checked', way }),
  hold: (id: string, reason: HoldReason, review_on: string) => request<object>('PUT', of(id, '/hold'), { reason, review_on }),
  resume: (id: string) => request<object>('DELETE', of(id, '/hold')),
  accept: (id: string) => request<object>('POST', of(id, '/accept')),
  approve: (id: string, digest: string, password: string) => request<object>('POST', of(id, '/approve'), { digest, password }),
  decide: (id: string, decision: 'go_on' | 'stop', reason: DecisionReason) =>
    request<object>('POST', of(id, '/decision'), { decision, reason }),
  end: (id: string, reason: EndReason) => request<object>('POST', of(id, '/end'), { reason }),
  object: (id: string) => request<object>('POST', of(id, '/objection')),
  certificate: (id: string) => request<Certificate>('GET', of(id, '/certificate')),
  here: (space: string) => request<ErasureHere>('GET', in_(space, '')),
  pass: (space: string, key: string) => request<{ id: string }>('POST', in_(space, ''), { key }),
  wished: (space: string) => request<ErasureHere>('GET', in_(space, '/wish')),
  wish: (space: string, key: string) => request<{ id: string }>('POST', in_(space, '/wish'), { key }),
  attach: (space: string, id: string) => request<object>('POST', in_(space, '/attach'), { request: id }),
  confirm: (space: string) => request<object>('POST', in_(space, '/confirm')),
  answer: (space: string, answer: Answer) => request<object>('POST', in_(space, '/answer'), answer),
};
