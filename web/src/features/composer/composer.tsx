import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { BODY_MAX, drafts, lengthOf, save, savedOf, submit, wordsOf, write } from '../../store/drafts';
import { type Room, may } from '../../store/model';
import { loadPost, showNewest } from '../../store/timeline';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { keyAct } from './keys';
import { COMPOSER_ID } from './reply';

const ROOM_LEFT_SHOWN = 500;

function Replying({ room, root }: { room: Room; root: string }) {
  const t = text.value;
  const { id } = room.space;
  const post = room.entries.get(root)?.post;
  useEffect(() => {
    if (!post && room.span) {
      void loadPost(id, root).catch(() => undefined);
    }
  }, [root]);
  const name = post ? (room.people.get(post.author)?.name ?? '') : '';
  return (
    <div class="replying">
      <p>
        <strong>{t.composer.replying(name)}</strong>
        <span class="quote-line">{post?.body?.trim().split('\n', 1)[0] ?? t.post.replyToUnknown}</span>
      </p>
      <Button look="quiet" class="round" aria-label={t.composer.stopReply} onClick={() => write(id, wordsOf(id).body, null)}>
        <Icon name="close" />
      </Button>
    </div>
  );
}

/* As high as its words, up to what the style allows. */
function useHeight(body: string) {
  const ref = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const field = ref.current;
    if (field) {
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight + 2}px`;
    }
  }, [body]);
  return ref;
}

function State({ space, left }: { space: string; left: number }) {
  const t = text.value.composer;
  const saved = savedOf(space);
  return (
    <p class="composer-state" role="status" data-saved={saved}>
      {left < ROOM_LEFT_SHOWN ? <span class={left < 0 ? 'error' : ''}>{t.left(left)}</span> : null}
      {saved === 'kept' ? t.kept : saved === 'unsaved' ? <strong>{t.unsaved}</strong> : null}
    </p>
  );
}

function Fields({ room }: { room: Room }) {
  const t = text.value.composer;
  const { id } = room.space;
  void drafts.value;
  const { body, replyTo } = wordsOf(id);
  const field = useHeight(body);
  const left = BODY_MAX - lengthOf(body);
  const ready = body.trim() !== '' && left >= 0;
  const send = () => {
    if (ready) {
      submit(id);
      void showNewest(id);
      field.current?.focus();
    }
  };
  const key = (e: KeyboardEvent) => {
    if (keyAct(e) === 'send') {
      e.preventDefault();
      send();
    }
  };
  return (
    <>
      {replyTo && <Replying room={room} root={replyTo} />}
      <div class="composer-row">
        <textarea
          ref={field}
          id={COMPOSER_ID}
          rows={1}
          value={body}
          placeholder={t.prompt}
          aria-label={t.label}
          aria-describedby="composer-audience"
          onInput={(e) => write(id, e.currentTarget.value, replyTo)}
          onBlur={() => void save(id)}
          onKeyDown={key}
        />
        <Button look="main" disabled={!ready} onPointerDown={(e) => e.preventDefault()} onClick={send}>
          {t.submit}
        </Button>
      </div>
      <div class="composer-foot">
        <p class="composer-hint">{t.hint}</p>
        <State space={id} left={left} />
      </div>
    </>
  );
}

export function Composer({ room }: { room: Room }) {
  const t = text.value.composer;
  if (!may(room, 'post')) {
    return <p class="composer closed">{t.readOnly}</p>;
  }
  return (
    <section class="composer" aria-label={t.label}>
      <p class="composer-audience" id="composer-audience">
        <strong>{t.to(room.space.title)}</strong>
        <span>{t.audience(room.space.members)}</span>
      </p>
      <Fields room={room} />
    </section>
  );
}
