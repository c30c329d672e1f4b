/* What changes of staff bring: offers to oneself, who has left, 様式3 for the office. */
import type { InboxChange, InboxDeparture, InboxOffer } from '../../api/types.gen';
import { text } from '../../text';
import { Section } from '../people/section';
import { ChangeCard, DepartureCard, OfferCard } from './inbox_cards';

interface Props {
  offers: readonly InboxOffer[];
  departures: readonly InboxDeparture[];
  changes: readonly InboxChange[];
}

export function StaffCards({ offers, departures, changes }: Props) {
  const t = text.value;
  return (
    <>
      {offers.length > 0 && (
        <Section title={t.staff.inbox.offers}>
          {offers.map((x) => (
            <OfferCard key={x.id} o={x} />
          ))}
        </Section>
      )}
      {departures.length > 0 && (
        <Section title={t.staff.inbox.departures}>
          {departures.map((x) => (
            <DepartureCard key={x.id} d={x} />
          ))}
        </Section>
      )}
      {changes.length > 0 && (
        <Section title={t.desk.places.changes}>
          {changes.map((x) => (
            <ChangeCard key={x.id} c={x} />
          ))}
        </Section>
      )}
    </>
  );
}
