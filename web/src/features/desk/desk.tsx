/* One place of the office's desk. */
import type { ComponentChildren } from 'preact';
import { type Place, isOwn } from '../../store/desk';
import { openList } from '../../store/route';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Icon, Mark } from '../../ui/icon';
import { DeskDocuments } from '../document/desk';
import { DeskTrainings } from '../training/desk';
import { AttestView } from '../attest/attest';
import { AttestsView } from '../attest/office';
import { EducationView } from '../ledger/education';
import { LedgerView } from '../ledger/ledger';
import { PledgesView } from '../ledger/pledges';
import { Changes } from '../staff/changes';
import { Accounts } from './accounts';
import { Applications } from './applications';
import { Facilities } from './facilities';
import { MailPlace } from './mail';
import { Notices } from './notices';
import { Overview } from './overview';
import { DeskIncidents } from '../trouble/desk';
import { DeskStops } from '../trouble/stops';
import { DeskWarnings } from '../trouble/warnings';
import { Screenings } from './screenings';
import { RegionStatistics } from './statistics';

const views = {
  accounts: Accounts,
  applications: Applications,
  attest: AttestView,
  attests: AttestsView,
  changes: Changes,
  documents: DeskDocuments,
  education: EducationView,
  facilities: Facilities,
  incidents: DeskIncidents,
  ledger: LedgerView,
  mail: MailPlace,
  notices: Notices,
  overview: Overview,
  pledges: PledgesView,
  screenings: Screenings,
  statistics: RegionStatistics,
  stops: DeskStops,
  trainings: DeskTrainings,
  warnings: DeskWarnings,
};

/* What the committee works with too. */
const shared: readonly Place[] = ['applications', 'incidents', 'overview', 'statistics', 'stops', 'warnings'];

/** Of one's own facility for its 施設管理者; the rest is the office's. */
function mayOpen(place: Place): boolean {
  const s = session.value;
  if (isOwn(place)) {
    return s?.facility_admin ?? false;
  }
  return s?.hat.kind === 'office' || (s?.hat.kind === 'committee' && shared.includes(place));
}

function Frame({ title, back, children }: { title: string; back: string; children: ComponentChildren }) {
  return (
    <section class="space" aria-labelledby="desk-title">
      <header class="space-head">
        <Button look="quiet" class="space-back" onClick={openList}>
          <Icon name="back" />
          <span class="for-sr">{back}</span>
        </Button>
        <div class="space-title">
          <h2 id="desk-title">{title}</h2>
        </div>
      </header>
      <div class="desk-body" tabIndex={0}>
        {children}
      </div>
    </section>
  );
}

export function DeskView({ place }: { place: Place }) {
  const t = text.value;
  const View = views[place];
  const own = isOwn(place);
  if (!mayOpen(place)) {
    return (
      <section class="space empty">
        <Mark />
        <p>{own ? t.ledger.notYours : t.desk.notYours}</p>
        <Button onClick={openList}>{t.spaces.toList}</Button>
      </section>
    );
  }
  return (
    <Frame title={own ? t.ledger.places[place] : t.desk.places[place]} back={own ? t.spaces.toList : t.desk.back}>
      <View />
    </Frame>
  );
}
