/* Addresses of documents with editions: of the region, of others, of one's facility. */
import { request } from './http';
import type { DocumentConfirmations, DocumentLine, DocumentText, Documents } from './types.gen';

export interface Edition {
  key: string;
  kind: DocumentLine['kind'];
  edition: number;
  body: string;
  from_on: string;
  confirm_by?: string;
}

export interface HouseEdition {
  key: string;
  line?: string;
  edition: number;
  title: string;
  body: string;
  confirm_by?: string;
}

export interface GuidelineWords {
  title: string;
  edition: string;
  link: string;
}

const at = (place: string, id: string, rest = '') => `/api/${place}/${encodeURIComponent(id)}${rest}`;

export const documentApi = {
  list: () => request<Documents>('GET', '/api/documents'),
  text: (id: string) => request<DocumentText>('GET', at('documents', id)),
  confirmations: (id: string) => request<DocumentConfirmations>('GET', at('documents', id, '/confirmations')),
  add: (edition: Edition) => request<{ id: string }>('POST', '/api/documents', edition),
  move: (id: string, version: number, days: { from_on: string; confirm_by?: string }) =>
    request<object>('PUT', at('documents', id, '/days'), { version, ...days }),
  guidelineAdd: (key: string, words: GuidelineWords) => request<{ id: string }>('POST', '/api/guidelines', { key, ...words }),
  guidelineChange: (id: string, version: number, words: GuidelineWords) =>
    request<object>('PUT', at('guidelines', id), { version, ...words }),
  guidelineWithdraw: (id: string) => request<object>('POST', at('guidelines', id, '/withdraw'), {}),
  houseAdd: (edition: HouseEdition) => request<{ id: string }>('POST', '/api/facility/documents', edition),
  houseWithdraw: (id: string) => request<object>('POST', at('facility/documents', id, '/withdraw'), {}),
  houseConfirm: (id: string) => request<object>('POST', at('facility/documents', id, '/confirm'), {}),
};
