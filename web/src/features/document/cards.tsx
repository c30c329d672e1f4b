/* Documents as cards: the newest edition of each, earlier ones below it. */
import type { ComponentChildren } from 'preact';
import type { DocumentLine, FacilityDocument, Guideline } from '../../api/types.gen';
import { inbox } from '../../store/inbox';
import { now, session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { dateOf, day } from '../people/person';

const NEWS_MS = 30 * 86_400_000;

export type Shown = { kind: 'read'; id: string; asked: boolean } | { kind: 'who'; id: string; name: string };
type Line = DocumentLine | FacilityDocument;

/** Is this edition waiting for one's own word? */
export const isAsked = (id: string) => inbox.value?.documents.some((d) => d.id === id) ?? false;

/** Editions of one document together, the newest first. */
export function byDocument<T extends Line>(lines: readonly T[], of: (line: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const line of lines) {
    groups.set(of(line), [...(groups.get(of(line)) ?? []), line]);
  }
  return [...groups.values()];
}

/* What this hat has done about it; office, committee and relatives are asked for nothing. */
function Own({ line }: { line: Line }) {
  const t = text.value.document;
  if (line.confirmed_at) {
    return <span class="tag strong">{t.confirmed(day(line.confirmed_at))}</span>;
  }
  if (!isAsked(line.id)) {
    return null;
  }
  const wait = inbox.value?.documents.find((d) => d.id === line.id);
  return (
    <span class="tag">
      {t.inbox} {wait?.confirm_by && t.until(dateOf(wait.confirm_by))}
    </span>
  );
}

interface CardProps {
  name: string;
  editions: readonly Line[];
  onShow: (shown: Shown) => void;
  children?: ComponentChildren;
  /** What can be done about an edition before the newest. */
  acts?: ((line: Line) => ComponentChildren) | undefined;
}

function since(line: Line): string {
  const t = text.value.document;
  if (!('from_on' in line) || !line.from_on) {
    return '';
  }
  const ahead = new Date(`${line.from_on}T00:00:00+09:00`).getTime() > now();
  return ahead ? t.ahead(dateOf(line.from_on)) : t.since(dateOf(line.from_on));
}

/** Since when it is in force, and by when it is to be confirmed. */
function days(line: Line): string {
  const t = text.value.document;
  const due = line.asked !== undefined && line.confirm_by && `${t.due}：${t.until(dateOf(line.confirm_by))}`;
  return [since(line), due].filter(Boolean).join('・');
}

/* Its days were moved: what they were. */
function Moved({ line }: { line: Line }) {
  const t = text.value.document;
  if (!('moved' in line) || !line.moved) {
    return null;
  }
  const { at, confirm_by: by, from_on: from } = line.moved;
  const was = [from && from !== line.from_on && t.sinceWas(dateOf(from)), by && by !== line.confirm_by && t.dueWas(dateOf(by))];
  return (
    <p class="soft">
      {t.moved(day(at))} {was.filter(Boolean).join('・')}
    </p>
  );
}

function Earlier({ name, editions, onShow, acts }: Omit<CardProps, 'children'>) {
  const t = text.value.document;
  return (
    <details>
      <summary>{t.earlier}</summary>
      <ul>
        {editions.map((e) => (
          <li key={e.id}>
            <Button look="link" onClick={() => onShow({ kind: 'read', id: e.id, asked: false })}>
              {t.edition(e.edition)}
              <span class="for-sr">：{name}</span>
            </Button>{' '}
            <span class="soft">
              {days(e)}{' '}
              {e.confirmed_at ? t.confirmed(day(e.confirmed_at)) : ''}
            </span>{' '}
            {acts?.(e)}
            <Moved line={e} />
          </li>
        ))}
      </ul>
    </details>
  );
}

export function DocumentCard({ name, editions, onShow, children, acts }: CardProps) {
  const t = text.value.document;
  const [line, ...earlier] = editions;
  if (!line) {
    return null;
  }
  const ended = 'ended' in line && line.ended;
  const titled = `${name} ${t.edition(line.edition)}`;
  return (
    <li class="card">
      <h4 class="card-title words-of-people">
        {name} <span class="soft">{t.edition(line.edition)}</span>
      </h4>
      <p class="stamp">
        {days(line)}{' '}
        {ended ? <span class="tag">{t.houseWrite.ended}</span> : <Own line={line} />}
      </p>
      <Moved line={line} />
      {line.asked !== undefined && !ended && <p>{t.counts(line.confirmed ?? 0, line.asked)}</p>}
      <p class="card-foot">
        {line.asked !== undefined && !ended && (
          <Button onClick={() => onShow({ kind: 'who', id: line.id, name: titled })}>
            {t.who}
            <span class="for-sr">：{name}</span>
          </Button>
        )}
        {children}
        <Button
          look={isAsked(line.id) ? 'main' : 'plain'}
          onClick={() => onShow({ kind: 'read', id: line.id, asked: isAsked(line.id) })}
        >
          {isAsked(line.id) ? t.toRead : t.read}
          <span class="for-sr">：{name}</span>
        </Button>
      </p>
      {earlier.length > 0 && <Earlier name={name} editions={earlier} onShow={onShow} acts={acts} />}
    </li>
  );
}

export function GuidelineCard({ guideline, children }: { guideline: Guideline; children?: ComponentChildren }) {
  const t = text.value.document;
  const fresh = guideline.changed_at > 0 && now() - guideline.changed_at < NEWS_MS;
  return (
    <li class="card">
      <h4 class="card-title words-of-people">{guideline.title}</h4>
      <p class="stamp">
        {guideline.edition} {fresh && <span class="tag strong">{t.newer}</span>}
      </p>
      <p class="card-foot">
        {children}
        <a class="desk-link" href={guideline.link} target="_blank" rel="noopener noreferrer">
          {t.open}
          <span class="for-sr">：{guideline.title}</span>
        </a>
      </p>
    </li>
  );
}

/** The own facility's documents are written by its 施設管理者. */
export const writesHouse = () => session.value?.hat.kind === 'staff' && session.value.facility_admin;
