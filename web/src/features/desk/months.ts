/* The months that counts are shown for. */

/** The twelve months up to this one, oldest first: 'YYYY-MM' in Japan. */
export function monthsUpTo(now: number): string[] {
  const [year, month] = new Date(now).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' }).split('-').map(Number);
  return Array.from({ length: 12 }, (_, i) => {
    const at = year! * 12 + month! - 1 - (11 - i);
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
