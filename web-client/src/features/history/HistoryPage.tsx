import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff, CloudUpload, History, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { api, ProblemError, type Schema, unwrap } from '~/api';
import { CalledBackLine } from '~/features/calledback';
import { outbox, type Parcel, useOutbox } from '~/features/desk';
import { KindName } from '~/features/kind';
import { Button, ButtonLink, Empty, Money, Note, Page, Pages, ProblemNote, Row, Spoken, Time, usePages } from '~/ui';
import styles from './history.module.css';
import { paysNothing } from './pay';
import { StateBadge } from './StateBadge';

/** Everything this person took, newest first, with what became of it. */
export function HistoryPage() {
  const { t } = useLingui();
  const pages = usePages(['assignments'], (cursor, signal) =>
    unwrap(api.GET('/v1/assignments', { params: { query: { limit: 20, ...(cursor && { cursor }) } }, signal })),
  );
  return (
    <Page title={<Trans>My work</Trans>} name={t`My work`}>
      <Unsent />
      <Pages
        pages={pages}
        empty={
          <Empty
            icon={<History aria-hidden="true" />}
            title={<Trans>Nothing here yet</Trans>}
            action={
              <ButtonLink href="/" tone="primary">
                <Trans>Find work</Trans>
              </ButtonLink>
            }
          >
            <p>
              <Trans>Each task you take stands here, with its verdict and the reason for it.</Trans>
            </p>
          </Empty>
        }
      >
        {items => (
          <ul className={styles.list}>
            {items.map(item => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Pages>
    </Page>
  );
}

function Item({ item }: { item: Schema<'Assignment'> }) {
  const open = item.state === 'claimed' || item.state === 'revision_requested';
  return (
    <li>
      <Link href={open ? `/work/${item.id}` : `/history/${item.id}`} className={styles.item}>
        <span className={styles.main}>
          <strong>{item.project.name}</strong>
          <span className={styles.sub}>
            <KindName kind={item.project.kind} /> · <Time value={item.submission?.submitted_at ?? item.claimed_at} />
          </span>
          {item.cancellation && (
            <span className={styles.sub}>
              <CalledBackLine cancellation={item.cancellation} />
            </span>
          )}
        </span>
        <span className={styles.end}>
          <StateBadge state={item.state} />
          <Pay item={item} />
        </span>
      </Link>
    </li>
  );
}

/** What it is worth to the worker; a dash where that is nothing, so that no sum looks earned. */
function Pay({ item }: { item: Schema<'Assignment'> }) {
  if (!paysNothing(item.state))
    return <Money value={item.cancellation?.pay ?? item.pay} className={styles.pay ?? ''} />;
  return (
    <span className={styles.nothing}>
      <span aria-hidden="true">–</span>
      <Spoken>
        <Trans>Not paid</Trans>
      </Spoken>
    </span>
  );
}

/** Work that the server does not have yet, with where it is. */
function Unsent() {
  const parcels = useOutbox();
  if (parcels.length === 0) return null;
  return (
    <ul className={styles.list}>
      {parcels.map(parcel => (
        <li key={parcel.submissionId}>
          <UnsentItem parcel={parcel} />
        </li>
      ))}
    </ul>
  );
}

function UnsentItem({ parcel }: { parcel: Parcel }) {
  if (parcel.state === 'refused' && parcel.problem) {
    return (
      <ProblemNote error={new ProblemError(parcel.problem)}>
        <p>
          <Trans>
            <strong>{parcel.projectName}</strong>: the work was not taken. Its text is kept.
          </Trans>
        </p>
        <Row>
          <ButtonLink size="small" href={`/history/${parcel.assignmentId}`}>
            <Trans>Open it</Trans>
          </ButtonLink>
          <Button size="small" tone="quiet" onClick={() => void outbox.dismiss(parcel.submissionId)}>
            <Trans>Take away this notice</Trans>
          </Button>
        </Row>
      </ProblemNote>
    );
  }
  const icon =
    parcel.state === 'sent' ? (
      <CloudUpload aria-hidden="true" />
    ) : parcel.state === 'refused' ? (
      <TriangleAlert aria-hidden="true" />
    ) : (
      <CloudOff aria-hidden="true" />
    );
  return (
    <Note tone="warn" icon={icon} role="status">
      <Row between>
        <span>
          <strong>{parcel.projectName}</strong> ·{' '}
          {parcel.state === 'sent' ? <Trans>sent, not confirmed yet</Trans> : <Trans>on this device</Trans>}
        </span>
        <Button size="small" onClick={() => void outbox.flush()}>
          <Trans>Send now</Trans>
        </Button>
      </Row>
    </Note>
  );
}
