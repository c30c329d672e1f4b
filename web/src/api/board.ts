/* Addresses of the 施設管理者グループ. */
import { request } from './http';
import type { Confirmations } from './types.gen';

export const boardApi = {
  confirmations: (space: string, post: string) =>
    request<Confirmations>('GET', `/api/spaces/${encodeURIComponent(space)}/posts/${encodeURIComponent(post)}/confirmations`),
};
