/* One request to the server: JSON both ways, every failure an ApiError with the server's code or one of our own. */

export class ApiError extends Error {
  constructor(
    readonly status: number /* 0: no answer came */,
    readonly code: string /* the server's `error`, or 'offline' */,
    readonly retryAfter: number | null = null,
  ) {
    super(code);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const DEADLINE_MS = 20_000;
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
  const fields = (answer ?? {}) as { error?: unknown; retry_after?: unknown };
  const header = Number(response.headers.get('Retry-After'));
  const wait = typeof fields.retry_after === 'number' ? fields.retry_after : header > 0 ? header : null;
  return new ApiError(response.status, typeof fields.error === 'string' ? fields.error : 'internal', wait);
}

async function send(method: Method, path: string, body: unknown, more: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const init: RequestInit = { ...more, method, credentials: 'same-origin', cache: 'no-store', signal };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
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
