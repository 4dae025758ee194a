import { Trans } from '@lingui/react/macro';
import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Filled } from '~/features/item';
import { Button, Note } from '~/ui';
import styles from './attempt.module.css';

/** The end of a section: what has no answer yet, and what comes next. */
export function CheckPage({
  fills,
  next,
  onGo,
}: {
  /** Absent in an adaptive section, which has no way back. */
  fills: readonly Filled[] | undefined;
  /** The section that follows; none when the test ends here. */
  next: string | undefined;
  onGo: (index: number) => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  const open = (fills ?? []).flatMap((fill, index) => (fill === 'whole' ? [] : [{ fill, index }]));
  return (
    <section className={styles.check}>
      <h2 ref={heading} tabIndex={-1}>
        {next === undefined ? <Trans>Before you send</Trans> : <Trans>The end of this section</Trans>}
      </h2>
      {open.length === 0 ? (
        <Note tone="good" icon={<CircleCheck aria-hidden="true" />}>
          <p>
            {fills ? <Trans>Every item has an answer.</Trans> : <Trans>You answered all items of this section.</Trans>}
          </p>
        </Note>
      ) : (
        <>
          <p>
            <Trans>These items have no answer, or not all of it:</Trans>
          </p>
          <ul className={styles.openItems}>
            {open.map(({ fill, index }) => (
              <li key={index}>
                <Button onClick={() => onGo(index)}>
                  <Trans>Item {index + 1}</Trans>
                  <span className={styles.sub}>
                    {fill === 'none' ? <Trans>not answered</Trans> : <Trans>not complete</Trans>}
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.sub}>
        {next === undefined && (
          <Trans>You can still look at every item here and change it. Once it is sent, nothing can be changed.</Trans>
        )}
        {next !== undefined && (
          <Trans>Next comes “{next}”. Once you go on, you cannot come back to this section.</Trans>
        )}
      </p>
    </section>
  );
}
