import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { BadgeCheck, Clock3, ScrollText } from 'lucide-react';
import { Link } from 'wouter';
import type { Schema } from '~/api';
import { KindName } from '~/features/kind';
import { formatShare } from '~/i18n/format';
import { Badge, Card, cx, Duration, Money } from '~/ui';
import styles from './feed.module.css';
import { Offer } from './Offer';
import { taskSeconds } from './pay';

type CardData = Schema<'Card'>;

/** One project in the feed. The whole card is one link; what it pays stands where the eye falls first. */
export function WorkCard({ card }: { card: CardData }) {
  return (
    <Card as="article" className={styles.card}>
      <div className={styles.head}>
        <div className={styles.names}>
          <p className={styles.requester}>
            <KindName kind={card.kind} />
            {card.requester && ` · ${card.requester}`}
          </p>
          <h2 className={styles.title}>
            <Link href={`/projects/${card.project_id}`} className={styles.link} dir="auto">
              {card.title}
            </Link>
          </h2>
        </div>
        <Pay card={card} />
      </div>
      <p className={styles.summary} dir="auto">
        {card.summary}
      </p>
      <Facts card={card} />
      <Reasons card={card} most={3} />
      <Offer offer={card.offer} />
    </Card>
  );
}

/** What an hour of it comes to, and what one task pays. */
export function Pay({ card, large }: { card: CardData; large?: boolean }) {
  return (
    <div className={cx(styles.pay, large && styles.payLarge)}>
      <p className={styles.hourly}>
        <Money value={rounded(card.pay_per_hour)} />
        <span>
          <Trans>per hour</Trans>
        </span>
      </p>
      <p className={styles.fixed}>
        <Trans>
          <Money value={card.pay} /> a task
        </Trans>
        {' · '}
        <Basis of={card.pay_basis} />
      </p>
    </div>
  );
}

/** An hourly figure rests on a median; tenths of a cent would claim more than anyone knows. */
function rounded({ amount, currency }: Schema<'Money'>): Schema<'Money'> {
  return { amount: Number(amount).toFixed(2), currency };
}

/** Time, promise and the requester's record. */
export function Facts({ card }: { card: CardData }) {
  return (
    <ul className={styles.facts}>
      <li>
        <Clock3 aria-hidden="true" />
        <span>
          <Trans>
            about <Duration seconds={taskSeconds(card)} />, up to <Duration seconds={card.lease_seconds} />
          </Trans>
        </span>
      </li>
      <li>
        <BadgeCheck aria-hidden="true" />
        <span>
          {card.auto_accept_hours === 0 ? (
            <Trans>accepted at once</Trans>
          ) : (
            <Trans>
              judged within <Duration seconds={card.auto_accept_hours * 3600} />, or accepted
            </Trans>
          )}
          {card.requester_accepts !== undefined && (
            <>
              {' · '}
              <Trans>{formatShare(card.requester_accepts)} of judged work accepted</Trans>
            </>
          )}
        </span>
      </li>
      <li>
        <ScrollText aria-hidden="true" />
        <span>
          {card.waiting >= 100 ? (
            <Trans>100 or more tasks wait</Trans>
          ) : (
            <Plural value={card.waiting} one="# task waits" other="# tasks wait" />
          )}
        </span>
      </li>
    </ul>
  );
}

/** Whose times the hourly pay goes by. */
function Basis({ of }: { of: CardData['pay_basis'] }) {
  switch (of) {
    case 'own':
      return <Trans>by your own times</Trans>;
    case 'others':
      return <Trans>by others’ times</Trans>;
    case 'estimate':
      return <Trans>by the requester’s estimate</Trans>;
  }
}

/** Why it is shown, in the ranking's own words, best first. */
export function Reasons({ card, most }: { card: CardData; most?: number }) {
  const { t } = useLingui();
  if (card.reasons.length === 0 && card.acknowledged) return null;
  return (
    <ul className={styles.reasons} aria-label={t`Why you see this`}>
      {!card.acknowledged && (
        <li>
          <Badge tone="warn">
            <Trans>Guideline to read</Trans>
          </Badge>
        </li>
      )}
      {card.reasons.slice(0, most).map(({ code, text }) => (
        <li key={code}>
          <Badge tone={code === 'pays_well' || code === 'pays_wish' ? 'brass' : 'accent'}>{text}</Badge>
        </li>
      ))}
    </ul>
  );
}
