/* One kind of what waits, with its heading. */
import type { ComponentChildren } from 'preact';

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="cards">
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
