import type { ComponentChildren, JSX } from 'preact';

type Props = Omit<JSX.IntrinsicElements['button'], 'type' | 'ref' | 'class'> & {
  look?: 'main' | 'plain' | 'quiet' | 'danger' | 'link';
  submit?: boolean;
  class?: string;
  children: ComponentChildren;
};

export function Button({ look = 'plain', submit = false, class: more = '', ...rest }: Props) {
  return <button type={submit ? 'submit' : 'button'} class={`button ${look} ${more}`} {...rest} />;
}
