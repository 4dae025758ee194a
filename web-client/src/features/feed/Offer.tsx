import { Trans } from '@lingui/react/macro';
import { Dices, Ticket } from 'lucide-react';
import { millisUntil, type Schema } from '~/api';
import { formatExactClock } from '~/i18n/format';
import { cx, Duration, useTick } from '~/ui';
import styles from './feed.module.css';

type OfferData = NonNullable<Schema<'Card'>['offer']>;

/** Of work that more people want than there is: whose it is to take, and for how long. Gone when that is over. */
export function Offer({ offer }: { offer: OfferData | undefined }) {
  useTick(1_000, offer !== undefined);
  if (!offer) return null;
  const left = Math.ceil(millisUntil(offer.until) / 1_000);
  if (left <= 0) return null;
  const until = formatExactClock(offer.until);
  return (
    <p className={cx(styles.offer, offer.yours && styles.offerYours)}>
      {offer.yours ? <Ticket aria-hidden="true" /> : <Dices aria-hidden="true" />}
      <span>
        {offer.yours ? (
          <Trans>
            <strong>Reserved for you</strong> until {until}, another <Duration seconds={left} />
          </Trans>
        ) : (
          <Trans>
            More people want this than there is. Others were drawn; lots are drawn again at {until}, in{' '}
            <Duration seconds={left} />
          </Trans>
        )}
      </span>
    </p>
  );
}

/** Whether it is offered to others now. What waits for a person by name is theirs all the same. */
export function isDrawnForOthers({ offer, reasons }: Schema<'Card'>): boolean {
  return (
    offer !== undefined &&
    !offer.yours &&
    millisUntil(offer.until) > 0 &&
    !reasons.some(({ code }) => code === 'for_you')
  );
}
