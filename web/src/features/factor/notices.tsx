/* What touched the safety of one's own account, by whomever: told until one has seen it. */
import { factorApi } from '../../api/factor';
import type { InboxSecurityNotice } from '../../api/types.gen';
import { readInbox } from '../../store/inbox';
import { text } from '../../text';
import { whenFull } from '../../text/time';
import { Button } from '../../ui/button';
import { Failure, useAct } from '../people/person';
import { Section } from '../people/section';

function Card({ n }: { n: InboxSecurityNotice }) {
  const t = text.value.factor.notices;
  const act = useAct();
  const seen = () => act.run(() => factorApi.seen(n.id)).then(() => void readInbox());
  return (
    <li class="card">
      <p class="card-title">
        <strong>{t.kinds[n.kind]}</strong>
      </p>
      <p class="stamp">{whenFull(n.at, text.value)}</p>
      <p>{t.line}</p>
      <Failure act={act} />
      <p class="card-foot">
        <Button disabled={act.busy} onClick={() => void seen()}>
          {t.seen}
          <span class="for-sr">：{t.kinds[n.kind]}</span>
        </Button>
      </p>
    </li>
  );
}

export function SecurityNotices({ list }: { list: readonly InboxSecurityNotice[] }) {
  return list.length === 0 ? null : (
    <Section title={text.value.factor.notices.title}>
      {list.map((n) => (
        <Card key={n.id} n={n} />
      ))}
    </Section>
  );
}
