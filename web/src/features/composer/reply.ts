/* Starting a reply from anywhere: the composer takes the root, and the cursor. */
import type { Post } from '../../api/types';
import { wordsOf, write } from '../../store/drafts';
import { closePanel } from '../../store/route';

export const COMPOSER_ID = 'composer';
const PANEL_AWAY_MS = 60;

function focusComposer(): boolean {
  const field = document.getElementById(COMPOSER_ID);
  field?.focus();
  return field !== null && field === document.activeElement;
}

export function startReply(post: Post): void {
  write(post.space, wordsOf(post.space).body, post.reply_to?.id ?? post.id);
  if (!focusComposer()) {
    closePanel();
    setTimeout(focusComposer, PANEL_AWAY_MS);
  }
}
