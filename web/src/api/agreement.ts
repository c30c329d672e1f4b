/* 取り決め of a timeline, aim and rules of a free group. word: what the writer has answered for. */
import { type Word, request, said } from './http';
import type { Agreement } from './types.gen';

const of = (space: string, rest = '') => `/api/spaces/${encodeURIComponent(space)}/agreement${rest}`;

export const agreementApi = {
  read: (space: string) => request<Agreement>('GET', of(space)),
  confirm: (space: string, version: number) => request<object>('POST', of(space, '/confirm'), { version }),
  /** rules: of a free group only. */
  write: (space: string, version: number, text: string, rules: string | null, word: Word | null) =>
    request<object>('PUT', of(space), { version, text, ...(rules === null ? {} : { rules }), ...said(word) }),
};
