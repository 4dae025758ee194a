import { Trans } from '@lingui/react/macro';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { cx } from './cx';
import styles from './Field.module.css';

export interface FieldProps {
  label: ReactNode;
  /** Help that is always shown, under the label. */
  hint?: ReactNode;
  /** What is wrong with the value; announced when it appears. */
  error?: ReactNode;
  /** Says "optional" beside the label. */
  optional?: boolean;
}

type Wiring = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; className: string | undefined };

/** Label, hint and error around one control; `children` gets the attributes that tie them together. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && (
          <span className={styles.optional}>
            <Trans>optional</Trans>
          </span>
        )}
      </label>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        className: styles.input,
        ...(described && { 'aria-describedby': described }),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      <div aria-live="polite">
        {error && (
          <p className={styles.error} id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

/** One line of text. Give `inputMode` and `autoComplete`: they choose the phone's keyboard and fill the value in. */
export function TextField({
  label,
  hint,
  error,
  optional,
  className,
  ...rest
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field {...{ label, hint, error, optional: optional ?? false }}>
      {wiring => <input {...rest} {...wiring} className={cx(wiring.className, className)} />}
    </Field>
  );
}

/** Several lines of text; grows with what is written. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  className,
  ...rest
}: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field {...{ label, hint, error, optional: optional ?? false }}>
      {wiring => <textarea {...rest} {...wiring} className={cx(wiring.className, className)} />}
    </Field>
  );
}

/** A native list to choose from. */
export function Select({
  label,
  hint,
  error,
  optional,
  className,
  children,
  ...rest
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field {...{ label, hint, error, optional: optional ?? false }}>
      {wiring => (
        <select {...rest} {...wiring} className={cx(wiring.className, className)}>
          {children}
        </select>
      )}
    </Field>
  );
}

/** A box to tick, with its words beside it. */
export function Checkbox({
  children,
  ...rest
}: { children: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, 'type'>) {
  return (
    <label className={styles.choice}>
      <input {...rest} type="checkbox" />
      <span>{children}</span>
    </label>
  );
}
