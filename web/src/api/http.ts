/* One request to the server: JSON both ways (a file as it is), every failure an ApiError with a code of the server's or ours. */
import type { Place } from './types.gen';

/** What a writer may answer for: the names are colleagues' or public persons'; the patient agrees. */
export type Word = 'colleague' | 'consent';
export const said = (word: Word | null) => (word ? { [word]: true } : {});

export class ApiError extends Error {
  constructor(
    readonly status: number /* 0: no answer came */,
    readonly code: string /* the server's `error`, or 'offline' */,
    readonly retryAfter: number | null = null,
    /* Of patient_data and consent_needed; word: the one that helps. field: what is wrong. */
    readonly more: { places?: Place[]; word?: Word | null; field?: string } = {},
  ) {
    super(code);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const DEADLINE_MS = 20_000;
const FILE_DEADLINE_MS = 180_000; /* a file on a slow line */
let watcher: (e: ApiError) => void = () => undefined;
let answered: () => void = () => undefined;

/** Called with every failure before it is thrown; the store uses it for 401 and 423. */
export function watchFailures(f: (e: ApiError) => void): void {
  watcher = f;
}

/** Called whenever the server answered, whatever it said: the line is there. */
export function watchAnswers(f: () => void): void {
  answered = f;
}

async function failureOf(response: Response): Promise<ApiError> {
  const answer: unknown = await response.json().catch(() => null);
  const fields = (answer ?? {}) as {
    error?: unknown;
    retry_after?: unknown;
    places?: Place[];
    colleague?: boolean;
    detail?: unknown;
  };
  const header = Number(response.headers.get('Retry-After'));
  const wait = typeof fields.retry_after === 'number' ? fields.retry_after : header > 0 ? header : null;
  const word = fields.error === 'consent_needed' ? 'consent' : fields.colleague === true ? 'colleague' : null;
  const field = typeof fields.detail === 'string' ? { field: fields.detail } : {};
  const more = fields.places ? { places: fields.places, word: word as Word | null } : field;
  return new ApiError(response.status, typeof fields.error === 'string' ? fields.error : 'internal', wait, more);
}

async function send(method: Method, path: string, body: unknown, more: RequestInit): Promise<Response> {
  const file = body instanceof Blob;
  const signal = AbortSignal.timeout(file ? FILE_DEADLINE_MS : DEADLINE_MS);
  const init: RequestInit = { ...more, method, credentials: 'same-origin', cache: 'no-store', signal };
  if (file) {
    init.body = body;
    init.headers = { ...(more.headers as Record<string, string> | undefined), 'Content-Type': 'application/octet-stream' };
  } else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...(more.headers as Record<string, string> | undefined), 'Content-Type': 'application/json' };
  }
  try {
    return await fetch(path, init);
  } catch {
    throw new ApiError(0, 'offline');
  }
}

export async function request<T>(method: Method, path: string, body?: unknown, more: RequestInit = {}): Promise<T> {
  try {
    const response = await send(method, path, body, more);
    answered();
    if (!response.ok) {
      throw await failureOf(response);
    }
    return (await response.json().catch(() => {
      throw new ApiError(0, 'offline');
    })) as T;
  } catch (e) {
    if (e instanceof ApiError) {
      watcher(e);
    }
    throw e;
  }
}
