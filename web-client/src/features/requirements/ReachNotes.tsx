import { Plural, Trans } from '@lingui/react/macro';
import { CloudOff, Hourglass, TriangleAlert, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { formatNumber } from '~/i18n/format';
import { Button, cx, Note, useProblemWords } from '~/ui';
import styles from './requirements.module.css';
import type { Reach } from './useReach';

/** How many could and would, always in view while one changes what is asked. */
export function ReachStrip({ reach }: { reach: Reach }) {
  const none = reach.is === 'counted' && reach.reach.would === 0;
  return (
    <div
      className={cx(styles.strip, none && styles.none, reach.is === 'failed' && styles.failed)}
      role="status"
      aria-busy={reach.is === 'counting'}
    >
      <Icon reach={reach} none={none} />
      <div>
        <Words reach={reach} />
      </div>
    </div>
  );
}

function Icon({ reach, none }: { reach: Reach; none: boolean }): ReactNode {
  if (reach.is === 'failed') return <CloudOff aria-hidden="true" />;
  if (none) return <TriangleAlert aria-hidden="true" />;
  return reach.is === 'counted' ? <Users aria-hidden="true" /> : <Hourglass aria-hidden="true" />;
}

function Words({ reach }: { reach: Reach }): ReactNode {
  switch (reach.is) {
    case 'unpriced':
      return <Trans>How many could do it stands here once price and time are given.</Trans>;
    case 'unfinished':
      return <Trans>Not counted: something below is begun and not finished.</Trans>;
    case 'counting':
      return reach.before ? (
        <Trans>Counting… Before the last change, {formatNumber(reach.before.could)} could.</Trans>
      ) : (
        <Trans>Counting…</Trans>
      );
    case 'failed':
      return <Failed {...reach} />;
    case 'counted':
      return <Figures reach={reach.reach} />;
  }
}

function Figures({ reach: { could, would, active } }: { reach: Schema<'Reach'> }) {
  if (could === 0) {
    return (
      <strong>
        <Trans>Nobody could do it</Trans>
      </strong>
    );
  }
  return (
    <>
      <strong>
        <Plural value={could} one="# could do it" other="# could do it" />
      </strong>
      {' · '}
      {would === 0 ? (
        <Trans>nobody would at this pay</Trans>
      ) : (
        <>
          <Plural value={would} one="# would at this pay" other="# would at this pay" />
          {' · '}
          <Plural value={active} one="# here this week" other="# here this week" />
        </>
      )}
    </>
  );
}

function Failed({ error, again }: Extract<Reach, { is: 'failed' }>) {
  const { title, detail } = useProblemWords()(error);
  return (
    <>
      <strong>
        <Trans>Not counted.</Trans>
      </strong>{' '}
      {title}
      {error.problem.errors ? (
        <ul className={styles.faults}>
          {error.problem.errors.slice(0, 5).map(one => (
            <li key={one.pointer + one.code}>{one.detail}</li>
          ))}
        </ul>
      ) : (
        <>
          {detail && detail !== title && <p>{detail}</p>}
          <Button size="small" onClick={again}>
            <Trans>Count again</Trans>
          </Button>
        </>
      )}
    </>
  );
}

/** What each requirement costs, and a warning when nobody is left. */
export function ReachCosts({ reach }: { reach: Reach }) {
  if (reach.is !== 'counted') return null;
  const { could, would, requirements } = reach.reach;
  return (
    <section className={styles.summing}>
      {would === 0 && (
        <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
          <strong>
            {could === 0 ? (
              <Trans>Nobody meets all of this</Trans>
            ) : (
              <Trans>Nobody who could do it would at this pay</Trans>
            )}
          </strong>
          <p>
            {could === 0 ? (
              <Way requirements={requirements} />
            ) : (
              <Plural
                value={could}
                one="# worker meets all of it and wishes for more an hour."
                other="# workers meet all of it and wish for more an hour."
              />
            )}
          </p>
        </Note>
      )}
      <Costs requirements={requirements} />
    </section>
  );
}

type Requirements = Schema<'Reach'>['requirements'];

/** All that is asked, with what each costs by itself, dearest first. */
function Costs({ requirements }: { requirements: Requirements }) {
  return (
    <>
      <h3 className={styles.title}>
        <Trans>What each requirement costs</Trans>
      </h3>
      <ul className={styles.costs}>
        {dearestFirst(requirements).map(({ code, text, excluded }) => (
          <li key={code + text}>
            <span>{text}</span>
            {excluded > 0 ? (
              <span className={styles.cost}>
                <Plural value={excluded} one="# more could without it" other="# more could without it" />
              </span>
            ) : (
              <span className={styles.soft}>
                <Trans>nobody more</Trans>
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function dearestFirst(requirements: Requirements): Requirements {
  return [...requirements].sort((a, b) => b.excluded - a.excluded);
}

/** The one requirement without which most could. */
function Way({ requirements }: { requirements: Requirements }) {
  const [dearest] = dearestFirst(requirements);
  if (!dearest?.excluded) {
    return <Trans>Taking away a single requirement is not enough; ask less in more than one.</Trans>;
  }
  const { text, excluded } = dearest;
  return (
    <Plural value={excluded} one={`Without “${text}” # worker could.`} other={`Without “${text}” # workers could.`} />
  );
}
