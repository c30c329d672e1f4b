/* Acts that want to know once more that it is the same person: the question is asked in between, then the act is done again. */
import { signal } from '@preact/signals';
import { ApiError } from '../api/http';

interface Question {
  answered: () => void;
  refused: (e: ApiError) => void;
}

/** What the small window answers; null: nothing is asked. */
export const question = signal<Question | null>(null);

function ask(): Promise<void> {
  return new Promise<void>((done, fail) => {
    question.value = {
      answered: () => {
        question.value = null;
        done();
      },
      refused: (error) => {
        question.value = null;
        fail(error);
      },
    };
  });
}

/** Does the act; when the server wants a proof first, asks for it and does the act again. Given up, it fails as it did. */
export async function withProof<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (e) {
    if (!(e instanceof ApiError) || e.code !== 'proof_needed') {
      throw e;
    }
    await ask();
    return act();
  }
}
