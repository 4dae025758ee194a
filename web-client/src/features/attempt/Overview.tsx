import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Check, CircleDot, Lock, Minus } from 'lucide-react';
import type { Schema } from '~/api';
import type { Filled } from '~/features/item';
import { cx, Duration } from '~/ui';
import styles from './attempt.module.css';

type Attempt = Schema<'Attempt'>;

/** Where one is in the test: its sections in order, and the items of the one that is open. */
export function Overview({
  attempt,
  fills,
  here,
  onGo,
}: {
  attempt: Attempt;
  /** How much of each item of the open section is there; absent in an adaptive one, which has no way back. */
  fills: readonly Filled[] | undefined;
  here: number;
  onGo: (index: number) => void;
}) {
  return (
    <ol className={styles.sections}>
      {attempt.sections.map((section, number) => {
        const open = number === attempt.section;
        return (
          <li key={section.key} className={cx(styles.section, open && styles.openSection)}>
            <p className={styles.sectionName}>
              <SectionIcon left={section.left === true} open={open} />
              <span>
                <strong dir="auto">{section.title}</strong>
                <span className={styles.sub}>
                  {section.left ? (
                    <Trans>Done</Trans>
                  ) : section.adaptive ? (
                    <Plural value={section.items} one="at most # item" other="at most # items" />
                  ) : (
                    <Plural value={section.items} one="# item" other="# items" />
                  )}
                  {!section.left && section.seconds !== undefined && (
                    <>
                      {' · '}
                      <Duration seconds={section.seconds} />
                    </>
                  )}
                </span>
              </span>
            </p>
            {open && fills && <Items fills={fills} here={here} onGo={onGo} />}
          </li>
        );
      })}
    </ol>
  );
}

function SectionIcon({ left, open }: { left: boolean; open: boolean }) {
  if (left) return <Check aria-hidden="true" className={styles.good} />;
  return open ? <CircleDot aria-hidden="true" className={styles.accent} /> : <Lock aria-hidden="true" />;
}

function Items({ fills, here, onGo }: { fills: readonly Filled[]; here: number; onGo: (index: number) => void }) {
  const { t } = useLingui();
  const says: Record<Filled, string> = { none: t`not answered`, part: t`not complete`, whole: t`answered` };
  return (
    <ul className={styles.items}>
      {fills.map((fill, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a form keep their order.
        <li key={index}>
          <button
            type="button"
            className={cx(styles.number, styles[fill])}
            aria-current={index === here ? 'step' : undefined}
            aria-label={t`Item ${index + 1}: ${says[fill]}`}
            onClick={() => onGo(index)}
          >
            {index + 1}
            {fill === 'whole' && <Check aria-hidden="true" />}
            {fill === 'part' && <Minus aria-hidden="true" />}
          </button>
        </li>
      ))}
    </ul>
  );
}
