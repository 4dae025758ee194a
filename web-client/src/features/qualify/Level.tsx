import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Time } from '~/ui';
import styles from './qualify.module.css';
import type { OpenQualification } from './queries';

/** A level, drawn and said. Levels of tests go from 1 to 5; others are numbers only. */
export function Level({ level, of = 5 }: { level: number; of?: number }) {
  const { t } = useLingui();
  if (level < 1 || of > 5 || level > of) {
    return (
      <span>
        <Trans>Level {level}</Trans>
      </span>
    );
  }
  return (
    <span className={styles.level}>
      <span className={styles.pips} role="img" aria-label={t`Level ${level} of ${of}`}>
        {Array.from({ length: of }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pip is its place.
          <span key={index} className={styles.pip} data-on={index < level || undefined} />
        ))}
      </span>
      <span aria-hidden="true">
        <Trans>Level {level}</Trans>
      </span>
    </span>
  );
}

/** A held level, until when, and when it can be renewed. */
export function HeldLine({ held }: { held: NonNullable<OpenQualification['held']> }) {
  return (
    <p className={styles.heldLine}>
      <Level level={held.level} />
      {held.expired ? (
        <Badge tone="warn">
          {held.expires_at ? (
            <Trans>
              Expired <Time value={held.expires_at} as="day" />
            </Trans>
          ) : (
            <Trans>Expired</Trans>
          )}
        </Badge>
      ) : (
        <span className={styles.sub}>
          {held.expires_at ? (
            <Trans>
              valid until <Time value={held.expires_at} as="day" />
            </Trans>
          ) : (
            <Trans>does not expire</Trans>
          )}
          {held.renewable_from && (
            <>
              {' · '}
              <Trans>
                renewable from <Time value={held.renewable_from} as="day" />
              </Trans>
            </>
          )}
        </span>
      )}
    </p>
  );
}
