/* 文書: what binds, in which edition, and what one has confirmed when; for everybody. */
import { useEffect, useState } from 'preact/hooks';
import { documentApi } from '../../api/document';
import type { Documents, FacilityDocument } from '../../api/types.gen';
import { inboxTick, readInbox } from '../../store/inbox';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { Failure, useAct } from '../people/person';
import { DocumentCard, GuidelineCard, type Shown, byDocument, writesHouse } from './cards';
import { Confirmations } from './confirmations';
import { HouseEditor } from './house';
import { ReadDocument } from './read';

type View = { kind: 'list' } | { kind: 'house'; before: FacilityDocument | null; body: string } | Shown;

interface HouseProps {
  list: readonly FacilityDocument[];
  onView: (view: View) => void;
  onChanged: () => void;
}

function HouseActs({ line, onView, onEnd }: { line: FacilityDocument; onView: (view: View) => void; onEnd: () => void }) {
  const t = text.value.document.houseWrite;
  const act = useAct();
  const next = () =>
    act.run(async () => onView({ kind: 'house', before: line, body: (await documentApi.text(line.id)).body }));
  return (
    <>
      <Failure act={act} />
      <Button onClick={onEnd}>
        {t.end}
        <span class="for-sr">：{line.title}</span>
      </Button>
      <Button disabled={act.busy} onClick={() => void next()}>
        {t.next}
        <span class="for-sr">：{line.title}</span>
      </Button>
    </>
  );
}

function House({ list, onView, onChanged }: HouseProps) {
  const t = text.value.document;
  const [ending, setEnding] = useState<FacilityDocument | null>(null);
  const act = useAct();
  const end = async (line: FacilityDocument) => {
    setEnding(null);
    await act.run(() => documentApi.houseWithdraw(line.id));
    onChanged();
  };
  return (
    <section class="cards">
      <h3>{t.house}</h3>
      <p class="soft">{list.length === 0 ? t.houseNone : t.houseLine}</p>
      {writesHouse() && (
        <p>
          <Button onClick={() => onView({ kind: 'house', before: null, body: '' })}>{t.houseWrite.add}</Button>
        </p>
      )}
      <Failure act={act} />
      <ul class="cards">
        {byDocument(list, (f) => f.line).map((editions) => (
          <DocumentCard key={editions[0]!.line} name={editions[0]!.title} editions={editions} onShow={onView}>
            {writesHouse() && !editions[0]!.ended && (
              <HouseActs line={editions[0]!} onView={onView} onEnd={() => setEnding(editions[0]!)} />
            )}
          </DocumentCard>
        ))}
      </ul>
      {ending && (
        <Confirm
          title={t.houseWrite.endTitle}
          line={t.houseWrite.endLine}
          yes={t.houseWrite.end}
          onYes={() => void end(ending)}
          onNo={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function List({ documents, onView, onChanged }: { documents: Documents } & Omit<HouseProps, 'list'>) {
  const t = text.value.document;
  return (
    <>
      <section class="cards">
        <h3>{t.region}</h3>
        <ul class="cards">
          {byDocument(documents.documents, (d) => d.kind).map((editions) => (
            <DocumentCard
              key={editions[0]!.kind}
              name={t.kinds[editions[0]!.kind]}
              editions={editions}
              onShow={onView}
            />
          ))}
        </ul>
      </section>
      <section class="cards">
        <h3>{t.others}</h3>
        <p class="soft">{t.othersLine}</p>
        <ul class="cards">
          {documents.guidelines.map((g) => (
            <GuidelineCard key={g.id} guideline={g} />
          ))}
        </ul>
      </section>
      {session.value?.hat.kind === 'staff' && <House list={documents.facility} onView={onView} onChanged={onChanged} />}
    </>
  );
}

export function DocumentsDialog({ document }: { document: string | undefined }) {
  const t = text.value.document;
  const [view, setView] = useState<View>(document ? { kind: 'read', id: document, asked: true } : { kind: 'list' });
  const load = useLoad(documentApi.list, [inboxTick.value]);
  useEffect(() => void readInbox(), []);
  const list = () => {
    setView({ kind: 'list' });
    load.again();
  };
  return (
    <Dialog title={t.title} onClose={closeDialog} wide>
      {view.kind === 'list' && <LoadState load={load} />}
      {view.kind === 'list' && load.data && (
        <List documents={load.data} onView={setView} onChanged={load.again} />
      )}
      {view.kind === 'read' && <ReadDocument id={view.id} asked={view.asked} onBack={list} />}
      {view.kind === 'who' && <Confirmations id={view.id} name={view.name} onBack={list} />}
      {view.kind === 'house' && <HouseEditor before={view.before} body={view.body} onDone={list} onBack={list} />}
    </Dialog>
  );
}
