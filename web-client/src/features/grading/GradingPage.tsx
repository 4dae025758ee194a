import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ChartNoAxesCombined, CircleCheckBig, ClipboardPenLine, Keyboard } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Schema } from '~/api';
import { useKeys, useKeysOn } from '~/features/keyboard';
import { formatNumber } from '~/i18n/format';
import { Button, ButtonLink, Card, Empty, Loaded, Money, Page, ProblemNote, Row, Skeleton, Stack } from '~/ui';
import { GradingKeys } from './GradingKeys';
import styles from './grading.module.css';
import { Latest } from './Latest';
import { Paper } from './Paper';
import { Paused } from './Paused';
import { useDesk, useGradingQueue } from './useDesk';

type Waiting = NonNullable<ReturnType<typeof useGradingQueue>['data']>[number];

/** The grader's console: what waits by qualification, and then one paper after another. */
export function GradingPage() {
  const [query] = useSearchParams();
  const queue = useGradingQueue();
  const chosen = query.get('qualification');
  return chosen ? (
    <DeskPage key={chosen} id={chosen} waiting={queue.data?.find(one => one.qualification_id === chosen)} />
  ) : (
    <QueuePage queue={queue} />
  );
}

function QueuePage({ queue }: { queue: ReturnType<typeof useGradingQueue> }) {
  const { t } = useLingui();
  return (
    <Page
      title={<Trans>Grading</Trans>}
      name={t`Grading`}
      lead={<Trans>Answers to open questions of tests, blind to who wrote them and to what others gave.</Trans>}
      actions={
        <>
          <ButtonLink tone="quiet" href="/test-appeals">
            <Trans>Appeals</Trans>
          </ButtonLink>
          <ButtonLink href="/calibration">
            <ChartNoAxesCombined aria-hidden="true" />
            <Trans>Your calibration</Trans>
          </ButtonLink>
        </>
      }
    >
      <Loaded query={queue}>
        {all =>
          all.length === 0 ? (
            <Empty icon={<ClipboardPenLine aria-hidden="true" />} title={<Trans>Nothing for you to grade</Trans>}>
              <p>
                <Trans>
                  Members of an organisation with the role reviewer grade its tests. Others earn it: each test names the
                  qualification whose holders grade it for pay.
                </Trans>
              </p>
            </Empty>
          ) : (
            <Stack>
              {all.map(one => (
                <QueueCard key={one.qualification_id} waiting={one} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function QueueCard({ waiting: { qualification_id, name, waiting, pay, paused } }: { waiting: Waiting }) {
  return (
    <Card as="article">
      <Row between>
        <div>
          <h2 className={styles.title}>{name}</h2>
          <p className={styles.soft}>
            <Plural value={waiting} _0="Nothing waits" one="# paper waits" other="# papers wait" />
            {pay && (
              <>
                {' · '}
                <Trans>
                  <Money value={pay} /> each
                </Trans>
              </>
            )}
          </p>
        </div>
        {!paused && (
          <ButtonLink tone={waiting > 0 ? 'primary' : 'secondary'} href={`/gradings?qualification=${qualification_id}`}>
            <Trans>Grade</Trans>
          </ButtonLink>
        )}
      </Row>
      {paused && <Paused pause={paused} />}
    </Card>
  );
}

function DeskPage({ id, waiting }: { id: string; waiting: Waiting | undefined }) {
  const { t } = useLingui();
  const desk = useDesk(id);
  const [map, setMap] = useState(false);
  const name = waiting?.name ?? desk.current?.qualification.name ?? t`Grading`;
  return (
    <Page
      title={name}
      name={name}
      lead={
        <>
          <Link href="/gradings">
            <Trans>All queues</Trans>
          </Link>
          {waiting && (
            <>
              {' · '}
              <Plural
                value={waiting.waiting}
                _0="nothing more waits"
                one="# paper waits"
                other={`${formatNumber(waiting.waiting)} papers wait`}
              />
            </>
          )}
        </>
      }
      actions={
        <>
          <ButtonLink tone="quiet" href="/calibration">
            <ChartNoAxesCombined aria-hidden="true" />
            <Trans>Your calibration</Trans>
          </ButtonLink>
          <Button className={styles.wideOnly ?? ''} tone="quiet" onClick={() => setMap(true)}>
            <Keyboard aria-hidden="true" />
            <Trans>Keys</Trans>
          </Button>
        </>
      }
    >
      <GradingKeys open={map} onClose={() => setMap(false)} />
      <div className={styles.desk}>
        {desk.current ? (
          <Paper key={desk.current.id} desk={desk} grading={desk.current} onMap={() => setMap(true)} />
        ) : (
          <NoPaper desk={desk} paused={waiting?.paused} />
        )}
        <Latest given={desk.given} onOpen={desk.undo} />
      </div>
    </Page>
  );
}

function NoPaper({ desk, paused }: { desk: ReturnType<typeof useDesk>; paused: Schema<'ReviewerPause'> | undefined }) {
  const [on] = useKeysOn();
  const { undo } = desk;
  const act = useCallback((key: string) => key === 'u' && undo() !== undefined, [undo]);
  useKeys(on, act);
  if (paused) return <Paused pause={paused} />;
  if (desk.state === 'loading') return <Skeleton lines={[3, 12, 8]} />;
  if (desk.state === 'failed') return <ProblemNote error={desk.error} onRetry={desk.retry} />;
  return (
    <Empty
      icon={<CircleCheckBig aria-hidden="true" />}
      title={<Trans>Everything is graded</Trans>}
      action={
        <Button onClick={desk.retry}>
          <Trans>Look again</Trans>
        </Button>
      }
    >
      <p>
        <Trans>New papers appear here by themselves as workers send their tests.</Trans>
      </p>
    </Empty>
  );
}
