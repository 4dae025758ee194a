import { Trans, useLingui } from '@lingui/react/macro';
import { Scale, TriangleAlert } from 'lucide-react';
import { formatDuration, formatMoney } from '~/i18n/format';
import { Note, TextField } from '~/ui';
import { payPerHour } from './form';
import styles from './ordering.module.css';
import type { PartProps } from './TemplateFields';

/** The lowest hourly pay, in US dollars, that established marketplaces for research take studies at. */
const FLOOR = 8;

/** Price and time of one submission, and what that is worth in an hour. */
export function PayFields({ form, change, fault }: PartProps) {
  const { t } = useLingui();
  const hourly = payPerHour(form.price, form.seconds);
  const seconds = Number(form.seconds);
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t`Price per submission (${form.currency})`}
          inputMode="decimal"
          pattern="(0|[1-9]\d{0,9})(\.\d{1,6})?"
          autoComplete="off"
          required
          value={form.price}
          error={fault('/price')}
          onInput={event => change({ price: event.currentTarget.value.replace(',', '.') })}
        />
        <TextField
          label={t`Seconds it takes an able worker`}
          type="number"
          inputMode="numeric"
          min={5}
          max={86400}
          required
          value={form.seconds}
          error={fault('/estimate_seconds')}
          onInput={event => change({ seconds: event.currentTarget.value })}
        />
      </div>
      {hourly !== undefined && (
        <Note
          tone={form.currency === 'USD' && hourly < FLOOR ? 'warn' : 'good'}
          icon={
            form.currency === 'USD' && hourly < FLOOR ? (
              <TriangleAlert aria-hidden="true" />
            ) : (
              <Scale aria-hidden="true" />
            )
          }
        >
          <strong>
            <Trans>{formatMoney(hourly.toFixed(2), form.currency)} an hour</Trans>
          </strong>
          {form.currency === 'USD' && hourly < FLOOR ? (
            <p>
              <Trans>
                Less than {formatMoney(FLOOR.toFixed(2), 'USD')} an hour, the floor that research marketplaces keep.
                Workers see this figure before they start; raise the price or look at the time again.
              </Trans>
            </p>
          ) : (
            <p>
              <Trans>
                Workers see this figure before they start. It rests on {formatDuration(seconds)} per submission until
                their own times are measured.
              </Trans>
            </p>
          )}
        </Note>
      )}
    </>
  );
}
