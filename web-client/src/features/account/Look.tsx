import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { chooseLocale, chooseTheme, isLocale, LANGUAGES, look } from '~/i18n/locale';
import { ProblemNote, Select } from '~/ui';
import styles from './account.module.css';
import { useMeChange } from './ProfileForm';

/** Language, for this person everywhere, and theme, for this device. */
export function Look() {
  const { t, i18n } = useLingui();
  const change = useMeChange();
  const [theme, setTheme] = useState(() => look().theme ?? 'system');
  return (
    <div className={styles.form}>
      <Select
        label={t`Language`}
        value={i18n.locale}
        onChange={event => {
          const locale = event.currentTarget.value;
          if (!isLocale(locale)) return;
          void chooseLocale(locale);
          change.mutate({ locale });
        }}
      >
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </Select>
      {change.error && <ProblemNote error={change.error} />}
      <fieldset>
        <legend className={styles.legend}>
          <Trans>Theme</Trans>
        </legend>
        <div className={styles.segments}>
          {(
            [
              ['system', t`As the device`],
              ['light', t`Light`],
              ['dark', t`Dark`],
            ] as const
          ).map(([value, name]) => (
            <label key={value} className={styles.segment}>
              <input
                type="radio"
                name="theme"
                value={value}
                checked={theme === value}
                onChange={() => {
                  setTheme(value);
                  chooseTheme(value === 'system' ? undefined : value);
                }}
              />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
