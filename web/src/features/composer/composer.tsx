import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { BODY_MAX, drafts, lengthOf, save, savedOf, submit, wordsOf, write } from '../../store/drafts';
import { type Room, may } from '../../store/model';
import { otherPatient } from '../../store/other_patient';
import { kin, spaces } from '../../store/store';
import { loadPost, showNewest } from '../../store/timeline';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Gate } from '../circle/about';
import { titleOf } from '../common/title';
import { Refused } from '../circle/refused';
import { openDialog } from '../dialogs/dialogs';
import { familyView } from '../family/view';
import { Closed } from '../life/state';
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
  const lost = wordsOf(space).lost && <strong>{t.lost}</strong>;
  return (
    <p class="composer-state" role="status" data-saved={saved}>
      {left < ROOM_LEFT_SHOWN ? <span class={left < 0 ? 'error' : ''}>{t.left(left)}</span> : null}
      {saved === 'none' ? lost : saved === 'kept' ? t.kept : <strong>{t[saved]}</strong>}
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
    if (!ready) {
      return;
    }
    const other = otherPatient(body, room.space, spaces.value, (room.members ?? []).map((m) => m.person.name));
    if (other) {
      openDialog({ kind: 'other_patient', space: id, other: other.title });
      return;
    }
    if (room.space.kind === 'family' && !kin.value) {
      openDialog({ kind: 'family_preview', space: id });
      return;
    }
    submit(id);
    void showNewest(id);
    field.current?.focus();
    familyView.value = 'read'; /* in the notebook: there it stands, or waits for the line */
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

/* Whoever is on leave is of the team and reads when they are back; until then nobody should count on them. */
function audience(room: Room): string {
  const t = text.value;
  const { kind, members } = room.space;
  const family = (room.members ?? []).filter((m) => m.person.kind === 'kin').length;
  const away = (room.members ?? []).filter((m) => m.absence !== null).length;
  const ofThem = away > 0 ? t.composer.away(away) : '';
  if (kind === 'board') {
    return t.board.audience(members, ofThem);
  }
  return family > 0 ? t.family.audience(members - family, family, ofThem) : t.composer.audience(members, ofThem);
}

export function Composer({ room }: { room: Room }) {
  const t = text.value.composer;
  void drafts.value;
  const answers = room.space.kind === 'board' && may(room, 'reply') && wordsOf(room.space.id).replyTo !== null;
  if (!may(room, 'post') && room.space.kind === 'board' && !answers) {
    return <p class="composer closed">{text.value.board.closed}</p>;
  }
  if (!may(room, 'post') && !answers) {
    return <Closed room={room} />;
  }
  if (room.space.kind === 'circle' && room.space.agreement?.confirmed === false) {
    return <Gate room={room} />;
  }
  return (
    <section class="composer" aria-label={t.label}>
      <p class="composer-audience" id="composer-audience">
        <strong>{t.to(titleOf(room.space))}</strong>
        {['circle', 'board'].includes(room.space.kind) && <span class="composer-warning">{text.value.circle.warning}</span>}
        {room.space.kind === 'family' && !kin.value && <span class="composer-warning">{text.value.family.read}</span>}
        <span>{audience(room)}</span>
      </p>
      <Refused room={room} />
      <Fields room={room} />
    </section>
  );
}
