import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { text } from '../text';
import { Button } from './button';
import { Icon } from './icon';

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
}

/** A modal dialog of the browser: it traps the focus, closes with Esc, and gives the focus back. */
export function Dialog({ title, onClose, children, wide = false }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      /* Where it went on its own in the meantime it stays: somebody may be typing there. */
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) {
        before.focus();
      }
    };
  }, []);
  const cancel = (e: Event) => {
    e.preventDefault();
    onClose();
  };
  /* Some browsers close at a second Escape without asking: what is still wanted here comes back, and it is asked then. */
  const closed = () => {
    if (ref.current && !ref.current.open) {
      ref.current.showModal();
      onClose();
    }
  };
  return (
    <dialog ref={ref} class={wide ? 'dialog wide' : 'dialog'} aria-labelledby={id} onCancel={cancel} onClose={closed}>
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button look="quiet" class="round" aria-label={text.value.close} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  line: string;
  yes: string;
  no?: string;
  onYes: () => void;
  onNo: () => void;
}

export function Confirm({ title, line, yes, no, onYes, onNo }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onNo}>
      <p>{line}</p>
      <div class="dialog-foot">
        <Button onClick={onNo}>{no ?? text.value.cancel}</Button>
        <Button look="danger" onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
