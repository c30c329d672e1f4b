/* Answering what waits: yes leads into the space that one is in then. */
import { readInbox } from '../../store/inbox';
import { openSpace } from '../../store/route';
import { loadState } from '../../store/sync';
import { closeDialog } from '../dialogs/dialogs';
import { useAct } from './person';

/** Into the space one is in now. */
export async function enter(space: string): Promise<void> {
  await loadState().catch(() => undefined);
  closeDialog();
  openSpace(space);
}

export function useAnswer() {
  const act = useAct();
  const yes = async (accept: () => Promise<{ space: string; waits?: boolean }>) => {
    let into = { space: '', waits: false };
    if ((await act.run(async () => (into = { waits: false, ...(await accept()) }))) && !into.waits) {
      await enter(into.space);
    }
    void readInbox();
  };
  const no = async (decline: () => Promise<unknown>) => {
    await act.run(decline);
    void readInbox();
  };
  return { act, yes, no };
}
