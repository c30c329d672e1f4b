/* The next 主治医 does not use the network: declared by who manages the timeline, where the region allows it. */
import { useState } from 'preact/hooks';
import { peopleApi } from '../../api/people';
import { readInbox } from '../../store/inbox';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { focusFirstWrong } from '../common/form';
import { closeDialog } from '../dialogs/dialogs';
import { OutsideFields, TOLD_NOTHING, WhenAndHow } from '../life/told';
import { Failure, useAct } from './person';

export function DeclareDialog({ space }: { space: string }) {
  const t = text.value.people.handover;
  const act = useAct();
  const [who, setWho] = useState({ name: '', phone: '' });
  const [told, setTold] = useState(TOLD_NOTHING);
  const [tried, setTried] = useState(false);
  const go = async () => {
    setTried(true);
    const [name, phone] = [who.name.trim(), who.phone.trim()];
    if (name === '' || told.on === '' || told.way === '') {
      focusFirstWrong();
      return;
    }
    const input = { name, given_on: told.on, way: told.way, ...(phone === '' ? {} : { phone }) };
    if (await act.run(() => peopleApi.declare(space, input))) {
      void readInbox();
      closeDialog();
    }
  };
  return (
    <Dialog title={t.declare} onClose={closeDialog}>
      <p>{t.declareLine}</p>
      <OutsideFields who={who} onWho={setWho} tried={tried} />
      <WhenAndHow told={told} onTold={setTold} tried={tried} />
      <Failure act={act} />
      <div class="dialog-foot">
        <Button onClick={closeDialog}>{text.value.cancel}</Button>
        <Button look="main" disabled={act.busy} onClick={() => void go()}>
          {t.declareYes}
        </Button>
      </div>
    </Dialog>
  );
}
