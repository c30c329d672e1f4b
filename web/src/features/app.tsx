import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { VIDEO_SCREEN } from '../api/training';
import { route } from '../store/route';
import { kin, model, phase, session, unread } from '../store/store';
import { unsaved } from '../store/drafts';
import { editing } from '../store/posts';
import { text } from '../text';
import { Mark } from '../ui/icon';
import { later } from '../ui/later';
import { joining } from './family/joining';
import { LockScreen } from './sign-in/lock';
import { SignIn } from './sign-in/sign_in';

/* The title may end up in the browser's history: it holds a number and the product's name only. */
function useTitle(): void {
  const n = phase.value === 'in' ? unread.value : 0;
  useEffect(() => {
    document.title = n > 0 ? `(${n}) ${text.value.app}` : text.value.app;
  }, [n, text.value]);
}

function hasUnsaved(): boolean {
  const edit = editing.peek();
  return unsaved.peek() || (edit !== null && edit.body !== edit.before);
}

function useLeaveWarning(): void {
  useEffect(() => {
    const warn = (e: BeforeUnloadEvent) => {
      if (hasUnsaved()) {
        e.preventDefault();
      }
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
}

function Waiting() {
  const t = text.value;
  return (
    <main class="gate">
      <div class="gate-card waiting" role="status">
        <Mark />
        <p>{phase.value === 'unreachable' ? t.connection.unreachable : t.loading}</p>
      </div>
    </main>
  );
}

const Activate = later(() => import('./apply/activate').then((m) => m.Activate), Waiting);
const Apply = later(() => import('./apply/apply').then((m) => m.Apply), Waiting);
const CertificatePaper = later(() => import('./erasure/certificate').then((m) => m.CertificatePaper), Waiting);
const ConfirmMail = later(() => import('./mail/confirm').then((m) => m.ConfirmMail), Waiting);
const FamilyHome = later(() => import('./family/home').then((m) => m.FamilyHome), Waiting);
const ForgottenPassword = later(() => import('./password/forgotten').then((m) => m.ForgottenPassword), Waiting);
const GateScreen = later(() => import('./gate/gate').then((m) => m.GateScreen), Waiting);
const JoinPage = later(() => import('./family/join').then((m) => m.JoinPage), Waiting);
const LedgerPaper = later(() => import('./ledger/paper').then((m) => m.LedgerPaper), Waiting);
const PledgePaper = later(() => import('./ledger/pledge_paper').then((m) => m.PledgePaper), Waiting);
const Paper = later(() => import('./life/paper').then((m) => m.Paper), Waiting);
const WishPaper = later(() => import('./erasure/wish_paper').then((m) => m.WishPaper), Waiting);
const WatchPage = later(() => import('./training/watch').then((m) => m.WatchPage), Waiting);
const Shell = later(() => import('./shell/shell').then((m) => m.Shell), Waiting);

/* What is to be printed takes the place of everything else. */
function Inside() {
  const { space, paper, certificate, wish, print } = route.value;
  const room = space !== null && paper ? model.value.rooms.get(space) : undefined;
  if (certificate !== null) {
    return <CertificatePaper key={certificate} request={certificate} />;
  }
  if (print !== null) {
    return print.what === 'ledger' ? <LedgerPaper /> : <PledgePaper hat={print.hat} />;
  }
  if (wish !== null) {
    return <WishPaper number={wish} />;
  }
  if (kin.value) {
    return <FamilyHome />;
  }
  return room ? <Paper room={room} /> : <Shell />;
}

/* Screens for those who come without a session; each has an address of its own. */
const doors: Record<string, (props: object) => JSX.Element> = {
  '/activate': Activate,
  '/apply': Apply,
  '/mail': ConfirmMail,
  '/password': ForgottenPassword,
};

export function App() {
  useTitle();
  useLeaveWarning();
  if (joining.value !== null) {
    return <JoinPage token={joining.value} />;
  }
  const Door = doors[location.pathname];
  if (Door) {
    return <Door />;
  }
  if (location.pathname === VIDEO_SCREEN && ['gate', 'in'].includes(phase.value) && session.value?.hat.kind === 'staff') {
    return <WatchPage />;
  }
  switch (phase.value) {
    case 'out':
      return <SignIn />;
    case 'locked':
      return <LockScreen />;
    case 'gate':
      return <GateScreen />;
    case 'in':
      return <Inside />;
    default:
      return <Waiting />;
  }
}
