/* Times as people say them: a clock today, 昨日, a date before. In the time zone of the device. */
import type { Text } from './index';

function clock(d: Date): string {
  return `${d.getHours()}:${String(d.getMinutes()).padStart(2, '0')}`;
}

function dayNumber(d: Date): number {
  return Math.floor((d.getTime() - d.getTimezoneOffset() * 60_000) / 86_400_000);
}

function yearIfOther(d: Date, today: Date): number | null {
  return d.getFullYear() === today.getFullYear() ? null : d.getFullYear();
}

/** '14:05', '昨日 14:05', '3/4 14:05', '2025/3/4 14:05' */
export function when(at: number, now: number, t: Text): string {
  const d = new Date(at);
  const today = new Date(now);
  const days = dayNumber(today) - dayNumber(d);
  if (days <= 0) {
    return clock(d);
  }
  if (days === 1) {
    return `${t.time.yesterday} ${clock(d)}`;
  }
  return `${t.time.shortDay(yearIfOther(d, today), d.getMonth() + 1, d.getDate())} ${clock(d)}`;
}

/** For the list: a clock today, else only the day. */
export function whenShort(at: number, now: number, t: Text): string {
  const d = new Date(at);
  const today = new Date(now);
  const days = dayNumber(today) - dayNumber(d);
  if (days <= 0) {
    return clock(d);
  }
  return days === 1 ? t.time.yesterday : t.time.shortDay(yearIfOther(d, today), d.getMonth() + 1, d.getDate());
}

/** The line between days: '今日', '昨日', '3月4日（水）' */
export function dayLine(at: number, now: number, t: Text): string {
  const d = new Date(at);
  const today = new Date(now);
  const days = dayNumber(today) - dayNumber(d);
  if (days <= 0) {
    return t.time.today;
  }
  return days === 1 ? t.time.yesterday : dayFull(at, now, t);
}

export function dayFull(at: number, now: number, t: Text): string {
  const d = new Date(at);
  return t.time.day(yearIfOther(d, new Date(now)), d.getMonth() + 1, d.getDate(), d.getDay());
}

/** Everything, for a title: never shortened. */
export function whenFull(at: number, t: Text): string {
  const d = new Date(at);
  return `${t.time.day(d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getDay())} ${clock(d)}`;
}

export function sameDay(a: number, b: number): boolean {
  return dayNumber(new Date(a)) === dayNumber(new Date(b));
}

/** Birthdays passed, from 'YYYY-MM-DD'. */
export function ageOf(birth: string, now: number): number {
  const [y = 0, m = 1, d = 1] = birth.split('-').map(Number);
  const today = new Date(now);
  const passed = today.getMonth() + 1 > m || (today.getMonth() + 1 === m && today.getDate() >= d);
  return today.getFullYear() - y - (passed ? 0 : 1);
}
