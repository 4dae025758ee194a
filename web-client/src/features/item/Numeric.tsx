import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TextField } from '~/ui';
import field from '~/ui/Field.module.css';
import type { FormProps } from './ItemForm';
import { isNumber } from './item';
import styles from './item.module.css';

/** A number, with its unit behind it or to choose. */
export function Numeric({ body: { unit, units }, answer, onChange }: FormProps) {
  const { t } = useLingui();
  const [left, setLeft] = useState(false);
  const value = answer.value ?? '';
  const { value: _value, ...others } = answer;
  const { unit: _unit, ...unitless } = answer;
  const bad = left && value !== '' && !isNumber(value);
  return (
    <div className={styles.number}>
      <TextField
        label={unit ? <Trans>Your answer, in {unit}</Trans> : <Trans>Your answer</Trans>}
        hint={<Trans>A number, with a point before decimals: 1234.5</Trans>}
        error={bad && <Trans>This is not a number as it is written.</Trans>}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        value={value}
        onInput={event => {
          const typed = event.currentTarget.value;
          onChange(typed.trim() === '' ? others : { ...answer, value: typed.trim() });
        }}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
      />
      {units && (
        <select
          className={field.input}
          aria-label={t`Unit`}
          value={answer.unit ?? ''}
          onChange={event => {
            const chosen = event.currentTarget.value;
            onChange(chosen ? { ...answer, unit: chosen } : unitless);
          }}
        >
          <option value="">{t`Choose the unit`}</option>
          {units.map(one => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
    </div>
  );
}
