/* Addresses of a patient timeline's life: opening it, the 主治医's instruction behind it, consent, 保管リスト. */
import { request } from './http';
import type { Consents, Instructions } from './types.gen';

export type Sex = 'female' | 'male' | 'other';
export type ArchiveReason = 'death' | 'moved' | 'ended' | 'other';
export type Way = 'oral' | 'phone' | 'fax' | 'letter';

/** Neither attending nor attending_name: the opener is the 主治医; with one of them the day and the way of the instruction. */
export interface Opening {
  key: string;
  name: string;
  kana: string;
  birth: string;
  sex: Sex;
  phone?: string;
  insured_no?: string;
  chart_no?: string;
  attending?: string;
  attending_name?: string;
  attending_phone?: string;
  given_on?: string;
  way?: Way;
}

/** 様式5. copy_on: required of a signed one. */
export interface ConsentWords {
  kind: 'signed' | 'prior';
  giver: string;
  relation: string;
  explained_by: string;
  signed_on: string;
  copy_on?: string;
  original_at: string;
  scope_photo: boolean;
  scope_family: boolean;
  scope_disaster: boolean;
  scope_after_death: boolean;
}

const in_ = (space: string, rest: string) => `/api/spaces/${encodeURIComponent(space)}${rest}`;

export const lifeApi = {
  open: (opening: Opening) => request<{ id: string }>('POST', '/api/spaces', opening),
  instructionAnswer: (id: string, answer: 'confirmed' | 'refused') =>
    request<object>('POST', `/api/instructions/${encodeURIComponent(id)}`, { answer }),
  instructions: (space: string) => request<Instructions>('GET', in_(space, '/instructions')),
  instructionRenew: (space: string, attending: string, given_on: string, way: Way) =>
    request<object>('POST', in_(space, '/instructions'), { attending, given_on, way }),
  consents: (space: string) => request<Consents>('GET', in_(space, '/consent')),
  consentRecord: (space: string, consent: ConsentWords) => request<object>('POST', in_(space, '/consent'), consent),
  archive: (space: string, reason: ArchiveReason, died_on = '') =>
    request<object>('POST', in_(space, '/archive'), { reason, ...(died_on ? { died_on } : {}) }),
  death: (space: string, died_on: string) => request<object>('PUT', in_(space, '/death'), died_on ? { died_on } : {}),
  archiveRestore: (space: string) => request<object>('DELETE', in_(space, '/archive')),
  archivePropose: (space: string, reason: ArchiveReason) => request<object>('POST', in_(space, '/archive/proposal'), { reason }),
  archiveDismiss: (space: string) => request<object>('DELETE', in_(space, '/archive/proposal')),
  consentWithdraw: (space: string) => request<object>('DELETE', in_(space, '/consent')),
};
