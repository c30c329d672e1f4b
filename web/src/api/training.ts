/* Addresses of trainings: the office's, and the video. */
import { request } from './http';
import type { TrainingOwn, TrainingPeople, TrainingProgress, TrainingSession, Trainings } from './types.gen';

export interface TrainingWords {
  title: string;
  kind: TrainingSession['kind'];
  held_on: string;
  place: string;
}

const at = (id: string, rest = '') => `/api/trainings/${encodeURIComponent(id)}${rest}`;

/** The one screen that plays it has an address of its own: only there the content policy lets media in. */
export const VIDEO_SCREEN = '/training';
export const VIDEO = '/api/training/video';
export const CAPTIONS = '/api/training/captions';

export const trainingApi = {
  own: () => request<TrainingOwn>('GET', '/api/training'),
  watch: (from: number, to: number) => request<TrainingProgress>('POST', '/api/training/watch', { from, to }),
  list: () => request<Trainings>('GET', '/api/trainings'),
  add: (key: string, words: TrainingWords) => request<{ id: string }>('POST', '/api/trainings', { key, ...words }),
  change: (id: string, version: number, words: TrainingWords) => request<object>('PUT', at(id), { version, ...words }),
  withdraw: (id: string) => request<object>('POST', at(id, '/withdraw'), {}),
  people: (id: string, facility: string | null) =>
    request<TrainingPeople>('GET', at(id, `/people${facility ? `?facility=${encodeURIComponent(facility)}` : ''}`)),
  attend: (id: string, hat: string, attended: boolean) => request<object>('POST', at(id, '/people'), { hat, attended }),
};
