import { useLingui } from '@lingui/react';
import { formatCountdown, formatDay, formatDuration, formatMoney, formatRelative, formatTime } from '~/i18n/format';
import styles from './Surface.module.css';

/** A sum in the reader's own way of writing. Takes the contract's `Money`. */
export function Money({ value, className }: { value: { amount: string; currency: string }; className?: string }) {
  useLingui();
  return (
    <span className={[styles.money, className].filter(Boolean).join(' ')}>
      {formatMoney(value.amount, value.currency)}
    </span>
  );
}

/** A length of time, such as "12 min". */
export function Duration({ seconds }: { seconds: number }) {
  useLingui();
  return <span className={styles.money}>{formatDuration(seconds)}</span>;
}

/** Time left, such as "4:05". */
export function Countdown({ millis }: { millis: number }) {
  return <span className={styles.money}>{formatCountdown(millis)}</span>;
}

/** A moment. `as="relative"` needs `now`, so that the caller decides how often it moves. */
export function Time({
  value,
  as = 'moment',
  now,
}: {
  value: string;
  as?: 'moment' | 'day' | 'relative';
  now?: number;
}) {
  useLingui();
  const text =
    as === 'relative'
      ? formatRelative(Date.parse(value) - (now ?? Date.now()))
      : as === 'day'
        ? formatDay(value)
        : formatTime(value);
  return (
    <time dateTime={value} title={as === 'relative' ? formatTime(value) : undefined}>
      {text}
    </time>
  );
}
