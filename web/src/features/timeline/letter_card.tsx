import { takeBack } from '../../store/drafts';
import { retryLetter } from '../../store/outbox';
import type { Letter } from '../../store/outbox_rules';
import { session } from '../../store/store';
import { errorText, text } from '../../text';
import { Button } from '../../ui/button';
import { Badge } from '../../ui/person';
import { openDialog } from '../dialogs/dialogs';

/** Words on their way, shown where the post will stand. */
export function LetterCard({ letter }: { letter: Letter }) {
  const t = text.value.post;
  const me = session.value?.hat;
  const refused = letter.state === 'refused';
  const waits = !refused && letter.code !== null;
  return (
    <article class="post mine letter" data-state={refused ? 'refused' : waits ? 'waiting' : 'sending'}>
      <header class="post-head">
        <Badge person={me} />
        <h4>{me?.name}</h4>
        <p class="letter-state" role="status">
          {refused ? t.refused : waits ? t.notSent : t.sending}
        </p>
      </header>
      <p class="post-body words-of-people">{letter.body}</p>
      {(refused || waits) && (
        <div class="letter-acts">
          {refused ? <p class="error">{errorText(letter.code!)}</p> : <p class="soft">{t.sendsItself}</p>}
          <Button look="main" onClick={() => retryLetter(letter.key)}>
            {refused ? t.retry : t.sendNow}
          </Button>
          <Button onClick={() => takeBack(letter.key)}>{t.takeBack}</Button>
          <Button look="quiet" onClick={() => openDialog({ kind: 'drop_letter', key: letter.key })}>
            {t.drop}
          </Button>
        </div>
      )}
    </article>
  );
}
