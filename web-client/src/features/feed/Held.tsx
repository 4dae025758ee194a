import { Trans } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { Link } from 'wouter';
import { millisUntil } from '~/api';
import { assignmentQuery } from '~/features/desk';
import { Countdown, useTick } from '~/ui';

import styles from './feed.module.css';

/** Tasks this person holds: going on with them comes before anything new. */
export function Held({ ids }: { ids: readonly string[] }) {
  const held = useQueries({ queries: ids.map(assignmentQuery) });
  useTick(1_000, ids.length > 0);
  if (ids.length === 0) return null;
  return (
    <ul className={styles.held}>
      {held.map(({ data }, index) => {
        const id = ids[index] ?? '';
        const left = data?.lease ? millisUntil(data.lease.expires_at) : 0;
        return (
          <li key={id}>
            <Link href={`/work/${id}`} className={styles.heldLink}>
              <span>
                <strong>
                  <Trans>Go on with your task</Trans>
                </strong>
                <span className={styles.heldName}>{data?.project.name}</span>
              </span>
              {left > 0 && <Countdown millis={left} />}
              <ArrowRight aria-hidden="true" className={styles.arrow} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
