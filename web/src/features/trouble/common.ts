/* What the screens of this folder share: how long something took, a moment as a field has it. */
import { text } from '../../text';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** '12分', '5時間', '3日'. */
export function lasting(ms: number): string {
  const t = text.value.trouble.incident.clock;
  const whole = Math.max(0, ms);
  if (whole < HOUR) {
    return whole < MINUTE ? t.moment : t.minutes(Math.floor(whole / MINUTE));
  }
  return whole < 48 * HOUR ? t.hours(Math.floor(whole / HOUR)) : t.days(Math.floor(whole / (24 * HOUR)));
}

/** 'YYYY-MM-DDTHH:MM' by the clock of the device, as a field of the browser takes it. */
export function momentOf(at: number): string {
  const d = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
}
