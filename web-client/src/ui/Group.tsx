import { type ReactNode, useId } from 'react';
import { cx } from './cx';
import styles from './Field.module.css';
import own from './Group.module.css';

/** Legend, hint and error around several controls that answer one question together. */
export function Group({
  legend,
  hint,
  error,
  radio = false,
  className,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Whether exactly one of the controls is chosen. */
  radio?: boolean;
  className?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset
      className={cx(own.group, className)}
      {...(radio && { role: 'radiogroup' })}
      {...(described && { 'aria-describedby': described })}
      {...(radio && error ? { 'aria-invalid': true as const } : {})}
      data-wrong={error ? true : undefined}
    >
      <legend className={styles.label}>{legend}</legend>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <div aria-live="polite">
        {error && (
          <p className={styles.error} id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
    </fieldset>
  );
}
