import type { ComponentChildren } from 'preact';
import type { Person } from '../../api/types';
import { myHat } from '../../store/store';
import { text } from '../../text';
import { Badge, Belonging } from '../../ui/person';

interface Props {
  person: Person | undefined;
  hat: string;
  children?: ComponentChildren;
  beside?: ComponentChildren;
}

export function PersonRow({ person, hat, children, beside }: Props) {
  return (
    <li class="person">
      <Badge person={person} />
      <div class="person-words">
        <p class="person-name">
          <strong>{person?.name}</strong>
          {hat === myHat.value && <span class="tag">{text.value.panels.me}</span>}
        </p>
        <Belonging person={person} />
        {children}
      </div>
      {beside}
    </li>
  );
}
