import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type FieldError, ProblemError } from '~/api/problem';
import { Button } from './Button';
import { Note } from './Card';
import styles from './Problem.module.css';

/** Title and explanation of anything thrown: the server's own words where it had some. */
export function useProblemWords(): (thrown: unknown) => { title: string; detail?: string | undefined } {
  const { t } = useLingui();
  return thrown => {
    if (!(thrown instanceof ProblemError)) {
      return {
        title: t`This screen ran into a mistake of ours`,
        detail: t`Nothing you wrote is lost. Reload the page to go on.`,
      };
    }
    switch (thrown.code) {
      case 'offline':
        return {
          title: t`No connection`,
          detail: t`What you write stays on this device and is sent when the connection is back.`,
        };
      case 'timeout':
        return {
          title: t`The server takes too long to answer`,
          detail: t`Nothing you wrote is lost. Try again in a moment.`,
        };
      case 'unreadable':
        return { title: t`The server gave an answer this page does not understand`, detail: t`Try again in a moment.` };
      default:
        return { title: thrown.problem.title, detail: thrown.problem.detail };
    }
  };
}

export interface ProblemNoteProps {
  error: unknown;
  /** The way to mend it, offered unless the server says that the same request cannot succeed. */
  onRetry?: (() => void) | undefined;
  children?: ReactNode;
}

/** What went wrong, inside a page: the server's words, wrong fields, the request id to quote, and a way on. */
export function ProblemNote({ error, onRetry, children }: ProblemNoteProps) {
  const { title, detail } = useProblemWords()(error);
  const problem = error instanceof ProblemError ? error.problem : undefined;
  return (
    <Note
      tone="bad"
      role="alert"
      icon={problem?.code === 'offline' ? <CloudOff aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
    >
      <strong>{title}</strong>
      {detail && detail !== title && <p className={styles.detail}>{detail}</p>}
      {problem?.errors && <FieldErrors errors={problem.errors} />}
      {children}
      {onRetry && problem?.retryable !== false && (
        <div className={styles.way}>
          <Button size="small" onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      <RequestId id={problem?.request_id} />
    </Note>
  );
}

function FieldErrors({ errors }: { errors: readonly FieldError[] }) {
  return (
    <ul className={styles.errors}>
      {errors.slice(0, 10).map(error => (
        <li key={`${error.line ?? ''}${error.pointer}${error.code}`}>{error.detail}</li>
      ))}
    </ul>
  );
}

/** The number to quote when asking for help. */
export function RequestId({ id }: { id: string | undefined }) {
  if (!id) return null;
  return (
    <p className={styles.request}>
      <Trans>
        Request <code>{id}</code>
      </Trans>
    </p>
  );
}

/** A whole page that could not be shown. */
export function ErrorScreen({ error, onRetry }: ProblemNoteProps) {
  return (
    <div className={styles.screen}>
      <ProblemNote error={error} onRetry={onRetry ?? (() => location.reload())} />
    </div>
  );
}
