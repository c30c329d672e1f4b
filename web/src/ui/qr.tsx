/* A QR code, drawn here: what it says goes to nobody. Dark on light in every colour scheme, as cameras want it. */
import { encode } from 'uqr';

export function Qr({ words, label }: { words: string; label: string }) {
  const { data, size } = encode(words, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
