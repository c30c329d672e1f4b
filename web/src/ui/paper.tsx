/* What sheets of paper share. */
import type { ComponentChildren } from 'preact';
import { text } from '../text';
import { Button } from './button';

export function PaperLine({ label, wide = false, children }: { label: string; wide?: boolean; children?: ComponentChildren }) {
  return (
    <div class={wide ? 'paper-line wide' : 'paper-line'}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface FrameProps {
  back: string;
  onBack: () => void;
  children: ComponentChildren;
  /** Within the desk, which has its own main. */
  inside?: boolean;
}

/** On the screen above it, not on the paper. */
export function PaperFrame({ back, onBack, children, inside = false }: FrameProps) {
  const Frame = inside ? 'div' : 'main';
  return (
    <Frame class="paper">
      <div class="paper-bar">
        <Button onClick={onBack}>{back}</Button>
        <Button look="main" onClick={() => print()}>
          {text.value.desk.apply.printNow}
        </Button>
      </div>
      {!inside && <h1 class="for-sr">{text.value.app}</h1>}
      {children}
    </Frame>
  );
}
