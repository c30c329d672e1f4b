/* The token of the link one came by: taken out of the address at once, kept nowhere but here. null: by no link. */
import { signal } from '@preact/signals';

function take(): string | null {
  if (location.pathname !== '/join') {
    return null;
  }
  const token = location.hash.slice(1);
  history.replaceState({}, '', '/join');
  return token;
}

export const joining = signal<string | null>(take());

export function toSignIn(): void {
  joining.value = null;
  history.replaceState({}, '', '/');
}
