import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import styles from './Surface.module.css';

/** Stands in for content under way; invisible for 300 ms, so that quick answers do not flicker. */
export function Skeleton({ lines = [2.5, 7, 7] }: { lines?: readonly number[] }) {
  const { t } = useLingui();
  const slow = useAfter(2_000);
  return (
    <div className={styles.skeleton} role="status">
      <span className={slow ? undefined : styles.hidden}>{t`Loading…`}</span>
      {lines.map((rem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bones have no identity.
        <div key={index} className={styles.bone} style={{ blockSize: `${rem}rem` }} />
      ))}
    </div>
  );
}

/** True once `millis` have passed since the component appeared. */
export function useAfter(millis: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), millis);
    return () => clearTimeout(timer);
  }, [millis]);
  return passed;
}
