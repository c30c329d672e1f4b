import { useEffect } from 'preact/hooks';
import { phase, unread } from '../store/store';
import { unsaved } from '../store/drafts';
import { editing } from '../store/posts';
import { text } from '../text';
import { Mark } from '../ui/icon';
import { Shell } from './shell/shell';
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

export function App() {
  useTitle();
  useLeaveWarning();
  switch (phase.value) {
    case 'out':
      return <SignIn />;
    case 'locked':
      return <LockScreen />;
    case 'in':
      return <Shell />;
    default:
      return <Waiting />;
  }
}
