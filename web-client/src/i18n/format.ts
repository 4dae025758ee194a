import { regionalLocale } from './locale';

/** A sum as people write it. Small pay keeps the places that matter: 0.125 stays 0.125. */
export function formatMoney(amount: string, currency: string, locale = regionalLocale()): string {
  const places = amount.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: Math.max(places, 2),
    maximumFractionDigits: Math.max(places, 2),
  }).format(Number(amount));
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions, locale = regionalLocale()): string {
  return new Intl.NumberFormat(locale, options).format(value);
}

/** A share from 0 to 1 as a percentage. */
export function formatShare(share: number, locale = regionalLocale()): string {
  return formatNumber(share, { style: 'percent', maximumFractionDigits: 0 }, locale);
}

/** A moment as day and time in the person's own zone. */
export function formatTime(time: string, timeZone?: string, locale = regionalLocale()): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options).format(new Date(time));
}

/** Two moments of which the second needs to say only what is new: "22 Nov 2026, 18:30–23:00". */
export function formatTimeRange(from: string, to: string, timeZone?: string, locale = regionalLocale()): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
  const format = new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options);
  return format.formatRange(new Date(from), new Date(to));
}

/** The time of day of a moment. */
export function formatClock(time: string, timeZone?: string, locale = regionalLocale()): string {
  const options: Intl.DateTimeFormatOptions = { timeStyle: 'short' };
  return new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options).format(new Date(time));
}

/** The time of day of a moment that comes within minutes. */
export function formatExactClock(time: string, timeZone?: string, locale = regionalLocale()): string {
  const options: Intl.DateTimeFormatOptions = { timeStyle: 'medium' };
  return new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options).format(new Date(time));
}

export function formatDay(time: string, timeZone?: string, locale = regionalLocale()): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options).format(new Date(time));
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** A moment seen from now: "in 3 hours", "2 days ago". `millis` is positive for the future. */
export function formatRelative(millis: number, locale = regionalLocale()): string {
  const seconds = Math.round(millis / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return format.format(Math.trunc(seconds / size), unit);
}

/** A length of time with its two largest units: "1 hr 5 min", "40 sec". */
export function formatDuration(seconds: number, locale = regionalLocale()): string {
  const total = Math.max(0, Math.round(seconds));
  const parts: [string, number][] = [
    ['day', Math.floor(total / 86_400)],
    ['hour', Math.floor(total / 3_600) % 24],
    ['minute', Math.floor(total / 60) % 60],
    ['second', total % 60],
  ];
  const first = parts.findIndex(([, count]) => count > 0);
  const shown = first < 0 ? parts.slice(3) : parts.slice(first, first + 2).filter(([, count]) => count > 0);
  return shown
    .map(([unit, count]) => formatNumber(count, { style: 'unit', unit, unitDisplay: 'short' }, locale))
    .join(' ');
}

/** A length of time that is only guessed: no seconds from three minutes on, no minutes from three hours on. */
export function roughly(seconds: number): number {
  const step = seconds >= 3 * 3_600 ? 3_600 : seconds >= 180 ? 60 : 5;
  return Math.max(step, Math.round(seconds / step) * step);
}

/** A countdown: "4:05", with hours only when there are some. */
export function formatCountdown(millis: number): string {
  const total = Math.max(0, Math.ceil(millis / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
