/* What a failed sign-in says, and how long to wait before the next try. */
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { errorText, text } from '../../text';

export interface Failure {
  code: string;
  until: number;
}

export function failureOf(e: unknown): Failure {
  const error = e instanceof ApiError ? e : new ApiError(0, 'offline');
  return { code: error.code, until: Date.now() + (error.retryAfter ?? 0) * 1000 };
}

/** Seconds until the next try is possible, counting down. */
export function useCountdown(until: number): number {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [, again] = useState(0);
  useEffect(() => {
    if (left() === 0) {
      return undefined;
    }
    const timer = setInterval(() => {
      again((n) => n + 1);
      if (left() === 0) {
        clearInterval(timer);
      }
    }, 500);
    return () => clearInterval(timer);
  }, [until]);
  return left();
}

export function failureText(failure: Failure, seconds: number, refused?: string): string {
  const words = failure.code === 'sign_in_refused' && refused ? refused : errorText(failure.code);
  return seconds > 0 ? `${words}（${text.value.wait(seconds)}）` : words;
}
