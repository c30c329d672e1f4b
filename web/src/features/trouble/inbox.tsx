/* This folder's sections of the inbox, above all others: what happened, what the committee says, who cannot sign in. */
import type { ComponentChildren, ComponentType } from 'preact';
import type { Inbox } from '../../api/types.gen';
import { text } from '../../text';
import { IncidentCard, StopCard, WarningCard } from './cards';

export function Troubles({ i, Section }: { i: Inbox; Section: ComponentType<{ title: string; children: ComponentChildren }> }) {
  const t = text.value.trouble;
  return (
    <>
      {i.incidents.length > 0 && (
        <Section title={t.incident.title}>
          {i.incidents.map((x) => (
            <IncidentCard key={x.id} i={x} />
          ))}
        </Section>
      )}
      {i.warnings.length > 0 && (
        <Section title={t.warning.inbox}>
          {i.warnings.map((x) => (
            <WarningCard key={x.id} w={x} />
          ))}
        </Section>
      )}
      {i.stops.length > 0 && (
        <Section title={t.stop.inbox}>
          {i.stops.map((x) => (
            <StopCard key={x.id} s={x} />
          ))}
        </Section>
      )}
    </>
  );
}
